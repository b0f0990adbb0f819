import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detectableEffect, mostPairs, signFlip } from '../../src/statistics/sign-flip.ts'

describe('the sign-flip test', () => {
  it('puts differences of 7, 11, 3 and 8 at 7.25 a week, one-sided p 1/16', () => {
    expect(signFlip([7, 11, 3, 8])).toEqual({ mean: 7.25, oneSided: 0.0625, twoSided: 0.125, pairs: 4 })
  })

  it('agrees with Fisher about Darwin’s maize: 863 and 5 of 32,768 either way', () => {
    // The Design of Experiments, section 21: 15 pairs, in eighths of an inch, sum 314; 863 patterns as large.
    const found = signFlip([49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48])
    expect(found.mean * 15).toBeCloseTo(314, 9)
    expect(found.oneSided).toBe(863 / 32_768)
    expect(found.twoSided).toBe(1726 / 32_768)
  })

  it('needs five pairs for one side of 5 %, six for both', () => {
    const allUp = (pairs: number) => signFlip(Array.from({ length: pairs }, (_, index) => index + 1))
    expect([allUp(4).oneSided < 0.05, allUp(5).oneSided < 0.05]).toEqual([false, true])
    expect([allUp(5).twoSided < 0.05, allUp(6).twoSided < 0.05]).toEqual([false, true])
  })

  it('finds nothing where nothing differs', () => {
    expect(signFlip([0, 0, 0])).toMatchObject({ mean: 0, oneSided: 1, twoSided: 1 })
  })

  it('counts sums that rounding alone sets apart as equal', () => {
    expect(signFlip([0.1, 0.2, 0.3]).oneSided).toBe(1 / 8)
    // −0.1 −0.2 +0.3 is 0 on paper, as is its mirror.
    expect(signFlip([-0.1, -0.2, 0.3]).twoSided).toBe(1)
  })

  const differences = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 10 })

  it('is the same in any order, and mirrored with all signs turned', () => {
    fc.assert(
      fc.property(differences, (each) => {
        const found = signFlip(each)
        expect(signFlip(each.toReversed())).toEqual(found)
        expect(signFlip(each.map((one) => -one)).twoSided).toBe(found.twoSided)
        const least = 1 / 2 ** each.length
        expect(found.oneSided).toBeGreaterThanOrEqual(least)
        expect(found.twoSided).toBeLessThanOrEqual(1)
        // As large and as small overlap in what is just as large.
        expect(found.oneSided + signFlip(each.map((one) => -one)).oneSided).toBeGreaterThan(1)
      }),
    )
  })

  it('agrees with all patterns written out', () => {
    fc.assert(
      fc.property(differences, (each) => {
        const seen = each.reduce((sum, one) => sum + one, 0)
        const sums = Array.from({ length: 2 ** each.length }, (_, pattern) =>
          each.reduce((sum, one, index) => sum + ((pattern >> index) & 1 ? -one : one), 0),
        )
        expect(signFlip(each).oneSided).toBe(sums.filter((sum) => sum >= seen).length / sums.length)
        expect(signFlip(each).twoSided).toBe(sums.filter((sum) => Math.abs(sum) >= Math.abs(seen)).length / sums.length)
      }),
    )
  })

  it('agrees with all patterns written out for money too, with øre', () => {
    const money = fc.array(fc.integer({ min: -100_000, max: 100_000 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(money, (minor) => {
        const seen = minor.reduce((sum, one) => sum + one, 0)
        const sums = Array.from({ length: 2 ** minor.length }, (_, pattern) =>
          minor.reduce((sum, one, index) => sum + ((pattern >> index) & 1 ? -one : one), 0),
        )
        const found = signFlip(minor.map((one) => one / 100))
        expect(found.oneSided).toBe(sums.filter((sum) => sum >= seen).length / sums.length)
        expect(found.twoSided).toBe(sums.filter((sum) => Math.abs(sum) >= Math.abs(seen)).length / sums.length)
      }),
    )
  })

  it('refuses no pairs, too many, and what is no number', () => {
    expect(() => signFlip([])).toThrow(RangeError)
    expect(() => signFlip(Array.from({ length: mostPairs + 1 }, () => 1))).toThrow(RangeError)
    expect(() => signFlip([1, Number.NaN])).toThrow(RangeError)
    expect(signFlip(Array.from({ length: mostPairs }, () => 1)).oneSided).toBe(1 / 2 ** mostPairs)
  })
})

describe('the effect that can be detected', () => {
  it('is 2.8 · s · √(2/k)', () => {
    expect(detectableEffect({ sd: 5, pairs: 8 })).toBeCloseTo(7, 9)
    expect(detectableEffect({ sd: 0, pairs: 4 })).toBe(0)
  })

  it('refuses what can’t be', () => {
    expect(() => detectableEffect({ sd: -1, pairs: 4 })).toThrow(RangeError)
    expect(() => detectableEffect({ sd: 1, pairs: 0 })).toThrow(RangeError)
  })
})
