import type { Part } from './compare.ts'
import { betaQuantile } from './distribution.ts'
import { gammaQuantile } from './gamma.ts'

/** So many in so much exposure: clicks of so many posts. */
export type Counted = { readonly count: number; readonly exposure: number }

/**
 * What a group's rate is likely to be before it is looked at, learnt from all groups together: `mean`, weighing as much as
 * `weight` trials (or as much exposure). Infinite weight: there is no evidence that the groups differ, and all is one
 * pool. `successes` and `trials` are those of all groups.
 */
export type Prior = {
  readonly mean: number
  readonly weight: number
  readonly successes: number
  readonly trials: number
}

/** A rate drawn towards what is usual, with the middle `confidence` of where it may lie. */
export type Shrunk = { readonly value: number; readonly low: number; readonly high: number }

/**
 * The beta distribution that the groups' shares come from, by moments; undefined without a trial. `weight` = α + β.
 * Infinite where the groups differ by no more than chance makes them, and where there are fewer than two.
 * @source Kleinman 1973: μ = Σx/Σn, w = n/Σn, S = Σw(p − μ)², ρ = (S/(μ(1−μ)) − Σw(1−w)/n) / Σw(1−w)(n−1)/n.
 */
export function shareOfGroups(parts: readonly Part[]): Prior | undefined {
  const groups = parts.filter(({ trials }) => trials > 0)
  const successes = sum(groups.map((group) => group.successes))
  const trials = sum(groups.map((group) => group.trials))
  if (trials === 0) return undefined
  const mean = successes / trials
  const spread = mean * (1 - mean)
  const weighed = groups.map((group) => ({
    n: group.trials,
    w: group.trials / trials,
    p: group.successes / group.trials,
  }))
  const observed = sum(weighed.map(({ w, p }) => w * (p - mean) ** 2))
  const byChance = sum(weighed.map(({ w, n }) => (w * (1 - w)) / n))
  const room = sum(weighed.map(({ w, n }) => (w * (1 - w) * (n - 1)) / n))
  const likeness = spread > 0 && room > 0 ? Math.min(maxLikeness, (observed / spread - byChance) / room) : 0
  return { mean, successes, trials, weight: likeness > 0 ? 1 / likeness - 1 : Number.POSITIVE_INFINITY }
}

/**
 * A group's share given what it shows itself: the mean and the middle of Beta(x + α, n − x + β). Of one pool where the
 * prior's weight is infinite, by Jeffreys. Successes need not be whole, so that counts can be divided by their dispersion.
 */
export function shrinkShare({ successes, trials }: Part, prior: Prior, confidence = 0.95): Shrunk {
  const isPool = prior.weight === Number.POSITIVE_INFINITY
  const a = isPool ? prior.successes + 0.5 : successes + prior.mean * prior.weight
  const b = isPool ? prior.trials - prior.successes + 0.5 : trials - successes + (1 - prior.mean) * prior.weight
  const tail = (1 - confidence) / 2
  return { value: a / (a + b), low: betaQuantile(tail, a, b), high: betaQuantile(1 - tail, a, b) }
}

/**
 * The same for counts per exposure: Gamma(mean · weight, weight). Its variance τ² is what the groups' rates differ by
 * beyond Poisson's chance: τ² = (Σw(r − μ)² − μ Σw(1−w)/e) / Σw(1−w), with w = e/Σe and r = x/e; weight = μ/τ².
 * @source Method of moments for the gamma–Poisson model, as Marshall 1991 has it for regions.
 */
export function rateOfGroups(counts: readonly Counted[]): Prior | undefined {
  const groups = counts.filter(({ exposure }) => exposure > 0)
  const successes = sum(groups.map(({ count }) => count))
  const trials = sum(groups.map(({ exposure }) => exposure))
  if (trials === 0) return undefined
  const mean = successes / trials
  const weighed = groups.map(({ count, exposure: e }) => ({ e, w: e / trials, rate: count / e }))
  const observed = sum(weighed.map(({ w, rate }) => w * (rate - mean) ** 2))
  const byChance = mean * sum(weighed.map(({ w, e }) => (w * (1 - w)) / e))
  const room = sum(weighed.map(({ w }) => w * (1 - w)))
  const variance = room > 0 ? (observed - byChance) / room : 0
  return { mean, successes, trials, weight: variance > 0 ? mean / variance : Number.POSITIVE_INFINITY }
}

/** A group's count per exposure given what it shows itself: Gamma(count + mean · weight, exposure + weight). */
export function shrinkRate({ count, exposure }: Counted, prior: Prior, confidence = 0.95): Shrunk {
  const isPool = prior.weight === Number.POSITIVE_INFINITY
  const shape = isPool ? prior.successes + 0.5 : count + prior.mean * prior.weight
  const per = isPool ? prior.trials : exposure + prior.weight
  if (!(shape > 0)) return { value: 0, low: 0, high: 0 }
  const tail = (1 - confidence) / 2
  return { value: shape / per, low: gammaQuantile(tail, shape) / per, high: gammaQuantile(1 - tail, shape) / per }
}

/**
 * How many times shares of equal things (a channel's weeks) scatter more than chance makes them: Pearson's chi² per degree
 * of freedom, never below 1. Counts divided by it give an interval that holds what the weeks really do.
 * @source Wedderburn 1974, quasi-likelihood.
 */
export function dispersionOfShares(parts: readonly Part[]): number {
  const groups = parts.filter(({ trials }) => trials > 0)
  const share = sum(groups.map(({ successes }) => successes)) / sum(groups.map(({ trials }) => trials))
  if (groups.length < 2 || !(share > 0 && share < 1)) return 1
  const chiSquared = sum(
    groups.map(({ successes, trials }) => (successes - trials * share) ** 2 / (trials * share * (1 - share))),
  )
  return Math.max(1, chiSquared / (groups.length - 1))
}

/** Groups of which each is all or nothing would have no prior at all. */
const maxLikeness = 0.999

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
