import { gammaQuantile } from './gamma.ts'

/**
 * Orders by the part of them that counts here: fractional credit, or credit × value in minor units. `sum` is Σw, `sumOfSquares`
 * Σw², `largest` the largest weight one order can have here: of those seen at least, and of none the shop's usual one.
 */
export type Weighted = { readonly sum: number; readonly sumOfSquares: number; readonly largest: number }

/**
 * Where the true sum of weighted Poisson counts lies, low to high, in the weights' unit: with weights of 1 Garwood's exact
 * interval (7 orders: 2.81 to 14.42). Of nothing seen: from 0 to 3.689 × `largest` at 95 %. Throws RangeError for sums that no
 * weights have.
 * @source Fay & Feuer 1997, Statistics in Medicine 16:791–801, the gamma interval: with y = Σw, v = Σw², m = max w,
 * v/2y · χ²(2y²/v) and (v + m²)/2(y + m) · χ²(2(y + m)²/(v + m²)).
 */
export function fayFeuer(
  { sum, sumOfSquares, largest }: Weighted,
  confidence = 0.95,
): { readonly low: number; readonly high: number } {
  requireWeights({ sum, sumOfSquares, largest })
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`confidence must lie between 0 and 1, not ${confidence}`)
  const tail = (1 - confidence) / 2
  return {
    low: scaledGamma(tail, sum, sumOfSquares),
    high: scaledGamma(1 - tail, sum + largest, sumOfSquares + largest * largest),
  }
}

/** The quantile of the gamma distribution of this mean and variance: half a χ² of twice the shape is a gamma. */
function scaledGamma(share: number, mean: number, variance: number): number {
  return mean === 0 ? 0 : (variance / mean) * gammaQuantile(share, (mean * mean) / variance)
}

/** Sums of many weights are off by rounding. */
const rounding = 1 + 1e-9

function requireWeights({ sum, sumOfSquares, largest }: Weighted): void {
  const areNumbers = [sum, sumOfSquares, largest].every((one) => one >= 0 && Number.isFinite(one))
  const isNothing = sum === 0 && sumOfSquares === 0
  const isSomething =
    sum > 0 &&
    sumOfSquares > 0 &&
    largest > 0 &&
    sumOfSquares <= sum * sum * rounding &&
    sumOfSquares <= sum * largest * rounding
  if (areNumbers && (isNothing || isSomething)) return
  throw new RangeError(`no weights sum up to ${sum}, their squares to ${sumOfSquares}, with ${largest} the largest`)
}
