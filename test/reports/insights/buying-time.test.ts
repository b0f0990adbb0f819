import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measureBuyingTime } from '../../../src/reports/buying-time.ts'
import { localDay } from '../../../src/shops/calendar.ts'
import { makeRuntime } from '../../make.ts'
import { zone } from '../history.ts'
import {
  askOf,
  at,
  day,
  hour,
  isWithin,
  median,
  pasts,
  type Past,
  type PastConversion,
  placeOf,
  writePast,
} from './make-past.ts'

const start = Date.parse('2026-10-05T10:00:00Z')

describe('how long people take to buy', () => {
  it.each(['post', 'campaign', 'channel'] as const)('is what counting order by order gives, by %s', async (by) => {
    const { database } = await makeRuntime()
    await fc.assert(
      fc.asyncProperty(
        pasts(start),
        fc.constantFrom(7 as const, 30 as const, 90 as const),
        async (past, windowDays) => {
          await writePast(database, past)
          const question = await askOf(database, start, { windowDays })
          const told = await measureBuyingTime(database, question, by)
          const counted = past.conversions
            .filter((one) => one.event === 'purchase' && !one.isTest && isWithin(question, one.at))
            .map((one) => countTouches(one, windowDays))
            .filter((one) => one !== undefined)
          expect(told.totals).toMatchObject(sumUp(counted))
          const keys = [...new Set(counted.map(({ link }) => placeOf(by, link)))]
          expect(told.rows.map(({ key }) => key).toSorted()).toEqual(keys.toSorted())
          for (const row of told.rows)
            expect(row).toMatchObject(sumUp(counted.filter(({ link }) => placeOf(by, link) === row.key)))
          const kinds = told.customers.reduce((sum, { orders }) => sum + orders, 0)
          expect(kinds).toBe(counted.length)
          const fresh = counted.filter(({ isNew }) => isNew === true)
          expect(told.customers.find(({ customer }) => customer === 'new')).toMatchObject(sumUp(fresh))
        },
      ),
      { numRuns: 25 },
    )
  })

  it('counts days by the shop’s calendar, across the night clocks change', async () => {
    const { database } = await makeRuntime()
    // 23:50 on the 24th and 00:20 on the 25th, half an hour apart: within the hour. 01:30 on the 25th to 23:30 that day is 23 hours.
    const night = Date.parse('2026-10-24T21:50:00Z')
    const long = Date.parse('2026-10-24T23:30:00Z')
    const orders = [
      { click: night, at: night + hour / 2 },
      { click: night, at: night + 2 * hour },
      { click: long, at: long + 23 * hour },
    ]
    await writePast(database, { clicks: [], visits: [], conversions: orders.map(makeOrder) })
    const { totals } = await measureBuyingTime(database, await askOf(database, start), 'post')
    expect(totals.buckets.map(({ bucket, orders: count }) => [bucket, count])).toEqual([
      ['hour', 1],
      ['day', 1],
      ['week', 1],
      ['month', 0],
      ['longer', 0],
    ])
    expect(totals.whyNot).toBe('few-orders')
    expect(totals.hoursFromFirst).toBeNull()
  })

  it('holds the true median about 95 times in 100, and says nothing of it under six orders', async () => {
    const { database } = await makeRuntime()
    const orders = Array.from({ length: 9 }, (_, index) => ({ click: start, at: start + (index + 1) * hour }))
    await writePast(database, { clicks: [], visits: [], conversions: orders.map(makeOrder) })
    const { totals } = await measureBuyingTime(database, await askOf(database, start), 'post')
    // The second smallest and largest of nine: P = 1 − 2 · 10/512 = 96.1 %.
    expect(totals.hoursFromFirst).toMatchObject({ median: 5, low: 2, high: 8, n: 9 })
    await writePast(database, { clicks: [], visits: [], conversions: orders.slice(0, 5).map(makeOrder) })
    const few = await measureBuyingTime(database, await askOf(database, start), 'post')
    expect(few.totals.hoursFromFirst).toMatchObject({ median: 3, low: null, high: null })
  })

  it('narrows by what was clicked last', async () => {
    const { database } = await makeRuntime()
    const orders = [1, 2, 3].map((link, index) => makeOrder({ click: start, at: start + hour, link }, index))
    await writePast(database, { clicks: [], visits: [], conversions: orders })
    const only = async (isNot: boolean) => {
      const filters = [{ dimension: 'device' as const, isNot, keys: ['mobile'] }]
      return (await measureBuyingTime(database, await askOf(database, start, { filters }), 'post')).totals.orders
    }
    expect([await only(false), await only(true)]).toEqual([1, 2])
  })
})

function makeOrder(
  { click, at, link = 1 }: { click: number; at: number; link?: number },
  index: number,
): PastConversion {
  const touches = [{ at: click, link, isPerson: true, random: index + 1 }]
  const rest = { value: 100, currency: 'NOK', isNew: null, isSeen: false, isTest: false, hand: null } as const
  return { id: `order-${index}`, event: 'purchase', at, touches, ...rest }
}

type Counted = ReturnType<typeof countTouches> & object

function countTouches({ at: ordered, touches, hand, isNew }: Past['conversions'][number], windowDays: number) {
  const inWindow = touches.filter((touch) => ordered - touch.at <= windowDays * day)
  const link = hand ?? inWindow.at(-1)?.link
  if (link === undefined) return undefined
  const days = new Set(inWindow.map((touch) => localDay(touch.at, zone)))
  const [first, last] = [inWindow[0], inWindow.at(-1)]
  return {
    link,
    isNew,
    touches: inWindow.length,
    days: days.size,
    first: first && ordered - first.at,
    last: last && ordered - last.at,
    daysSince: first && localDay(ordered, zone) - localDay(first.at, zone),
  }
}

function sumUp(all: readonly Counted[]) {
  const timed = all.filter(({ touches }) => touches > 0)
  const spread = (value: (one: Counted) => number) => {
    const values = timed.map(value)
    if (values.length < 5) return null
    const quartile = (share: number) => expect.closeTo(at(values, share), 9)
    return {
      median: expect.closeTo(median(values), 9),
      lowerQuartile: quartile(0.25),
      upperQuartile: quartile(0.75),
      n: values.length,
    }
  }
  const buckets = ['hour', 'day', 'week', 'month', 'longer'].map((bucket) => ({
    bucket,
    orders: timed.filter((one) => bucketOf(one) === bucket).length,
  }))
  const several = timed.filter(({ days }) => days > 1).length
  return {
    orders: all.length,
    timed: timed.length,
    touches: expectSpread(spread(({ touches }) => touches)),
    days: expectSpread(spread(({ days }) => days)),
    hoursFromFirst: expectSpread(spread(({ first = 0 }) => first / hour)),
    hoursFromLast: expectSpread(spread(({ last = 0 }) => last / hour)),
    severalDays:
      timed.length === 0 ? null : expect.objectContaining({ value: several / timed.length, n: timed.length }),
    buckets: buckets.map((one) => expect.objectContaining(one)),
  }
}

function expectSpread(spread: object | null) {
  return spread === null ? null : expect.objectContaining(spread)
}

function bucketOf({ first = 0, daysSince = 0 }: Counted): string {
  if (first < hour) return 'hour'
  if (daysSince === 0) return 'day'
  if (daysSince <= 6) return 'week'
  return daysSince <= 29 ? 'month' : 'longer'
}
