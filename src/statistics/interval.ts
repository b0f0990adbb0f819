import { betaQuantile } from './distribution.ts'

/** A share of `n` trials and where the true share lies; all of value, low and high are 0–1. */
export type Interval = { readonly value: number; readonly low: number; readonly high: number; readonly n: number }

/** 97.5 % of the normal distribution: a two-sided 95 % interval. */
const z95 = 1.959964

/**
 * Wilson's score interval for a share. Counts are whole: fractional credit is not binomial and needs another interval.
 * No trials: nothing is known, so 0 within [0, 1]. Throws RangeError for counts that can't be.
 * @source Wilson 1927; recommended by Brown, Cai & DasGupta 2001.
 */
export function wilson(successes: number, trials: number, z = z95): Interval {
  requireCounts(successes, trials)
  if (!(z > 0 && Number.isFinite(z))) throw new RangeError(`z must be a positive number, not ${z}`)
  if (trials === 0) return { value: 0, low: 0, high: 1, n: 0 }
  const value = successes / trials
  const weight = (z * z) / trials
  const centre = (value + weight / 2) / (1 + weight)
  const half = Math.sqrt(weight * (value * (1 - value) + weight / 4)) / (1 + weight)
  return { value, ...within(centre - half, centre + half, { successes, trials }), n: trials }
}

/**
 * Jeffreys' interval: the middle `confidence` of Beta(x + ½, n − x + ½), down to 0 without and up to 1 with nothing but
 * successes. No trials and bad counts as in `wilson`.
 * @source Brown, Cai & DasGupta 2001, section 4.1.
 */
export function jeffreys(successes: number, trials: number, confidence = 0.95): Interval {
  requireCounts(successes, trials)
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`confidence must lie between 0 and 1, not ${confidence}`)
  if (trials === 0) return { value: 0, low: 0, high: 1, n: 0 }
  const tail = (1 - confidence) / 2
  const bound = (share: number) => betaQuantile(share, successes + 0.5, trials - successes + 0.5)
  return { value: successes / trials, ...within(bound(tail), bound(1 - tail), { successes, trials }), n: trials }
}

/** Holds the bounds at 0 and 1 where they belong exactly, which rounding would miss by an ulp. */
function within(low: number, high: number, { successes, trials }: { successes: number; trials: number }) {
  return {
    low: successes === 0 ? 0 : Math.max(0, low),
    high: successes === trials ? 1 : Math.min(1, high),
  }
}

function requireCounts(successes: number, trials: number): void {
  if (!Number.isSafeInteger(trials) || trials < 0) throw new RangeError(`trials must be a whole number, not ${trials}`)
  if (!Number.isSafeInteger(successes) || successes < 0 || successes > trials) {
    throw new RangeError(`successes must be a whole number from 0 to ${trials}, not ${successes}`)
  }
}
