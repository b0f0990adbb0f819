import { findRoot } from './root.ts'

/**
 * Share of the beta distribution Beta(a, b) at or below x: the regularised incomplete beta function I_x(a, b).
 * Correct to about 1e-10 for a and b up to a million. Throws RangeError unless a and b are positive and x is 0–1.
 * @source Continued fraction DLMF 8.17.22, evaluated by Lentz's method.
 */
export function betaCdf(x: number, a: number, b: number): number {
  if (!(a > 0 && b > 0 && Number.isFinite(a + b))) throw new RangeError(`Beta(${a}, ${b}) needs positive parameters`)
  if (!(x >= 0 && x <= 1)) throw new RangeError(`a share must be between 0 and 1, not ${x}`)
  if (x === 0 || x === 1) return x
  // The fraction converges fast only below the mean; above it, the mirrored one does.
  const share = x < (a + 1) / (a + b + 2) ? lowerTail(x, a, b) : 1 - lowerTail(1 - x, b, a)
  return Math.min(1, Math.max(0, share))
}

/** The x with I_x(a, b) = share. Throws RangeError as `betaCdf` does. */
export function betaQuantile(share: number, a: number, b: number): number {
  requireShare(share)
  return findRoot((x) => betaCdf(x, a, b) - share, 0, 1)
}

/** Failures before the `size`-th success; `size` need not be whole, `chance` is the success probability of each trial. */
export type NegativeBinomial = { readonly size: number; readonly chance: number }

/** P(X ≤ count). Throws RangeError unless size > 0 and 0 < chance < 1. */
export function negativeBinomialCdf(count: number, { size, chance }: NegativeBinomial): number {
  requireNegativeBinomial({ size, chance })
  return count < 0 ? 0 : betaCdf(chance, size, Math.floor(count) + 1)
}

/** P(X ≥ count), exact in the tail where 1 − cdf would lose its digits. */
export function negativeBinomialAtLeast(count: number, { size, chance }: NegativeBinomial): number {
  requireNegativeBinomial({ size, chance })
  return count <= 0 ? 1 : betaCdf(1 - chance, Math.ceil(count), size)
}

/** The smallest count with P(X ≤ count) ≥ share, for 0 < share < 1. */
export function negativeBinomialQuantile(share: number, distribution: NegativeBinomial): number {
  requireShare(share)
  let high = 1
  while (negativeBinomialCdf(high, distribution) < share) high *= 2
  let low = -1
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (negativeBinomialCdf(middle, distribution) < share) low = middle
    else high = middle
  }
  return high
}

/** ln Γ(x) for x > 0, to about 14 digits from 0.001 up. @source Lanczos' approximation, g = 7, nine terms. */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`ln Γ needs a positive number, not ${x}`)
  const sum = lanczos.reduce((sum, term, index) => sum + (index === 0 ? term : term / (x - 1 + index)), 0)
  const base = x + 6.5
  return Math.log(Math.sqrt(2 * Math.PI) * sum) + (x - 0.5) * Math.log(base) - base
}

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

function lowerTail(x: number, a: number, b: number): number {
  const logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)
  return (Math.exp(logFront) * continuedFraction(x, a, b)) / a
}

const mostSteps = 100_000

function continuedFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m < mostSteps; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    let change = 1
    for (const term of [even, odd]) {
      d = 1 / awayFromZero(1 + term * d)
      c = awayFromZero(1 + term / c)
      change = d * c
      value *= change
    }
    if (Math.abs(change - 1) < 1e-15) break
  }
  return value
}

function awayFromZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value
}

function requireShare(share: number): void {
  if (!(share > 0 && share < 1)) throw new RangeError(`a share must lie between 0 and 1, not ${share}`)
}

function requireNegativeBinomial({ size, chance }: NegativeBinomial): void {
  if (size > 0 && Number.isFinite(size) && chance > 0 && chance < 1) return
  throw new RangeError(`NB(${size}, ${chance}) needs a positive size and a chance between 0 and 1`)
}
