import type { Part } from './compare.ts'
import { betaCdf, logGamma } from './distribution.ts'
import type { Counted } from './shrinkage.ts'

/** A share's beta distribution: what is known of it. */
export type Beta = { readonly a: number; readonly b: number }

/** A rate's gamma distribution: `shape` events in `per` of exposure. */
export type Gamma = { readonly shape: number; readonly per: number }

/**
 * Which of two is better. `probability`: that B is better than A. `lossOfB`: how much lower B is than A on average if one goes
 * with B, all the times it is better counted as 0; in shares or in counts per exposure. `lossOfA` the same for A.
 */
export type Better = { readonly probability: number; readonly lossOfA: number; readonly lossOfB: number }

/** As probability says it: how sure it is that the one that looks better is. */
export type BetterWords = 'no difference shown' | 'probably' | 'clearly'

/** Words for the probability that one is better: from .80 "probably", from .95 "clearly". Throws RangeError for no share. */
export function wordsFor(probability: number): BetterWords {
  if (!(probability >= 0 && probability <= 1)) throw new RangeError(`a probability can’t be ${probability}`)
  if (probability < 0.8) return 'no difference shown'
  return probability < 0.95 ? 'probably' : 'clearly'
}

/** What is known of a share that was successes of trials; before that anything was as likely, or Jeffreys' prior. */
export function betaOf({ successes, trials }: Part, prior: 'uniform' | 'jeffreys' = 'uniform'): Beta {
  if (!(successes >= 0 && trials >= successes && Number.isFinite(trials)))
    throw new RangeError(`a share can’t be ${successes} of ${trials}`)
  const before = prior === 'uniform' ? 1 : 0.5
  return { a: successes + before, b: trials - successes + before }
}

/** What is known of a rate that was count in exposure (days, posts); before that anything was as likely. */
export function gammaOf({ count, exposure }: Counted): Gamma {
  if (!(count >= 0 && Number.isFinite(count) && exposure > 0 && Number.isFinite(exposure)))
    throw new RangeError(`a rate can’t be ${count} in ${exposure}`)
  return { shape: count + 1, per: exposure }
}

/**
 * Of two shares. Whole numbers are summed up exactly, others (Jeffreys, shrunk) integrated to about 1e-10.
 * @source Evan Miller, Formulas for Bayesian A/B Testing (2015), equation 6; losses Stucchio 2015, Bayesian A/B Testing at VWO.
 */
export function compareShares(first: Beta, second: Beta): Better {
  const wins = (one: Beta, other: Beta) => meanOf(other) * chanceGreater(one, { ...other, a: other.a + 1 })
  return {
    probability: chanceGreater(first, second),
    lossOfA: clamp(wins(first, second) - meanOf(first) * chanceGreater({ ...first, a: first.a + 1 }, second)),
    lossOfB: clamp(wins(second, first) - meanOf(second) * chanceGreater({ ...second, a: second.a + 1 }, first)),
  }
}

/**
 * Of two rates, exactly: the share one gamma has of two together is a beta.
 * @source Evan Miller, the same, equation 10, in closed form for shapes that aren't whole too.
 */
export function compareRates(first: Gamma, second: Gamma): Better {
  const greater = (one: Gamma, other: Gamma) => betaCdf(one.per / (one.per + other.per), one.shape, other.shape)
  const more = (one: Gamma) => ({ ...one, shape: one.shape + 1 })
  const mean = ({ shape, per }: Gamma) => shape / per
  return {
    probability: greater(first, second),
    lossOfA: clamp(mean(second) * greater(first, more(second)) - mean(first) * greater(more(first), second)),
    lossOfB: clamp(mean(first) * greater(second, more(first)) - mean(second) * greater(more(second), first)),
  }
}

function clamp(loss: number): number {
  return Math.max(0, loss)
}

function meanOf({ a, b }: Beta): number {
  return a / (a + b)
}

/** P(second > first). */
function chanceGreater(first: Beta, second: Beta): number {
  const isWhole = [first.a, first.b, second.a, second.b].every(Number.isSafeInteger)
  return Math.min(1, isWhole ? sumUp(first, second) : integrateNarrower(first, second))
}

/** Miller's sum goes over the second's successes: Σ B(a₁+i, b₁+b₂) / ((b₂+i) B(1+i, b₂) B(a₁, b₁)), each from the last. */
function sumUp(first: Beta, second: Beta): number {
  // As a logarithm: the first terms of large posts are smaller than any number.
  let term =
    logBeta(first.a, first.b + second.b) - logBeta(1, second.b) - Math.log(second.b) - logBeta(first.a, first.b)
  let sum = 0
  for (let i = 0; i < second.a; i++) {
    sum += Math.exp(term)
    term += Math.log(((first.a + i) * (second.b + i)) / ((first.a + first.b + second.b + i) * (1 + i)))
  }
  return sum
}

/** Over the narrower of the two: then its width alone says how fine the steps must be, and few are enough. */
function integrateNarrower(first: Beta, second: Beta): number {
  return widthOf(first) < widthOf(second) ? 1 - integrate(second, first) : integrate(first, second)
}

/**
 * ∫ density of the second × cdf of the first, over the share's logit: there the integrand falls off smoothly to both sides, so
 * equal steps (the trapezoid rule) converge faster than any power.
 */
function integrate(first: Beta, { a, b }: Beta): number {
  const logFront = -logBeta(a, b)
  const step = 0.2 * Math.min(1, widthOf({ a, b }))
  const start = Math.log(a / b)
  const at = (logit: number) => {
    const share = 1 / (1 + Math.exp(-logit))
    const density = Math.exp(logFront - a * Math.log1p(Math.exp(-logit)) - b * Math.log1p(Math.exp(logit)))
    return { density, part: density * betaCdf(share, first.a, first.b) }
  }
  const top = at(start)
  let sum = top.part
  for (const direction of [-1, 1])
    for (let count = 1; ; count++) {
      const { density, part } = at(start + direction * count * step)
      sum += part
      if (!(density > top.density * 1e-15)) break
    }
  return sum * step
}

/** About the standard deviation of the logit. */
function widthOf({ a, b }: Beta): number {
  return Math.sqrt(1 / a + 1 / b)
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}
