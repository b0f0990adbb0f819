/** Of the normal distribution: 5 % two-sided, and a power of 80 %. */
const z95 = 1.959964
const power80 = 0.8416212

/**
 * How many trials each of two groups needs, so that a difference between these two shares is found four times in five: power
 * 80 %, 5 % two-sided. Infinite for equal shares. Throws RangeError unless both lie between 0 and 1.
 * @source Fleiss, Statistical Methods for Rates and Proportions, equation 3.14, without continuity correction.
 */
export function trialsPerGroup(first: number, second: number): number {
  for (const share of [first, second])
    if (!(share > 0 && share < 1)) throw new RangeError(`a share must lie between 0 and 1, not ${share}`)
  const mean = (first + second) / 2
  const spread =
    z95 * Math.sqrt(2 * mean * (1 - mean)) + power80 * Math.sqrt(first * (1 - first) + second * (1 - second))
  return first === second ? Number.POSITIVE_INFINITY : Math.ceil((spread / (first - second)) ** 2)
}

/**
 * The smallest share above `share` that this many trials in each of two groups would tell from it, as in `trialsPerGroup`;
 * undefined where there is none under 1, as above a share of 1.
 */
export function detectableShare(share: number, trials: number): number | undefined {
  let low = share
  let high = 1 - 1e-9
  if (!(trials > 0) || share >= high || trialsPerGroup(share, high) > trials) return undefined
  while (true) {
    const middle = (low + high) / 2
    if (middle <= low || middle >= high) return high
    if (trialsPerGroup(share, middle) > trials) low = middle
    else high = middle
  }
}

/** How far a number of so many orders is off either way at 95 %, as a part of it: 4 orders ±0.98. Infinite for none. */
export function halfWidthOf(orders: number): number {
  if (!(orders >= 0)) throw new RangeError(`there can’t be ${orders} orders`)
  return z95 / Math.sqrt(orders)
}

/** How many orders it takes to know their number to ± this part of it: 97 to ±0.2 at most. */
export function ordersForHalfWidth(halfWidth: number): number {
  if (!(halfWidth > 0)) throw new RangeError(`a part must be above 0, not ${halfWidth}`)
  return Math.ceil((z95 / halfWidth) ** 2)
}
