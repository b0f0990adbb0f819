import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseTime } from '../../../src/links/import/time.ts'

const oslo = 'Europe/Oslo'

it.each([
  ['2026-03-29 01:30', '2026-03-29T00:30:00Z'],
  ['2026-03-29 12:00', '2026-03-29T10:00:00Z'],
  ['2026-03-29T23:59:59', '2026-03-29T21:59:59Z'],
  ['2026-10-25 01:30', '2026-10-24T23:30:00Z'],
  ['2026-10-25 12:00', '2026-10-25T11:00:00Z'],
  ['2026-10-25T23:59:59', '2026-10-25T22:59:59Z'],
  ['2026-11-22 12:00', '2026-11-22T11:00:00Z'],
])('reads %s as the clocks in Oslo show it, also on a day when they change', (text, at) => {
  expect(parseTime(text, oslo, 'start')).toBe(Date.parse(at))
})

it('takes a zone that is told at its word, on such a day too', () => {
  for (const text of ['2026-10-25T12:00Z', '2026-10-25 13:00 +0100', '2026-10-25T12:00:00UTC'])
    expect([text, parseTime(text, oslo, 'start')]).toEqual([text, Date.parse('2026-10-25T12:00:00Z')])
})

it('reads back what clocks show of any minute, but for the hour that comes twice', () => {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: oslo, dateStyle: 'short', timeStyle: 'medium' })
  fc.assert(
    fc.property(fc.integer({ min: 20_000_000, max: 40_000_000 }), (minute) => {
      const at = minute * 60_000
      const read = parseTime(clock.format(at), oslo, 'start')
      expect([at, at - 3_600_000]).toContain(read)
      expect(clock.format(read)).toBe(clock.format(at))
    }),
  )
})
