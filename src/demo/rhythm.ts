import { dayMs, localDay, startOfDay } from '../shops/calendar.ts'
import type { Random } from './random.ts'

export const timeZone = 'Europe/Oslo'
export const hourMs = 3_600_000
export const minuteMs = 60_000

/** The shop's calendar over a stretch of time: each day's start is looked up once. */
export type Calendar = {
  /** The instant of an hour (0–24, parts too) of a local day. */
  at(day: number, hour: number): number
  day(at: number): number
  /** How lively the shop's people are at an instant, 0–1: asleep at four, on their phones at nine in the evening. */
  liveliness(at: number): number
}

export function readCalendar(from: number, to: number): Calendar {
  const first = localDay(from, timeZone)
  const starts = Array.from({ length: localDay(to, timeZone) - first + 3 }, (_, index) =>
    startOfDay(first + index, timeZone),
  )
  const startOf = (day: number) => starts[day - first] ?? startOfDay(day, timeZone)

  function dayAt(at: number): number {
    const guess = first + Math.floor((at - startOf(first)) / dayMs)
    if (at < startOf(guess)) return guess - 1
    return at >= startOf(guess + 1) ? guess + 1 : guess
  }

  return {
    at: (day, hour) => startOf(day) + hour * hourMs,
    day: dayAt,
    liveliness(at) {
      const day = dayAt(at)
      const hour = Math.floor((at - startOf(day)) / hourMs)
      return (byHour[hour] ?? 0.1) * (byWeekday[weekdayOf(day)] ?? 1)
    },
  }
}

/** 0 is Monday. Day 0 of the calendar was a Thursday. */
export function weekdayOf(day: number): number {
  return (day + 3) % 7
}

/** An instant that `draw` gives and people's rhythm lets through. After some tries any hour will do. */
export function drawInRhythm(random: Random, calendar: Calendar, draw: () => number): number {
  for (let attempt = 0; attempt < 40; attempt++) {
    const at = draw()
    if (random() < calendar.liveliness(at)) return at
  }
  return draw()
}

const byHour = [
  0.12, 0.06, 0.04, 0.03, 0.04, 0.08, 0.24, 0.46, 0.5, 0.46, 0.5, 0.58, 0.62, 0.54, 0.48, 0.5, 0.6, 0.68, 0.72, 0.84,
  0.94, 0.9, 0.62, 0.3,
]
const byWeekday = [0.92, 0.9, 0.93, 1, 0.88, 0.84, 1.05]
