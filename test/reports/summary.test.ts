import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noClick } from '../../src/attribution/journey.ts'
import { dimensions, type Question } from '../../src/reports/question.ts'
import { summarise } from '../../src/reports/summary.ts'
import { localDay, parseDay } from '../../src/shops/calendar.ts'
import type { Shop } from '../../src/shops/shop.ts'
import { findShop, updateShop } from '../../src/shops/store.ts'
import { type Database, statement } from '../../src/storage/database.ts'
import { makeRuntime } from '../make.ts'
import { labelsOf, recount } from './brute-force.ts'
import { histories, makeClick, makeOrder, onePost, writeHistory, zone } from './history.ts'
import { readFigures, readSales } from './read-summary.ts'

const hour = 3_600_000
const day = 24 * hour
/** Over the end of daylight saving in Oslo, the 25th of October. */
const start = Date.parse('2026-10-10T00:00:00Z')

describe('a summary', () => {
  it('counts as the contract says, by every dimension, window and revenue basis', async () => {
    const { database } = await makeRuntime()
    const shop = await shopOne(database)
    const asked = fc.record({
      from: fc.integer({ min: 0, max: 20 }),
      days: fc.integer({ min: 1, max: 30 }),
      windowDays: fc.constantFrom(1, 7, 30, 90),
      by: fc.constantFrom(...dimensions),
      basis: fc.constantFrom('paid' as const, 'net-of-tax-and-shipping' as const),
      churnDays: fc.constantFrom(1, 5, 365),
    })
    await fc.assert(
      fc.asyncProperty(
        histories(start, 30),
        asked,
        async (history, { from, days, windowDays, by, basis, churnDays }) => {
          await writeHistory(database, history)
          await updateShop(database, 'shop-1', { churnDays })
          const first = localDay(start, zone) + from
          const period = { from: first, to: first + days - 1, windowDays }
          const report = await summarise(database, { shop: { ...shop, revenueBasis: basis }, ...period }, by)
          const expected = recount(history, { ...period, by, basis, churnDays })
          expect(new Map(report.rows.map((row) => [row.key, { key: row.key, ...readFigures(row) }]))).toEqual(
            expected.rows,
          )
          expect(readFigures(report.totals)).toEqual(expected.totals)
          expect(readSales(report.unattributed)).toEqual(expected.unattributed)
          expect(readSales(report.shopTotals)).toEqual(expected.shopTotals)
          const labels = labelsOf(history, by)
          for (const { key, label } of report.rows) expect(label).toBe(labels.get(key) ?? key)
        },
      ),
      { numRuns: 150 },
    )
  }, 60_000)

  it('adds up: rows to totals, and with what nobody clicked for to all the shop sold', async () => {
    const { database } = await makeRuntime()
    const shop = await shopOne(database)
    const from = localDay(start, zone)
    await fc.assert(
      fc.asyncProperty(histories(start, 30), fc.constantFrom(...dimensions), async (history, by) => {
        await writeHistory(database, history)
        const { rows, totals, unattributed, shopTotals } = await summarise(
          database,
          { shop, from, to: from + 29, windowDays: 30 },
          by,
        )
        const sum = (field: (row: (typeof rows)[number]) => number) =>
          rows.reduce((total, row) => total + field(row), 0)
        expect(sum((row) => row.orders)).toBe(totals.orders)
        expect(sum((row) => row.leads)).toBe(totals.leads)
        expect(sum((row) => row.clicks.raw)).toBe(totals.clicks.raw)
        expect(sum((row) => row.clicks.human)).toBe(totals.clicks.human)
        expect(Math.round(sum((row) => Number(row.revenue.net)) * 100)).toBe(
          Math.round(Number(totals.revenue.net) * 100),
        )
        expect(totals.clicks.raw).toBe(totals.clicks.human + totals.clicks.bot + totals.clicks.internal)
        expect(totals.orders + unattributed.orders).toBe(shopTotals.orders)
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('puts a refund with its order, on the order’s day, whenever it came', async () => {
    const { totals, rows } = await summaryOf(
      [makeClick({ at: noon(1) })],
      [
        makeOrder({
          at: noon(2),
          value: 20_000,
          refunds: [{ value: 5000, tax: null, currency: 'NOK', after: 40 * day, test: false, trust: 4 }],
        }),
      ],
      'day',
    )
    expect(totals.revenue).toEqual({ gross: '200.00', refunded: '50.00', net: '150.00' })
    expect(rows.find((row) => row.key === '2026-10-12')?.revenue.refunded).toBe('50.00')
  })

  it('nets to zero when a whole order comes back without its tax named', async () => {
    const { totals } = await summaryOf(
      [makeClick({ at: noon(1) })],
      [
        makeOrder({
          at: noon(2),
          value: 12_500,
          tax: 2500,
          refunds: [{ value: 12_500, tax: null, currency: 'NOK', after: day, test: false, trust: 4 }],
        }),
      ],
      'post',
      { revenueBasis: 'net-of-tax-and-shipping' },
    )
    expect(totals.revenue).toEqual({ gross: '100.00', refunded: '100.00', net: '0.00' })
  })

  it('never goes below zero for refunds that the shop itself did not vouch for', async () => {
    const refund = { value: 9000, tax: null, currency: 'NOK', after: day, test: false }
    const conversions = [
      makeOrder({ id: 'A', at: noon(2), refunds: [1, 2, 1].map((trust) => ({ ...refund, trust })) }),
      makeOrder({ id: 'B', at: noon(2), refunds: [1, 4].map((trust) => ({ ...refund, trust })) }),
      makeOrder({ id: 'C', at: noon(2), refunds: [{ ...refund, currency: 'EUR', trust: 1 }] }),
    ]
    const { totals } = await summaryOf([makeClick({ at: noon(1) })], conversions, 'post')
    expect(totals.revenue).toEqual({ gross: '300.00', refunded: '200.00', net: '100.00' })
    expect(totals.unconverted).toEqual([{ currency: 'EUR', gross: '0.00', refunded: '0.00' }])
  })

  it.each([
    ['two orders of 29 million', 2, 2_900_000_000, '58000000.00'],
    ['a thousand orders of 1.2 million', 1000, 120_000_000, '1200000000.00'],
    ['a hundred of the largest amount there is', 100, 1_000_000_000_000, '1000000000000.00'],
  ])('adds up %s', async (_, count, value, gross) => {
    const refund = { value, tax: null, currency: 'NOK', after: day, test: false, trust: 4 }
    const orders = Array.from({ length: count }, (_, index) =>
      makeOrder({ id: `o${index}`, at: noon(2), value, click: null, refunds: [refund] }),
    )
    const { shopTotals } = await summaryOf([makeClick({ at: noon(1) })], orders, 'post')
    expect(shopTotals.revenue).toEqual({ gross, refunded: gross, net: '0.00' })
  })

  it('never adds another currency: it stands beside, and says nothing of the average order', async () => {
    const { totals } = await summaryOf(
      [makeClick({ at: noon(1) })],
      [
        makeOrder({ id: 'A', at: noon(2), value: 30_000 }),
        makeOrder({ id: 'B', at: noon(2), value: 1999, currency: 'EUR' }),
        makeOrder({ id: 'C', at: noon(2), value: 500, currency: 'JPY' }),
      ],
      'post',
    )
    expect(totals).toMatchObject({ orders: 3, revenue: { gross: '300.00' }, currency: 'NOK', aov: '300.00' })
    expect(totals.unconverted).toEqual([
      { currency: 'EUR', gross: '19.99', refunded: '0.00' },
      { currency: 'JPY', gross: '500', refunded: '0' },
    ])
  })

  it('credits an order to a click up to the window, to the millisecond, and five minutes of skew before it', async () => {
    const at = noon(1)
    const orders = [
      makeOrder({ id: 'on time', at: at + 7 * day }),
      makeOrder({ id: 'too late', at: at + 7 * day + 1 }),
      makeOrder({ id: 'skewed', at: at - 5 * 60_000 }),
    ]
    const report = await summaryOf([makeClick({ at })], orders, 'link', {}, 7)
    expect([report.totals.orders, report.unattributed.orders, report.shopTotals.orders]).toEqual([2, 1, 3])
  })

  it('counts a click that led to two orders once in the conversion rate', async () => {
    const clicks = [
      makeClick({ at: noon(1), random: 1 }),
      makeClick({ at: noon(1), random: 2 }),
      makeClick({ at: noon(1), random: 3 }),
    ]
    const report = await summaryOf(
      clicks,
      [makeOrder({ id: 'A', at: noon(2) }), makeOrder({ id: 'B', at: noon(3) })],
      'post',
    )
    expect(report.totals.orders).toBe(2)
    expect(report.totals.conversionRate).toMatchObject({ value: 1 / 3, n: 3 })
    expect(report.totals.conversionRate.low).toBeCloseTo(0.0615, 3)
    expect(report.totals.conversionRate.high).toBeCloseTo(0.7923, 3)
  })

  it('counts the buyer whose order is stamped minutes before the first click of the period, on the day before', async () => {
    const midnight = Date.parse('2026-10-09T22:00:00Z')
    const report = await summaryOf(
      [makeClick({ at: midnight + 60_000 })],
      [makeOrder({ at: midnight - 180_000 })],
      'post',
    )
    expect([report.totals.orders, report.totals.conversionRate.value]).toEqual([0, 1])
  })

  it('counts a sale that a person credited to a link as an order, and no click as its buyer', async () => {
    const { database } = await makeRuntime()
    const clicks = [makeClick({ at: noon(1) })]
    await writeHistory(database, { ...onePost, clicks, conversions: [makeOrder({ at: noon(1) })] })
    await database.batch([statement('update credits set click_random = ?, click_visit = null', noClick)])
    const { rows, totals } = await summarise(database, await question(database), 'country')
    expect([totals.orders, totals.conversionRate.value]).toEqual([1, 0])
    expect(rows.map(({ key, orders }) => [key, orders])).toEqual([
      ['unknown', 1],
      ['NO', 0],
    ])
  })

  it('stays a share where an order stands on a click that is not counted as human', async () => {
    const report = await summaryOf(
      [makeClick({ at: noon(1), class: 'internal' })],
      [makeOrder({ at: noon(2) })],
      'post',
    )
    expect(report.totals.conversionRate).toEqual({ value: 0, low: 0, high: 1, n: 0 })
  })

  it('takes the day from the shop’s clock on the night it is set back', async () => {
    // 25 October 2026: 22:30 UTC the evening before is 00:30 in Oslo; 22:30 UTC that evening is 23:30, an hour further.
    const clicks = ['2026-10-24T21:59:59Z', '2026-10-24T22:30:00Z', '2026-10-25T22:30:00Z', '2026-10-25T23:00:00Z'].map(
      (at, random) => makeClick({ at: Date.parse(at), random }),
    )
    const report = await summaryOf(clicks, [], 'day')
    expect(report.rows.map(({ key, clicks }) => [key, clicks.raw])).toEqual([
      ['2026-10-24', 1],
      ['2026-10-25', 2],
      ['2026-10-26', 1],
    ])
  })

  it('sorts by net revenue, then orders, then human clicks', async () => {
    const { database } = await makeRuntime()
    const names = ['money', 'orders', 'clicks', 'little']
    const posts = names.map((title, index) => ({ id: `post-${index}`, title, channel: 'facebook', campaign: null }))
    const links = names.map((slug, post) => ({ id: `link-${post}`, slug, post, content: null, archived: post === 0 }))
    const clicks = [3, 2, 2, 1, 0].map((link, random) => makeClick({ at: noon(1), link, random }))
    const conversions = [
      makeOrder({ id: 'A', at: noon(2), click: 4 }),
      makeOrder({ id: 'B', at: noon(2), click: 3, value: null }),
    ]
    await writeHistory(database, { posts, links, clicks, conversions })
    const { rows } = await summarise(database, await question(database), 'post')
    expect(rows.map(({ label }) => label)).toEqual(names)
  })
})

describe('coverage', () => {
  it('is null while nothing is known', async () => {
    const { coverage } = await summaryOf([], [], 'post')
    const refundsWithoutOrder = { count: 0, amounts: [] }
    expect(coverage).toEqual({ orders: null, links: null, trust: null, refundsWithoutOrder })
  })

  it('names refunds whose order never came, by their own day and in what was paid', async () => {
    const { database } = await makeRuntime()
    const refund = { event: 'refund', click: null, at: noon(2) }
    const told = { ...refund, refunds: [{ value: 7, tax: null, currency: 'NOK', after: day, test: false, trust: 4 }] }
    const conversions = [
      makeOrder({ ...refund, id: 'A', value: 4900 }),
      makeOrder({ ...refund, id: 'B', value: 100 }),
      makeOrder({ ...refund, id: 'C', value: 100, currency: 'EUR' }),
      makeOrder({ ...refund, id: 'D', value: 100, test: true }),
      makeOrder({ ...refund, id: 'E', value: 100, at: noon(40) }),
      makeOrder({ ...told, event: 'purchase', id: 'F' }),
    ]
    await writeHistory(database, { ...onePost, clicks: [], conversions })
    const { coverage, shopTotals } = await summarise(database, await question(database), 'post')
    expect(coverage.refundsWithoutOrder).toEqual({
      count: 3,
      amounts: [
        { currency: 'EUR', value: '1.00' },
        { currency: 'NOK', value: '50.00' },
      ],
    })
    expect(shopTotals.revenue.refunded).toBe('0.07')
  })

  it('tells how many verified orders a browser told of too, and how many had a click', async () => {
    const { database } = await makeRuntime()
    const conversions = [
      makeOrder({ id: 'A', at: noon(2) }),
      makeOrder({ id: 'B', at: noon(2), click: null }),
      makeOrder({ id: 'C', at: noon(2), trust: 1, click: null }),
    ]
    await writeHistory(database, { ...onePost, clicks: [makeClick({ at: noon(1) })], conversions })
    const evidence = [
      ['A', 'api'],
      ['A', 'script'],
      ['B', 'api'],
      ['C', 'pixel'],
    ] as const
    await database.batch(
      evidence.map((params) => ({
        sql: 'insert into evidence (conversion_id, source, received_at) values (?, ?, 0)',
        params,
      })),
    )
    const { coverage } = await summarise(database, await question(database), 'post')
    expect(coverage.orders).toMatchObject({ value: 1 / 2, n: 2 })
    expect(coverage.links).toMatchObject({ value: 1 / 3, n: 3 })
    expect(coverage.trust).toEqual([
      { source: 'pixel', orders: 1, share: 1 / 3 },
      { source: 'api', orders: 2, share: 2 / 3 },
    ])
  })
})

type Report = Awaited<ReturnType<typeof summarise>>

async function summaryOf(
  clicks: Parameters<typeof writeHistory>[1]['clicks'],
  conversions: Parameters<typeof writeHistory>[1]['conversions'],
  ...[by, over = {}, windowDays = 30]: [by: Parameters<typeof summarise>[2], over?: Partial<Shop>, windowDays?: number]
): Promise<Report> {
  const { database } = await makeRuntime()
  await writeHistory(database, { ...onePost, clicks, conversions })
  const asked = await question(database)
  return summarise(database, { ...asked, shop: { ...asked.shop, ...over }, windowDays }, by)
}

async function question(database: Database): Promise<Question> {
  return { shop: await shopOne(database), from: parseDay('2026-10-10'), to: parseDay('2026-11-08'), windowDays: 30 }
}

async function shopOne(database: Database): Promise<Shop> {
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('shop-1 is missing')
  return shop
}

function noon(dayOfPeriod: number): number {
  return start + dayOfPeriod * day + 10 * hour
}

/** A row as the brute force has it: money in minor units, the rate without its interval. */
