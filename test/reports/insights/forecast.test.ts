import { describe, expect, it } from 'vitest'
import { forecastShare } from '../../../src/reports/forecast.ts'
import { forecastRest } from '../../../src/reports/forecast-rest.ts'
import { shareOf } from '../../../src/reports/forecast-share.ts'
import { parseDay } from '../../../src/shops/calendar.ts'
import { makeRuntime } from '../../make.ts'
import { askOf, day, hour, type PastConversion, writePast } from './make-past.ts'

/** Monday the 16th of November, noon in Oslo. */
const now = Date.parse('2026-11-16T11:00:00Z')

describe('the level to aim for', () => {
  it('is the share of revenue × the forecast that was typed', async () => {
    const { database } = await makeRuntime()
    await writePast(database, { clicks: [], visits: [], conversions: twoADay(60) })
    const question = await askOf(database, now - 29 * day)
    const told = await forecastShare(database, { question, of: 'month', now, told: 10_000_000 })
    expect(told.share).toMatchObject({ orders: 60, ourOrders: 30 })
    // Each day one of 300 by us and one of 100 by the rest.
    expect(told.share?.value).toBeCloseTo(0.75, 9)
    expect(told.share?.low).toBeGreaterThan(0.6)
    expect(told.share?.high).toBeLessThan(0.87)
    expect(told.aim?.value).toBe('75000.00')
    expect(Number(told.aim?.low)).toBeCloseTo(100_000 * (told.share?.low ?? 0), 0)
    expect(told.forecast).toMatchObject({ by: 'told', reckoned: null, amount: { value: '100000.00' } })
  })

  it('goes by the run rate of the shop’s own orders where none was typed', async () => {
    const { database } = await makeRuntime()
    await writePast(database, { clicks: [], visits: [], conversions: twoADay(60) })
    const question = await askOf(database, now - 29 * day)
    const told = await forecastShare(database, { question, of: 'month', now, told: undefined })
    expect(told.span).toEqual({ from: '2026-11-01', to: '2026-11-30', today: '2026-11-16' })
    // Sixteen days of 400 are in, today's too; half a day and fourteen are to come: 29 orders of 200 on average.
    expect(told.soFar).toEqual({ ours: '4800.00', all: '6400.00' })
    expect(told.forecast.reckoned?.ordersToCome.value).toBeCloseTo(29, 6)
    expect(Number(told.forecast.amount?.value)).toBeCloseTo(6400 + 29 * 200, 2)
    expect(Number(told.forecast.amount?.low)).toBeGreaterThan(6400)
    expect(Number(told.forecast.amount?.low)).toBeLessThan(12_200)
    expect(Number(told.forecast.amount?.high)).toBeGreaterThan(12_200)
    expect(Number(told.aim?.value)).toBeCloseTo(0.75 * 12_200, 1)
    expect(told.forecast.reckoned).toMatchObject({ historyDays: 60, historyOrders: 120, orderValue: '200.00' })
  })

  it('knows the quarter, and says why it knows nothing of a young shop', async () => {
    const { database } = await makeRuntime()
    await writePast(database, { clicks: [], visits: [], conversions: twoADay(10).slice(0, 4) })
    const question = await askOf(database, now - 29 * day)
    const told = await forecastShare(database, { question, of: 'quarter', now, told: undefined })
    expect(told.span).toMatchObject({ from: '2026-10-01', to: '2026-12-31' })
    expect(told).toMatchObject({ share: null, shareWhyNot: 'few-orders', aim: null, aimWhyNot: 'few-orders' })
    expect(told.forecast).toMatchObject({ amount: null, whyNot: 'short-history' })
  })

  it('begins a day of the shop’s clocks, not of UTC', async () => {
    const { database } = await makeRuntime()
    const at = Date.parse('2026-11-30T23:30:00Z')
    const question = await askOf(database, at - 29 * day)
    const told = await forecastShare(database, { question, of: 'month', now: at, told: undefined })
    expect(told.span).toMatchObject({ from: '2026-12-01', today: '2026-12-01' })
  })
})

