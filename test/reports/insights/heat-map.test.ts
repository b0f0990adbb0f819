import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clearRollups } from '../../../src/clicks/rollup-store.ts'
import { rollUp, rollUpAll } from '../../../src/clicks/rollup.ts'
import { drawHeatMap } from '../../../src/reports/heat-map.ts'
import { findBest } from '../../../src/reports/heat-map-best.ts'
import { countHours, countOccurrences } from '../../../src/reports/heat-map-hours.ts'
import { parseDay, startOfDay, toWallTime } from '../../../src/shops/calendar.ts'
import { pruneClicks } from '../../../src/privacy/prune-store.ts'
import { statement } from '../../../src/storage/database.ts'
import { makeRuntime } from '../../make.ts'
import { zone } from '../history.ts'
import { askOf, day, hour, isWithin, pasts, writePast } from './make-past.ts'

const start = Date.parse('2026-10-05T10:00:00Z')
const quarter = 900_000

describe('the heat map', () => {
  it('counts each click and order in its hour of the shop’s clocks, as the clock itself says', async () => {
    const { database } = await makeRuntime()
    await fc.assert(
      fc.asyncProperty(pasts(start), fc.boolean(), fc.nat(4), async (past, isMobile, rolledUp) => {
        await writePast(database, past)
        await database.batch(clearRollups())
        for (let time = 0; time < rolledUp; time++) await rollUp(database, { most: 5 })
        const filters = isMobile ? [{ dimension: 'device' as const, isNot: false, keys: ['mobile'] }] : []
        const question = await askOf(database, start, { filters })
        const told = await drawHeatMap(database, question)
        const isAsked = (link: number | undefined) => link !== undefined && (!isMobile || link % 2 === 0)
        const clicks = past.clicks.filter((one) => one.isPerson && isWithin(question, one.at) && isAsked(one.link))
        const credited = past.conversions.filter((one) => {
          const last = one.touches.at(-1)
          const isRecent = last !== undefined && one.at - last.at <= 30 * day
          // A link told by hand has no device.
          const isOurs = one.hand === null ? isRecent && isAsked(last.link) : !isMobile
          return one.event === 'purchase' && !one.isTest && isWithin(question, one.at) && isOurs
        })
        const timed = credited.filter(({ hand }) => hand === null)
        expect(shown(told.clicks.grid)).toEqual(byClock(clicks.map(({ at }) => at)))
        expect(shown(told.orders.grid)).toEqual(byClock(timed.map(({ at }) => at)))
        expect(told.ordersWithoutHour).toBe(credited.length - timed.length)
        expect([told.clicks.total, told.orders.total]).toEqual([clicks.length, timed.length])
      }),
      { numRuns: 30 },
    )
  })

  it('knows days of 23 and 25 hours: an hour that comes twice is one, one that is left out never came', () => {
    const back = parseDay('2026-10-25')
    const first = Date.parse('2026-10-25T00:30:00Z')
    // 02:30 in summer time, and an hour later 02:30 again.
    const rows = [first, first + hour].map((at) => ({ quarter: at / quarter, number: 3 }))
    const hours = countHours(rows, { from: back, to: back, timeZone: zone }).get(back)
    expect([hours?.[1], hours?.[2], hours?.[3]]).toEqual([0, 6, 0])
    const times = countOccurrences(back - 7, back, zone)[6]
    expect([times?.[1], times?.[2], times?.[3]]).toEqual([2, 3, 2])
    const forward = parseDay('2026-03-29')
    expect(countOccurrences(forward, forward, zone)[6]?.slice(0, 5)).toEqual([1, 1, 0, 1, 1])
    // Half an hour of difference, where clocks change by as much.
    const half = parseDay('2026-10-04')
    expect(countOccurrences(half, half, 'Australia/Lord_Howe')[6]?.slice(0, 4)).toEqual([1, 1, 0.5, 1])
  })

  it('counts how often hours came as the clock itself goes, in any time zone', () => {
    const zones = [
      'Europe/Oslo',
      'Australia/Lord_Howe',
      'America/Boa_Vista',
      'Africa/Casablanca',
      'Pacific/Apia',
      'UTC',
    ]
    // From 1999 on: with seven days of summer time in Boa Vista, and the day that Samoa left out.
    const first = fc.integer({ min: parseDay('1999-01-01'), max: parseDay('2027-01-01') })
    const known = fc.constantFrom(parseDay('2000-10-06'), parseDay('2011-12-28'), parseDay('2026-10-24'))
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.oneof(first, known), fc.nat(12), (timeZone, from, more) => {
        expect(countOccurrences(from, from + more, timeZone)).toEqual(goThrough(from, from + more, timeZone))
      }),
      { numRuns: 60 },
    )
  }, 20_000)

  it('counts the hours of ten years', () => {
    const from = parseDay('2017-01-01')
    const times = countOccurrences(from, from + 3_659, zone)
    expect(times.flat().reduce((sum, one) => sum + one, 0)).toBe(3_660 * 24)
  })

  it('says from when on hours are all known: where it is narrowed, of what is left of raw clicks', async () => {
    const { database } = await makeRuntime()
    const question = await askOf(database, start)
    const at = start + 3 * day
    const clicks = [start, at].map((one, index) => ({ at: one, link: 1, isPerson: true, random: index }))
    await writePast(database, { clicks, conversions: [], visits: [] })
    const narrowed = { ...question, filters: [{ dimension: 'channel' as const, isNot: false, keys: ['instagram'] }] }
    const both = { clicksFrom: null, clicks: { total: 2 } }
    for (const asked of [question, narrowed]) expect(await drawHeatMap(database, asked)).toMatchObject(both)
    await rollUpAll(database, { most: 10 })
    await pruneClicks(database, { before: (question.from + 2) * day, now: at, most: 10 })
    expect(await drawHeatMap(database, question)).toMatchObject(both)
    const left = { clicksFrom: '2026-10-07', clicks: { total: 1 } }
    expect(await drawHeatMap(database, narrowed)).toMatchObject(left)
    await database.batch([statement('update pruned set hours_from = ?', question.from + 2)])
    expect(await drawHeatMap(database, question)).toMatchObject(left)
  })
})

