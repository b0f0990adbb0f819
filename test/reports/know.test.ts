import { describe, expect, it } from 'vitest'
import { noClick } from '../../src/attribution/journey.ts'
import { tellKnowable } from '../../src/reports/know.ts'
import { localDay } from '../../src/shops/calendar.ts'
import { findShop } from '../../src/shops/store.ts'
import { type Database, statement } from '../../src/storage/database.ts'
import { makeRuntime } from '../make.ts'
import { makeClick, makeOrder, type TestConversion, writeHistory, zone } from './history.ts'

const noon = Date.parse('2026-10-10T10:00:00Z')
const day = 86_400_000
const today = localDay(noon, zone)

describe('can I know this?', () => {
  it('answers where every click bought: nothing better is left to be found', async () => {
    const database = await history([0, 1], 2)
    const { rate, detectable, differences, own } = await ask(database)
    expect([own.clicks, own.orders, rate, detectable, differences]).toEqual([2, 2, 1, null, []])
    const { differences: told } = await ask(database, { other: 0.5 })
    expect(told).toEqual([{ rate: 1, other: 0.5, clicksEach: null, clicks: null, days: null, weeks: null }])
  })

  it('reckons a young shop’s pace by its own days alone', async () => {
    const young = await ask(await history([2, 2, 1, 0, 0, 0], 3))
    expect(young.own).toMatchObject({ days: 3, clicksPerDay: 2, ordersPerDay: 1 })
    const older = await ask(await history([40, 2, 2, 1, 0, 0, 0], 0))
    expect(older.own).toMatchObject({ days: 30, clicksPerDay: 6 / 30 })
  })

  it('has the days of the period where nothing was clicked yet', async () => {
    expect((await ask(await history([], 0))).own).toMatchObject({ days: 30, clicks: 0 })
  })

  it('begins with the first credited order where that came before any click', async () => {
    const database = await history([1, 0], 0, [makeOrder({ id: 'by-hand', at: noon - 9 * day, click: null })])
    expect((await ask(database)).own.days).toBe(2)
    await database.batch([
      statement(`insert into credits (conversion_id, position, link_number, click_at, click_random, click_day, share)
        select id, 0, 1, occurred_at, ${noClick}, day, 1 from conversions where id = 'by-hand'`),
    ])
    expect((await ask(database)).own.days).toBe(10)
  })
})

async function ask(database: Database, asked: { other?: number } = {}) {
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('the test shop is missing')
  return await tellKnowable(database, { shop, from: today - 29, to: today, windowDays: 30, today }, asked)
}

/** Clicks so many days ago, the first of which led to an order a minute later each; and orders that nobody clicked for. */
async function history(
  daysAgo: readonly number[],
  orders: number,
  alone: readonly TestConversion[] = [],
): Promise<Database> {
  const { database } = await makeRuntime()
  const clicks = daysAgo.map((ago, random) => makeClick({ at: noon - ago * day + random, random, firsts: 31 }))
  const bought = clicks.slice(0, orders).map(({ at }, click) => makeOrder({ id: `o-${click}`, at: at + 60_000, click }))
  await writeHistory(database, {
    posts: [{ id: 'post-0', title: 'Reel', channel: 'instagram', campaign: null }],
    links: [{ id: 'link-0', slug: 's0', post: 0, content: null, archived: false }],
    clicks,
    conversions: [...bought, ...alone],
  })
  return database
}
