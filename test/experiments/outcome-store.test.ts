import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findFirstOrder, readDays } from '../../src/experiments/outcome-store.ts'
import { localDay } from '../../src/shops/calendar.ts'
import { findShop, updateShop } from '../../src/shops/store.ts'
import { makeRuntime } from '../make.ts'
import { recount } from '../reports/brute-force.ts'
import { histories, makeOrder, onePost, writeHistory, zone } from '../reports/history.ts'

/** Over the end of daylight saving in Oslo, the 25th of October. */
const start = Date.parse('2026-10-10T00:00:00Z')
const first = localDay(start, zone)

describe('the days of a shop', () => {
  it('hold what a report counts, whoever led to it, on each of its days', async () => {
    const { database } = await makeRuntime()
    const shop = await findShop(database, 'shop-1')
    if (!shop) throw new Error('no shop')
    const asked = fc.record({
      revenueBasis: fc.constantFrom('paid' as const, 'net-of-tax-and-shipping' as const),
      churnDays: fc.constantFrom(1, 5, 365),
      offset: fc.integer({ min: 0, max: 29 }),
    })
    await fc.assert(
      fc.asyncProperty(histories(start, 30), asked, async (history, { revenueBasis, churnDays, offset }) => {
        await writeHistory(database, history)
        await updateShop(database, 'shop-1', { churnDays })
        const period = { from: first, to: first + 29 }
        const days = await readDays(database, { shop: { ...shop, revenueBasis }, ...period, withCustomers: true })
        const add = (read: (day: { orders: number; newCustomers: number; net: number }) => number) =>
          [...days.values()].reduce((sum, day) => sum + read(day), 0)
        const counting = { windowDays: 30, by: 'day', basis: revenueBasis, churnDays } as const
        const all = recount(history, { ...period, ...counting }).shopTotals
        expect(add(({ orders }) => orders)).toBe(all.orders)
        expect(add(({ newCustomers }) => newCustomers)).toBe(all.customers.new)
        expect(add(({ net }) => net)).toBe(all.gross - all.refunded)
        const day = first + offset
        const ofDay = recount(history, { from: day, to: day, ...counting }).shopTotals
        const { orders = 0, net = 0, unknownCustomers = 0 } = days.get(day) ?? {}
        expect([orders, net, unknownCustomers]).toEqual([
          ofDay.orders,
          ofDay.gross - ofDay.refunded,
          ofDay.customers.unknown,
        ])
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('begin with the first order that isn’t a test', async () => {
    const { database } = await makeRuntime()
    expect(await findFirstOrder(database, 'shop-1')).toBeNull()
    const conversions = [
      makeOrder({ at: start, test: true, click: null }),
      makeOrder({ at: start + 1, event: 'lead', click: null }),
      makeOrder({ at: start + 86_400_000 * 2, click: null }),
    ]
    await writeHistory(database, { ...onePost, clicks: [], conversions })
    expect(await findFirstOrder(database, 'shop-1')).toBe(first + 2)
  })
})
