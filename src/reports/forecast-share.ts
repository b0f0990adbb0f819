import { fewestForQuartiles } from './quartiles.ts'
import type { OrderDay } from './forecast-store.ts'

/** A share of money with where the true one lies, 95 %; `orders` stand behind it. */
export type MoneyShare = {
  readonly value: number
  readonly low: number
  readonly high: number
  readonly orders: number
  readonly ourOrders: number
}

export type Sums = {
  readonly valued: number
  readonly amount: number
  readonly squares: number
  readonly largest: number
  readonly ourValued: number
  readonly ourAmount: number
  readonly ourSquares: number
}

/**
 * Our part of what the shop took, ours/(ours + rest). On the scale of log odds its variance is Σours²/ours² + Σrest²/rest²,
 * both sums being compound Poisson. Null under five orders of ours; where all orders are ours, the rest may come to the
 * 3.689 orders at most that none seen leaves room for.
 * @source Delta method on the logarithm of the ratio of two independent compound Poisson sums; 3.689: Garwood 1936.
 */
export function shareOf({
  valued,
  amount,
  squares,
  largest,
  ourValued,
  ourAmount,
  ourSquares,
}: Sums): MoneyShare | null {
  if (ourValued < fewestForQuartiles || ourAmount <= 0) return null
  const rest = amount - ourAmount
  const counts = { orders: valued, ourOrders: ourValued }
  if (valued === ourValued || rest <= 0)
    return { value: 1, low: amount / (amount + 3.689 * largest), high: 1, ...counts }
  const odds = Math.log(ourAmount / rest)
  const error = Math.sqrt(ourSquares / ourAmount ** 2 + Math.max(0, squares - ourSquares) / rest ** 2)
  const back = (logOdds: number) => 1 / (1 + Math.exp(-logOdds))
  return { value: ourAmount / amount, low: back(odds - z95 * error), high: back(odds + z95 * error), ...counts }
}

const z95 = 1.959964

export function sumDays(days: readonly OrderDay[]): Sums {
  const sum = (count: (day: OrderDay) => number) => days.reduce((total, day) => total + count(day), 0)
  return {
    valued: sum(({ valued }) => valued),
    amount: sum(({ amount }) => amount),
    squares: sum(({ squares }) => squares),
    largest: days.reduce((most, { largest }) => Math.max(most, largest), 0),
    ourValued: sum((day) => day.our_valued),
    ourAmount: sum((day) => day.our_amount),
    ourSquares: sum((day) => day.our_squares),
  }
}
