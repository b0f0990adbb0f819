import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareModels } from '../../src/reports/attribution.ts'
import { dimensions, type Filter, filterDimensions, models, type Question } from '../../src/reports/question.ts'
import { summarise } from '../../src/reports/summary.ts'
import { localDay } from '../../src/shops/calendar.ts'
import { findShop } from '../../src/shops/store.ts'
import type { Database } from '../../src/storage/database.ts'
import { makeRuntime } from '../make.ts'
import { recountUnder } from './brute-models.ts'
import { type History, histories, makeClick, makeOrder, writeHistory, zone } from './history.ts'

const hour = 3_600_000
const day = 24 * hour
const start = Date.parse('2026-10-10T00:00:00Z')
const firstDay = localDay(start, zone)

const filters = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Filter[]>([]) },
  {
    weight: 1,
    arbitrary: fc
      .record({
        dimension: fc.constantFrom('channel' as const, 'country' as const),
        isNot: fc.boolean(),
        keys: fc.constantFrom(['instagram', 'NO'], ['facebook', 'SE', 'unknown']),
      })
      .map(({ keys, ...rest }) => [
        {
          ...rest,
          keys: keys.filter((key) => (key.length > 2 && key !== 'unknown') === (rest.dimension === 'channel')),
        },
      ]),
  },
)
const asked = fc.record({
  from: fc.integer({ min: 0, max: 20 }),
  days: fc.integer({ min: 1, max: 30 }),
  windowDays: fc.constantFrom(1, 7, 30, 90),
  by: fc.constantFrom(...dimensions),
  model: fc.constantFrom(...models),
  filters,
  today: fc.integer({ min: 0, max: 60 }),
})

/** The one that looks beyond the rows which a filter leaves. */
const oftenMarkov = fc.oneof(fc.constant('markov' as const), fc.constantFrom(...models))

