import { readValue, sayCompleteness } from '../platforms/reading/value.ts'
import type { Shop } from '../shops/shop.ts'
import type { Database } from '../storage/database.ts'
import type { Metric } from '../platforms/catalog.ts'
import { localDay, parseDay } from '../shops/calendar.ts'
import { type Goal, metricOf } from './goal.ts'
import { beginReading, type ValueBetween } from './measure.ts'
import { placeNote } from './place.ts'
import type { GoalReading } from './progress.ts'
import { aYearBefore } from './season.ts'
import { isIn, type ReadingSource, readTold, type Told } from './told-readings.ts'

/** Of how many of a goal's days so far somebody has told the number: `partial: covers 20 of 30 days`. */
export type ReadingsCoverage = {
  readonly coveredDays: number
  readonly days: number
  readonly completeness: 'none' | 'partial' | 'complete'
  readonly says: string
  /** What the value rests on, as reading.ts has it. */
  readonly flags: readonly string[]
  /** That it is a whole channel's number, where the goal has a place. */
  readonly note: string | null
}

export type ToldGoal = {
  readonly reading: GoalReading
  readonly readings: ReadingsCoverage | null
  readonly between: ValueBetween
}

/**
 * A goal whose metric a platform tells, or somebody writes down. Its pace goes to the last day told, not to today; a stock
 * without a baseline begins at the last number told within a month before it, else at the first one within its days.
 */
export async function readToldGoal(
  database: Database,
  shop: Shop,
  goal: Goal,
  { now, source }: { readonly now: number; readonly source?: ReadingSource | undefined },
): Promise<ToldGoal> {
  const metric = metricOf(goal)
  const begun = beginReading(shop, goal, now)
  const today = localDay(now, shop.timeZone)
  const days = { from: firstDayNeeded(goal), to: Math.max(today, begun.from) }
  const told = await readTold(database, shop, goal, source ? { days, source } : { days })
  const read = (from: number, to: number) => readValue({ metric, ...told, from, to })
  const between: ValueBetween = (from, to) => read(from, to).value
  if (today < begun.from) return { reading: begun, readings: null, between }
  const period = { from: begun.from, to: Math.min(begun.to, today) }
  const found = read(period.from, period.to)
  const { coveredDays, toldDays, days: all, completeness, flags } = found
  const isSummed = flags.includes('sum-of-channels')
  const start =
    metric.kind === 'stock' && goal.baseline === null ? beginStock(metric, told, { ...period, isSummed }) : null
  return {
    reading: {
      ...begun,
      value: found.value,
      baseline: goal.baseline ?? start?.value ?? null,
      baselineDay: start?.day,
      // Told of all the days there are, today included.
      ...(completeness === 'complete' ? {} : { measuredDays: toldDays }),
    },
    readings: {
      ...{ coveredDays, days: all, completeness, flags },
      says: sayCompleteness(found),
      note: found.value === null ? null : placeNote(goal.scope),
    },
    between,
  }
}

const openingDays = 31
/** As far back as reading.ts carries a channel's stock. */
const carriedDays = 90

/** The first day whose readings tell how a goal stands: last year's season, and what a stock was before. */
export function firstDayNeeded(goal: Pick<Goal, 'from'>): number {
  return aYearBefore(parseDay(goal.from)) - carriedDays
}

type Begun = { readonly value: number; readonly day: number | undefined }
type Within = { readonly from: number; readonly to: number; readonly isSummed: boolean }

/** `day`: when the first was told, unless something was before. Each channel of a sum begins for itself. */
function beginStock(metric: Metric, { readings, scope }: Told, { from, to, isSummed }: Within): Begun | null {
  const channels = [...new Set(readings.flatMap(({ channel }) => channel ?? []))]
  const parts = isSummed ? channels.map((channel) => ({ channel })) : [scope]
  const beginnings = parts.flatMap((part): Begun[] => {
    const read = (first: number, last: number) =>
      readValue({ metric, readings, scope: part, from: first, to: last }).value
    const before = read(from - (isSummed ? carriedDays : openingDays), from - 1)
    if (before !== null) return [{ value: before, day: undefined }]
    const inside = readings.filter(isIn(part)).flatMap((one) => (one.to >= from && one.to <= to ? one.to : []))
    const day = inside.reduce((first, one) => Math.min(first, one), Infinity)
    const value = read(from, day)
    return Number.isFinite(day) && value !== null ? [{ value, day }] : []
  })
  if (beginnings.length === 0) return null
  const days = beginnings.map(({ day }) => day ?? from - 1)
  const day = Math.min(...days)
  return { value: beginnings.reduce((sum, { value }) => sum + value, 0), day: day < from ? undefined : day }
}
