import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayMs, isTimeZone, localDay, parseDay, showDay, showInstant, startOfDay } from '../../src/shops/calendar.ts'

// Ordinary ones, halves and quarters of hours, changes of clocks at midnight, and both ends of the day line.
const zones = [
  'UTC',
  'Europe/Oslo',
  'Asia/Bangkok',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Antarctica/Troll',
  'America/Santiago',
  'Asia/Beirut',
  'Africa/Cairo',
  'Asia/Gaza',
  'America/Sao_Paulo',
  'America/Havana',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
]
const zone = fc.constantFrom(...zones)
const days = fc.integer({ min: parseDay('2010-01-01'), max: parseDay('2040-12-31') })

describe('the day of an instant', () => {
  it('is the one a clock in that place shows', () => {
    const at = fc.integer({ min: Date.UTC(2010, 0), max: Date.UTC(2041, 0) })
    fc.assert(
      fc.property(zone, at, (timeZone, at) => {
        expect(showDay(localDay(at, timeZone))).toBe(clockDay(at, timeZone))
      }),
      { numRuns: 500 },
    )
  })

  it('is right around midnight too, in whatever order it is asked', () => {
    const around = fc.integer({ min: -2 * 3_600_000, max: 2 * 3_600_000 })
    fc.assert(
      fc.property(zone, days, fc.array(around, { minLength: 2, maxLength: 5 }), (timeZone, day, shifts) => {
        for (const shift of shifts) {
          const at = startOfDay(day, timeZone) + shift
          expect(showDay(localDay(at, timeZone))).toBe(clockDay(at, timeZone))
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('the start of a day', () => {
  it('is its first instant', () => {
    fc.assert(
      fc.property(zone, days, (timeZone, day) => {
        fc.pre(!isLeftOut(day, timeZone))
        const start = startOfDay(day, timeZone)
        expect(clockDay(start, timeZone)).toBe(showDay(day))
        expect(clockDay(start - 1, timeZone) < showDay(day)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('leaves no gap and no overlap: a day is 23 to 25 hours long', () => {
    fc.assert(
      fc.property(zone, days, (timeZone, day) => {
        fc.pre(!isLeftOut(day, timeZone) && !isLeftOut(day + 1, timeZone))
        const hours = (startOfDay(day + 1, timeZone) - startOfDay(day, timeZone)) / 3_600_000
        expect(hours).toBeGreaterThanOrEqual(22)
        expect(hours).toBeLessThanOrEqual(26)
      }),
    )
  })

  it.each([
    ['Europe/Oslo', '2026-03-29', '2026-03-28T23:00:00.000Z', 23],
    ['Europe/Oslo', '2026-10-25', '2026-10-24T22:00:00.000Z', 25],
    ['Asia/Bangkok', '2026-03-29', '2026-03-28T17:00:00.000Z', 24],
    // Clocks go from 0:00 to 1:00: the day begins at 1:00.
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z', 23],
    ['Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00.000Z', 23],
    // Clocks go from 24:00 back to 23:00: that hour is the old day's.
    ['America/Santiago', '2026-04-04', '2026-04-04T03:00:00.000Z', 25],
    ['Asia/Kathmandu', '2026-01-01', '2025-12-31T18:15:00.000Z', 24],
  ])('in %s on %s is %s, and the day has %i hours', (timeZone, day, start, hours) => {
    const begins = startOfDay(parseDay(day), timeZone)
    expect(new Date(begins).toISOString()).toBe(start)
    expect((startOfDay(parseDay(day) + 1, timeZone) - begins) / 3_600_000).toBe(hours)
  })

  it('of the day that Apia left out is that of the next', () => {
    const [left, next] = [parseDay('2011-12-30'), parseDay('2011-12-31')]
    expect(startOfDay(left, 'Pacific/Apia')).toBe(startOfDay(next, 'Pacific/Apia'))
    expect(localDay(startOfDay(left, 'Pacific/Apia') - 1, 'Pacific/Apia')).toBe(left - 1)
    expect(localDay(startOfDay(next, 'Pacific/Apia'), 'Pacific/Apia')).toBe(next)
  })
})

it('reads a day as it shows it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_932_896 }), (day) => {
      expect(parseDay(showDay(day))).toBe(day)
    }),
  )
  expect(parseDay('1970-01-01')).toBe(0)
  expect(parseDay('2026-11-22')).toBe(Date.UTC(2026, 10, 22) / dayMs)
})

it.each(['2026-02-29', '2026-13-01', '2026-1-1', '2026-11-22T00:00', '', 'today', '02026-01-01', '２０２６-01-01'])(
  'takes %j for no day',
  (text) => expect(() => parseDay(text)).toThrow(RangeError),
)

it('shows an instant as the platform does', () => {
  const instants = fc.array(fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 }), { maxLength: 5 })
  fc.assert(
    fc.property(instants, (all) => {
      for (const at of all) expect(showInstant(at)).toBe(new Date(at).toISOString())
    }),
  )
})

it('knows time zones by their names alone', () => {
  for (const name of zones) expect([name, isTimeZone(name)]).toEqual([name, true])
  for (const name of ['', 'Oslo', '+01:00', '-05:00', 'Europe/Atlantis', 'Europe/Oslo '])
    expect([name, isTimeZone(name)]).toEqual([name, false])
})

/** The date on the wall, by the platform's own formatting. */
function clockDay(at: number, timeZone: string): string {
  const known = walls.get(timeZone)
  const wall = known ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  walls.set(timeZone, wall)
  return wall.format(at)
}

const walls = new Map<string, Intl.DateTimeFormat>()

function isLeftOut(day: number, timeZone: string): boolean {
  return timeZone === 'Pacific/Apia' && showDay(day) === '2011-12-30'
}
