import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { dimensions, type Question } from '../../src/reports/question.ts'
import { summariseCompared } from '../../src/reports/compare.ts'
import { localDay } from '../../src/shops/calendar.ts'
import { showMoney } from '../../src/shops/money.ts'
import { findShop } from '../../src/shops/store.ts'
import { streamReport } from '../../src/views/report-table.ts'
import { makeRuntime } from '../make.ts'
import { recount } from '../reports/brute-force.ts'
import {
  type History,
  histories,
  makeClick,
  makeOrder,
  onePost,
  type TestConversion,
  writeHistory,
  zone,
} from '../reports/history.ts'

/** Over the end of daylight saving in Oslo, the 25th of October. */
const start = Date.parse('2026-10-10T00:00:00Z')
const line = z.object({
  key: z.string(),
  clicks: z.number(),
  rawClicks: z.number(),
  orders: z.number(),
  leads: z.number(),
  grossRevenue: z.number(),
  refunded: z.number(),
  netRevenue: z.number(),
})

describe('a report as a file', () => {
  it('holds what the screen shows, which is what was accepted, for every cut', async () => {
    const { database } = await makeRuntime()
    const shop = await findShop(database, 'shop-1')
    if (!shop) throw new Error('no shop')
    const cut = fc.record({
      from: fc.integer({ min: 0, max: 20 }),
      days: fc.integer({ min: 1, max: 30 }),
      windowDays: fc.constantFrom(1, 30),
      by: fc.constantFrom(...dimensions),
      without: fc.option(fc.constantFrom('facebook', 'instagram', 'newsletter')),
    })
    await fc.assert(
      fc.asyncProperty(histories(start, 30), cut, async (history, { from, days, windowDays, by, without }) => {
        await writeHistory(database, history)
        const first = localDay(start, zone) + from
        const period = { from: first, to: first + days - 1, windowDays }
        const question: Question = {
          ...{ shop, ...period },
          filters: without === null ? [] : [{ dimension: 'channel', isNot: true, keys: [without] }],
        }
        const report = await summariseCompared(database, question, by)
        const told = (await linesOf(streamReport(report, 'ndjson'))).map((one) => line.parse(JSON.parse(one)))
        expect(told.map(({ key }) => key)).toEqual(report.rows.map(({ key }) => key))
        const sum = (read: (one: z.output<typeof line>) => number) =>
          told.reduce((total, one) => total + Math.round(read(one) * 100), 0)
        expect(
          showMoney(
            sum((one) => one.netRevenue),
            'NOK',
          ),
        ).toBe(report.totals.revenue.net)
        expect(sum((one) => one.orders)).toBe(100 * report.totals.orders)
        const asked = { ...period, by, basis: 'paid', churnDays: 365 }
        const expected = recount(without === null ? history : leaveOut(history, without), asked).totals
        expect({
          clicks: sum((one) => one.clicks) / 100,
          rawClicks: sum((one) => one.rawClicks) / 100,
          orders: sum((one) => one.orders) / 100,
          leads: sum((one) => one.leads) / 100,
          gross: showMoney(
            sum((one) => one.grossRevenue),
            'NOK',
          ),
          refunded: showMoney(
            sum((one) => one.refunded),
            'NOK',
          ),
        }).toEqual({
          clicks: expected.clicks.human,
          rawClicks: expected.clicks.raw,
          orders: expected.orders,
          leads: expected.leads,
          gross: showMoney(expected.gross, 'NOK'),
          refunded: showMoney(expected.refunded, 'NOK'),
        })
      }),
      { numRuns: 100 },
    )
  }, 60_000)

  it('has a column for every number of a row, in CSV as in NDJSON, and nothing of costs where it is shared', async () => {
    const { database } = await makeRuntime()
    await writeHistory(database, {
      ...onePost,
      clicks: [makeClick({ at: start })],
      conversions: fiveOrders,
    })
    const shop = await findShop(database, 'shop-1')
    if (!shop) throw new Error('no shop')
    const from = localDay(start, zone)
    const report = await summariseCompared(database, { shop, from, to: from, windowDays: 30 }, 'post')
    const [head = '', first = ''] = (await linesOf(streamReport(report, 'csv'))).map((one) => one.split(','))
    const [object = ''] = await linesOf(streamReport(report, 'ndjson'))
    const told = z.record(z.string(), z.json()).parse(JSON.parse(object))
    expect(Object.keys(told).map((name) => `"${name}"`)).toEqual(head)
    expect(first).toHaveLength(head.length)
    expect(told).toMatchObject({ netRevenue: 617.25, conversionRate: 1, conversionRateHigh: 1, currency: 'NOK' })
    expect(told['conversionRateLow']).toBe(report.rows[0]?.conversionRate.low)
    const [shared = ''] = await linesOf(streamReport(report, 'ndjson', 'shared'))
    const names = Object.keys(z.record(z.string(), z.json()).parse(JSON.parse(shared)))
    expect(names.filter((name) => /cost|hours|profit|roi|roas|follower/i.test(name))).toEqual([])
    expect(names).toContain('netRevenue')
    const many = Array.from({ length: 1201 }, (_, index) =>
      report.rows.map((row) => ({ ...row, key: `post-${index}` })),
    ).flat()
    const lines = await linesOf(streamReport({ ...report, rows: many }, 'csv'))
    expect(lines).toHaveLength(1202)
    expect(new Set(lines).size).toBe(1202)
  })
})

describe('a rate of under five orders', () => {
  it.each(['all', 'shared', 'narrowed'] as const)('is in no file of extent %s', async (extent) => {
    const { database } = await makeRuntime()
    const shop = await findShop(database, 'shop-1')
    if (!shop) throw new Error('no shop')
    const from = localDay(start, zone)
    const fileOf = async (conversions: TestConversion[]) => {
      await writeHistory(database, { ...onePost, clicks: [makeClick({ at: start })], conversions })
      const report = await summariseCompared(database, { shop, from, to: from, windowDays: 30 }, 'post')
      expect(report.rows[0]?.conversionRate.value).toBe(1)
      const [first = ''] = await linesOf(streamReport(report, 'ndjson', extent))
      return z.record(z.string(), z.json()).parse(JSON.parse(first))
    }
    const hidden = { conversionRate: null, conversionRateLow: null, conversionRateHigh: null }
    expect(await fileOf(fiveOrders.slice(1))).toMatchObject({ orders: 4, ...hidden })
    expect(await fileOf(fiveOrders)).toMatchObject({ orders: 5, conversionRate: 1, conversionRateHigh: 1 })
  })
})

const fiveOrders = [1, 2, 3, 4, 5].map((second) =>
  makeOrder({ id: `order-${second}`, at: start + second * 1000, value: 12_345 }),
)

/** What the history is without the clicks of a channel: their orders are nobody's. */
function leaveOut(history: History, channel: string): History {
  const isLeft = (link: number) => history.posts[history.links[link]?.post ?? -1]?.channel !== channel
  const clicks = history.clicks.filter((click) => isLeft(click.link))
  const conversions = history.conversions.map((one) => {
    const click = one.click === null ? undefined : history.clicks[one.click]
    return { ...one, click: click && isLeft(click.link) ? clicks.indexOf(click) : null }
  })
  return { ...history, clicks, conversions }
}

async function linesOf(stream: ReadableStream<Uint8Array>): Promise<string[]> {
  return (await new Response(stream).text()).split(/\r?\n/).filter((one) => one !== '')
}
