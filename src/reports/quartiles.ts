import { betaCdf } from '../statistics/distribution.ts'

/** A value and how many times it came. */
export type Tally = { readonly value: number; readonly times: number }

/** Where the middle of `n` values lies; `low` and `high` hold the true median with 95 %, null under six values. */
export type Quartiles = {
  readonly median: number
  readonly low: number | null
  readonly high: number | null
  readonly lowerQuartile: number
  readonly upperQuartile: number
  readonly n: number
}

/** Of fewer values quartiles are those values over again. */
export const fewestForQuartiles = 5

/** Median and quartiles of values in any order; null under five of them. Between two values by what lies between them (R's type 7). */
export function quartilesOf(tallies: readonly Tally[]): Quartiles | null {
  const sorted = tallies.filter(({ times }) => times > 0).toSorted((a, b) => a.value - b.value)
  const n = sorted.reduce((sum, { times }) => sum + times, 0)
  if (n < fewestForQuartiles) return null
  const at = valueAt(sorted)
  const share = (part: number) => {
    const place = (n - 1) * part
    const below = at(Math.floor(place))
    return below + (at(Math.ceil(place)) - below) * (place - Math.floor(place))
  }
  const rank = medianRank(n)
  return {
    median: share(0.5),
    low: rank === null ? null : at(rank - 1),
    high: rank === null ? null : at(n - rank),
    lowerQuartile: share(0.25),
    upperQuartile: share(0.75),
    n,
  }
}

/** The value at a place, 0 for the smallest. */
function valueAt(sorted: readonly Tally[]): (place: number) => number {
  let seen = 0
  const ends = sorted.map(({ value, times }) => {
    seen += times
    return { value, end: seen }
  })
  return (place) => {
    let [low, high] = [0, ends.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle]?.end ?? 0) > place) high = middle
      else low = middle + 1
    }
    return ends[low]?.value ?? 0
  }
}

/**
 * The k for which the true median lies between the k-th smallest and the k-th largest of n values at least 95 times in
 * 100, whatever they are spread like: the largest with P(Bin(n, ½) ≤ k − 1) ≤ 2.5 %. Null where there is none.
 * @source The sign test's interval, Conover 1999, Practical Nonparametric Statistics, 3.2.
 */
function medianRank(n: number): number | null {
  const chanceBelow = (k: number) => betaCdf(0.5, n - k + 1, k)
  let k = Math.max(1, Math.floor(n / 2 - 0.98 * Math.sqrt(n)) + 1)
  while (k > 0 && chanceBelow(k) > 0.025) k--
  while (k > 0 && k < n / 2 && chanceBelow(k + 1) <= 0.025) k++
  return k > 0 ? k : null
}
