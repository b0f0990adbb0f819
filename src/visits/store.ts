import * as z from 'zod'
import type { ClickIdentity } from '../clicks/click-id.ts'
import { clickSql } from '../clicks/click.ts'
import { watermark } from '../clicks/rollup-store.ts'
import { type Database, readRow, readRows, type Statement, statement } from '../storage/database.ts'
import type { Visit } from './visit.ts'

/** Adds to a visit what came since. What was told first stays; a click that arrives later (beacons overtake) is added. */
export function addVisit(visit: Visit): Statement {
  const { id, shop, day, click, page, at, views, seconds, scroll } = visit
  const upsert = `insert into visits (id, shop, day, link, click_at, click_random, page, entered_at, views, seconds, scroll)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    on conflict (id) do update set
      views = min(views + excluded.views, ${most.views}), seconds = min(seconds + excluded.seconds, ${most.seconds}),
      scroll = max(scroll, excluded.scroll),
      day = case when link is null and excluded.link is not null then excluded.day else day end,
      click_at = coalesce(click_at, excluded.click_at), click_random = coalesce(click_random, excluded.click_random),
      link = coalesce(link, excluded.link)
    where shop = excluded.shop`
  const clicked = [click?.link ?? null, click?.at ?? null, click?.random ?? null]
  return statement(upsert, id, shop, day, ...clicked, page, at, views, Math.min(seconds, most.seconds), scroll)
}

/** What one visit can come to, whoever tells it. */
const most = { views: 1_000, seconds: 86_400 } as const

/** Page views that are told from nobody's. */
export function addViews({ shop, day, views }: Pick<Visit, 'shop' | 'day' | 'views'>): Statement {
  const upsert = `insert into view_days (shop, day, views) values (?, ?, ?)
    on conflict (shop, day) do update set views = views + excluded.views`
  return statement(upsert, shop, day, views)
}

/** A shop by its number, and days on its calendar, both included. */
export type Period = { readonly shop: number; readonly from: number; readonly to: number }

/**
 * Landings by clicks of ours, by link or post (its number) and day of the click. `landedClicks`: the different clicks
 * among them, since a copied address lands again and again. `seconds`: active time of these visits.
 */
export function readLandings(database: Database, period: Period, by: 'link' | 'post'): Promise<Landings[]> {
  const query = `select place.${by} as key, visits.day as day, count(*) as landings, ${distinctClicks} as landedClicks,
      sum(visits.views) as views, sum(visits.seconds) as seconds
    from visits join link_places place on place.link = visits.link
    where visits.shop = ? and visits.day between ? and ? group by 1, 2 order by 2, 1`
  return readRows(database, landings, statement(query, period.shop, period.from, period.to))
}

const distinctClicks = `count(distinct visits.link || '-' || click_at || '-' || click_random)`

const landings = z.object({
  key: z.number(),
  day: z.number(),
  landings: z.number(),
  landedClicks: z.number(),
  views: z.number(),
  seconds: z.number(),
})
export type Landings = z.output<typeof landings>

/** The shop's visits by day. `views` holds those too that are told from nobody's. Seconds of active time. */
export function readVisitDays(database: Database, { shop, from, to }: Period): Promise<VisitDay[]> {
  const query = `select day, sum(visits) as visits, sum(landings) as landings, sum(views) as views, sum(seconds) as seconds from (
      select day, count(*) as visits, count(link) as landings, sum(views) as views, sum(seconds) as seconds
      from visits where shop = ? and day between ? and ? group by day
      union all select day, 0, 0, views, 0 from view_days where shop = ? and day between ? and ?
    ) group by day order by day`
  return readRows(database, visitDay, statement(query, shop, from, to, shop, from, to))
}

const visitDay = z.object({
  day: z.number(),
  visits: z.number(),
  landings: z.number(),
  views: z.number(),
  seconds: z.number(),
})
export type VisitDay = z.output<typeof visitDay>

/**
 * How many people's clicks arrived in the shop with their id: `landedClicks` of `humanClicks`. What is missing was
 * stripped on the way, blocked, left before the page was idle, or never had an id (Sec-GPC): so it is a lower bound.
 */
export async function readSurvival(database: Database, { shop, from, to }: Period): Promise<Survival> {
  const summed = (table: string) => `select human from ${table} rows join link_places place on place.link = rows.link
    where rows.day between ? and ? and place.shop = ?`
  const query = `select
      (select coalesce(sum(human), 0) from (${summed('link_days')} union all ${summed('link_fresh')} union all
        select (${clickSql.class} in (0, 1)) from clicks join link_places place on place.link = clicks.link
        where clicks.seq > ${watermark} and clicks.day between ? and ? and place.shop = ?)) as humanClicks,
      (select ${distinctClicks} from visits where shop = ? and day between ? and ? and link is not null) as landedClicks`
  const once = [from, to, shop]
  const row = await readRow(database, survival, statement(query, ...once, ...once, ...once, shop, from, to))
  return row ?? { humanClicks: 0, landedClicks: 0 }
}

const survival = z.object({ humanClicks: z.number(), landedClicks: z.number() })
export type Survival = z.output<typeof survival>

/** More visits than this within a day by one click: its address was copied. One person's reloads begin no visit. */
export const mostVisitsPerClick = 3

/** Whether a click's id arrived on so many devices within a day that its address must have been passed on. */
export async function isSharedClick(database: Database, { link, at, random }: ClickIdentity): Promise<boolean> {
  return (await database.all(statement(`select 1 where ${hasManyVisits}`, link, at, random))).length > 0
}

/** The same as SQL over a click's link, time and random bits as parameters. */
export const hasManyVisits = hasManyVisitsBy('?', '?', '?')

/** The same over columns that hold these. */
export function hasManyVisitsBy(link: string, at: string, random: string): string {
  return `exists (select 1 from visits first
  where first.link = ${link} and first.click_at = ${at} and first.click_random = ${random} and (
    select count(*) from visits other where other.link = first.link and other.click_at = first.click_at
      and other.click_random = first.click_random
      and other.entered_at between first.entered_at and first.entered_at + 86400000
  ) > ${mostVisitsPerClick})`
}

/** Erases what is known of the visits by a click. */
export function eraseVisitsOf({ link, at, random }: ClickIdentity): Statement {
  return statement('delete from visits where link = ? and click_at = ? and click_random = ?', link, at, random)
}

/** Deletes the visits of a shop before a day: kept as long as its clicks, 13 months unless told otherwise. */
export function forgetVisitsBefore({ shop, day }: { readonly shop: number; readonly day: number }): Statement {
  return statement('delete from visits where shop = ? and day < ?', shop, day)
}