describe('a summary under a model', () => {
  it('shares orders out as counting one by one does, whatever the model, dimension, window and filter', async () => {
    const { database } = await makeRuntime()
    const shop = await shopOne(database)
    await fc.assert(
      fc.asyncProperty(histories(start, 30), asked, async (history, { from, days, by, today, ...rest }) => {
        await writeHistory(database, history)
        const period = { from: firstDay + from, to: firstDay + from + days - 1, today: firstDay + today, ...rest }
        const report = await summarise(database, { shop, ...period }, by)
        const expected = recountUnder(history, { ...period, by, basis: 'paid', churnDays: 365 })
        const most = history.conversions.length * 5
        for (const { key, orders, leads, revenue } of report.rows) {
          const row = expected.get(key) ?? { orders: 0, leads: 0, gross: 0, refunded: 0 }
          expect([key, orders, leads]).toEqual([key, expect.closeTo(row.orders, 5), expect.closeTo(row.leads, 5)])
          // What is left of an order goes to the largest rest, and two ways of reckoning a rest differ by its last bit.
          expect(Math.abs(toMinor(revenue.gross) - row.gross)).toBeLessThanOrEqual(most)
          expect(Math.abs(toMinor(revenue.refunded) - row.refunded)).toBeLessThanOrEqual(most)
        }
        const keys = new Set(report.rows.map(({ key }) => key))
        for (const [key, { orders, leads }] of expected) if (orders + leads > 1e-6) expect(keys).toContain(key)
      }),
      { numRuns: 300 },
    )
  }, 120_000)

  it('adds up to the ledger to the cent, whatever the model, and has the intervals around its numbers', async () => {
    const { database } = await makeRuntime()
    const shop = await shopOne(database)
    await fc.assert(
      fc.asyncProperty(histories(start, 30), asked, async (history, { from, days, by, today, ...rest }) => {
        await writeHistory(database, history)
        const period = { from: firstDay + from, to: firstDay + from + days - 1, today: firstDay + today, ...rest }
        const under = await summarise(database, { shop, ...period }, by)
        for (const money of ['gross', 'refunded', 'net'] as const)
          expect(sum(under.rows.map(({ revenue }) => toMinor(revenue[money])))).toBe(
            toMinor(under.totals.revenue[money]),
          )
        expect(sum(under.rows.map(({ orders }) => orders))).toBeCloseTo(under.totals.orders, 4)
        for (const { orders, ordersInterval, revenue, revenueInterval } of [...under.rows, under.totals]) {
          expect(ordersInterval.low).toBeLessThanOrEqual(orders + 1e-6)
          expect(ordersInterval.high).toBeGreaterThan(orders)
          expect(Number(revenueInterval.low)).toBeLessThanOrEqual(Number(revenue.gross))
          expect(Number(revenueInterval.high)).toBeGreaterThanOrEqual(Number(revenue.gross))
        }
        if (period.filters.length > 0) return
        const last = await summarise(database, { shop, ...period, model: 'last-touch' }, by)
        const { orders, leads, verifiedOrders, customers, revenue, unconverted, conversionRate, ordersInterval } =
          last.totals
        expect(under.totals).toMatchObject({
          ...{ orders, leads, verifiedOrders, customers, revenue, unconverted, conversionRate, ordersInterval },
        })
        expect(under.unattributed).toEqual(last.unattributed)
        expect(under.shopTotals).toEqual(last.shopTotals)
        // Whoever clicked last, the rate is of that click.
        const rates = new Map(last.rows.map((row) => [row.key, row.conversionRate]))
        for (const row of under.rows) if (rates.has(row.key)) expect(row.conversionRate).toEqual(rates.get(row.key))
      }),
      { numRuns: 200 },
    )
  }, 120_000)

  it('has the same in a row that a filter leaves as without it', async () => {
    const { database } = await makeRuntime()
    const shop = await shopOne(database)
    await fc.assert(
      fc.asyncProperty(histories(start, 30), oftenMarkov, async (history, model) => {
        await writeHistory(database, history)
        const question = { shop, from: firstDay, to: firstDay + 29, windowDays: 30, model, today: firstDay + 45 }
        const only: Filter = { dimension: 'channel', isNot: false, keys: ['instagram'] }
        const [all, narrowed] = await Promise.all([
          summarise(database, question, 'channel'),
          summarise(database, { ...question, filters: [only] }, 'channel'),
        ])
        const [row] = narrowed.rows
        expect(narrowed.rows.length).toBeLessThanOrEqual(1)
        const [whole] = all.rows.filter(({ key }) => key === 'instagram')
        expect([row?.orders, row?.revenue, row?.ordersInterval, row?.revenueInterval]).toEqual([
          ...[whole?.orders, whole?.revenue, whole?.ordersInterval, whole?.revenueInterval],
        ])
      }),
      { numRuns: 100 },
    )
  }, 60_000)

  it('is by last touch what the database sums by itself', async () => {
    const { database } = await makeRuntime()
    const shop = await shopOne(database)
    await fc.assert(
      fc.asyncProperty(
        histories(start, 30),
        fc.constantFrom(...filterDimensions),
        filters,
        async (history, by, narrowed) => {
          await writeHistory(database, history)
          const question = { shop, from: firstDay, to: firstDay + 29, windowDays: 30, filters: narrowed }
          const [{ rows, unattributed: whole }, side] = await Promise.all([
            summarise(database, question, by),
            compareModels(database, question, by),
          ])
          const beside = new Map(side.rows.map((row) => [row.key, row]))
          if (narrowed.length === 0)
            expect(side.unattributed).toMatchObject({ orders: whole.orders, revenue: whole.revenue })
          for (const row of rows) expect(beside.get(row.key)?.orders['last-touch'] ?? 0).toBe(row.orders)
          for (const row of side.rows)
            expect(row.revenue['last-touch']).toBe(rows.find(({ key }) => key === row.key)?.revenue.net ?? '0.00')
        },
      ),
      { numRuns: 80 },
    )
  }, 60_000)
})

/** instagram > email > order */
const journey: History = {
  posts: [
    { id: 'post-0', title: 'Reel', channel: 'instagram', campaign: null },
    { id: 'post-1', title: 'Letter', channel: 'newsletter', campaign: null },
  ],
  links: [0, 1].map((post) => ({ id: `link-${post}`, slug: `slug${post}`, post, content: null, archived: false })),
  clicks: [0, 1].map((link) => makeClick({ at: start + (link * 7 + 1) * day, link, random: link + 1 })),
  conversions: [makeOrder({ at: start + 9 * day, value: 10_001, click: 1, earlier: [0] })],
}

