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
  const means = subsetMeans(differences)
  return { low: means.at(rank - 1) ?? 0, high: means.at(-rank) ?? 0, level: 1 - (2 * rank) / draws }
}

/** Means of all sets but the empty one, the smallest first. */
function subsetMeans(differences: readonly number[]): Float64Array {
  const sets = 2 ** differences.length
  const sums = new Float64Array(sets)
  const sizes = new Uint8Array(sets)
  for (const [index, difference] of differences.entries()) {
    const known = 2 ** index
    for (let set = 0; set < known; set++) {
      sums[known + set] = (sums[set] ?? 0) + difference
      sizes[known + set] = (sizes[set] ?? 0) + 1
    }
  }
  return sums
    .subarray(1)
    .map((sum, set) => sum / (sizes[set + 1] ?? 1))
    .toSorted()
}
