import type { Touched } from './touched.ts'

/** A touch a week before has half of what one at the sale has. */
export const halfLifeHours = 168

/**
 * 2^(−hours ÷ 168) of each touch, as parts of 1: the nearer to the sale, the more. Reckoned from the last touch on, so
 * that old ones don't vanish below what a number can hold. @throws RangeError where a touch has no time
 * @source the half-life of 7 days of Google Analytics' former time decay model
 */
export function timeDecay(touches: readonly Touched[]): readonly number[] {
  const hours = touches.map(({ hoursBefore }) => {
    if (hoursBefore === null) throw new RangeError('time decay needs to know how long before the sale each touch was')
    return hoursBefore
  })
  const nearest = Math.min(...hours)
  const weights = hours.map((one) => 2 ** (-(one - nearest) / halfLifeHours))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}
