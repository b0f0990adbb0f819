export type SignFlip = {
  /** Mean of the pairs' differences. */
  readonly mean: number
  /** How often chance alone makes a sum as large or larger. */
  readonly oneSided: number
  /** The same for a sum as far from 0, either way. */
  readonly twoSided: number
  readonly pairs: number
}

/** 2²⁰ patterns of signs, counted by halves of 2¹⁰ each: well under a millisecond. */
export const mostPairs = 20

/**
 * Whether what was seen in pairs (on − off, which of the two came first drawn by lot) is more than chance: had the one no
 * effect, each difference could as well have had the other sign. All 2^pairs patterns of signs are counted, so it is exact:
 * no p is under 1/2^pairs. Throws RangeError without a pair, of more than `mostPairs`, and for what is no number.
 * @source Fisher 1935, The Design of Experiments, section 21.
 */
export function signFlip(differences: readonly number[]): SignFlip {
  const pairs = differences.length
  if (pairs === 0 || pairs > mostPairs)
    throw new RangeError(`the sign-flip test takes 1 to ${mostPairs} pairs, not ${pairs}`)
  if (!differences.every(Number.isFinite)) throw new RangeError('a difference must be a number')
  const seen = differences.reduce((sum, one) => sum + one, 0)
  // Sums that are equal on paper differ by rounding.
  const slack = differences.reduce((sum, one) => sum + Math.abs(one), 0) * 1e-12
  const halves = [sumsOf(differences.slice(0, pairs >> 1)), sumsOf(differences.slice(pairs >> 1))] as const
  const far = Math.abs(seen) - slack
  const asLarge = countFrom(halves, seen - slack)
  // Each pattern has its mirror.
  const asFar = far <= 0 ? 2 ** pairs : 2 * countFrom(halves, far)
  return { mean: seen / pairs, oneSided: asLarge / 2 ** pairs, twoSided: asFar / 2 ** pairs, pairs }
}

/** 97.5 % and 80 % of the normal distribution, rounded. */
const factor = 2.8

/**
 * The smallest mean difference of pairs that is likely (80 %) to be found at 5 %, two-sided: 2.8·s·√(2/k), in the unit of `sd`,
 * the standard deviation of single weeks. Throws RangeError for what can't be.
 * @source Normal approximation: 1.96 + 0.84 standard errors of the mean of k differences of independent weeks.
 */
export function detectableEffect({ sd, pairs }: { readonly sd: number; readonly pairs: number }): number {
  if (!(sd >= 0 && Number.isFinite(sd))) throw new RangeError(`a standard deviation can’t be ${sd}`)
  if (!(Number.isSafeInteger(pairs) && pairs > 0)) throw new RangeError(`there can’t be ${pairs} pairs`)
  return factor * sd * Math.sqrt(2 / pairs)
}

/** The sums of all patterns of signs, the smallest first. */
function sumsOf(differences: readonly number[]): Float64Array {
  const sums = new Float64Array(2 ** differences.length)
  for (const [index, difference] of differences.entries()) {
    const known = 2 ** index
    for (let pattern = 0; pattern < known; pattern++) {
      const sum = sums[pattern] ?? 0
      sums[known + pattern] = sum - difference
      sums[pattern] = sum + difference
    }
  }
  return sums.toSorted()
}

/** How many sums of one of each half are as large as `least`, or larger: the larger the one, the smaller the other may be. */
function countFrom([some, others]: readonly [Float64Array, Float64Array], least: number): number {
  let count = 0
  let from = others.length
  for (const sum of some) {
    while (from > 0 && sum + (others[from - 1] ?? 0) >= least) from--
    count += others.length - from
  }
  return count
}
