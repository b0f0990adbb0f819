import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { signFlip } from '../../src/statistics/sign-flip.ts'
import { signFlipInterval } from '../../src/statistics/subset-means.ts'

describe('the interval of a mean difference', () => {
  it('goes from the smallest to the largest pair where there are few: 6 pairs hold it in 96.875 %, 4 in 87.5 %', () => {
    expect(signFlipInterval([7, 11, 3, 8])).toEqual({ low: 3, high: 11, level: 0.875 })
    expect(signFlipInterval([7, 11, 3, 8, 2, 9])).toEqual({ low: 2, high: 11, level: 0.96875 })
    expect(signFlipInterval([5])).toEqual({ low: 5, high: 5, level: 0 })
  })

  it('takes the means of sets beyond that: of 7 pairs the third smallest of 127', () => {
    // Sets of the smallest: {1} 1, {1, 2} 1.5, {1, 2, 3} and {2} and {1, 3} 2.
    expect(signFlipInterval([1, 2, 3, 4, 5, 6, 7])).toEqual({ low: 2, high: 6, level: 1 - 6 / 128 })
  })

  it('holds the shifts that the test doesn’t refuse, and no others', () => {
    const each = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 6, maxLength: 9 })
    fc.assert(
      fc.property(each, fc.integer({ min: -70, max: 70 }), (differences, half) => {
        const shift = half / 2 + 0.25
        const { low, high, level } = signFlipInterval(differences)
        const up = signFlip(differences.map((one) => one - shift)).oneSided
        const down = signFlip(differences.map((one) => shift - one)).oneSided
        const isRefused = Math.min(up, down) <= (1 - level) / 2 + 1e-12
        expect(shift < low || shift > high).toBe(isRefused)
      }),
      { numRuns: 300 },
    )
  })

  it('is the same as with all means of sets written out', () => {
    const value = fc.oneof(fc.integer({ min: -8, max: 8 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }))
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 12 }), (differences) => {
        const means = Array.from({ length: 2 ** differences.length - 1 }, (_, set) => {
          const of = differences.filter((_, index) => ((set + 1) >> index) & 1)
          return of.reduce((sum, one) => sum + one, 0) / of.length
        }).toSorted((a, b) => a - b)
        const rank = Math.max(1, Math.floor(0.025 * 2 ** differences.length))
        const slack = Math.max(...differences.map(Math.abs)) * 1e-12
        const { low, high } = signFlipInterval(differences)
        expect(Math.abs(low - (means.at(rank - 1) ?? Number.NaN))).toBeLessThanOrEqual(slack)
        expect(Math.abs(high - (means.at(-rank) ?? Number.NaN))).toBeLessThanOrEqual(slack)
      }),
      { numRuns: 300 },
    )
  })

  it('moves along with the differences, and turns with their signs', () => {
    const each = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 1, maxLength: 10 })
    fc.assert(
      fc.property(each, (differences) => {
        const { low, high, level } = signFlipInterval(differences)
        const turned = signFlipInterval(differences.map((one) => -one))
        expect([turned.low, turned.high, turned.level]).toEqual([-high + 0, -low + 0, level].map((one) => one + 0))
        const moved = signFlipInterval(differences.map((one) => one + 10))
        expect(moved.low).toBeCloseTo(low + 10, 9)
        expect(moved.high).toBeCloseTo(high + 10, 9)
        const mean = differences.reduce((sum, one) => sum + one, 0) / differences.length
        expect(low).toBeLessThanOrEqual(mean + 1e-9)
        expect(high).toBeGreaterThanOrEqual(mean - 1e-9)
      }),
    )
  })

  it('is found for 20 pairs, and refused for none or more', () => {
    const { low, high, level } = signFlipInterval(Array.from({ length: 20 }, (_, index) => index))
    expect(level).toBeCloseTo(0.95, 4)
    expect([low, high]).toEqual([expect.closeTo(19 - high, 6), expect.closeTo(19 - low, 6)])
    expect(low).toBeGreaterThan(5)
    expect(() => signFlipInterval([])).toThrow(RangeError)
    expect(() => signFlipInterval(Array.from({ length: 21 }, () => 1))).toThrow(RangeError)
  })
})
