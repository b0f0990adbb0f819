import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lastDue, monthTold, nextDue, type Rhythm } from '../../src/leader/due.ts'
import { dayMs, localDay, parseDay, showDay } from '../../src/shops/calendar.ts'

const zone = 'Europe/Oslo'
const monthly = (day: number, hour = 7): Rhythm => ({ rhythm: 'monthly', day, hour })
const weekly = (day: number, hour = 7): Rhythm => ({ rhythm: 'weekly', day, hour })
const last = (when: Rhythm, at: string) => showDay(lastDue(when, Date.parse(at), zone))
const next = (when: Rhythm, at: string) => new Date(nextDue(when, Date.parse(at), zone)).toISOString()

describe('when a mail is due', () => {
  it('is its hour on its day, by the shop’s clocks', () => {
    expect(last(monthly(1), '2026-11-01T05:59:59Z')).toBe('2026-10-01')
    expect(last(monthly(1), '2026-11-01T06:00:00Z')).toBe('2026-11-01')
    expect(next(monthly(1), '2026-11-01T06:00:00Z')).toBe('2026-12-01T06:00:00.000Z')
    expect(last(weekly(1), '2026-11-23T06:00:00Z')).toBe('2026-11-23')
    expect(last(weekly(1), '2026-11-23T05:59:00Z')).toBe('2026-11-16')
    expect(next(weekly(7), '2026-11-23T06:00:00Z')).toBe('2026-11-29T06:00:00.000Z')
  })

  it('is the last day of a month that has no 31st', () => {
    expect(last(monthly(31), '2026-02-28T12:00:00Z')).toBe('2026-02-28')
    expect(last(monthly(31), '2028-02-29T12:00:00Z')).toBe('2028-02-29')
    expect(last(monthly(31), '2026-04-30T12:00:00Z')).toBe('2026-04-30')
    expect(next(monthly(31), '2026-01-31T12:00:00Z')).toBe('2026-02-28T06:00:00.000Z')
    expect(last(monthly(30), '2026-03-01T12:00:00Z')).toBe('2026-02-28')
  })

  it('comes once on the days when clocks change, at an hour that is left out and one that comes twice', () => {
    expect(next(weekly(7, 2), '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:00:00.000Z')
    expect(next(weekly(7, 2), '2026-10-24T12:00:00Z')).toBe('2026-10-25T00:00:00.000Z')
    expect(last(weekly(7, 2), '2026-10-25T00:30:00Z')).toBe('2026-10-25')
    expect(last(weekly(7, 2), '2026-10-25T01:30:00Z')).toBe('2026-10-25')
  })

  it('has the next after now and the last before it, with nothing between them', () => {
    const rhythms = fc.oneof(
      fc.record({ rhythm: fc.constant('monthly' as const), day: fc.integer({ min: 1, max: 31 }), hour: hours }),
      fc.record({ rhythm: fc.constant('weekly' as const), day: fc.integer({ min: 1, max: 7 }), hour: hours }),
    )
    const zones = fc.constantFrom('Europe/Oslo', 'America/New_York', 'Asia/Bangkok', 'Australia/Lord_Howe')
    const instants = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2029-01-01') })
    fc.assert(
      fc.property(rhythms, zones, instants, (when, timeZone, now) => {
        const due = nextDue(when, now, timeZone)
        expect(due).toBeGreaterThan(now)
        expect(lastDue(when, due - 1, timeZone)).toBe(lastDue(when, now, timeZone))
        expect(lastDue(when, due, timeZone)).toBe(localDay(due, timeZone))
        expect(due - now).toBeLessThanOrEqual((when.rhythm === 'weekly' ? 7 : 31) * dayMs + 3_600_000)
      }),
      { numRuns: 500 },
    )
  })

  it('tells monthly of the month before, weekly of the one that yesterday lies in', () => {
    expect(monthTold(monthly(1), parseDay('2026-01-01'))).toBe('2025-12')
    expect(monthTold(monthly(31), parseDay('2026-02-28'))).toBe('2026-01')
    expect(monthTold(weekly(1), parseDay('2026-11-23'))).toBe('2026-11')
    expect(monthTold(weekly(7), parseDay('2026-11-01'))).toBe('2026-10')
  })
})

const hours = fc.integer({ min: 0, max: 23 })
