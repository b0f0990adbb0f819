import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jeffreys, wilson } from '../../src/statistics/interval.ts'

const counts = fc.nat(5000).chain((n) => fc.tuple(fc.integer({ min: 0, max: n + 1 }), fc.constant(n + 1)))

describe('wilson', () => {
  // Newcombe 1998, Statistics in Medicine 17:857–872, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('agrees with Newcombe for %i of %i', (successes, trials, low, high) => {
    const interval = wilson(successes, trials)
    expect(interval.low).toBeCloseTo(low, 4)
    expect(interval.high).toBeCloseTo(high, 4)
  })

  it('puts 12 orders of 480 clicks at 2.5 %, between 1.44 and 4.32', () => {
    const { value, low, high, n } = wilson(12, 480)
    expect(value).toBe(0.025)
    expect(low).toBeCloseTo(0.0144, 4)
    expect(high).toBeCloseTo(0.0432, 4)
    expect(n).toBe(480)
  })

  it('does not take no order of 50 clicks for proof that nothing sells', () => {
    expect(wilson(0, 50)).toMatchObject({ value: 0, low: 0 })
    expect(wilson(0, 50).high).toBeCloseTo(0.071, 3)
  })

  it('knows nothing without clicks', () => {
    expect(wilson(0, 0)).toEqual({ value: 0, low: 0, high: 1, n: 0 })
    expect(jeffreys(0, 0)).toEqual({ value: 0, low: 0, high: 1, n: 0 })
  })

  it('holds the share, within 0 and 1', () => {
    fc.assert(
      fc.property(counts, ([successes, trials]) => {
        const { value, low, high } = wilson(successes, trials)
        expect(0 <= low && low <= value && value <= high && high <= 1).toBe(true)
      }),
    )
  })

  it('narrows with more clicks at the same share', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 2, max: 50 }), ([successes, trials], times) => {
        const few = wilson(successes, trials)
        const many = wilson(successes * times, trials * times)
        expect(many.high - many.low).toBeLessThan(few.high - few.low)
      }),
    )
  })

  it('is the same seen from the failures', () => {
    fc.assert(
      fc.property(counts, ([successes, trials]) => {
        expect(wilson(successes, trials).low).toBeCloseTo(1 - wilson(trials - successes, trials).high, 12)
      }),
    )
  })

  it.each([
    [-1, 10],
    [11, 10],
    [1.5, 10],
    [Number.NaN, 10],
    [0, -1],
    [0, Number.POSITIVE_INFINITY],
  ])('refuses %d of %d', (successes, trials) => {
    expect(() => wilson(successes, trials)).toThrow(RangeError)
    expect(() => jeffreys(successes, trials)).toThrow(RangeError)
  })

  it('refuses a z that is no distance', () => {
    expect(() => wilson(1, 2, 0)).toThrow(RangeError)
    expect(() => jeffreys(1, 2, 1)).toThrow(RangeError)
  })
})

describe('jeffreys', () => {
  // Brown, Cai & DasGupta 2001, Statistical Science 16:101–133, table 5, n = 7.
  it.each([
    [0, 7, 0, 0.292],
    [1, 7, 0.016, 0.501],
    [2, 7, 0.065, 0.648],
    [3, 7, 0.139, 0.766],
  ])('agrees with Brown, Cai and DasGupta for %i of %i', (successes, trials, low, high) => {
    const interval = jeffreys(successes, trials)
    expect(Math.abs(interval.low - low)).toBeLessThan(0.00051)
    expect(Math.abs(interval.high - high)).toBeLessThan(0.00051)
  })

  it('reaches 0 when no trial succeeded and 1 when every one did', () => {
    expect(jeffreys(0, 7)).toMatchObject({ value: 0, low: 0 })
    expect(jeffreys(7, 7)).toMatchObject({ value: 1, high: 1 })
  })
})
