/** What a count may come to, from low to high. */
export type Range = readonly [low: number, high: number]

/** An estimate and the range the true value lies in. */
export type Estimate = { readonly value: number; readonly range: Range }

/** Of the normal distribution, two-sided. */
export const z80 = 1.281552
export const z95 = 1.959964

/**
 * The range of a Poisson mean of which `count` was seen, widened by √dispersion (`dispersionOf`) as the counts of clicks and
 * likes come in bursts. Down to 0 without a count. Throws RangeError for counts that can't be.
 * @source Byar's approximation, Breslow & Day 1987, Statistical Methods in Cancer Research II, 2.2; within 1 % of Garwood's from 1 up.
 */
export function poissonRange(count: number, { z, dispersion = 1 }: { z: number; dispersion?: number }): Range {
  if (!(count >= 0 && Number.isFinite(count) && z > 0 && dispersion >= 1))
    throw new RangeError(`a count can't be ${count}, with z ${z} and dispersion ${dispersion}`)
  const wide = z * Math.sqrt(dispersion)
  return [byar(count, -wide), byar(count + 1, wide)]
}

/**
 * The product of independent estimates. Half-widths add up as squares on the logarithm's scale, each side for itself; with a
 * 0 among them the low end is 0 and the high end the product of the high ends, which is on the safe side.
 * @source MOVER, Zou & Donner 2008, Statistics in Medicine 27:1693, on logarithms.
 */
export function multiply(one: Estimate, other: Estimate): Estimate {
  const value = one.value * other.value
  if (value === 0) return { value, range: [0, one.range[1] * other.range[1]] }
  const apart = (side: 0 | 1) =>
    Math.hypot(Math.log(one.range[side] / one.value), Math.log(other.range[side] / other.value))
  return { value, range: [value * Math.exp(-apart(0)), value * Math.exp(apart(1))] }
}

function byar(count: number, z: number): number {
  if (count === 0) return 0
  return count * Math.max(0, 1 - 1 / (9 * count) + z / (3 * Math.sqrt(count))) ** 3
}
