import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { clearRollups } from '../../src/clicks/rollup-store.ts'
import { rollUpAll } from '../../src/clicks/rollup.ts'
import { readFilter, showFilter } from '../../src/reports/filter-text.ts'
import { dimensions, type Filter, filterDimensions, type Question } from '../../src/reports/question.ts'
import { summarise } from '../../src/reports/summary.ts'
import { localDay, parseDay, showDay } from '../../src/shops/calendar.ts'
import { findShop, updateShop } from '../../src/shops/store.ts'
import { type Database, readRows, statement } from '../../src/storage/database.ts'
import { makeRuntime } from '../make.ts'
import { keyOf, recount } from './brute-force.ts'
import { type History, histories, makeClick, makeOrder, onePost, writeHistory } from './history.ts'
import { readFigures, readSales } from './read-summary.ts'

const day = 86_400_000
/** Over the end of daylight saving in Oslo, the 25th of October. */
const start = Date.parse('2026-10-10T00:00:00Z')
const at = Date.parse('2026-10-12T10:00:00Z')

describe('a filtered summary', () => {
  it('counts what is left, by every dimension, of every dimension: one key or several, or none of them', async () => {
    const { database } = await makeRuntime()
    const shop = await shopOne(database)
    const drawnFilter = fc.record({
      dimension: fc.constantFrom(...filterDimensions),
      isNot: fc.boolean(),
      which: fc.array(fc.nat(39), { minLength: 1, maxLength: 3 }),
    })
    const asked = fc.record({
      from: fc.integer({ min: 0, max: 20 }),
      days: fc.integer({ min: 1, max: 30 }),
      windowDays: fc.constantFrom(1, 7, 30, 90),
      by: fc.constantFrom(...dimensions),
      filters: fc.array(drawnFilter, { minLength: 1, maxLength: 3 }),
      isRolledUp: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(histories(start, 30), asked, async (history, { from, days, isRolledUp, ...rest }) => {
        await writeHistory(database, history)
        await database.batch(clearRollups())
        if (isRolledUp) await rollUpAll(database, { most: 25 })
        const first = localDay(start, shop.timeZone) + from
        const filters = rest.filters.map((one) => drawKeys(history, one))
        const question = { shop, from: first, to: first + days - 1, windowDays: rest.windowDays, filters }
        const report = await summarise(database, question, rest.by)
        const expected = recount(history, { ...question, by: rest.by, basis: 'paid', churnDays: 365 })
        const rows = report.rows.map((row) => [row.key, { key: row.key, ...readFigures(row) }] as const)
        expect(new Map(rows)).toEqual(expected.rows)
        expect(readFigures(report.totals)).toEqual(expected.totals)
        expect(readSales(report.unattributed)).toEqual(expected.unattributed)
        expect(readSales(report.shopTotals)).toEqual(expected.shopTotals)
      }),
      { numRuns: 120 },
    )
  }, 120_000)

  it('is of no order that nobody clicked for, whichever way it is asked', async () => {
    const { database } = await makeRuntime()
    const orders = [makeOrder({ id: 'A', at: at + day }), makeOrder({ id: 'B', at: at + day, click: null })]
    await writeHistory(database, { ...onePost, clicks: [makeClick({ at })], conversions: orders })
    for (const dimension of filterDimensions)
      for (const isNot of [true, false]) {
        const report = await summarise(
          database,
          await question(database, [{ dimension, isNot, keys: ['(none)'] }]),
          'day',
        )
        expect(report.totals.orders).toBeLessThanOrEqual(1)
        expect([report.unattributed.orders, report.shopTotals.orders]).toEqual([1, 2])
      }
  })

  it.each(['campaign', 'kind', 'placement', 'content'] as const)(
    'leaves what has no %s where it is not one of some',
    async (by) => {
      const { database } = await makeRuntime()
      const posts = [{ id: 'post-0', title: 'Advent', channel: 'line', campaign: null }]
      await writeHistory(database, {
        ...onePost,
        posts,
        clicks: [makeClick({ at })],
        conversions: [makeOrder({ at: at + day })],
      })
      const filters = [{ dimension: by, isNot: true, keys: ['offer'] }]
      const { rows } = await summarise(database, await question(database, filters), by)
      expect(rows.map(({ key, orders, clicks }) => [key, orders, clicks.human])).toEqual([['(none)', 1, 1]])
    },
  )

  it('knows an order credited by hand to a link as of no known app', async () => {
    const { database } = await makeRuntime()
    await writeHistory(database, {
      ...onePost,
      clicks: [makeClick({ at })],
      conversions: [makeOrder({ at: at + day })],
    })
    await database.batch([statement('update credits set click_visit = null')])
    const ordersOf = async (filter: Filter) =>
      (await summarise(database, await question(database, [filter]), 'app')).rows.map(({ key, orders }) => [
        key,
        orders,
      ])
    expect(await ordersOf({ dimension: 'app', isNot: false, keys: ['unknown'] })).toEqual([['unknown', 1]])
    expect(await ordersOf({ dimension: 'app', isNot: true, keys: ['unknown'] })).toEqual([['(none)', 0]])
  })

  it.each([
    ['channel', 'instagram', '60.00'],
    ['campaign', 'campaign-0', '60.00'],
    ['post', 'post-0', '10.00'],
    ['kind', 'offer', '10.00'],
    ['kind', '(none)', '0.00'],
  ] as const)('keeps the costs of %s %s, and not those of what it left out', async (dimension, key, cost) => {
    const { database } = await makeRuntime()
    const posts = [{ ...onePost.posts[0], id: 'post-0', title: 'Advent', channel: 'instagram', campaign: 'campaign-0' }]
    await writeHistory(database, { ...onePost, posts, clicks: [makeClick({ at })], conversions: [] })
    const insert = `insert into costs (id, shop_id, kind, amount, currency, from_day, to_day, channel, campaign_id, post_id, created_at)
      values (?, 'shop-1', 'other', ?, 'NOK', ?, ?, ?, ?, ?, 0)`
    const when = localDay(at, 'Europe/Oslo')
    await database.batch([
      statement(`update posts set content = 'offer'`),
      statement(insert, 'of the post', 1000, when, when, null, null, 'post-0'),
      statement(insert, 'of the campaign on a channel', 5000, when, when, 'instagram', 'campaign-0', null),
      statement(insert, 'of another channel', 70_000, when, when, 'facebook', null, null),
      statement(insert, 'of the shop', 900_000, when, when, null, null, null),
    ])
    const { totals } = await summarise(
      database,
      await question(database, [{ dimension, isNot: false, keys: [key] }]),
      'post',
    )
    expect(totals.moneyCost).toBe(cost)
  })

  it('doesn’t say that visitors of a country cost nothing', async () => {
    const { database } = await makeRuntime()
    await updateShop(database, 'shop-1', { grossMarginPercent: 50 })
    await writeHistory(database, {
      ...onePost,
      clicks: [makeClick({ at })],
      conversions: [makeOrder({ at: at + day })],
    })
    const filters = [{ dimension: 'country', isNot: false, keys: ['NO'] }] as const
    const { rows, totals } = await summarise(database, await question(database, filters), 'post')
    for (const one of [rows[0], totals])
      expect(one).toMatchObject({
        orders: 1,
        cost: null,
        profit: null,
        costSays: expect.stringContaining('of posts, not of visitors'),
      })
  })
})

describe('days of a shop', () => {
  it.each([
    // Clocks go back on the 25th: that day has 25 hours, 22:30 UTC of the 24th is 00:30 of the 25th.
    ['Europe/Oslo', ['2026-10-24T21:30:00Z', '2026-10-24T22:30:00Z', '2026-10-25T22:30:00Z', '2026-10-25T23:30:00Z']],
    // And forward on the 29th of March: 23 hours, 23:30 UTC of the 28th is 00:30, 22:30 of the 29th is past midnight.
    ['Europe/Oslo', ['2026-03-28T22:30:00Z', '2026-03-28T23:30:00Z', '2026-03-29T21:30:00Z', '2026-03-29T22:30:00Z']],
    // Seven hours ahead all the year.
    ['Asia/Bangkok', ['2026-10-24T16:30:00Z', '2026-10-24T17:30:00Z', '2026-10-25T16:30:00Z', '2026-10-25T17:30:00Z']],
  ])('begin at its own midnight in %s, under filters too', async (timeZone, times) => {
    const { database } = await makeRuntime()
    await updateShop(database, 'shop-1', { timeZone })
    const clicks = times.map((time, index) => makeClick({ at: Date.parse(time), random: index }))
    const conversions = clicks.map((click, index) => makeOrder({ id: `o${index}`, at: click.at + 1000, click: index }))
    await writeHistory(database, { ...onePost, clicks, conversions })
    await moveDays(database, timeZone)
    const [, first = '', last = ''] = times.map((time) => showDay(localDay(Date.parse(time), timeZone)))
    expect(first).toBe(last)
    for (const filters of [[], [{ dimension: 'channel', isNot: false, keys: ['instagram'] }]] as const) {
      const asked = { ...(await question(database, filters)), from: parseDay(first) - 1, to: parseDay(first) + 1 }
      const { rows } = await summarise(database, asked, 'day')
      expect(rows.map(({ clicks: { human }, orders }) => [human, orders])).toEqual([
        [1, 1],
        [2, 2],
        [1, 1],
      ])
    }
  })
})

describe('a filter in an address', () => {
  it('is read as it was written, whatever the keys hold', () => {
    const key = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .map((one) => one.trim())
      .filter((one) => one !== '')
    const filter = fc.record({
      isNot: fc.boolean(),
      keys: fc.uniqueArray(fc.oneof(key, fc.constantFrom('not:a', 'a,b', String.raw`\,`)), {
        minLength: 1,
        maxLength: 4,
      }),
    })
    fc.assert(
      fc.property(filter, (one) => {
        expect(readFilter(showFilter(one))).toEqual(one)
      }),
    )
  })

  it('is nothing where there is no key', () => {
    for (const told of ['', ',', 'not:', ' , ', 'not:,']) expect(readFilter(told)).toBeUndefined()
  })
})

type Drawn = { readonly dimension: Filter['dimension']; readonly isNot: boolean; readonly which: readonly number[] }

/** Keys that the history has, and `nowhere` where it has no clicks. */
function drawKeys(history: History, { dimension, isNot, which }: Drawn): Filter {
  const asked = { from: 0, to: 0, windowDays: 30, basis: 'paid', churnDays: 365, by: dimension }
  const keys = which.map((one) => {
    const click = history.clicks[one % Math.max(1, history.clicks.length)]
    return click ? keyOf(history, click, asked, 0) : 'nowhere'
  })
  return { dimension, isNot, keys: [...new Set(keys)] }
}

/** As the recorder would have stamped them in another time zone. */
async function moveDays(database: Database, timeZone: string): Promise<void> {
  for (const [table, column, dayColumn] of [
    ['clicks', 'at', 'day'],
    ['conversions', 'occurred_at', 'day'],
    ['credits', 'click_at', 'click_day'],
  ] as const) {
    const rows = await readRows(
      database,
      z.object({ at: z.number() }),
      statement(`select distinct ${column} as at from ${table}`),
    )
    const update = `update ${table} set ${dayColumn} = ? where ${column} = ?`
    await database.batch(rows.map((row) => statement(update, localDay(row.at, timeZone), row.at)))
  }
}

async function question(database: Database, filters: readonly Filter[]): Promise<Question> {
  const shop = await shopOne(database)
  return {
    shop,
    from: localDay(start, shop.timeZone),
    to: localDay(start, shop.timeZone) + 29,
    windowDays: 30,
    filters,
  }
}

async function shopOne(database: Database) {
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('shop-1 is missing')
  return shop
}
