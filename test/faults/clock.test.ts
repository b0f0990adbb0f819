import { describe, expect, it } from 'vitest'
import { localDay, showDay } from '../../src/shops/calendar.ts'
import { makeApp } from '../app/make-app.ts'
import { read } from '../app/sql.ts'
import { openShop, safari } from '../app/talk.ts'

const hour = 3_600_000
const year = 365 * 24 * hour

describe('a clock that jumps', () => {
  it.each([
    ['an hour back', '2026-11-22T11:00:00Z', -hour],
    ['a year ahead', '2026-11-22T11:00:00Z', year],
    ['a year back', '2026-11-22T11:00:00Z', -year],
    ['into summer time', '2027-03-28T00:59:59Z', 2_000],
    ['out of summer time', '2026-10-25T00:59:59Z', 2_000],
    ['back over the end of summer time', '2026-10-25T01:30:00Z', -hour],
    ['over midnight in Oslo', '2026-11-22T22:59:59Z', 2_000],
  ])('%s loses no click, gives no id twice and keeps the order', async (_, from, jump) => {
    const app = await makeApp()
    const { clock } = app.runtime
    const shop = await openShop(app)
    const link = await shop.link()
    const answered = []
    const times = []
    const start = Date.parse(from)
    // Over to the other time, back again, and over once more, as a clock that is set by hand does.
    for (const now of [start, start + jump, start, start + jump + 1]) {
      clock.now = now
      for (let visit = 0; visit < 25; visit++) {
        answered.push((await shop.visit(`/${link.slug}`)).click)
        times.push(now)
      }
    }
    const stored = (await shop.clicks(link.id)).map(({ id }) => id)
    expect(stored).toEqual(answered)
    expect(new Set(stored).size).toBe(100)
    const days = times.map((now) => ({ at: now, day: localDay(now, 'Europe/Oslo') }))
    expect(await read(app.runtime.database, 'select at, day from clicks order by seq')).toEqual(days)
    expect(new Set(days.map(({ day }) => showDay(day)))).toEqual(new Set(times.map(dayInOslo)))
  })

  it('counts a visitor once a day all the same, wherever the clock went', async () => {
    const app = await makeApp()
    const shop = await openShop(app)
    const link = await shop.link()
    const noon = Date.parse('2026-11-22T11:00:00Z')
    const visitor = { 'user-agent': safari, 'x-forwarded-for': '198.18.200.1' }
    const day = 24 * hour
    for (const now of [noon - 2 * day, noon - day, noon, noon - year, noon - year + hour, noon, noon + year, noon]) {
      app.runtime.clock.now = now
      await app.fetch(`/${link.slug}`, { headers: visitor })
    }
    const rows = 'select verdict >> 15 > 0 as is_first from clicks order by seq'
    const first = (await read(app.runtime.database, rows)).map((row) => JSON.stringify(row).includes('1'))
    expect(first).toEqual([true, true, true, true, false, false, true, false])
  })
})

function dayInOslo(now: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(now)
}
