import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/demo/random.ts'
import { detectableShare, halfWidthOf, ordersForHalfWidth, trialsPerGroup } from '../../src/statistics/sample-size.ts'

describe('how many trials it takes', () => {
  it.each([
    [0.02, 0.03, 3826],
    [0.02, 0.04, 1141],
    [0.02, 0.025, 13_809],
    // Fleiss, table A.3, less the continuity correction of 2 / 0.1.
    [0.1, 0.2, 199],
  ])('to tell %d from %d: %i in each group', (first, second, trials) => {
    expect(trialsPerGroup(first, second)).toBe(trials)
    expect(trialsPerGroup(second, first)).toBe(trials)
  })

  it('finds the difference four times in five, and a difference that isn’t there one time in twenty', () => {
    const random = seededRandom(80)
    const found = (second: number) => {
      let times = 0
      for (let run = 0; run < 1500; run++) {
        const [one, other] = [draw(0.1, random), draw(second, random)]
        const mean = (one + other) / 2
        if (Math.abs(one - other) > 1.959964 * Math.sqrt((2 * mean * (1 - mean)) / 199)) times++
      }
      return times / 1500
    }
    expect(Math.abs(found(0.2) - 0.8)).toBeLessThan(0.035)
    expect(Math.abs(found(0.1) - 0.05)).toBeLessThan(0.02)
  })

  it('never ends for equal shares, and refuses what is no share', () => {
    expect(trialsPerGroup(0.02, 0.02)).toBe(Number.POSITIVE_INFINITY)
    for (const share of [0, 1, -1, Number.NaN]) expect(() => trialsPerGroup(share, 0.5)).toThrow(RangeError)
  })

  it('tells the share that so many trials can tell apart', () => {
    expect(detectableShare(0.02, 3826)).toBeCloseTo(0.03, 5)
    expect(detectableShare(0.02, 1)).toBeUndefined()
    expect(detectableShare(0.02, 0)).toBeUndefined()
    expect(detectableShare(1, 5)).toBeUndefined()
    expect(detectableShare(1 - 1e-12, 1e9)).toBeUndefined()
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.5, noNaN: true }), fc.integer({ min: 20, max: 1e6 }), (share, n) => {
        const other = detectableShare(share, n)
        if (other === undefined) return
        expect(trialsPerGroup(share, other)).toBeLessThanOrEqual(n)
        expect(trialsPerGroup(share, share + (other - share) * 0.999)).toBeGreaterThanOrEqual(n)
      }),
    )
  })
})

describe('how far a number of orders is off', () => {
  it.each([
    [4, 98],
    [15, 51],
    [61, 25],
    [96, 20],
    [384, 10],
  ])('%i orders: ±%i %%', (orders, percent) => {
    expect(Math.round(halfWidthOf(orders) * 100)).toBe(percent)
    expect(Math.abs(ordersForHalfWidth(percent / 100) - orders)).toBeLessThanOrEqual(1)
  })

  it('is no further than asked with as many as it says', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 2, noNaN: true }), (part) => {
        expect(halfWidthOf(ordersForHalfWidth(part))).toBeLessThanOrEqual(part)
        expect(halfWidthOf(Math.max(0, ordersForHalfWidth(part) - 1))).toBeGreaterThanOrEqual(part)
      }),
    )
  })

  it('is unbounded without an order', () => {
    expect(halfWidthOf(0)).toBe(Number.POSITIVE_INFINITY)
    expect(() => halfWidthOf(-1)).toThrow(RangeError)
    expect(() => ordersForHalfWidth(0)).toThrow(RangeError)
  })
})

function draw(share: number, random: () => number): number {
  let successes = 0
  for (let trial = 0; trial < 199; trial++) if (random() < share) successes++
  return successes / 199
}
