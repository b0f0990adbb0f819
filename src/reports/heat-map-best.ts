import { mondayOf } from '../shops/calendar.ts'
import { gammaCdf } from '../statistics/gamma.ts'

/** An hour (of a weekday, or of all) or a weekday that is busier than the usual one, week after week. Monday is 0. */
export type Standout = {
  readonly weekday: number | null
  readonly hour: number | null
  readonly number: number
  /** Likelihood of a place as high in so many weeks by chance, already times how many were looked at. */
  readonly chance: number
}

export type Best = {
  readonly weeks: number
  readonly hoursOfWeek: readonly Standout[]
  readonly hours: readonly Standout[]
  readonly weekdays: readonly Standout[]
  readonly whyNot: 'few-weeks' | 'few' | 'none' | null
}

export const fewestWeeks = 4
export const fewestCounts = 50
/** Said at most: beyond the few best, one is as good as another. */
const mostSaid = 5

/**
 * Hours and weekdays that stand out: ranked within each whole week (Monday to Sunday), so that one post's rush lifts its
 * hours in that week alone, and held against what places drawn by lot would come to, with the number of hours looked at
 * counted in (Bonferroni). Under four whole weeks or 50 counts nothing is said. `days`: counts by local day and hour.
 * @source Friedman 1937, ranks within blocks; the mean of n uniform places is normal with variance 1/12n, which errs on the safe side in the tails.
 */
export function findBest(days: ReadonlyMap<number, readonly number[]>, from: number, to: number): Best {
  const weeks = wholeWeeks(days, from, to)
  const told = weeks.filter((week) => sum(week) > 0)
  const nothing = { weeks: weeks.length, hoursOfWeek: [], hours: [], weekdays: [] }
  if (weeks.length < fewestWeeks) return { ...nothing, whyNot: 'few-weeks' }
  if (sum(told.map(sum)) < fewestCounts) return { ...nothing, whyNot: 'few' }
  const hoursOfWeek = standouts(told, (cell) => ({ weekday: Math.floor(cell / 24), hour: cell % 24 }))
  const hours = standouts(told.map(byHour), (hour) => ({ weekday: null, hour }))
  const weekdays = standouts(told.map(byWeekday), (weekday) => ({ weekday, hour: null }))
  const isNone = hoursOfWeek.length + hours.length + weekdays.length === 0
  return { weeks: weeks.length, hoursOfWeek, hours, weekdays, whyNot: isNone ? 'none' : null }
}

/** 168 counts each, from Monday 0:00. */
function wholeWeeks(days: ReadonlyMap<number, readonly number[]>, from: number, to: number): number[][] {
  const weeks: number[][] = []
  for (let monday = mondayOf(from + 6); monday + 6 <= to; monday += 7)
    weeks.push(Array.from({ length: 168 }, (_, cell) => days.get(monday + Math.floor(cell / 24))?.[cell % 24] ?? 0))
  return weeks
}

type Place = Pick<Standout, 'weekday' | 'hour'>

function standouts(weeks: readonly (readonly number[])[], placeOf: (cell: number) => Place): Standout[] {
  const places = weeks.map(placesOf)
  const cells = weeks[0]?.length ?? 0
  return Array.from({ length: cells }, (_, cell) => {
    const mean = sum(places.map((week) => week[cell] ?? 0.5)) / places.length
    const chance = Math.min(1, cells * aboveNormal((mean - 0.5) * Math.sqrt(12 * places.length)))
    return { ...placeOf(cell), number: sum(weeks.map((week) => week[cell] ?? 0)), chance }
  })
    .filter(({ chance }) => chance <= 0.05)
    .toSorted((a, b) => b.number - a.number || a.chance - b.chance)
    .slice(0, mostSaid)
}

/** Places from 0 to 1 by how many are less; of equals the middle. */
function placesOf(week: readonly number[]): number[] {
  const sorted = week.toSorted((a, b) => a - b)
  const first = new Map<number, number>()
  const last = new Map<number, number>()
  for (const [index, count] of sorted.entries()) {
    if (!first.has(count)) first.set(count, index)
    last.set(count, index)
  }
  return week.map((count) => ((first.get(count) ?? 0) + (last.get(count) ?? 0) + 1) / 2 / week.length)
}

function byHour(week: readonly number[]): number[] {
  return Array.from({ length: 24 }, (_, hour) => sum(week.filter((_, cell) => cell % 24 === hour)))
}

function byWeekday(week: readonly number[]): number[] {
  return Array.from({ length: 7 }, (_, day) => sum(week.slice(day * 24, day * 24 + 24)))
}

/** P(Z ≥ z): erfc(z/√2)/2, with erfc(x) = 1 − P(½, x²). */
function aboveNormal(z: number): number {
  return z <= 0 ? 1 : (1 - gammaCdf((z * z) / 2, 0.5)) / 2
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
