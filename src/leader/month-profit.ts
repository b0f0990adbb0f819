import type { CostBasis } from '../reports/costs.ts'
import { sayAmount } from './say-amount.ts'

/** Decimal text; null where it isn't known. */
export type Profit = {
  readonly profit: string | null
  readonly costBasis: CostBasis
  readonly hours: number
  readonly currency: string
}

/** `NOK 9,100 after margin and hours`; null where nothing can be said. */
export function sayProfit({ profit, costBasis, hours, currency }: Profit): string | null {
  if (profit === null) return null
  const after: Readonly<Record<CostBasis, string>> = {
    none: 'after margin',
    money: 'after margin and costs',
    time: 'after margin and hours',
    'money-and-time': 'after margin, costs and hours',
    'money-without-time': `after margin and costs, with ${sayHours(hours)} not priced`,
    'time-not-priced': `after margin, with ${sayHours(hours)} not priced`,
    'not-converted': 'after margin',
  }
  return `${sayAmount(profit, currency)} ${after[costBasis]}`
}

/** `after margin, money and your time`; `costSays` as reports have it. */
export function sayAfter({
  costBasis,
  costSays,
}: {
  readonly costBasis: CostBasis
  readonly costSays: string
}): string {
  const spent = costSays.replace(' only', '')
  if (costBasis === 'money-and-time') return `after margin, ${spent}`
  const isPriced = costBasis === 'money' || costBasis === 'time' || costBasis === 'money-without-time'
  return isPriced ? `after margin and ${spent}` : `after margin; ${spent}`
}

function sayHours(hours: number): string {
  const tenths = Math.round(hours * 10) / 10
  return `${tenths} ${tenths === 1 ? 'hour' : 'hours'}`
}
