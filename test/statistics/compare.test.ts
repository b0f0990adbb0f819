import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chanceOfSoFew, chanceOfSoMany } from '../../src/statistics/compare.ts'

describe('comparing two shares', () => {
  it('knows the lady tasting tea: 3 of 4 against 1 of 4 is by chance in 17 of 70', () => {
    expect(chanceOfSoMany({ successes: 3, trials: 4 }, { successes: 1, trials: 4 })).toBeCloseTo(17 / 70, 12)
    expect(chanceOfSoMany({ successes: 4, trials: 4 }, { successes: 0, trials: 4 })).toBeCloseTo(1 / 70, 12)
  })

  it('says nothing without trials, and refuses what is no share', () => {
    expect(chanceOfSoFew({ successes: 0, trials: 0 }, { successes: 3, trials: 4 })).toBe(1)
    expect(() => chanceOfSoFew({ successes: 5, trials: 4 }, { successes: 0, trials: 1 })).toThrow(RangeError)
  })

  it('is a chance; few and many overlap in the count itself alone', () => {
    fc.assert(
      fc.property(part(), part(), (first, second) => {
        const [few, many] = [chanceOfSoFew(first, second), chanceOfSoMany(first, second)]
        expect(few).toBeGreaterThan(0)
        expect(Math.max(few, many)).toBeLessThanOrEqual(1)
        expect(few + many).toBeGreaterThanOrEqual(1 - 1e-9)
        expect(chanceOfSoMany(second, first)).toBeCloseTo(few, 9)
      }),
    )
  })
})

function part() {
  return fc
    .integer({ min: 1, max: 60 })
    .chain((trials) => fc.record({ trials: fc.constant(trials), successes: fc.integer({ min: 0, max: trials }) }))
}
