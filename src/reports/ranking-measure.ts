import { betaOf, type Better, compareRates, compareShares, gammaOf } from '../statistics/better.ts'
import { jeffreys } from '../statistics/interval.ts'
import {
  type Prior,
  rateOfGroups,
  shareOfGroups,
  shrinkRate,
  shrinkShare,
  type Shrunk,
} from '../statistics/shrinkage.ts'
import { type Figures, netOf } from './figures.ts'
import { ordersInterval, revenueInterval } from './uncertainty.ts'

export const measures = ['conversion-rate', 'revenue-per-click', 'orders'] as const
export type Measure = (typeof measures)[number]

/** One of what is ranked. `n`: people who clicked, where they could be told from one another, else clicks. */
export type Entry = {
  readonly key: string
  readonly label: string
  readonly n: number
  readonly nIs: 'people per day' | 'clicks'
  /** Orders; for the conversion rate clicks that led to one. */
  readonly orders: number
  /** Minor units after returns, never below 0. */
  readonly revenue: number
  readonly figures: Figures
}

/** How a measure is counted, drawn to what is usual, and compared. Values are shares, minor units a click, or orders. */
export type Gauge = {
  readonly isRanked: (entry: Entry) => boolean
  /** As the entry shows it itself, with its 95 % interval. */
  readonly raw: (entry: Entry) => Shrunk
  readonly priorOf: (entries: readonly Entry[]) => Prior | undefined
  readonly shrink: (entry: Entry, prior: Prior) => Shrunk
  /** What is usual, in the measure's unit. */
  readonly usual: (prior: Prior) => number
  /** By their own numbers alone, anything as likely before. */
  readonly compare: (a: Entry, b: Entry) => Better
  /** By their own numbers and what is usual. */
  readonly compareAmong: (a: Entry, b: Entry, priors: { readonly a: Prior; readonly b: Prior }) => Better
}

/** What can be ranked of a report's row. */
export function toEntry(figures: Figures): Entry {
  const { key, label, human, unique, buyers, purchase } = figures
  // Who bought may be no visitor we could tell from others: then clicks are what is known.
  const isTold = unique > 0 && unique >= buyers
  return {
    ...{ key, label },
    n: isTold ? unique : Math.max(human, buyers),
    nIs: isTold ? 'people per day' : 'clicks',
    orders: purchase,
    revenue: Math.max(0, netOf(figures)),
    figures,
  }
}

/**
 * `sizeOfOrder` is Σw²/Σw of all orders, minor units: divided by it, revenue scatters as counts of orders do.
 * @source Fay & Feuer 1997: a weighted sum is about a Poisson count in units of its variance ÷ mean.
 */
export function gaugeOf(measure: Measure, sizeOfOrder: number): Gauge {
  if (measure === 'conversion-rate') return conversionRate
  return measure === 'orders' ? orderCount : revenuePerClick(sizeOfOrder > 0 ? sizeOfOrder : 1)
}

const partOf = ({ orders, n }: Entry) => ({ successes: Math.min(orders, n), trials: n })

const conversionRate: Gauge = {
  isRanked: ({ n }) => n > 0,
  raw: (entry) => jeffreys(partOf(entry).successes, entry.n),
  priorOf: (entries) => shareOfGroups(entries.map(partOf)),
  shrink: (entry, prior) => shrinkShare(partOf(entry), prior),
  usual: ({ mean }) => mean,
  compare: (a, b) => compareShares(betaOf(partOf(a)), betaOf(partOf(b))),
  compareAmong: (a, b, priors) => {
    const known = (entry: Entry, { mean, weight }: Prior) => ({
      a: partOf(entry).successes + mean * weight,
      b: entry.n - partOf(entry).successes + (1 - mean) * weight,
    })
    return compareShares(known(a, priors.a), known(b, priors.b))
  },
}

const orderCount: Gauge = {
  ...ofCounts(({ orders }) => ({ count: orders, exposure: 1 }), 1),
  isRanked: () => true,
  raw: ({ orders, figures }) => ({ value: orders, ...ordersInterval(figures) }),
}

function revenuePerClick(sizeOfOrder: number): Gauge {
  return {
    ...ofCounts(({ revenue, n }) => ({ count: revenue / sizeOfOrder, exposure: n }), sizeOfOrder),
    isRanked: ({ n }) => n > 0,
    raw: ({ revenue, figures, n }) => {
      const { low, high } = revenueInterval(figures, sizeOfOrder)
      // What was given back takes the same part off both ends.
      const perClick = (figures.gross > 0 ? revenue / figures.gross : 1) / n
      return { value: revenue / n, low: Math.max(0, low) * perClick, high: high * perClick }
    },
  }
}

type Counted = { readonly count: number; readonly exposure: number }

function ofCounts(
  countOf: (entry: Entry) => Counted,
  unit: number,
): Pick<Gauge, 'priorOf' | 'shrink' | 'usual' | 'compare' | 'compareAmong'> {
  const known = (entry: Entry, { mean, weight }: Prior) => {
    const { count, exposure } = countOf(entry)
    return { shape: count + mean * weight, per: exposure + weight }
  }
  const inUnit = ({ probability, lossOfA, lossOfB }: Better) => ({
    probability,
    lossOfA: lossOfA * unit,
    lossOfB: lossOfB * unit,
  })
  return {
    priorOf: (entries) => rateOfGroups(entries.map(countOf)),
    shrink: (entry, prior) => {
      const { value, low, high } = shrinkRate(countOf(entry), prior)
      return { value: value * unit, low: low * unit, high: high * unit }
    },
    usual: ({ mean }) => mean * unit,
    compare: (a, b) => inUnit(compareRates(gammaOf(countOf(a)), gammaOf(countOf(b)))),
    compareAmong: (a, b, priors) => inUnit(compareRates(known(a, priors.a), known(b, priors.b))),
  }
}
