import { expect, it } from 'vitest'
import { rollUpAll } from '../../src/clicks/rollup.ts'
import { localDay } from '../../src/shops/calendar.ts'
import type { Database } from '../../src/storage/database.ts'
import {
  addViews,
  addVisit,
  eraseVisitsOf,
  forgetVisitsBefore,
  isSharedClick,
  readLandings,
  readSurvival,
  readVisitDays,
} from '../../src/visits/store.ts'
import type { Visit } from '../../src/visits/visit.ts'
import { noon } from '../make.ts'
import { makeClick, writeHistory, zone } from '../reports/history.ts'

const hour = 3_600_000
const today = localDay(noon, zone)
const click = { link: 1, at: noon, random: 2 ** 40 - 1 }
const period = { shop: 1, from: today, to: today }

/** What the store of visits does alike on SQLite and on D1. `open`: a database with shop-1, which the case has alone. */
export function visitStoreContract(open: () => Promise<Database>): void {
  it('is one row a visit, however often it is told and in whatever order', async () => {
    const database = await openEmpty(open)
    await database.batch([
      addVisit(makeVisit({ views: 0, seconds: 12, scroll: 40, click: undefined, day: today - 1 })),
      addVisit(makeVisit({ views: 2, seconds: 3, scroll: 20 })),
      addVisit(makeVisit({ views: 1, page: '/other', click: { ...click, random: 3 }, day: today + 1 })),
      addVisit(makeVisit({ shop: 2, views: 100 })),
    ])
    expect(await readLandings(database, period, 'link')).toEqual([
      { key: 1, day: today, landings: 1, landedClicks: 1, views: 3, seconds: 15 },
    ])
    expect(await isRow(database, { page: '/votter', scroll: 40, click_random: click.random })).toBe(true)
  })

  it('is at most what one visit can come to', async () => {
    const database = await openEmpty(open)
    const much = makeVisit({ views: 1000, seconds: 86_400 })
    await database.batch([addVisit(much), addVisit(much)])
    expect(await readLandings(database, period, 'link')).toMatchObject([{ views: 1000, seconds: 86_400 }])
  })

  it('sums landings by link and by post, and visits by day with the views of nobody', async () => {
    const database = await openEmpty(open)
    await database.batch([
      addVisit(makeVisit({ id: 1 })),
      addVisit(makeVisit({ id: 2, seconds: 7 })),
      addVisit(makeVisit({ id: 3, click: { ...click, link: 2 } })),
      addVisit(makeVisit({ id: 4, click: { ...click, link: 3 }, day: today - 1 })),
      addVisit(makeVisit({ id: 5, click: undefined })),
      addViews({ shop: 1, day: today, views: 3 }),
      addViews({ shop: 1, day: today, views: 4 }),
      addViews({ shop: 2, day: today, views: 50 }),
    ])
    const row = { day: today, landings: 1, landedClicks: 1, views: 1, seconds: 0 }
    const longer = { ...period, from: today - 1 }
    expect(await readLandings(database, longer, 'link')).toEqual([
      { ...row, key: 3, day: today - 1 },
      { ...row, key: 1, landings: 2, views: 2, seconds: 7 },
      { ...row, key: 2 },
    ])
    const posts = await readLandings(database, period, 'post')
    expect(posts.map(({ landings, landedClicks }) => [landings, landedClicks])).toEqual([[3, 2]])
    expect(await readVisitDays(database, longer)).toEqual([
      { day: today - 1, visits: 1, landings: 1, views: 1, seconds: 0 },
      { day: today, visits: 4, landings: 3, views: 11, seconds: 7 },
    ])
  })

  it('tells how many people’s clicks arrived with their id, rolled up or not', async () => {
    const database = await openEmpty(open)
    const survival = { humanClicks: 3, landedClicks: 1 }
    await database.batch([addVisit(makeVisit({ id: 1 })), addVisit(makeVisit({ id: 2 }))])
    expect(await readSurvival(database, period)).toEqual(survival)
    await rollUpAll(database, { most: 3 })
    expect(await readSurvival(database, period)).toEqual(survival)
    expect(await readSurvival(database, { ...period, shop: 2 })).toEqual({ humanClicks: 0, landedClicks: 0 })
    expect(await readSurvival(database, { ...period, to: today - 1, from: 0 })).toMatchObject({ landedClicks: 0 })
  })

  it('marks a click as shared from the fourth visit within a day on', async () => {
    const database = await openEmpty(open)
    const arrive = (id: number, at: number) => database.batch([addVisit(makeVisit({ id, at }))])
    await arrive(1, noon)
    await arrive(2, noon + 13 * hour)
    await arrive(3, noon + 24 * hour)
    await arrive(4, noon + 25 * hour)
    expect(await isSharedClick(database, click)).toBe(false)
    await arrive(5, noon + 37 * hour)
    expect(await isSharedClick(database, click)).toBe(true)
    expect(await isSharedClick(database, { ...click, random: 5 })).toBe(false)
  })

  it('erases the visits by a click, and forgets those of old days, of one shop alone', async () => {
    const database = await openEmpty(open)
    await database.batch([
      addVisit(makeVisit({ id: 1 })),
      addVisit(makeVisit({ id: 2, click: { ...click, random: 5 } })),
      addVisit(makeVisit({ id: 3, click: undefined, shop: 2, day: today - 400 })),
      addVisit(makeVisit({ id: 4, click: undefined, day: today - 400 })),
      eraseVisitsOf(click),
    ])
    expect(await ids(database)).toEqual([2, 3, 4])
    await database.batch([forgetVisitsBefore({ shop: 1, day: today - 399 })])
    expect(await ids(database)).toEqual([2, 3])
  })
}

async function openEmpty(open: () => Promise<Database>): Promise<Database> {
  const database = await open()
  await database.batch(['visits', 'view_days'].map((table) => ({ sql: `delete from ${table}`, params: [] })))
  const links = [0, 0, 1].map((post, index) => ({
    ...{ id: `link-${index}`, slug: `slug-${index}`, post, content: null, archived: false },
  }))
  const posts = [0, 1].map((index) => ({ id: `post-${index}`, title: 'Advent', channel: 'instagram', campaign: null }))
  const classes = ['human', 'repeat', 'human', 'bot', 'internal'] as const
  const clicks = classes.map((kind, index) => makeClick({ at: noon + index, class: kind, random: index }))
  await writeHistory(database, { posts, links, clicks, conversions: [] })
  return database
}

function makeVisit(over: Partial<Visit> = {}): Visit {
  return { id: 1, shop: 1, click, day: today, page: '/votter', at: noon, views: 1, seconds: 0, scroll: 0, ...over }
}

async function ids(database: Database): Promise<unknown[]> {
  const rows = await database.all({ sql: 'select id from visits order by id', params: [] })
  return rows.map((row) => Object(row).id)
}

async function isRow(database: Database, expected: Record<string, string | number>): Promise<boolean> {
  const where = Object.keys(expected).map((column) => `${column} = ?`)
  const sql = `select 1 from visits where ${where.join(' and ')}`
  return (await database.all({ sql, params: Object.values(expected) })).length === 1
}
