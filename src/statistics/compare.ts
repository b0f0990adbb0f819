import { logGamma } from './distribution.ts'

/** So many of so many. */
export type Part = { readonly successes: number; readonly trials: number }

/**
 * How likely a share as low as the first one's, or lower, is by chance alone if both come from one and the same: Fisher's
 * exact test, one-sided, which holds for counts however small. 1 where either has no trials.
 * @source Fisher 1922; the hypergeometric distribution of the first count given all four margins.
 */
export function chanceOfSoFew(first: Part, second: Part): number {
  for (const { successes, trials } of [first, second])
    if (!Number.isSafeInteger(trials) || !Number.isSafeInteger(successes) || successes < 0 || successes > trials)
      throw new RangeError(`a share can’t be ${successes} of ${trials}`)
  if (first.trials === 0 || second.trials === 0) return 1
  const successes = first.successes + second.successes
  const all = logChoose(first.trials + second.trials, successes)
  let chance = 0
  const likeliest = Math.floor(((first.trials + 1) * (successes + 1)) / (first.trials + second.trials + 2))
  for (let count = first.successes; count >= Math.max(0, successes - second.trials); count--) {
    const term = Math.exp(logChoose(first.trials, count) + logChoose(second.trials, successes - count) - all)
    chance += term
    // Below the likeliest count they fall off ever faster: what is left can't be seen beside the rest.
    if (count <= likeliest && term < chance * 1e-18) break
  }
  return Math.min(1, chance)
}

/** The same for a share as high as the first one's, or higher. */
export function chanceOfSoMany(first: Part, second: Part): number {
  const rest = ({ successes, trials }: Part) => ({ trials, successes: trials - successes })
  return chanceOfSoFew(rest(first), rest(second))
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
}
