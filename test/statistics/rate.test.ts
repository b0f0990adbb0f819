import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { multiply, poissonRange, z80, z95 } from '../../src/statistics/rate.ts'

describe('the range of a Poisson mean', () => {
  // Garwood's exact limits, by the chi² distribution.
  it.each([
    [0, 0, 3.6889],
    [1, 0.0253, 5.5716],
    [5, 1.6235, 11.6683],
    [10, 4.7954, 18.3904],
    [100, 81.364, 121.6272],
  ])('of %i seen is within 1 %% of Garwood’s', (count, low, high) => {
    const found = poissonRange(count, { z: z95 })
    // Byar's low end is coarse for one alone.
    if (count > 1) expect(Math.abs(found[0] / low - 1)).toBeLessThan(0.01)
    if (count > 0) expect(Math.abs(found[1] / high - 1)).toBeLessThan(0.01)
    else expect(found[0]).toBe(0)
  })

  it('is wider with dispersion and narrower at 80 %', () => {
    const [low, high] = poissonRange(40, { z: z95 })
    const [wideLow, wideHigh] = poissonRange(40, { z: z95, dispersion: 3 })
    const [likelyLow, likelyHigh] = poissonRange(40, { z: z80 })
    expect([wideLow < low, wideHigh > high, likelyLow > low, likelyHigh < high]).toEqual([true, true, true, true])
  })

  it('refuses what can’t be counted', () => {
    expect(() => poissonRange(-1, { z: z95 })).toThrow(RangeError)
    expect(() => poissonRange(1, { z: z95, dispersion: 0.5 })).toThrow(RangeError)
  })
})

describe('the product of two estimates', () => {
  it('is as wide as both together, as squares on the logarithm’s scale', () => {
    // Both from half to double: ln 2 each, √2 · ln 2 together.
    const half = { value: 10, range: [5, 20] } as const
    const { value, range } = multiply(half, { value: 0.5, range: [0.25, 1] })
    expect(value).toBe(5)
    expect(range[0]).toBeCloseTo(5 / 2 ** Math.SQRT2, 9)
    expect(range[1]).toBeCloseTo(5 * 2 ** Math.SQRT2, 9)
  })

  it('is no wider by what is certain, and on the safe side at 0', () => {
    const sure = { value: 3, range: [3, 3] } as const
    expect(multiply(sure, { value: 2, range: [1, 4] }).range.map((end) => Math.round(end * 1e9) / 1e9)).toEqual([3, 12])
    expect(multiply(sure, { value: 0, range: [0, 0.2] }).range).toEqual([0, expect.closeTo(0.6, 9)])
  })

  it('holds its value between its ends', () => {
    const share = fc.double({ min: 1e-6, max: 1, noNaN: true })
    const estimate = fc
      .tuple(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), share, share)
      .map(([value, down, up]) => ({
        value,
        range: [value * down, value / up] as const,
      }))
    fc.assert(
      fc.property(estimate, estimate, (one, other) => {
        const { value, range } = multiply(one, other)
        expect(range[0]).toBeLessThanOrEqual(value * (1 + 1e-9))
        expect(range[1]).toBeGreaterThanOrEqual(value * (1 - 1e-9))
      }),
    )
  })
})
