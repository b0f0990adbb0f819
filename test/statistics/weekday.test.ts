import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exposureOf, readRhythm, shrunkFactors, weightOf } from '../../src/statistics/weekday.ts'

const jitter = [2, -2, 0, 1, -1]

/** 2026-02-16, a Monday. */
const monday = 20_500

describe('readRhythm', () => {
  it('finds a busy weekend that every one of eight weeks has', () => {
    const rhythm = readRhythm(weeks(8, [10, 10, 10, 10, 10, 30, 30]), monday)
    const mean = 110 / 7
    for (const [day, factor] of (rhythm?.weekdays ?? []).entries())
      expect(factor).toBeCloseTo((day < 5 ? 10 : 30) / mean, 1)
    expect(rhythm?.months).toBeNull()
  })

  it('knows the weekday of its first day', () => {
    const [first, ...rest] = weeks(9, [10, 10, 10, 10, 10, 30, 30])
    expect(first).toBe(10)
    expect(readRhythm(rest, monday + 1)?.weekdays[6]).toBeGreaterThan(1.5)
  })

  it('claims nothing under eight weeks, or where nothing came', () => {
    expect(readRhythm(weeks(8, [1, 1, 1, 1, 1, 9, 9]).slice(1), monday)).toBeNull()
    expect(readRhythm(weeks(8, [0, 0, 0, 0, 0, 0, 0]), monday)).toBeNull()
  })

  it('calls all days alike where chance explains the differences', () => {
    // One good day of 56: some weekday must have it.
    const counts = weeks(8, [0, 0, 0, 0, 0, 0, 0]).with(20, 3)
    for (const factor of readRhythm(counts, monday)?.weekdays ?? [0]) expect(factor).toBeCloseTo(1, 9)
  })

  it('shrinks the less, the more it has seen', () => {
    const week = [2, 2, 2, 2, 2, 4, 4]
    const sunday = (many: number) => {
      const rhythm = readRhythm(
        weeks(many, week).map((count, index) => Math.max(0, count + (jitter[index % 5] ?? 0))),
        monday,
      )
      return rhythm?.weekdays[6] ?? 0
    }
    const bare = 4 / (18 / 7)
    expect(sunday(8)).toBeGreaterThan(1)
    expect(sunday(8)).toBeLessThan(bare)
    expect(Math.abs(sunday(40) - bare)).toBeLessThan(Math.abs(sunday(8) - bare))
  })

  it('tells the season only from two years on', () => {
    const year = (days: number) =>
      Array.from({ length: days }, (_, index) =>
        new Date((monday + index) * 86_400_000).getUTCMonth() === 11 ? 20 : 10,
      )
    expect(readRhythm(year(729), monday)?.months).toBeNull()
    const december = readRhythm(year(730), monday)?.months?.[11] ?? 0
    expect(december).toBeGreaterThan(1.7)
    expect(december).toBeLessThan(2)
  })

  it('has a mean of one and no factor below nothing, whatever came', () => {
    const history = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 56, maxLength: 120 })
    fc.assert(
      fc.property(history, fc.integer({ min: 15_000, max: 25_000 }), (counts, first) => {
        const rhythm = readRhythm(counts, first)
        if (!rhythm) return
        expect(rhythm.weekdays.reduce((sum, one) => sum + one, 0)).toBeCloseTo(7, 9)
        expect(Math.min(...rhythm.weekdays)).toBeGreaterThanOrEqual(0)
        expect(exposureOf(rhythm, first, first + 21)).toBeCloseTo(21, 6)
      }),
    )
  })
})

describe('shrunkFactors', () => {
  it('moves a group by as much of the difference as isn’t chance', () => {
    // Two groups of four days, 8 and 24: mean 4, E = 16 each, φ 1 (alike within), beyond = 2·64 − 2·16·½ = 112,
    // τ² = 112 ÷ 512 = .21875, B = .21875 ÷ (.21875 + 1/16) = 7/9; ratios .5 and 1.5.
    const factors = shrunkFactors([2, 6, 2, 6, 2, 6, 2, 6], 2, (index) => index % 2)
    expect(factors).toEqual([expect.closeTo(1 - 7 / 18, 12), expect.closeTo(1 + 7 / 18, 12)])
  })
})

describe('exposureOf', () => {
  it('counts parts of days, and simply days without a rhythm', () => {
    expect(exposureOf(null, 20_500, 20_518.5)).toBe(18.5)
    const rhythm = { weekdays: [0.5, 1, 1, 1, 1, 1, 1.5], months: null }
    expect(exposureOf(rhythm, monday, monday + 1.5)).toBeCloseTo(1, 12)
    expect(exposureOf(rhythm, monday + 6.5, monday + 7)).toBeCloseTo(0.75, 12)
    expect(exposureOf(rhythm, monday + 2, monday + 2)).toBe(0)
    expect(weightOf(rhythm, monday - 1)).toBe(1.5)
  })
})

function weeks(many: number, week: readonly number[]): number[] {
  return Array.from({ length: many }, () => week).flat()
}
