/** Where the true mean difference lies, and the share of draws for which such an interval holds it (0–1). */
export type SubsetInterval = { readonly low: number; readonly high: number; readonly level: number }

/**
 * The differences that the exact sign-flip test of the mean doesn't refuse: the test turned round. Flipping the signs of a
 * set of pairs gives as much as was seen, or more, where the set's own mean is at or below the difference that is tried, so
 * the bounds are the m-th smallest and largest of the 2^k − 1 means of sets. The level is `level` or the next above
 * it that k pairs can give; the smallest and largest difference where none can (5 pairs: 0.9375). 1 to 20 differences.
 * @source Hartigan 1969, "Using subsample values as typical values", JASA 64
 */
export function signFlipInterval(differences: readonly number[], level = 0.95): SubsetInterval {
  const { length } = differences
  if (length < 1 || length > 20) throw new RangeError(`an interval needs 1 to 20 differences, not ${length}`)
  const draws = 2 ** length
  const rank = Math.max(1, Math.floor(((1 - level) / 2) * draws + 1e-9))
  const low = rankedMean(differences, rank)
  const high = -rankedMean(
    differences.map((one) => -one),
    rank,
  )
  return { low: low + 0, high: high + 0, level: 1 - (2 * rank) / draws }
}

/**
 * The `rank`-th smallest mean of all sets but the empty one, without going through 2^k of them: a set's mean is at or below x
 * where its differences less x add up to 0 at most, and such sums are counted by halves. The range is halved until one set
 * is left in it, or sets of the same mean.
 */
function rankedMean(differences: readonly number[], rank: number): number {
  let low = Math.min(...differences)
  let high = Math.max(...differences)
  const half = differences.length >> 1
  const halves = [setsOf(differences.slice(0, half)), setsOf(differences.slice(half))] as const
  const finest = Math.max(Math.abs(low), Math.abs(high)) * 2 ** -50
  let [upToLow, upToHigh] = [countUpTo(halves, low), 2 ** differences.length - 1]
  if (upToLow >= rank) return low
  while (upToHigh - upToLow > 1 && high - low > finest) {
    const middle = low + (high - low) / 2
    const count = countUpTo(halves, middle)
    if (count < rank) [low, upToLow] = [middle, count]
    else [high, upToHigh] = [middle, count]
  }
  return meanBetween(halves, low, high) ?? high
}

type Sets = { readonly sums: Float64Array; readonly sizes: Float64Array }
type Halves = readonly [Sets, Sets]

/** Sum and size of every set, the empty one first. */
function setsOf(differences: readonly number[]): Sets {
  const sums = new Float64Array(2 ** differences.length)
  const sizes = new Float64Array(sums.length)
  for (const [index, difference] of differences.entries()) {
    const known = 2 ** index
    for (let set = 0; set < known; set++) {
      sums[known + set] = (sums[set] ?? 0) + difference
      sizes[known + set] = (sizes[set] ?? 0) + 1
    }
  }
  return { sums, sizes }
}

/** How many sets of both halves together have a mean of `most` at most. */
function countUpTo([some, others]: Halves, most: number): number {
  const rest = overOf(others, most).toSorted()
  // But for the empty set.
  let count = -1
  let upTo = rest.length
  for (const over of overOf(some, most).toSorted()) {
    while (upTo > 0 && over + (rest[upTo - 1] ?? 0) > 0) upTo--
    count += upTo
  }
  return count
}

/** By how much each set's sum is over that of as many times x. */
function overOf({ sums, sizes }: Sets, x: number): Float64Array {
  return sums.map((sum, set) => sum - (sizes[set] ?? 0) * x)
}

/** The mean of a set that is over `low` and at most `high`, as they are counted. */
function meanBetween([some, others]: Halves, low: number, high: number): number | undefined {
  const [someOver, othersOver] = [overOf(some, high), overOf(others, high)]
  const [someOverLow, othersOverLow] = [overOf(some, low), overOf(others, low)]
  const order = Uint32Array.from(othersOver.keys()).toSorted((a, b) => (othersOver[a] ?? 0) - (othersOver[b] ?? 0))
  for (const [one, over] of someOver.entries()) {
    // Twenty differences at most: so far under 0 is what was over it at `low`. The rest is for rounding.
    const least = -over - 21 * (high - low)
    for (let at = firstFrom(order, othersOver, least); at < order.length; at++) {
      const other = order[at] ?? 0
      if (over + (othersOver[other] ?? 0) > 0) break
      if ((someOverLow[one] ?? 0) + (othersOverLow[other] ?? 0) > 0)
        return (
          ((some.sums[one] ?? 0) + (others.sums[other] ?? 0)) / ((some.sizes[one] ?? 0) + (others.sizes[other] ?? 0))
        )
    }
  }
  return undefined
}

/** The first place in `order` whose value is `least` or more. */
function firstFrom(order: Uint32Array, values: Float64Array, least: number): number {
  let [from, to] = [0, order.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((values[order[middle] ?? 0] ?? 0) < least) from = middle + 1
    else to = middle
  }
  return from
}
