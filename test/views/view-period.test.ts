import { describe, expect, it } from 'vitest'
import { parseDay, showDay } from '../../src/shops/calendar.ts'
import { namedPeriods, readPeriod, sayPeriod } from '../../src/views/view-period.ts'

describe('the days of a view', () => {
  it.each([
    ['last-1-days', '2026-03-01', '2026-03-01', '2026-03-01'],
    ['last-30-days', '2026-03-01', '2026-01-31', '2026-03-01'],
    ['this-week', '2026-11-22', '2026-11-16', '2026-11-22'],
    ['last-week', '2026-11-22', '2026-11-09', '2026-11-15'],
    ['this-month', '2026-03-01', '2026-03-01', '2026-03-01'],
    ['last-month', '2028-03-31', '2028-02-01', '2028-02-29'],
    ['last-month', '2026-01-10', '2025-12-01', '2025-12-31'],
    ['this-quarter', '2026-06-30', '2026-04-01', '2026-06-30'],
    ['last-quarter', '2026-02-10', '2025-10-01', '2025-12-31'],
    ['this-year', '2026-11-22', '2026-01-01', '2026-11-22'],
    ['last-year', '2026-11-22', '2025-01-01', '2025-12-31'],
  ])('are, for %s on %s, %s to %s', (period, today, from, to) => {
    expect(readPeriod(period, parseDay(today))).toEqual({ from, to })
  })

  it.each(['last-0-days', 'last-1000-days', 'last-days', 'next-month', 'this', '__proto__', ''])(
    'are none for “%s”',
    (period) => {
      expect([readPeriod(period, 20_000), sayPeriod(period)]).toEqual([undefined, undefined])
    },
  )

  it('never end after today, and the last ones end where these begin', () => {
    for (let today = parseDay('2023-12-25'); today < parseDay('2028-03-05'); today++)
      for (const period of namedPeriods) {
        const days = readPeriod(period, today)
        if (!days) throw new Error(`${period} means no days`)
        expect(days.from <= days.to && days.to <= showDay(today)).toBe(true)
        const now = readPeriod(period.replace('last', 'this'), today)
        if (period.startsWith('last')) expect(parseDay(now?.from ?? '') - 1).toBe(parseDay(days.to))
      }
  })

  it('are said in words', () => {
    expect(['last-1-days', 'last-30-days', 'this-month'].map(sayPeriod)).toEqual([
      'Today',
      'The last 30 days',
      'This month',
    ])
  })
})
