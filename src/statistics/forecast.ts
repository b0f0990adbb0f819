import { negativeBinomialAtLeast, negativeBinomialQuantile } from './distribution.ts'
import type { NegativeBinomial } from './distribution.ts'

/**
 * What has come in so far. `elapsed` and `left` are in one unit of exposure: days, or days weighted by weekday.
 * `dispersion` is how many times the variance exceeds Poisson's (`dispersionOf`); 1 without a history.
 */
export type Pace = {
  readonly soFar: number
  readonly elapsed: number
  readonly left: number
  readonly dispersion?: number
}

/** The total at the end if the rest goes as it has so far; null before anything has elapsed. */
export function runRate({ soFar, elapsed, left }: Pace): number | null {
  return elapsed > 0 ? soFar + (soFar / elapsed) * left : null
}

/** What must come in per unit of exposure from now on to reach the target; null when no time is left. */
export function neededPerDay({ soFar, left, target }: { soFar: number; left: number; target: number }): number | null {
  return left > 0 ? Math.max(0, target - soFar) / left : null
}

/**
 * Probability (0–1) that the count reaches the target by the end; null before anything has elapsed.
 * Rate ~ Gamma(soFar + ½, elapsed) by Jeffreys' prior, hence what is left to come ~ negative binomial.
 * @source Gelman et al., Bayesian Data Analysis, section 2.6 (Gamma–Poisson).
 */
export function probabilityToReach(pace: Pace & { readonly target: number }): number | null {
  requirePace(pace)
  const missing = Math.ceil(pace.target - pace.soFar)
  if (missing <= 0) return 1
  if (isOver(pace)) return 0
  if (pace.elapsed === 0) return null
  return negativeBinomialAtLeast(missing, stillToCome(pace))
}

/** Where the total at the end lies with probability `share`, as whole counts above `soFar`; null before anything has elapsed. */
export function likelyTotal(pace: Pace, share = 0.8): readonly [low: number, high: number] | null {
  requirePace(pace)
  if (isOver(pace)) return [pace.soFar, pace.soFar]
  if (pace.elapsed === 0) return null
  const rest = stillToCome(pace)
  const tail = (1 - share) / 2
  return [pace.soFar + negativeBinomialQuantile(tail, rest), pace.soFar + negativeBinomialQuantile(1 - tail, rest)]
}

/**
 * How many times the variance of periods' counts exceeds Poisson's: Pearson's chi² per degree of freedom, never below 1.
 * 1 too where it can't be told (fewer than two periods, or none with a count). `weights` say how much of each period is to
 * be expected, the same of all without them; `fitted` how many numbers were taken from these same counts to know.
 */
export function dispersionOf(counts: readonly number[], weights?: readonly number[], fitted = 1): number {
  const weightOf = (index: number) => weights?.[index] ?? 1
  const exposure = counts.reduce((sum, _, index) => sum + weightOf(index), 0)
  const mean = counts.reduce((sum, count) => sum + count, 0) / exposure
  if (counts.length <= fitted || !(mean > 0)) return 1
  const chiSquared = counts.reduce((sum, count, index) => {
    const expected = mean * weightOf(index)
    return expected > 0 ? sum + (count - expected) ** 2 / expected : sum
  }, 0)
  return Math.max(1, chiSquared / (counts.length - fitted))
}

/** By moments, so that dispersion widens it; at dispersion 1 this is exactly NB(soFar + ½, elapsed / (elapsed + left)). */
function stillToCome({ soFar, elapsed, left, dispersion = 1 }: Pace): NegativeBinomial {
  const mean = (left * (soFar + 0.5)) / elapsed
  const excess = dispersion - 1 + (dispersion * left) / elapsed
  return { size: mean / excess, chance: 1 / (1 + excess) }
}

/** Below a billionth of the time nothing is left but rounding, and the distribution has no width. */
function isOver({ elapsed, left }: Pace): boolean {
  return left <= elapsed * 1e-9
}

function requirePace({ soFar, elapsed, left, dispersion = 1 }: Pace): void {
  const fine = [soFar, elapsed, left].every((part) => part >= 0 && Number.isFinite(part)) && dispersion >= 1
  if (!fine) throw new RangeError(`a pace can't be ${soFar} in ${elapsed} with ${left} left, dispersion ${dispersion}`)
}
