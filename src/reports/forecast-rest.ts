import { dispersionOf, likelyTotal, type Pace } from '../statistics/forecast.ts'
import { type Estimate, multiply, z80 } from '../statistics/rate.ts'
import { exposureOf, readRhythm, type Rhythm, weightOf } from '../statistics/weekday.ts'
import type { OrderDay } from './forecast-store.ts'

/** What is to come of a span, minor units, and what it was reckoned from. The range holds it 80 times in 100. */
export type Rest = {
  readonly revenue: Estimate
  readonly orders: Estimate
  readonly historyDays: number
  readonly historyOrders: number
  /** Mean of an order's amount, minor units. */
  readonly orderValue: number
  readonly hasWeekdays: boolean
  readonly hasMonths: boolean
  /** How many times the days scatter more than chance makes them. */
  readonly dispersion: number
}

export const fewestHistoryDays = 14
export const fewestOrders = 5
/** The level is that of the last quarter; weekdays and seasons are learnt from all that was read. */
const levelDays = 91

/**
 * The orders from now to the end of a span × what an order brings: the run rate of the last 91 whole days in days of
 * average strength (weekdays, and months with two years behind), and the mean amount of their orders. Null under two weeks
 * or five orders. `now` in days: 20500.25 is a quarter into day 20500. `days`: whole days up to yesterday.
 */
export function forecastRest(days: readonly OrderDay[], { now, end }: { now: number; end: number }): Rest | null {
  const first = days[0]?.day
  const yesterday = Math.floor(now) - 1
  if (first === undefined || yesterday - first + 1 < fewestHistoryDays) return null
  const counts = countsOf(days, first, yesterday)
  const rhythm = readRhythm(counts, first)
  const from = Math.max(first, yesterday - levelDays + 1)
  const level = days.filter(({ day }) => day >= from && day <= yesterday)
  const soFar = sum(level.map(({ orders }) => orders))
  const values = meanValue(level)
  if (soFar < fewestOrders || values === null) return null
  const recent = counts.slice(from - first)
  const dispersion = dispersionOf(
    recent,
    recent.map((_, index) => weightOf(rhythm, from + index)),
  )
  const orders = ordersToCome({
    soFar,
    elapsed: exposureOf(rhythm, from, yesterday + 1),
    left: exposureOf(rhythm, now, end),
    dispersion,
  })
  return {
    ...{ orders, revenue: multiply(orders, values), dispersion },
    ...{ historyDays: yesterday - from + 1, historyOrders: soFar, orderValue: values.value, ...toldOf(rhythm) },
  }
}

function toldOf(rhythm: Rhythm | null) {
  return { hasWeekdays: rhythm !== null, hasMonths: rhythm !== null && rhythm.months !== null }
}

function countsOf(days: readonly OrderDay[], first: number, last: number): number[] {
  const counts = Array.from({ length: last - first + 1 }, () => 0)
  for (const { day, orders } of days) if (day <= last) counts[day - first] = orders
  return counts
}

function ordersToCome(pace: Required<Pace>): Estimate {
  const [low, high] = likelyTotal(pace) ?? [pace.soFar, pace.soFar]
  const value = (pace.soFar / pace.elapsed) * pace.left
  return { value, range: [Math.min(value, low - pace.soFar), Math.max(value, high - pace.soFar)] }
}

/** Of all orders: one in another currency that no rate converts brings as much as the others. */
function meanValue(days: readonly OrderDay[]): Estimate | null {
  const n = sum(days.map(({ valued }) => valued))
  if (n < 2) return null
  const value = sum(days.map(({ amount }) => amount)) / n
  const variance = Math.max(0, sum(days.map(({ squares }) => squares)) / n - value * value)
  const half = z80 * Math.sqrt(variance / (n - 1))
  return { value, range: [Math.max(0, value - half), value + half] }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
