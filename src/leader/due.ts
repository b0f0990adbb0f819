import { dayMs, fromWallTime, localDay, mondayOf, parseDay } from '../shops/calendar.ts'
import { lastDayOf, monthBefore, monthOf } from './month-days.ts'

/** `day`: of the month, 1–31, of which shorter months take their last; or of the week, 1 Monday – 7 Sunday. By the shop's clocks. */
export type Rhythm = { readonly rhythm: 'monthly' | 'weekly'; readonly day: number; readonly hour: number }

/** The last day on which something was due at `now` (UTC milliseconds), its hour included; days since 1970. */
export function lastDue(when: Rhythm, now: number, timeZone: string): number {
  const today = localDay(now, timeZone)
  const here = dueAround(when, today)
  if (instantOf(here, when, timeZone) <= now) return here
  return when.rhythm === 'weekly' ? here - 7 : dayIn(monthBefore(today), when.day)
}

/** When something is due next after `now`, both UTC milliseconds. */
export function nextDue(when: Rhythm, now: number, timeZone: string): number {
  const today = localDay(now, timeZone)
  const here = instantOf(dueAround(when, today), when, timeZone)
  if (here > now) return here
  const next =
    when.rhythm === 'weekly' ? dueAround(when, today) + 7 : dayIn(monthOf(lastDayOf(monthOf(today)) + 1), when.day)
  return instantOf(next, when, timeZone)
}

/** The month that is told of on a due day: monthly the one before, weekly the one that yesterday lies in, so far. */
export function monthTold({ rhythm }: Pick<Rhythm, 'rhythm'>, dueDay: number): string {
  return rhythm === 'monthly' ? monthBefore(dueDay) : monthOf(dueDay - 1)
}

/** The due day of the month or week that a day lies in. */
function dueAround({ rhythm, day }: Rhythm, around: number): number {
  return rhythm === 'weekly' ? mondayOf(around) + day - 1 : dayIn(monthOf(around), day)
}

function dayIn(month: string, day: number): number {
  return Math.min(parseDay(`${month}-01`) + day - 1, lastDayOf(month))
}

/** An hour that daylight saving leaves out moves on; one that comes twice is due the first time. */
function instantOf(day: number, { hour }: Rhythm, timeZone: string): number {
  return fromWallTime(day * dayMs + hour * 3_600_000, timeZone)
}
