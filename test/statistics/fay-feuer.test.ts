import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/demo/random.ts'
import { fayFeuer } from '../../src/statistics/fay-feuer.ts'
import { gammaQuantile } from '../../src/statistics/gamma.ts'

const orders = (number: number) => ({ sum: number, sumOfSquares: number, largest: 1 })

describe('the gamma interval of weighted orders', () => {
  // Garwood 1936, as printed in Fay & Feuer 1997 and in Ulm 1990.
  it.each([
    [1, 0.0253, 5.5716],
    [7, 2.8144, 14.4227],
    [10, 4.7954, 18.3904],
    [100, 81.364, 121.6272],
  ])('is the exact Poisson interval of %i whole orders', (number, low, high) => {
    const found = fayFeuer(orders(number))
    expect(found.low).toBeCloseTo(low, 3)
    expect(found.high).toBeCloseTo(high, 3)
  })

  it('reaches from 0 to 3.689 times one order where none was seen', () => {
    const { low, high } = fayFeuer({ sum: 0, sumOfSquares: 0, largest: 400 })
    expect(low).toBe(0)
    expect(high / 400).toBeCloseTo(3.689, 3)
    expect(fayFeuer({ sum: 0, sumOfSquares: 0, largest: 0 })).toEqual({ low: 0, high: 0 })
  })

  it('is narrower at 80 %', () => {
    const { low, high } = fayFeuer(orders(7), 0.8)
    expect(low).toBeCloseTo(gammaQuantile(0.1, 7), 9)
    expect(high).toBeCloseTo(gammaQuantile(0.9, 8), 9)
  })

  it('holds the sum, and grows with the unit', () => {
    const weights = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(weights, fc.double({ min: 0.01, max: 1e6, noNaN: true }), (each, unit) => {
        const one = fayFeuer(weigh(each))
        const other = fayFeuer(weigh(each.map((weight) => weight * unit)))
        expect(one.low).toBeLessThan(weigh(each).sum)
        expect(one.high).toBeGreaterThan(weigh(each).sum)
        expect(other.low / unit / one.low).toBeCloseTo(1, 6)
        expect(other.high / unit / one.high).toBeCloseTo(1, 6)
      }),
      { numRuns: 100 },
    )
  })

  it('is wider where few large orders make the sum than where many small ones do', () => {
    const few = fayFeuer(weigh([50, 50]))
    const many = fayFeuer(weigh(Array.from({ length: 100 }, () => 1)))
    expect(few.low).toBeLessThan(many.low)
    expect(few.high).toBeGreaterThan(many.high)
  })

  it.each([3, 12])('holds the true sum at least as often as it says, of %i orders of shared credit', (mean) => {
    const random = seededRandom(1997 + mean)
    const shares = [1, 0.5, 0.4, 0.2, 1 / 3]
    const truth = (mean * shares.reduce((sum, share) => sum + share, 0)) / shares.length
    const runs = 2000
    let held = 0
    for (let run = 0; run < runs; run++) {
      const seen = Array.from({ length: poisson(mean, random) }, () => shares[Math.floor(random() * 5)] ?? 1)
      const { low, high } = fayFeuer({ ...weigh(seen), largest: 1 })
      if (low <= truth && truth <= high) held++
    }
    expect(held / runs).toBeGreaterThan(0.95)
    expect(held / runs).toBeLessThan(0.998)
  })

  it.each([
    [-1, 1, 1],
    [Number.NaN, 1, 1],
    [Number.POSITIVE_INFINITY, 1, 1],
    [0, 1, 1],
    [1, 0, 1],
    [1, 1, 0],
    // Two orders of ½ have squares of ½ in all: 2 is too much, and ¼ can't be the largest.
    [1, 2, 1],
    [1, 0.5, 0.25],
  ])('refuses Σw %d with Σw² %d and max w %d', (sum, sumOfSquares, largest) => {
    expect(() => fayFeuer({ sum, sumOfSquares, largest })).toThrow(RangeError)
  })

  it('refuses a confidence that is no share', () => {
    expect(() => fayFeuer(orders(7), 1)).toThrow(RangeError)
  })
})

function weigh(weights: readonly number[]) {
  return {
    sum: weights.reduce((sum, weight) => sum + weight, 0),
    sumOfSquares: weights.reduce((sum, weight) => sum + weight * weight, 0),
    largest: Math.max(0, ...weights),
  }
}

function poisson(mean: number, random: () => number): number {
  let count = 0
  for (let product = random(); product > Math.exp(-mean); product *= random()) count++
  return count
}
