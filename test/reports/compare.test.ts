import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rollUpAll } from '../../src/clicks/rollup.ts'
import { countWaiting } from '../../src/conversions/counted-store.ts'
import { comparedDays, summariseCompared } from '../../src/reports/compare.ts'
import { comparisons, dimensions } from '../../src/reports/question.ts'
import { localDay, parseDay, showDay, startOfDay } from '../../src/shops/calendar.ts'
import { findShop } from '../../src/shops/store.ts'
import { type Database, statement } from '../../src/storage/database.ts'
import { makeRuntime } from '../make.ts'
import { recount } from './brute-force.ts'
import {
  histories,
  makeClick,
  makeOrder,
  onePost,
  type TestClick,
  type TestConversion,
  writeHistory,
} from './history.ts'
import { readFigures, readSales } from './read-summary.ts'

const day = 86_400_000
const start = Date.parse('2026-10-10T00:00:00Z')

describe('a comparison', () => {
  it('has the figures of both periods beside each other, by every dimension', async () => {
    const { database } = await makeRuntime()
    const shop = await shopOne(database)
    const asked = fc.record({
      from: fc.integer({ min: 8, max: 25 }),
      days: fc.integer({ min: 1, max: 12 }),
      by: fc.constantFrom(...dimensions),
      filters: fc.constantFrom([], [{ dimension: 'channel' as const, isNot: true, keys: ['instagram'] }]),
    })
    await fc.assert(
      fc.asyncProperty(histories(start, 30), asked, async (history, { from, days, by, filters }) => {
        await writeHistory(database, history)
        const first = localDay(start, shop.timeZone) + from
        const question = { shop, from: first, to: first + days - 1, windowDays: 30, filters }
        const report = await summariseCompared(database, question, by, 'previous')
        const count = (period: { from: number; to: number }) =>
          recount(history, { ...question, ...period, by, basis: 'paid', churnDays: 365 })
        const [now, past] = [count(question), count({ from: first - days, to: first - 1 })]
        const pastKey = (key: string) => (by === 'day' ? showDay(parseDay(key) - days) : key)
        const keys = new Set([...now.rows.keys(), ...[...past.rows.keys()].map((key) => nowKey(key, by, days))])
        expect(new Set(report.rows.map(({ key }) => key))).toEqual(keys)
        for (const { before, change: _, ...row } of report.rows) {
          const { key: __, ...expected } = now.rows.get(row.key) ?? { key: '', ...nothing }
          expect(readFigures(row)).toEqual(expected)
          const { key: ___, ...older } = past.rows.get(pastKey(row.key)) ?? { key: '' }
          expect(before === null ? {} : readFigures(before)).toEqual(older)
        }
        expect(readFigures(report.totals)).toEqual(now.totals)
        expect(report.totals.before && readFigures(report.totals.before)).toEqual(past.totals)
        expect(report.comparison && readSales(report.comparison.shopTotals)).toEqual(past.shopTotals)
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it.each([
    ['previous', '2026-11-02 – 2026-12-01', '2026-10-03 – 2026-11-01'],
    ['previous', '2026-11-01 – 2026-11-29', '2026-10-03 – 2026-10-31'],
    ['previous', '2026-11-01 – 2026-11-30', '2026-10-01 – 2026-10-31'],
    ['previous', '2026-01-01 – 2026-01-31', '2025-12-01 – 2025-12-31'],
    ['previous', '2026-11-22 – 2026-11-22', '2026-11-21 – 2026-11-21'],
    ['previous', '2024-03-01 – 2024-03-31', '2024-02-01 – 2024-02-29'],
    ['last-year', '2026-11-01 – 2026-11-30', '2025-11-01 – 2025-11-30'],
    ['last-year', '2024-02-01 – 2024-02-29', '2023-02-01 – 2023-02-28'],
    ['last-year', '2024-02-29 – 2024-02-29', '2023-02-28 – 2023-02-28'],
    ['last-year', '2025-02-01 – 2025-03-01', '2024-02-01 – 2024-03-01'],
    ['last-year', '2025-12-20 – 2026-01-05', '2024-12-20 – 2025-01-05'],
  ] as const)('with %s of %s is with %s', (compare, asked, past) => {
    const [from = '', to = ''] = asked.split(' – ')
    const days = comparedDays({ from: parseDay(from), to: parseDay(to) }, compare)
    expect(`${showDay(days.from)} – ${showDay(days.to)}`).toBe(past)
  })

  it('with last year lays the same dates beside each other, and lets a 29th of February stand alone', async () => {
    const { database } = await makeRuntime()
    const clicks = ['2023-02-28', '2023-03-01', '2024-02-28', '2024-02-29', '2024-03-01'].map((date, index) =>
      makeClick({ at: Date.parse(`${date}T12:00:00Z`), random: index }),
    )
    await writeHistory(database, { ...onePost, clicks, conversions: [] })
    const asked = async (from: string, to: string) => {
      const question = { shop: await shopOne(database), from: parseDay(from), to: parseDay(to), windowDays: 30 }
      const { rows, totals } = await summariseCompared(database, question, 'day', 'last-year')
      const before = rows.reduce((sum, row) => sum + (row.before?.clicks.human ?? 0), 0)
      expect(before).toBe(totals.before?.clicks.human)
      return rows.map((row) => [row.key, row.clicks.human, row.before?.clicks.human ?? null])
    }
    expect(await asked('2024-02-28', '2024-03-01')).toEqual([
      ['2024-02-28', 1, 1],
      ['2024-02-29', 1, null],
      ['2024-03-01', 1, 1],
    ])
    expect(await asked('2025-02-28', '2025-03-01')).toEqual([
      ['2024-02-29', 0, 1],
      ['2025-02-28', 0, 1],
      ['2025-03-01', 0, 1],
    ])
  })

  it('of a whole month lays the same dates beside each other, and lets a 31st stand alone', async () => {
    const { database } = await makeRuntime()
    const clicks = ['2026-10-01', '2026-10-31', '2026-11-01', '2026-11-30'].map((date, index) =>
      makeClick({ at: Date.parse(`${date}T12:00:00Z`), random: index }),
    )
    await writeHistory(database, { ...onePost, clicks, conversions: [] })
    const [from, to] = [parseDay('2026-11-01'), parseDay('2026-11-30')]
    const question = { shop: await shopOne(database), from, to, windowDays: 30 }
    const { rows, totals } = await summariseCompared(database, question, 'day', 'previous')
    expect(rows.map((row) => [row.key, row.clicks.human, row.before?.clicks.human ?? null])).toEqual([
      ['2026-10-31', 0, 1],
      ['2026-11-01', 1, 1],
      ['2026-11-30', 1, null],
    ])
    expect(totals.before?.clicks.human).toBe(2)
  })

  it.each([
    ['before the days compared with', -1, null],
    ['in the days compared with', 0, 'older'],
    ['on the last of them', 13, 'older'],
    ['in the period', 14, 'new'],
  ] as const)('of a post published %s gives a verdict only where it was out in both', async (_, published, unsaid) => {
    const { database } = await makeRuntime()
    const from = localDay(start + 14 * day, 'Europe/Oslo')
    const conversions = Array.from({ length: 7 }, (_unused, index) =>
      makeOrder({ id: `order-${index}`, at: start + 15 * day + index }),
    )
    const clicks = [start - day, start + 15 * day - 1].map((at) => makeClick({ at }))
    await writeHistory(database, { ...onePost, clicks, conversions })
    await rollUpAll(database, { most: 100 })
    const at = startOfDay(from - 14 + published, 'Europe/Oslo')
    await database.batch([statement('update posts set published_at = ?', at)])
    const question = { shop: await shopOne(database), from, to: from + 13, windowDays: 90 }
    const said = async (by: 'post' | 'link' | 'channel') =>
      (await summariseCompared(database, question, by, 'previous')).rows.map(({ change }) => [
        change?.says,
        change?.unsaid,
      ])
    const judged = [['clearly-more', null]]
    expect(await said('post')).toEqual(unsaid ? [[null, unsaid]] : judged)
    expect(await said('link')).toEqual(unsaid ? [[null, unsaid]] : judged)
    expect(await said('channel')).toEqual(judged)
  })

  it.each([
    ['before the days compared with', -1, null],
    ['on the first of them', 0, null],
    ['later in them', 1, 1],
    ['after them', 14, 14],
  ] as const)('says nothing of more or fewer where clicks are counted since a day %s', async (_, first, since) => {
    const beginning = localDay(start, 'Europe/Oslo')
    const at = startOfDay(beginning + first, 'Europe/Oslo')
    for (const isRolledUp of [false, true]) {
      const { comparison, rows, totals } = await compareAfter([makeClick({ at })], { isRolledUp })
      expect(comparison).toMatchObject({
        isMeasured: since === null,
        measuredSince: since === null ? null : showDay(beginning + since),
      })
      const said = since === null ? expect.objectContaining({ says: 'clearly-more', unsaid: null }) : unmeasured
      expect([totals.change, ...rows.map(({ change }) => change)]).toEqual([said, said])
    }
  })

  it('goes by people’s clicks of the shop, and without any by its orders', async () => {
    const bot = makeClick({ at: start - 6 * day, class: 'bot' })
    const later = makeClick({ at: start + day, class: 'bot' })
    const late = await compareAfter([bot, later])
    expect(late.totals.change).toEqual(unmeasured)
    expect(late.comparison).toMatchObject({ isMeasured: false, measuredSince: '2026-10-25' })
    const early = await compareAfter([bot, later], { also: [makeOrder({ id: 'early', at: start - 5 * day })] })
    expect(early.totals.change).toMatchObject({ says: 'clearly-more' })
  })

  it('with last year of days that begin on a 29th of February has the 28th beside it', async () => {
    const { database } = await makeRuntime()
    const clicks = ['2023-02-28', '2024-02-29'].map((date, index) =>
      makeClick({ at: Date.parse(`${date}T12:00:00Z`), random: index }),
    )
    await writeHistory(database, { ...onePost, clicks, conversions: [] })
    const [from, to] = [parseDay('2024-02-29'), parseDay('2024-03-02')]
    const question = { shop: await shopOne(database), from, to, windowDays: 30 }
    const { rows } = await summariseCompared(database, question, 'day', 'last-year')
    expect(rows.map((row) => [row.key, row.clicks.human, row.before?.clicks.human])).toEqual([['2024-02-29', 1, 1]])
  })

  it('pairs the days that have rows only, however many the period has', async () => {
    const { database } = await makeRuntime()
    const clicks = [makeClick({ at: Date.parse('2023-05-17T12:00:00Z') })]
    await writeHistory(database, { ...onePost, clicks, conversions: [] })
    const question = { shop: await shopOne(database), from: parseDay('1971-01-01'), to: 1_000_000, windowDays: 30 }
    const { rows } = await summariseCompared(database, question, 'day', 'last-year')
    expect(rows.map(({ key, before }) => [key, before?.clicks.human ?? 0])).toEqual([
      ['2023-05-17', 0],
      ['2024-05-17', 1],
    ])
  })

  it.each([
    // 9 and 4 orders: 0.9102 as in Miller's formula; four are too few for a percentage.
    [4, 9, 'probably-more', { sure: 0.9102, grown: null }],
    [9, 4, 'probably-fewer', { sure: 0.9102, grown: null }],
    [5, 6, 'no-difference-shown', { sure: 0.6128, grown: 0.2 }],
    [10, 25, 'clearly-more', { sure: 0.9943, grown: 1.5 }],
    // Under five both times nothing is said: 4 after 0 would be 0.97.
    [0, 4, null, { sure: null, grown: null }],
    [4, 0, null, { sure: null, grown: null }],
    [0, 0, null, { sure: null, grown: null }],
    [0, 5, 'clearly-more', { sure: 0.9844, grown: null }],
    [0, 7, 'clearly-more', { sure: 0.9961, grown: null }],
  ])('of %i orders before and %i now says %s', async (before, now, says, { sure, grown }) => {
    const { database } = await makeRuntime()
    const clicks = [makeClick({ at: start - 30 * day })]
    const orders = (count: number, at: number): TestConversion[] =>
      Array.from({ length: count }, (_, index) => makeOrder({ id: `${at}-${index}`, at: at + index }))
    const conversions = [...orders(before, start), ...orders(now, start + 14 * day)]
    await writeHistory(database, { ...onePost, clicks, conversions })
    const from = localDay(start + 14 * day, 'Europe/Oslo') - 3
    const question = { shop: await shopOne(database), from, to: from + 13, windowDays: 90 }
    const { totals, rows } = await summariseCompared(database, question, 'post', 'previous')
    expect(totals.change).toMatchObject({ says, orders: grown, net: grown, clicks: null })
    if (sure === null) expect(totals.change).toMatchObject({ sure, unsaid: 'few' })
    else expect(totals.change?.sure).toBeCloseTo(sure, 4)
    if (before + now > 0) expect(rows[0]?.change).toEqual(totals.change)
  })

  it('lists what sold only before, with zeros', async () => {
    const { database } = await makeRuntime()
    await writeHistory(database, {
      ...onePost,
      clicks: [makeClick({ at: start })],
      conversions: [makeOrder({ at: start + day })],
    })
    const from = localDay(start, 'Europe/Oslo') + 5
    const question = { shop: await shopOne(database), from, to: from + 4, windowDays: 30 }
    for (const compare of comparisons) {
      const { rows } = await summariseCompared(database, question, 'post', compare)
      expect(rows.map((row) => [row.label, row.orders, row.before?.orders])).toEqual(
        compare === 'previous' ? [['Advent', 0, 1]] : [],
      )
    }
  })
})

const nothing = {
  clicks: { raw: 0, human: 0, unique: 0, bot: 0, internal: 0 },
  rate: 0,
  ...{ orders: 0, verifiedOrders: 0, leads: 0, gross: 0, refunded: 0, unconverted: [] },
  customers: { new: 0, returning: 0, wonBack: 0, unknown: 0 },
}

function nowKey(key: string, by: string, days: number): string {
  return by === 'day' ? showDay(parseDay(key) + days) : key
}

async function shopOne(database: Database) {
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('shop-1 is missing')
  return shop
}

const unmeasured = { clicks: null, orders: null, net: null, sure: null, says: null, unsaid: 'unmeasured' }

type After = { readonly isRolledUp?: boolean; readonly also?: readonly TestConversion[] }

/** Seven orders of the second fortnight beside the first, by channel, after these clicks. */
async function compareAfter(clicks: TestClick[], { isRolledUp = true, also = [] }: After = {}) {
  const { database } = await makeRuntime()
  const from = localDay(start + 14 * day, 'Europe/Oslo')
  const orders = Array.from({ length: 7 }, (_, index) =>
    makeOrder({ id: `order-${index}`, at: start + 15 * day + index }),
  )
  await writeHistory(database, { ...onePost, clicks, conversions: [...also, ...orders] })
  while (await countWaiting(database));
  if (isRolledUp) await rollUpAll(database, { most: 100 })
  const question = { shop: await shopOne(database), from, to: from + 13, windowDays: 90 }
  return summariseCompared(database, question, 'channel', 'previous')
}