describe('all models side by side', () => {
  it('instagram > email > order gives Instagram a share under every multi-touch model', async () => {
    const { rows, totals, markov } = await sideBySide(journey)
    const instagram = rows.find(({ key }) => key === 'instagram')
    const newsletter = rows.find(({ key }) => key === 'newsletter')
    const nearer = 2 ** (-8 / 7) / (2 ** (-8 / 7) + 2 ** (-1 / 7))
    expect(instagram?.orders).toEqual({
      ...{ 'last-touch': 0, 'last-non-direct': 0, 'first-touch': 1, linear: 0.5, 'position-based': 0.5 },
      'time-decay': expect.closeTo(nearer, 5),
      ...{ markov: 0.5, shapley: 0.5 },
    })
    expect(instagram?.revenue).toMatchObject({ 'last-touch': '0.00', linear: '50.01', shapley: '50.01' })
    expect(newsletter?.revenue).toMatchObject({ 'last-touch': '100.01', linear: '50.00', shapley: '50.00' })
    expect(instagram?.range).toEqual({ orders: [0, 1], revenue: ['0.00', '100.01'] })
    expect(instagram).toMatchObject({
      says: '0–1 orders depending on the model',
      journeys: { orders: 1, touchesPerOrder: 2, ofSeveralTouches: 1, shareOfSeveral: null },
      removal: 1,
    })
    expect(totals).toMatchObject({ says: '1 order under every model', orders: { linear: 1, markov: 1 } })
    expect(markov.conversionProbability).toBe(1)
  })

  it('takes visitors who didn’t buy for ways that ended in nothing, once their window has closed', async () => {
    const idle = Array.from({ length: 3 }, (_, one) => makeClick({ at: start + day, link: 0, random: 50 + one }))
    const history = { ...journey, clicks: [...journey.clicks, ...idle] }
    const open = await sideBySide(history)
    expect([open.markov.pathsWithoutOrder, open.markov.conversionProbability]).toEqual([0, 1])
    const closed = await sideBySide(history, { today: firstDay + 60 })
    expect(closed.markov).toEqual({ conversionProbability: 0.25, pathsWithoutOrder: 3, closedUntil: '2026-11-08' })
    expect(closed.notes.join(' ')).toContain('thrown away every night')
    expect(closed.notes.join(' ')).not.toMatch(/caused/i)
  })

  it('takes a day for closed once its last click is older than the window, also where clocks were set', async () => {
    // Oslo's clocks were set back on 2026-10-25: thirty days from the end of an earlier day's last hour end an hour early.
    const closedUntil = async (today: number, windowDays: number) =>
      (await sideBySide(journey, { from: firstDay - 60, to: firstDay + 80, today, windowDays })).markov.closedUntil
    expect(await closedUntil(localDay(Date.parse('2026-10-20T12:00:00Z'), zone), 9)).toBe('2026-10-10')
    expect(await closedUntil(localDay(Date.parse('2026-11-05T12:00:00Z'), zone), 30)).toBe('2026-10-05')
    // And forward on 2027-03-28, which leaves the last hour of a day open for one more.
    const orderInMarch = makeOrder({ at: Date.parse('2027-03-29T09:00:00Z'), click: 1, earlier: [0] })
    const march = {
      ...journey,
      clicks: [1, 2].map((back, link) => makeClick({ at: orderInMarch.at - back * hour, link, random: link + 1 })),
      conversions: [orderInMarch],
    }
    const today = localDay(orderInMarch.at, zone)
    const told = await sideBySide(march, { from: today - 60, to: today, today, windowDays: 30 })
    expect(told.markov.closedUntil).toBe('2027-02-25')
  })

  it('leaves of each order the parts that a filter leaves', async () => {
    const filter: Filter = { dimension: 'channel', isNot: false, keys: ['instagram'] }
    const { rows, totals } = await sideBySide(journey, { filters: [filter] })
    expect(rows.map(({ key }) => key)).toEqual(['instagram'])
    expect(totals).toMatchObject({
      orders: { 'last-touch': 0, linear: 0.5 },
      says: '0–1 orders depending on the model',
    })
  })
})

async function sideBySide(history: History, over: Partial<Question> = {}) {
  const { database } = await makeRuntime()
  await writeHistory(database, history)
  const question = { shop: await shopOne(database), from: firstDay, to: firstDay + 29, windowDays: 30, ...over }
  return compareModels(database, question, 'channel')
}

async function shopOne(database: Database) {
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('shop-1 is missing')
  return shop
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}

function toMinor(amount: string): number {
  return Math.round(Number(amount) * 100)
}
