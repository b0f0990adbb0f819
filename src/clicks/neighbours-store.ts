import * as z from 'zod'
import { localDay } from '../shops/calendar.ts'
import { type Database, readRow, readRows, statement } from '../storage/database.ts'
import { clickClasses } from './classify.ts'
import { clickSql } from './click.ts'
import { countedClasses } from './counted.ts'
import { createNeighbours, mostVisitors, type NeighbourSettings, type Neighbours } from './neighbours.ts'
import { lastSeq, seqParts, type SeqRange, seqRange } from './rejudge-store.ts'

/**
 * The neighbours as the clicks on disk tell them: those of people on the days that it is now (`now`: UTC milliseconds)
 * where the shops are, the newest where they are more than the memory holds. Takes 1 to 2 µs a click.
 */
export async function loadNeighbours(
  database: Database,
  now: number,
  settings: NeighbourSettings = {},
): Promise<Neighbours> {
  const neighbours = createNeighbours(settings)
  const today = await firstDayNow(database, now)
  const { low } = await seqRange(database, { from: today, to: today })
  const since = { low, high: await lastSeq(database) }
  // Once for each link: joined to each click they cost as much again as the clicks.
  const places = new Map<number, z.output<typeof placeRow>>()
  for await (const part of seqParts(await newestOf(database, since, settings.most ?? mostVisitors))) {
    const clicks = await readRows(database, clickRow, statement(selectClicks, part.low, part.high, today))
    const unknown = [...new Set(clicks.map(({ link }) => link))].filter((link) => !places.has(link))
    for (const place of await readRows(database, placeRow, statement(selectPlaces, JSON.stringify(unknown))))
      places.set(place.link, place)
    for (const { at, day, visitor, link } of clicks) {
      const place = places.get(link)
      if (!place) continue
      const { post, campaign, channel, shop } = place
      neighbours.settle({ at, day, visitor, link, post, campaign, channel, shop })
    }
  }
  return neighbours
}

/** The day it is now in the shop that is farthest behind: no click comes of a day before. */
async function firstDayNow(database: Database, now: number): Promise<number> {
  const zones = await readRows(database, zone, statement('select distinct time_zone from shops'))
  return Math.min(...zones.map(({ time_zone }) => localDay(now, time_zone)), localDay(now, 'UTC'))
}

const zone = z.object({ time_zone: z.string() })

/** The end of a range that holds so many people's clicks at least, where it holds as many. */
async function newestOf(database: Database, { low, high }: SeqRange, most: number): Promise<SeqRange> {
  let from = high + 1
  for (let clicks = 0; from > low && clicks < most; ) {
    const to = from - 1
    from = Math.max(low, from - portion)
    clicks += (await readRow(database, counted, statement(countPeople, from, to)))?.clicks ?? 0
  }
  return { low: from, high }
}

const portion = 20_000
const isPerson = `${clickSql.class} in (${countedClasses.human.map((name) => clickClasses.indexOf(name)).join(', ')})
  and visitor is not null`
const countPeople = `select count(*) as clicks from clicks where seq between ? and ? and ${isPerson}`
const counted = z.object({ clicks: z.number() })

const selectClicks = `select at, day, visitor, link from clicks
  where seq between ? and ? and ${isPerson} and day >= ? order by seq`
const clickRow = z.object({ at: z.number(), day: z.number(), visitor: z.number(), link: z.number() })

const selectPlaces = `select link, post, campaign, channel, shop from link_places
  where link in (select value from json_each(?))`
const placeRow = z.object({
  link: z.number(),
  post: z.number(),
  campaign: z.number(),
  channel: z.string(),
  shop: z.number(),
})
