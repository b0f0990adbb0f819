import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayMs, localDay, shiftDays } from '../../src/shops/calendar.ts'

const at = (iso: string) => Date.parse(iso)

describe('a time so many days later', () => {
  it.each([
    ['on an ordinary day', '2026-11-22T12:00:00+01:00', 7, '2026-11-29T12:00:00+01:00'],
    ['over the change to winter time', '2026-10-24T09:00:00+02:00', 7, '2026-10-31T09:00:00+01:00'],
    ['over the change to summer time', '2026-03-28T09:00:00+01:00', 1, '2026-03-29T09:00:00+02:00'],
    ['back over the change', '2026-03-29T09:00:00+02:00', -1, '2026-03-28T09:00:00+01:00'],
    ['in the hour that is left out, an hour on', '2026-03-28T02:30:00+01:00', 1, '2026-03-29T03:30:00+02:00'],
    ['in the hour that comes twice, the first', '2026-10-24T02:30:00+02:00', 1, '2026-10-25T02:30:00+02:00'],
  ])('is the same time of day in Oslo %s', (_, from, days, to) => {
    expect(new Date(shiftDays(at(from), days, 'Europe/Oslo')).toISOString()).toBe(new Date(to).toISOString())
  })

  it('is so many days of the calendar later everywhere, and at the same time of day but where clocks change', () => {
    const zones = fc.constantFrom('Europe/Oslo', 'America/New_York', 'Asia/Bangkok', 'Australia/Lord_Howe', 'UTC')
    const times = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') })
    fc.assert(
      fc.property(times, fc.integer({ min: -400, max: 400 }), zones, (from, days, zone) => {
        const to = shiftDays(from, days, zone)
        expect(localDay(to, zone) - localDay(from, zone)).toBe(days)
        const time = (one: number) => new Date(one).toLocaleTimeString('en-GB', { timeZone: zone })
        const isChanging = localDay(to - dayMs / 8, zone) !== localDay(to, zone) || time(to) !== time(from)
        if (!isChanging) expect(time(to)).toBe(time(from))
        expect(Math.abs(to - from - days * dayMs)).toBeLessThanOrEqual(dayMs / 24)
      }),
    )
  })
})