describe('the run rate', () => {
  it('holds what comes 80 times in 100, with weekdays that differ', () => {
    const draw = createDraw(11)
    let held = 0
    for (let run = 0; run < 300; run++) {
      const days = makeDays(120, draw)
      const [past, rest] = [days.slice(0, 91), days.slice(91)]
      const told = forecastRest(past, { now: first + 91, end: first + 120 })
      const came = rest.reduce((sum, { amount }) => sum + amount, 0)
      held += Number(told !== null && told.revenue.range[0] <= came && came <= told.revenue.range[1])
    }
    expect(held / 300).toBeGreaterThan(0.75)
    expect(held / 300).toBeLessThan(0.95)
  })

  it('counts days without an order, and doesn’t count today’s as a whole one', () => {
    const row = (of: number, orders: number) =>
      makeDay(
        first + of,
        Array.from({ length: orders }, () => 100),
      )
    const days = [row(0, 5), row(9, 5), row(20, 3)]
    const told = forecastRest(days, { now: first + 20.5, end: first + 22 })
    // Ten in twenty days; a day and a half are left.
    expect(told?.orders.value).toBeCloseTo(0.75, 9)
    expect(told?.historyDays).toBe(20)
  })
})

describe('a share of money', () => {
  it('holds the true one 95 times in 100', () => {
    const draw = createDraw(23)
    let held = 0
    const runs = 1000
    for (let run = 0; run < runs; run++) {
      const [ours, rest] = [drawValues(poisson(draw, 40), draw), drawValues(poisson(draw, 120), draw)]
      const told = shareOf(sumsOf(ours, rest))
      held += Number(told !== null && told.low <= 0.25 && told.high >= 0.25)
    }
    expect(held / runs).toBeGreaterThan(0.93)
    expect(held / runs).toBeLessThan(0.975)
  })

  it('leaves room for others where all orders are ours, and is unknown under five', () => {
    expect(shareOf(sumsOf([100, 100, 100, 100, 100], []))).toMatchObject({ value: 1, high: 1, low: 500 / 868.9 })
    expect(shareOf(sumsOf([100, 100, 100, 100], [100]))).toBeNull()
  })
})

const first = parseDay('2026-06-01')

function twoADay(days: number): PastConversion[] {
  return Array.from({ length: days + 1 }, (_, index) => now - hour - index * day).flatMap((at, index) => [
    makeOrder(`ours-${index}`, { at, value: 30_000, isOurs: true }),
    makeOrder(`rest-${index}`, { at, value: 10_000, isOurs: false }),
  ])
}

function makeOrder(id: string, { at, value, isOurs }: { at: number; value: number; isOurs: boolean }): PastConversion {
  const touches = isOurs ? [{ at: at - hour, link: 1, isPerson: true, random: 1 }] : []
  const rest = { currency: 'NOK', isNew: null, isSeen: false, isTest: false, hand: null } as const
  return { id, event: 'purchase', at, value, touches, ...rest }
}

function makeDay(of: number, values: readonly number[]) {
  const amount = values.reduce((sum, one) => sum + one, 0)
  const squares = values.reduce((sum, one) => sum + one * one, 0)
  const none = { our_valued: 0, our_amount: 0, our_squares: 0 }
  return {
    day: of,
    orders: values.length,
    valued: values.length,
    amount,
    squares,
    largest: Math.max(0, ...values),
    ...none,
  }
}

/** Twice as much at weekends. */
function makeDays(count: number, draw: () => number) {
  return Array.from({ length: count }, (_, index) => {
    const isWeekend = index % 7 >= 5
    return makeDay(first + index, drawValues(poisson(draw, isWeekend ? 8 : 4), draw))
  })
}

function drawValues(count: number, draw: () => number): number[] {
  return Array.from({ length: count }, () => 100 + draw() * 300)
}

function sumsOf(ours: readonly number[], rest: readonly number[]) {
  const [mine, all] = [makeDay(0, ours), makeDay(0, [...ours, ...rest])]
  const { valued, amount, squares, largest } = all
  return { valued, amount, squares, largest, ourValued: mine.valued, ourAmount: mine.amount, ourSquares: mine.squares }
}

function poisson(draw: () => number, mean: number): number {
  let count = 0
  for (let left = Math.exp(-mean), at = draw(); at > left; at *= draw()) count += 1
  return count
}

function createDraw(seed: number): () => number {
  let state = seed * 7919
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
