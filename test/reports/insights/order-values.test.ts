import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spreadOrderValues } from '../../../src/reports/order-values.ts'
import { quartilesOf } from '../../../src/reports/quartiles.ts'
import { showMoney } from '../../../src/shops/money.ts'
import { wilson } from '../../../src/statistics/interval.ts'
import { makeRuntime } from '../../make.ts'
import { askOf, at, day, isWithin, median, pasts, type PastConversion, postOf, writePast } from './make-past.ts'

const start = Date.parse('2026-10-05T10:00:00Z')

describe('order values', () => {
  it('are those of the orders, by channel and for the rest of the shop', async () => {
    const { database } = await makeRuntime()
    await fc.assert(
      fc.asyncProperty(pasts(start), fc.integer({ min: 1, max: 90_000 }), async (past, above) => {
        await writePast(database, past)
        const question = await askOf(database, start)
        const told = await spreadOrderValues(database, question, above)
        const orders = past.conversions.filter(
          (one) => one.event === 'purchase' && !one.isTest && isWithin(question, one.at),
        )
        expect(told.all).toMatchObject(sumUp(orders, above))
        expect(told.ours).toMatchObject(
          sumUp(
            orders.filter((one) => channelOf(one) !== null),
            above,
          ),
        )
        expect(told.rest).toMatchObject(
          sumUp(
            orders.filter((one) => channelOf(one) === null),
            above,
          ),
        )
        expect(new Set(told.channels.map(({ key }) => key))).toEqual(
          new Set(orders.flatMap((one) => channelOf(one) ?? [])),
        )
        for (const { key, ...rest } of told.channels)
          expect(rest).toMatchObject(
            sumUp(
              orders.filter((one) => channelOf(one) === key),
              above,
            ),
          )
      }),
      { numRuns: 30 },
    )
  })

  it('are held against a round amount from the median up where none is asked for', async () => {
    const { database } = await makeRuntime()
    const orders = [310, 420, 449.5, 480, 900].map((units, index) => makeOrder(index, Math.round(units * 100)))
    await writePast(database, { clicks: [], visits: [], conversions: orders })
    const told = await spreadOrderValues(database, await askOf(database, start), undefined)
    expect(told).toMatchObject({ above: '500.00', isAboveTold: false })
    expect(told.all).toMatchObject({ above: { value: 1 / 5 }, justBelow: { value: 3 / 5 } })
    expect(told.all.median).toEqual({ value: '449.50', low: null, high: null })
    const asked = await spreadOrderValues(database, await askOf(database, start), 48_000)
    expect(asked).toMatchObject({ above: '480.00', isAboveTold: true, all: { above: { value: 2 / 5 } } })
  })

  it('say nothing of the rest where they are narrowed, nor of the middle of fewer than five', async () => {
    const { database } = await makeRuntime()
    await writePast(database, { clicks: [], visits: [], conversions: [makeOrder(0, 100), makeOrder(1, 200)] })
    const filters = [{ dimension: 'channel' as const, isNot: false, keys: ['facebook'] }]
    const told = await spreadOrderValues(database, await askOf(database, start, { filters }), undefined)
    expect(told).toMatchObject({ rest: null, above: null, all: { orders: 0, whyNot: 'no-orders' } })
    const whole = await spreadOrderValues(database, await askOf(database, start), undefined)
    expect(whole).toMatchObject({ all: { orders: 2, median: null, whyNot: 'few-orders' } })
  })
})

describe('quartiles', () => {
  it('are the same however values are gathered', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 5, maxLength: 60 }), (values) => {
        const tallies = [...new Set(values)].map((value) => ({
          value,
          times: values.filter((one) => one === value).length,
        }))
        const told = quartilesOf(tallies)
        expect(told).toEqual(quartilesOf(values.map((value) => ({ value, times: 1 }))))
        expect(told?.median).toBeCloseTo(median(values), 9)
        expect(told?.upperQuartile).toBeCloseTo(at(values, 0.75), 9)
        if (told?.low !== null && told?.low !== undefined) expect(told.low).toBeLessThanOrEqual(told.median)
      }),
    )
  })

  it('hold the median by the ranks that tables of the sign test have', () => {
    const ranks = [6, 8, 9, 12, 15, 20, 25, 100].map((n) => {
      const values = Array.from({ length: n }, (_, index) => ({ value: index + 1, times: 1 }))
      return [n, quartilesOf(values)?.low, quartilesOf(values)?.high]
    })
    expect(ranks).toEqual([
      [6, 1, 6],
      [8, 1, 8],
      [9, 2, 8],
      [12, 3, 10],
      [15, 4, 12],
      [20, 6, 15],
      [25, 8, 18],
      [100, 40, 61],
    ])
  })
})

function channelOf(one: PastConversion): string | null {
  if (one.hand !== null) return postOf(one.hand).channel
  const last = one.touches.at(-1)
  return last && one.at - last.at <= 30 * day ? postOf(last.link).channel : null
}

function sumUp(orders: readonly PastConversion[], above: number) {
  const values = orders.flatMap(({ value, currency }) => (value !== null && currency === 'NOK' ? [value] : []))
  const share = (isOne: (value: number) => boolean) =>
    values.length === 0 ? null : wilson(values.filter(isOne).length, values.length)
  const isKnown = values.length >= 5
  return {
    ...{ orders: orders.length, valued: values.length },
    median: isKnown ? expect.objectContaining({ value: showMoney(median(values), 'NOK') }) : null,
    lowerQuartile: isKnown ? showMoney(at(values, 0.25), 'NOK') : null,
    upperQuartile: isKnown ? showMoney(at(values, 0.75), 'NOK') : null,
    above: share((value) => value >= above),
    justBelow: share((value) => value < above && value >= above * 0.8),
  }
}

function makeOrder(index: number, value: number): PastConversion {
  const rest = { currency: 'NOK', isNew: null, isSeen: false, isTest: false, touches: [], hand: null } as const
  return { id: `order-${index}`, event: 'purchase', at: start, value, ...rest }
}
