import { chanceOfSoFew, chanceOfSoMany, type Part } from '../statistics/compare.ts'
import { betaCdf } from '../statistics/distribution.ts'
import { fewestVisits } from './landings-mismatch.ts'

/** So many for each visit, with where the true number lies (95 %, Poisson); not a share: more can come than were visited for. */
export type Rate = {
  readonly value: number
  readonly low: number
  readonly high: number
  readonly count: number
  readonly visits: number
}

/** Ours beside the rest: said only where chance alone makes such a difference less than once in twenty. */
export type Said = 'higher' | 'lower' | 'no difference shown'

const half = 0.025

/** Two shares, by Fisher's exact test on either side; null where one of them has no trials. */
export function compareShares(ours: Part, rest: Part): Said | null {
  if (ours.trials === 0 || rest.trials === 0) return null
  if (chanceOfSoMany(ours, rest) <= half) return 'higher'
  return chanceOfSoFew(ours, rest) <= half ? 'lower' : 'no difference shown'
}

/**
 * Two counts per visit: of all of them, those that are ours by chance come to the share that our visits have of all visits.
 * @source Przyborowski & Wilenski 1940, the conditional test of two Poisson rates.
 */
export function compareRates(ours: Rate | null, rest: Rate | null): Said | null {
  if (!ours || !rest) return null
  const all = ours.count + rest.count
  const share = ours.visits / (ours.visits + rest.visits)
  // P(X ≥ k) = I_share(k, n − k + 1).
  const soMany = ours.count === 0 ? 1 : betaCdf(share, ours.count, all - ours.count + 1)
  const soFew = rest.count === 0 ? 1 : 1 - betaCdf(share, ours.count + 1, all - ours.count)
  if (soMany <= half) return 'higher'
  return soFew <= half ? 'lower' : 'no difference shown'
}

/** So many amounts, their sum and that of their squares. */
export type Amounts = { readonly valued: number; readonly amount: number; readonly squares: number }

/** Two means by the normal distribution (Welch); null under 20 amounts on a side, which few large ones would decide. */
export function compareMeans(ours: Amounts, rest: Amounts): Said | null {
  if (ours.valued < fewestVisits || rest.valued < fewestVisits) return null
  const difference = ours.amount / ours.valued - rest.amount / rest.valued
  const error = Math.sqrt(errorOf(ours) + errorOf(rest))
  if (Math.abs(difference) <= 1.959964 * error) return 'no difference shown'
  return difference > 0 ? 'higher' : 'lower'
}

function errorOf({ valued, amount, squares }: Amounts): number {
  const mean = amount / valued
  return Math.max(0, squares / valued - mean * mean) / (valued - 1)
}
