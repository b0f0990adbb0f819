import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findRoot } from '../../src/statistics/root.ts'

describe('the root of a rising function', () => {
  it('is found to the last digits', () => {
    expect(findRoot((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 14)
    expect(findRoot((x) => Math.exp(x) - 1e-9, -100, 100)).toBeCloseTo(Math.log(1e-9), 12)
    expect(findRoot((x) => Math.sqrt(x) - 1e-40, 0, 1) / 1e-80).toBeCloseTo(1, 12)
  })

  it('is found in every cubic, wherever it lies', () => {
    const number = fc.double({ min: -50, max: 50, noNaN: true })
    fc.assert(
      fc.property(number, fc.double({ min: 0, max: 5, noNaN: true }), (root, slope) => {
        const found = findRoot((x) => (x - root) ** 3 + slope * (x - root), -51, 52)
        expect(Math.abs(found - root)).toBeLessThan(1e-4)
        if (slope > 0.01) expect(found).toBeCloseTo(root, 10)
      }),
    )
  })

  it('takes a tenth of the calls that halving does', () => {
    let calls = 0
    findRoot((x) => (calls++, Math.tanh(x - 0.3)), -10, 10)
    expect(calls).toBeLessThan(16)
  })

  it('is the place of a jump, and an end where there is none between', () => {
    expect(findRoot((x) => (x < 3 ? -1 : 1), 0, 10)).toBeCloseTo(3, 12)
    expect(findRoot((x) => x + 1, 0, 1)).toBe(0)
    expect(findRoot((x) => x - 2, 0, 1)).toBe(1)
  })
})
