import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { standBeside } from '../../../src/reports/beside.ts'
import { compareMeans, compareRates } from '../../../src/reports/beside-compare.ts'
import { showMoney } from '../../../src/shops/money.ts'
import { wilson } from '../../../src/statistics/interval.ts'
import { statement } from '../../../src/storage/database.ts'
import { makeRuntime } from '../../make.ts'
import { askOf, day, isWithin, pasts, type PastConversion, type PastVisit, writePast } from './make-past.ts'

const start = Date.parse('2026-10-05T10:00:00Z')

describe('posts beside the rest of the shop', () => {
  it('is what counting visits and orders one by one gives', async () => {
    const { database } = await makeRuntime()
    await fc.assert(
      fc.asyncProperty(pasts(start), async (past) => {
        await writePast(database, past)
        const question = await askOf(database, start)
        const told = await standBeside(database, question)
        const visits = past.visits.filter(({ at, click }) => isWithin(question, click?.at ?? at))
        const counted = past.conversions.filter((one) => !one.isTest && isWithin(question, one.at))
        expect(told.ours).toMatchObject(
          sumUp(
            visits.filter(({ click }) => click !== null),
            counted.filter(isOurs),
          ),
        )
        expect(told.rest).toMatchObject(
          sumUp(
            visits.filter(({ click }) => click === null),
            counted.filter((one) => !isOurs(one)),
          ),
        )
        const orders = counted.filter(({ event }) => event === 'purchase')
        expect(told.ofOrders).toEqual(orders.length === 0 ? null : wilson(orders.filter(isOurs).length, orders.length))
        const landed = visits.filter(({ click }) => click !== null).length
        expect(told.ofVisits).toEqual(visits.length === 0 ? null : wilson(landed, visits.length))
        expect(told.finishedByClick.addToCart).toEqual(finished(past.conversions, counted, 'add_to_cart'))
        expect(told.finishedByClick.checkout).toEqual(finished(past.conversions, counted, 'begin_checkout'))
      }),
      { numRuns: 40 },
    )
  })

  it('says higher or lower only beyond chance, and of what isn’t told nothing', async () => {
    const { database } = await makeRuntime()
    const visits = [
      ...Array.from({ length: 100 }, (_, index) =>
        makeVisit({ click: makeTouch(index), seconds: index < 60 ? 2 : 50 }),
      ),
      ...Array.from({ length: 100 }, (_, index) => makeVisit({ seconds: index < 40 ? 2 : 50 })),
    ]
    await writePast(database, { clicks: [], conversions: [], visits })
    await database.batch([statement('insert into view_days (shop, day, views) select 1, day, 17 from visits limit 1')])
    const told = await standBeside(database, await askOf(database, start))
    expect(told.said).toEqual({
      ...{ bounced: 'higher', ordersPerVisit: 'no difference shown', leadsPerVisit: 'no difference shown' },
      ...{ orderValue: null, baskets: null, checkouts: null },
    })
    expect(told.looseViews).toBe(17)
    expect(told.ours.baskets).toMatchObject({ bought: null, whyNot: 'none-told' })
    expect(told.notKnown.join(' ')).toContain('aren’t told from one another')
  })

  it('knows a basket as bought when its click was on the way to an order that another click ended', async () => {
    const { database } = await makeRuntime()
    const [first, second, third] = [1, 2, 3].map(makeTouch)
    if (!first || !second || !third) throw new RangeError('three were made')
    const rest = { value: 100, currency: 'NOK', isNew: null, isSeen: true, isTest: false, hand: null } as const
    const make = (id: string, event: PastConversion['event'], touches: PastConversion['touches']) => ({
      ...{ ...rest, id, event, touches, at: start + 3_600_000 },
    })
    const conversions = [
      make('basket-1', 'add_to_cart', [first]),
      make('basket-2', 'add_to_cart', [third]),
      make('order', 'purchase', [first, second]),
    ]
    await writePast(database, { clicks: [], visits: [], conversions })
    const { finishedByClick } = await standBeside(database, await askOf(database, start))
    expect(finishedByClick.addToCart).toMatchObject({ clicks: 2, bought: { value: 1 / 2 } })
  })

  it('can’t be narrowed, and says so', async () => {
    const { database } = await makeRuntime()
    const filters = [{ dimension: 'channel' as const, isNot: false, keys: ['facebook'] }]
    await expect(standBeside(database, await askOf(database, start, { filters }))).rejects.toMatchObject({
      status: 400,
    })
  })

  it('knows nothing of an empty shop', async () => {
    const { database } = await makeRuntime()
    const told = await standBeside(database, await askOf(database, start))
    expect(told).toMatchObject({ ofVisits: null, ofOrders: null, whyNot: 'no-visits', ours: { ordersPerVisit: null } })
  })
})

