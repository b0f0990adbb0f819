import { type Interval, wilson } from './interval.ts'

/** Two lists of the same things, both with gaps: how many stand on each, and how many on both. */
export type TwoLists = { readonly first: number; readonly second: number; readonly both: number }

/**
 * How many things there are in all. `seen` stand on at least one list; low and high are a 95 % interval, `low` ≥ seen, to
 * be read rounded outward, since things are whole.
 */
export type Total = {
  readonly estimate: number
  readonly low: number
  readonly high: number
  readonly standardError: number
  readonly seen: number
}

/** From so many on both lists Chapman's estimate is unbiased for practical purposes. @source Robson & Regier 1964. */
export const fewestOnBoth = 7

/** 97.5 % of the normal distribution: a two-sided 95 % interval. */
const z95 = 1.959964

/**
 * How many things there are, told from how far two lists overlap that were made independently of each other: Chapman's
 * (n₁+1)(n₂+1)/(m+1) − 1. Too low where the same cause keeps a thing from both lists. Throws RangeError for counts that
 * can't be; few on both (`fewestOnBoth`) make it a guess.
 * @source Chapman 1951; variance Seber 1970; interval log-normal on the unseen part, Chao 1987.
 */
export function chapman({ first, second, both }: TwoLists): Total {
  requireLists({ first, second, both })
  const estimate = ((first + 1) * (second + 1)) / (both + 1) - 1
  const seen = first + second - both
  const variance =
    ((first + 1) * (second + 1) * (first - both) * (second - both)) / ((both + 1) * (both + 1) * (both + 2))
  const unseen = estimate - seen
  const total = { estimate, standardError: Math.sqrt(variance), seen }
  // One list holds all of the other: nothing says how many both miss but the share it could have missed by chance.
  if (variance === 0)
    return { ...total, low: seen, high: boundByChance({ seen, both, shorter: Math.min(first, second) }) }
  const factor = Math.exp(z95 * Math.sqrt(Math.log1p(variance / (unseen * unseen))))
  return { ...total, low: seen + unseen / factor, high: seen + unseen * factor }
}

/** Infinite where the shorter list is empty: nothing is known. */
function boundByChance({ seen, both, shorter }: { seen: number; both: number; shorter: number }): number {
  const { low } = wilson(both, shorter)
  return low === 0 ? Number.POSITIVE_INFINITY : seen / low
}

export type Corrected = { readonly estimate: number; readonly low: number; readonly high: number }

/**
 * What there is, from what was seen of it and the share that is seen: seen ÷ share, and a 95 % interval that holds the
 * chance in both. Never below `seen`. Undefined where the share may be nought.
 * @source Thinning: var ln(seen) = (1 − share)/seen; the share's own Wilson interval; put together on the log scale by
 * the method of variance estimates recovery (Zou & Donner 2008).
 */
export function correctBy(seen: number, { value, low, high }: Interval): Corrected | undefined {
  if (!(value > 0 && low > 0)) return undefined
  if (seen === 0) return { estimate: 0, low: 0, high: -Math.log(0.025) / low }
  const estimate = seen / value
  const thinned = (z95 * z95 * (1 - value)) / seen
  const spread = (bound: number) => Math.sqrt(Math.log(bound / value) ** 2 + thinned)
  return {
    estimate,
    low: Math.max(seen, estimate * Math.exp(-spread(high))),
    high: estimate * Math.exp(spread(low)),
  }
}

function requireLists({ first, second, both }: TwoLists): void {
  const isCount = (count: number) => Number.isSafeInteger(count) && count >= 0
  if ([first, second, both].every(isCount) && both <= Math.min(first, second)) return
  throw new RangeError(`lists of ${first} and ${second} can't have ${both} in common`)
}
