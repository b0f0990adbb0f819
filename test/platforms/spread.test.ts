import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysWithin, partOn } from '../../src/platforms/spread.ts'

const span = fc
  .tuple(fc.integer({ min: 20_000, max: 20_400 }), fc.integer({ min: 0, max: 400 }))
  .map(([from, more]) => ({ from, to: from + more }))

describe('what falls on some days of an amount', () => {
  it('is an even share, halves to the later day', () => {
    const spent = { from: 10, to: 13 }
    expect([10, 11, 12, 13].map((day) => partOn(1001, spent, { from: day, to: day }))).toEqual([250, 250, 250, 251])
    expect(partOn(1000, spent, { from: 12, to: 99 })).toBe(500)
    expect(partOn(1000, spent, { from: 14, to: 99 })).toBe(0)
    expect(partOn(1000, spent, { from: 1, to: 9 })).toBe(0)
  })

  it('adds up to the whole, however the days are cut', () => {
    const cuts = fc.array(fc.integer({ min: 19_990, max: 20_820 }), { maxLength: 12 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), span, cuts, (total, spent, at) => {
        const edges = [19_000, ...new Set(at.toSorted((a, b) => a - b)), 21_000]
        const parts = edges.slice(1).map((to, index) => partOn(total, spent, { from: edges[index] ?? to, to: to - 1 }))
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total)
      }),
    )
  })

  it('is within one unit of an even share, each day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), span, (total, spent) => {
        const even = total / (spent.to - spent.from + 1)
        for (const day of daysWithin(spent, spent))
          expect(Math.abs(partOn(total, spent, { from: day, to: day }) - even)).toBeLessThan(1)
      }),
    )
  })
})