describe('a comparison', () => {
  it('of rates is wrong no more often than once in twenty where there is no difference', () => {
    // Exactly: with 20 in all and equal visits, the extremes 0–5 and 15–20 come up by chance 4.1 times in 100.
    const rate = (count: number) => ({ value: count / 50, low: 0, high: 1, count, visits: 50 })
    const said = Array.from({ length: 21 }, (_, ours) => compareRates(rate(ours), rate(20 - ours)))
    expect(said.flatMap((one, ours) => (one === 'lower' ? [ours] : []))).toEqual([0, 1, 2, 3, 4, 5])
    expect(said.flatMap((one, ours) => (one === 'higher' ? [ours] : []))).toEqual([15, 16, 17, 18, 19, 20])
    expect(compareRates(rate(0), rate(0))).toBe('no difference shown')
  })

  it('of means needs twenty amounts on each side', () => {
    const of = (values: readonly number[]) => ({
      valued: values.length,
      amount: values.reduce((sum, one) => sum + one, 0),
      squares: values.reduce((sum, one) => sum + one * one, 0),
    })
    const spread = (n: number, around: number) => of(Array.from({ length: n }, (_, index) => around + (index % 5) * 10))
    expect(compareMeans(spread(20, 100), spread(20, 200))).toBe('lower')
    expect(compareMeans(spread(20, 200), spread(20, 100))).toBe('higher')
    expect(compareMeans(spread(20, 100), spread(20, 101))).toBe('no difference shown')
    expect(compareMeans(spread(19, 100), spread(20, 200))).toBeNull()
  })
})

function isOurs(one: PastConversion): boolean {
  return one.hand !== null || one.touches.some(({ at }) => one.at - at <= 30 * day)
}

function sumUp(visits: readonly PastVisit[], all: readonly PastConversion[]) {
  const of = (event: string) => all.filter((one) => one.event === event)
  const orders = of('purchase')
  const amounts = orders.flatMap(({ value, currency }) => (value !== null && currency === 'NOK' ? [value] : []))
  const mean = amounts.reduce((sum, one) => sum + one, 0) / amounts.length
  const isBounce = ({ views, seconds }: PastVisit) => views === 1 && seconds < 10
  const n = visits.length
  // By hand no browser told of it, but for a pixel beside it.
  const seen = orders.filter(({ isSeen }) => isSeen).length
  const bought = (begun: number) => ({
    ...{ begun, orders: seen },
    bought: begun === 0 || seen > begun ? null : wilson(seen, begun),
  })
  return {
    ...{ visits: n, orders: orders.length, leads: of('lead').length },
    bounced: n === 0 ? null : wilson(visits.filter(isBounce).length, n),
    ordersPerVisit: n === 0 ? null : expect.objectContaining({ value: orders.length / n, visits: n }),
    leadsPerVisit: n === 0 ? null : expect.objectContaining({ value: of('lead').length / n }),
    orderValue:
      amounts.length === 0 ? null : expect.objectContaining({ mean: showMoney(mean, 'NOK'), n: amounts.length }),
    baskets: expect.objectContaining(bought(of('add_to_cart').length)),
    checkouts: expect.objectContaining(bought(of('begin_checkout').length)),
  }
}

function finished(all: readonly PastConversion[], asked: readonly PastConversion[], event: PastConversion['event']) {
  const touchesOf = (one: PastConversion) => one.touches.filter((touch) => one.at - touch.at <= 30 * day)
  const name = (touch: PastConversion['touches'][number]) => `${touch.link} ${touch.at} ${touch.random}`
  const begun = new Set(
    asked
      .filter((one) => one.event === event && one.hand === null)
      .flatMap((one) => touchesOf(one).slice(-1).map(name)),
  )
  const orders = all.filter((one) => one.event === 'purchase' && !one.isTest)
  const onTheWay = new Set(orders.flatMap((one) => touchesOf(one).map(name)))
  const bought = [...begun].filter((click) => onTheWay.has(click)).length
  return { clicks: begun.size, bought: begun.size === 0 ? null : wilson(bought, begun.size) }
}

function makeTouch(random: number) {
  return { at: start, link: 1, isPerson: true, random }
}

function makeVisit(over: Partial<PastVisit>): PastVisit {
  return { at: start, click: null, page: '/', views: 1, seconds: 3, scroll: 0, ...over }
}
