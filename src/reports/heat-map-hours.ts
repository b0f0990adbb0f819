import { quarterMs } from '../clicks/rollup-store.ts'
import { dayMs, mondayOf, startOfDay, toWallTime } from '../shops/calendar.ts'
import type { QuarterRow } from './heat-map-store.ts'

/** An hour of a day as a shop's clocks show it: `day` since 1970, `hour` 0–23. */
export type LocalHour = { readonly day: number; readonly hour: number }

/**
 * Counts by local day and hour, the hour that comes twice when clocks go back being one. Quarters are looked up day by day:
 * asking the calendar for each would take longer than counting.
 */
export function countHours(
  rows: readonly QuarterRow[],
  { from, to, timeZone }: { readonly from: number; readonly to: number; readonly timeZone: string },
): Map<number, number[]> {
  const days = new Map<number, number[]>()
  const localHour = createLocalHour(timeZone)
  for (const { quarter, number } of rows) {
    const { day, hour } = localHour(quarter)
    if (day < from || day > to) continue
    const hours = days.get(day) ?? Array.from({ length: 24 }, () => 0)
    days.set(day, hours)
    hours[hour] = (hours[hour] ?? 0) + number
  }
  return days
}

/** The local hour of a quarter. Between two midnights UTC with the same offset it is the same all the while. */
function createLocalHour(timeZone: string): (quarter: number) => LocalHour {
  const offsets = new Map<number, number | undefined>()
  return (quarter) => {
    const at = quarter * quarterMs
    const utcDay = Math.floor(at / dayMs)
    if (!offsets.has(utcDay)) offsets.set(utcDay, steadyOffset(utcDay, timeZone))
    const wall = at + (offsets.get(utcDay) ?? toWallTime(at, timeZone) - at)
    return { day: Math.floor(wall / dayMs), hour: Math.floor((wall % dayMs) / hourMs) }
  }
}

const hourMs = 3_600_000

function steadyOffset(utcDay: number, timeZone: string): number | undefined {
  const offsetAt = (at: number) => toWallTime(at, timeZone) - at
  const first = offsetAt(utcDay * dayMs)
  return first === offsetAt((utcDay + 1) * dayMs) ? first : undefined
}

/**
 * How often each hour of each weekday came in a period, Monday first; 0.5 of an hour of which clocks left out the half.
 * Days are counted by arithmetic: the calendar is asked once for five of them, and of each only where clocks change.
 */
export function countOccurrences(from: number, to: number, timeZone: string): number[][] {
  const times = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
  for (let first = from; first <= to; first += 5) {
    const last = Math.min(first + 4, to)
    const isSteady = hasOneOffset(first, last, timeZone)
    for (let day = first; day <= last; day++) {
      const hours = times[day - mondayOf(day)] ?? []
      if (isSteady) addDay(hours)
      else addByClock(hours, day, timeZone)
    }
  }
  return times
}

/**
 * Local days lie within a day of those of UTC. Seven days at most lie between what is compared: clocks that change there
 * and back take as many. @source tz database since 1970: Brazil's north-east had seven days of summer time in 2000
 */
function hasOneOffset(first: number, last: number, timeZone: string): boolean {
  const [before, after] = [(first - 1) * dayMs, (last + 2) * dayMs]
  return toWallTime(before, timeZone) - before === toWallTime(after, timeZone) - after
}

function addDay(hours: number[]): void {
  for (let hour = 0; hour < 24; hour++) hours[hour] = (hours[hour] ?? 0) + 1
}

function addByClock(hours: number[], day: number, timeZone: string): void {
  const [start, end] = [startOfDay(day, timeZone), startOfDay(day + 1, timeZone)]
  if (end - start === dayMs) return addDay(hours)
  for (let at = start; at < end; at += quarterMs) addQuarter(hours, toWallTime(at, timeZone))
}

function addQuarter(hours: number[], wall: number): void {
  const hour = Math.floor((wall % dayMs) / hourMs)
  hours[hour] = (hours[hour] ?? 0) + quarterMs / hourMs
}