describe('the best hours', () => {
  it('are none where people come at any time, in all but a few of many histories', () => {
    let named = 0
    for (let run = 0; run < 100; run++) {
      const draw = createDraw(run + 1)
      const best = findBest(
        makeDays(8, () => Math.floor(draw() * 6)),
        monday,
        monday + 55,
      )
      named += Number(best.hoursOfWeek.length > 0)
      expect(best.hoursOfWeek.length > 0 || best.hours.length > 0 || best.weekdays.length > 0).toBe(
        best.whyNot === null,
      )
    }
    expect(named).toBeLessThanOrEqual(5)
  })

  it('aren’t made by one post that goes viral on a single evening', () => {
    const draw = createDraw(3)
    const isRush = (of: number, on: number) => of === monday + 13 && on >= 19
    const days = makeDays(8, (of, on) => Math.floor(draw() * 6) + (isRush(of, on) ? 5000 : 0))
    expect(findBest(days, monday, monday + 55)).toMatchObject({ hoursOfWeek: [], hours: [], whyNot: 'none' })
  })

  it('are those that are busier week after week', () => {
    const draw = createDraw(5)
    const days = makeDays(8, (_, on) => Math.floor(draw() * 6) + (on === 20 ? 9 : 0))
    const best = findBest(days, monday, monday + 55)
    expect(best.hours).toMatchObject([{ weekday: null, hour: 20 }])
    expect(best.hoursOfWeek.every(({ hour: on }) => on === 20)).toBe(true)
    expect(best.hoursOfWeek.length).toBeGreaterThan(0)
    expect(best.whyNot).toBeNull()
  })

  it('need four whole weeks and 50 counts', () => {
    const often = makeDays(8, () => 1)
    expect(findBest(often, monday + 1, monday + 27)).toMatchObject({ weeks: 3, whyNot: 'few-weeks' })
    expect(findBest(often, monday - 3, monday + 27)).toMatchObject({ weeks: 4, whyNot: 'none' })
    const seldom = makeDays(8, (of, on) => Number(on === 9 && of < monday + 49))
    expect(findBest(seldom, monday, monday + 55)).toMatchObject({ weeks: 8, whyNot: 'few' })
  })
})

/** Each quarter of an hour by its clock, for a check. */
function goThrough(from: number, to: number, timeZone: string): number[][] {
  const times = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
  for (let of = from; of <= to; of++) {
    const [begin, end] = [startOfDay(of, timeZone), startOfDay(of + 1, timeZone)]
    const hours = times[(of + 3) % 7] ?? []
    for (let at = begin; at < end; at += quarter) {
      const on = Math.floor((toWallTime(at, timeZone) % day) / hour)
      hours[on] = (hours[on] ?? 0) + 0.25
    }
  }
  return times
}

const monday = parseDay('2026-08-03')

function makeDays(weeks: number, count: (day: number, hour: number) => number): Map<number, number[]> {
  const days = Array.from({ length: weeks * 7 }, (_, index) => monday + index)
  return new Map(days.map((of) => [of, Array.from({ length: 24 }, (_, on) => count(of, on))]))
}

function createDraw(seed: number): () => number {
  let state = seed * 7919
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

type Grid = Awaited<ReturnType<typeof drawHeatMap>>['clicks']['grid']

function shown(grid: Grid): Record<string, number> {
  const cells = grid.flatMap(({ weekday, hours }) =>
    hours.map(({ number }, on) => [`${weekday} ${on}`, number] as const),
  )
  return Object.fromEntries(cells.filter(([, number]) => number > 0))
}

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', hour: '2-digit', hourCycle: 'h23' })
const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

function byClock(instants: readonly number[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const at of instants) {
    const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, value]))
    const key = `${names.indexOf(parts.get('weekday') ?? '')} ${Number(parts.get('hour'))}`
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}
