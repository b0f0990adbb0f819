import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dispersionOf, likelyTotal, neededPerDay, probabilityToReach, runRate } from '../../src/statistics/forecast.ts'

// 31 of 60 orders after 18 of 30 days.
const pace = { soFar: 31, elapsed: 18, left: 12 }

describe('31 of 60 orders after 18 of 30 days', () => {
  it('run towards 51.7', () => {
    expect(runRate(pace)).toBeCloseTo(51.67, 2)
  })

  it('need 2.4 a day from now on', () => {
    expect(neededPerDay({ soFar: 31, left: 12, target: 60 })).toBeCloseTo(2.417, 3)
  })

  it('reach the target with probability .107', () => {
    expect(probabilityToReach({ ...pace, target: 60 })).toBeCloseTo(0.1075, 4)
  })

  it('end between 45 and 60 with 80 %', () => {
    expect(likelyTotal(pace)).toEqual([45, 60])
  })

  it('spread wider where the history does', () => {
    expect(probabilityToReach({ ...pace, target: 60, dispersion: 1.8 })).toBeCloseTo(0.1666, 4)
    expect(likelyTotal({ ...pace, dispersion: 1.8 })).toEqual([43, 63])
  })
})

describe('probabilityToReach', () => {
  it('is certain once reached, and nil when time is up', () => {
    expect(probabilityToReach({ ...pace, target: 31 })).toBe(1)
    expect(probabilityToReach({ soFar: 31, elapsed: 30, left: 0, target: 32 })).toBe(0)
  })

  it('is unknown before anything has elapsed', () => {
    const start = { soFar: 0, elapsed: 0, left: 30 }
    expect(probabilityToReach({ ...start, target: 5 })).toBeNull()
    expect(likelyTotal(start)).toBeNull()
    expect(runRate(start)).toBeNull()
  })

  it('falls with the target and lies within 0 and 1', () => {
    const days = fc.integer({ min: 1, max: 400 })
    fc.assert(
      fc.property(fc.nat(2000), days, days, fc.nat(3000), (soFar, elapsed, left, target) => {
        const near = probabilityToReach({ soFar, elapsed, left, target }) ?? Number.NaN
        const far = probabilityToReach({ soFar, elapsed, left, target: target + 10 }) ?? Number.NaN
        expect(0 <= far && far <= near && near <= 1).toBe(true)
      }),
    )
  })

  it('does not stumble over the last instant', () => {
    expect(probabilityToReach({ soFar: 5, elapsed: 30, left: 1e-16, target: 6 })).toBe(0)
    expect(likelyTotal({ soFar: 5, elapsed: 30, left: 1e-16 })).toEqual([5, 5])
  })

  it('refuses negative counts and a dispersion below one', () => {
    expect(() => probabilityToReach({ soFar: -1, elapsed: 1, left: 1, target: 5 })).toThrow(RangeError)
    expect(() => likelyTotal({ ...pace, dispersion: 0.5 })).toThrow(RangeError)
  })
})

describe('likelyTotal', () => {
  it('covers what really comes in about as often as it says', () => {
    // Every (so far, rest) pair of a Poisson process at 2 a day, 10 days each, weighted by its exact probability.
    const poisson = Array.from({ length: 70 }, (_, count) => poissonChance(count, 20))
    const covered = poisson.flatMap((chance, soFar) => {
      const [low, high] = likelyTotal({ soFar, elapsed: 10, left: 10 }) ?? [0, 0]
      return poisson.map((other, rest) => (soFar + rest >= low && soFar + rest <= high ? chance * other : 0))
    })
    const coverage = covered.reduce((sum, chance) => sum + chance, 0)
    expect(coverage).toBeGreaterThan(0.79)
    expect(coverage).toBeLessThan(0.86)
  })
})

describe('dispersionOf', () => {
  it('is Pearson’s chi² per degree of freedom', () => {
    // Mean 4, squares 4 + 4 + 16 + 16 = 40, over 4 and 3 degrees of freedom.
    expect(dispersionOf([2, 6, 0, 8])).toBeCloseTo(40 / 4 / 3, 12)
  })

  it('leaves out what is known of busy and quiet days', () => {
    const counts = [10, 20, 10, 20, 10, 20]
    expect(dispersionOf(counts)).toBeGreaterThan(1.9)
    expect(dispersionOf(counts, [2 / 3, 4 / 3, 2 / 3, 4 / 3, 2 / 3, 4 / 3], 2)).toBe(1)
    // Squares ÷ expected: 4/4 + 4/8, over 2 − 1 degrees of freedom.
    expect(dispersionOf([6, 6], [4, 8])).toBeCloseTo(1.5, 12)
  })

  it('is one for counts steadier than chance, and where it can’t be told', () => {
    expect([dispersionOf([5, 5, 5, 6]), dispersionOf([]), dispersionOf([7]), dispersionOf([0, 0])]).toEqual([
      1, 1, 1, 1,
    ])
  })
})

it('needs nothing more once the target is passed, and can’t say when no day is left', () => {
  expect(neededPerDay({ soFar: 70, left: 12, target: 60 })).toBe(0)
  expect(neededPerDay({ soFar: 50, left: 0, target: 60 })).toBeNull()
})

function poissonChance(count: number, mean: number): number {
  let chance = Math.exp(-mean)
  for (let k = 1; k <= count; k++) chance *= mean / k
  return chance
}
