import { dayMs, mondayOf, startOfDay, toWallTime } from '../shops/calendar.ts'
import { type QuarterRow, quarterMs } from './heat-map-store.ts'

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

/** How often each hour of each weekday came in a period, Monday first; 0.5 of an hour of which clocks left out the half. */
export function countOccurrences(from: number, to: number, timeZone: string): number[][] {
  const times = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
  for (let day = from; day <= to; day++) {
    const week = times[day - mondayOf(day)] ?? []
    const [start, end] = [startOfDay(day, timeZone), startOfDay(day + 1, timeZone)]
    if (end - start === dayMs) for (let hour = 0; hour < 24; hour++) week[hour] = (week[hour] ?? 0) + 1
    else for (let at = start; at < end; at += quarterMs) addQuarter(week, toWallTime(at, timeZone))
  }
  return times
}

function addQuarter(week: number[], wall: number): void {
  const hour = Math.floor((wall % dayMs) / hourMs)
  week[hour] = (week[hour] ?? 0) + quarterMs / hourMs
}
