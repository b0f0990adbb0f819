import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/demo/random.ts'
import { chapman, correctBy, fewestOnBoth } from '../../src/statistics/capture.ts'
import { wilson } from '../../src/statistics/interval.ts'

const lists = fc
  .record({ both: fc.nat(300), onlyFirst: fc.nat(300), onlySecond: fc.nat(300) })
  .map(({ both, onlyFirst, onlySecond }) => ({ first: both + onlyFirst, second: both + onlySecond, both }))

describe('chapman', () => {
  it('agrees with the worked example of the turtles: 10 marked, 15 caught, 5 of them marked', () => {
    const { estimate, standardError, seen } = chapman({ first: 10, second: 15, both: 5 })
    // 11 · 16 ÷ 6 − 1; variance 11 · 16 · 5 · 10 ÷ (6² · 7).
    expect(estimate).toBeCloseTo(28.333, 3)
    expect(standardError ** 2).toBeCloseTo(34.921, 3)
    expect(seen).toBe(20)
  })

  it.each([
    [412, 455, 398, [471, 469.5, 476.6]],
    [180, 200, 150, [239.9, 234.7, 251.1]],
  ])('puts lists of %i and %i with %i in common at %j', (first, second, both, expected) => {
    const { estimate, low, high } = chapman({ first, second, both })
    expect([estimate, low, high].map((one) => Math.round(one * 10) / 10)).toEqual(expected)
  })

  it('never says fewer than were seen, and holds its own estimate', () => {
    fc.assert(
      fc.property(lists, (drawn) => {
        const { estimate, low, high, seen } = chapman(drawn)
        expect(low).toBeGreaterThanOrEqual(seen)
        expect(estimate).toBeGreaterThanOrEqual(low - 1e-9)
        expect(high).toBeGreaterThanOrEqual(estimate - 1e-9)
      }),
    )
  })

  it('is the same whichever list comes first', () => {
    fc.assert(
      fc.property(lists, ({ first, second, both }) => {
        expect(chapman({ first, second, both })).toEqual(chapman({ first: second, second: first, both }))
      }),
    )
  })

  it('does not take a list that holds all of the other for the whole truth', () => {
    const { estimate, low, high } = chapman({ first: 20, second: 25, both: 20 })
    expect([estimate, low]).toEqual([25, 25])
    expect(high).toBeCloseTo(25 / wilson(20, 20).low, 9)
    expect(chapman({ first: 0, second: 25, both: 0 }).high).toBe(Number.POSITIVE_INFINITY)
  })

  it('holds the true number in about 95 of 100 draws', () => {
    for (const [total, inFirst, inSecond] of [
      [60, 0.8, 0.9],
      [120, 0.5, 0.7],
      [300, 0.8, 0.95],
      [300, 0.85, 0.99],
    ] as const) {
      const held = heldShare(({ random }) => {
        const { first, second, both } = drawLists(random, { total, inFirst, inSecond })
        const { low, high } = chapman({ first, second, both })
        // Things are whole: an interval is read rounded outward.
        return both < fewestOnBoth || (Math.floor(low) <= total && total <= Math.ceil(high))
      })
      expect([total, inFirst, inSecond, held > 0.93]).toEqual([total, inFirst, inSecond, true])
    }
  })

  it('says too few where both lists miss the same', () => {
    const random = seededRandom(3)
    const seen = drawLists(random, { total: 2_000, inFirst: 0.8, inSecond: 0.9 })
    // A tenth more that neither list could hold: nothing in the counts shows it.
    expect(chapman(seen).high).toBeLessThan(2_200)
  })

  it.each([
    [5, 4, 5],
    [-1, 4, 0],
    [1.5, 4, 1],
    [Number.NaN, 4, 1],
  ])('refuses lists of %d and %d with %d in common', (first, second, both) => {
    expect(() => chapman({ first, second, both })).toThrow(RangeError)
  })
})

describe('what was seen, corrected by the share that is seen', () => {
  it('is as it was where all is seen, with room for what chance hid', () => {
    const { estimate, low, high } = correctBy(40, wilson(50, 50)) ?? expect.fail()
    expect([estimate, low]).toEqual([40, 40])
    expect(high).toBeCloseTo(40 / wilson(50, 50).low, 9)
  })

  it('grows by what was missed: 80 of 80 % are 100', () => {
    const { estimate, low, high } = correctBy(80, wilson(400, 500)) ?? expect.fail()
    expect(estimate).toBeCloseTo(100, 9)
    expect(low).toBeGreaterThan(85)
    expect(high).toBeLessThan(115)
  })

  it('is unknown where the share may be nought', () => {
    expect(correctBy(3, wilson(0, 20))).toBeUndefined()
    expect(correctBy(3, wilson(0, 0))).toBeUndefined()
  })

  it('leaves room above nothing seen', () => {
    const share = wilson(40, 50)
    expect(correctBy(0, share)).toEqual({ estimate: 0, low: 0, high: expect.closeTo(3.689 / share.low, 2) })
  })

  it('holds the true number in about 95 of 100 draws', () => {
    for (const [total, share, checked] of [
      [50, 0.8, 100],
      [200, 0.6, 60],
      [100, 0.95, 300],
    ] as const) {
      const held = heldShare(({ random }) => {
        const seen = count(random, total, share)
        const corrected = correctBy(seen, wilson(count(random, checked, share), checked))
        return corrected !== undefined && corrected.low <= total && total <= corrected.high
      })
      expect([total, share, checked, held > 0.93]).toEqual([total, share, checked, true])
    }
  })
})

const draws = 2_000

function heldShare(isHeld: (draw: { random: () => number }) => boolean): number {
  const random = seededRandom(11)
  return Array.from({ length: draws }, () => isHeld({ random })).filter(Boolean).length / draws
}

function count(random: () => number, trials: number, chance: number): number {
  return Array.from({ length: trials }, () => random() < chance).filter(Boolean).length
}

function drawLists(
  random: () => number,
  { total, inFirst, inSecond }: { total: number; inFirst: number; inSecond: number },
) {
  const drawn = Array.from({ length: total }, () => ({ first: random() < inFirst, second: random() < inSecond }))
  return {
    first: drawn.filter(({ first }) => first).length,
    second: drawn.filter(({ second }) => second).length,
    both: drawn.filter(({ first, second }) => first && second).length,
  }
}
