import { logGamma } from './distribution.ts'
import { findRoot } from './root.ts'

/**
 * Share of Gamma(shape, 1) at or below x: the regularised incomplete gamma function P(shape, x).
 * Correct to about 1e-12. Throws RangeError unless shape > 0 and x ≥ 0.
 * @source Series DLMF 8.7.1 below shape + 1, continued fraction DLMF 8.9.2 by Lentz's method above.
 */
export function gammaCdf(x: number, shape: number): number {
  if (!(shape > 0 && Number.isFinite(shape) && x >= 0)) throw new RangeError(`P(${shape}, ${x}) is not defined`)
  if (x === 0) return 0
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape))
  return x < shape + 1 ? front * series(x, shape) : 1 - front * fraction(x, shape)
}

/** The x with P(shape, x) = share. Throws RangeError as `gammaCdf` does, and unless 0 < share < 1. */
export function gammaQuantile(share: number, shape: number): number {
  if (!(share > 0 && share < 1)) throw new RangeError(`a share must lie between 0 and 1, not ${share}`)
  let high = shape + 1
  while (gammaCdf(high, shape) < share) high *= 2
  return findRoot((x) => gammaCdf(x, shape) - share, 0, high)
}

const mostSteps = 100_000

function series(x: number, shape: number): number {
  let term = 1 / shape
  let sum = term
  for (let n = 1; n < mostSteps && term > sum * 1e-16; n++) {
    term *= x / (shape + n)
    sum += term
  }
  return sum
}

function fraction(x: number, shape: number): number {
  let b = x + 1 - shape
  let c = 1e300
  let d = 1 / b
  let value = d
  for (let n = 1; n < mostSteps; n++) {
    const a = -n * (n - shape)
    b += 2
    d = 1 / awayFromZero(a * d + b)
    c = awayFromZero(b + a / c)
    value *= c * d
    if (Math.abs(c * d - 1) < 1e-15) break
  }
  return value
}

function awayFromZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value
}
