import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gammaCdf, gammaQuantile } from '../../src/statistics/gamma.ts'

describe('the gamma distribution', () => {
  it('agrees with printed tables of chi-squared, which is twice a gamma of half its degrees of freedom', () => {
    // Abramowitz & Stegun, table 26.8.
    const table = [
      [0.95, 1, 3.841_46],
      [0.95, 10, 18.307],
      [0.99, 30, 50.8922],
      [0.05, 4, 0.710_721],
    ] as const
    for (const [share, degrees, chi2] of table) {
      expect(2 * gammaQuantile(share, degrees / 2)).toBeCloseTo(chi2, 4)
      expect(gammaCdf(chi2 / 2, degrees / 2)).toBeCloseTo(share, 5)
    }
  })

  it('gives the exact interval of seven Poisson counts, 2.81 to 14.42', () => {
    expect(gammaQuantile(0.025, 7)).toBeCloseTo(2.814, 3)
    expect(gammaQuantile(0.975, 8)).toBeCloseTo(14.423, 3)
  })

  it('finds a quantile back by its share', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: 0.05, max: 5000, noNaN: true }),
        (share, shape) => {
          expect(gammaCdf(gammaQuantile(share, shape), shape)).toBeCloseTo(share, 8)
        },
      ),
    )
  })

  it('refuses what has no distribution', () => {
    expect(() => gammaCdf(1, 0)).toThrow(RangeError)
    expect(() => gammaCdf(-1, 1)).toThrow(RangeError)
    expect(() => gammaQuantile(1, 1)).toThrow(RangeError)
  })
})
