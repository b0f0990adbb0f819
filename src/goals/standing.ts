import { measureCoverage } from '../reports/coverage.ts'
import { localDay, parseDay, showDay } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import type { Database } from '../storage/database.ts'
import { type Goal, metricOf } from './goal.ts'
import { type Maturing, readMaturing } from './maturing.ts'
import { isMeasured, readDays, readGoal, type ValueBetween } from './measure.ts'
import { isOurs } from './ours.ts'
import { type GoalReading, judgeProgress, type Progress } from './progress.ts'
import { type Marks, markReached, readMarks } from './reviews-store.ts'
import { nextReview, type ReviewRhythm } from './reviews.ts'
import { aYearBefore, type LastYear } from './season.ts'
import { firstDayNeeded, type ReadingsCoverage, readToldGoal } from './told.ts'
import { type ReadingSource, shareReadings } from './told-readings.ts'
import { isCounted } from './values.ts'

/** How a goal stands today, with what tells how far to trust it. */
export type Standing = Progress & {
  /** What the goal's way begins at: a stock's baseline, else 0; null where it isn't known, and for what is to stay low. */
  readonly start: number | null
  /** The value at the end of days up to today, for a line; empty before it begins. */
  readonly course: readonly { readonly day: string; readonly value: number }[]
  readonly readings: ReadingsCoverage | null
  /** Of orders: the share of them that a browser told of, and that a link led to, each 0–1 in its interval. */
  readonly coverage: Pick<Awaited<ReturnType<typeof measureCoverage>>, 'orders' | 'links'> | null
  readonly lastYear: LastYear | null
  readonly maturing: Maturing | null
  /** When it was first seen to be reached, and celebrated; ISO 8601. */
  readonly reachedAt: string | null
  readonly celebratedAt: string | null
  readonly review: ReviewRhythm | null
}

/** How a goal stands at `now`. Remembers when it is first seen to be reached. */
export async function readStanding(database: Database, shop: Shop, goal: Goal, now: number): Promise<Standing> {
  const marks = (await readMarks(database, [goal])).get(goal.id)
  return standWith(database, shop, goal, { now, marks })
}

/** The same for many goals. */
export async function readStandings(
  database: Database,
  shop: Shop,
  goals: readonly Goal[],
  now: number,
): Promise<ReadonlyMap<string, Standing>> {
  const marks = await readMarks(database, goals)
  const standings = new Map<string, Standing>()
  const source = shareReadings(database, shop, firstDays(goals))
  // One after the other: each asks several questions of the same few tables.
  for (const goal of goals)
    standings.set(goal.id, await standWith(database, shop, goal, { now, marks: marks.get(goal.id), source }))
  return standings
}

/** From when on each metric that is told is needed. */
function firstDays(goals: readonly Goal[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>()
  for (const goal of goals) first.set(goal.metric, Math.min(first.get(goal.metric) ?? Infinity, firstDayNeeded(goal)))
  return first
}

async function standWith(
  database: Database,
  shop: Shop,
  goal: Goal,
  { now, marks, source }: { readonly now: number; readonly marks: Marks | undefined; readonly source?: ReadingSource },
): Promise<Standing> {
  const { reading, readings, between } = await readAnyGoal(database, shop, goal, { now, source })
  const progress = judgeProgress(reading)
  const today = localDay(now, shop.timeZone)
  let reachedAt = marks?.reachedAt ?? null
  if (progress.status === 'reached' && reachedAt === null) {
    await markReached(database, goal, now)
    reachedAt = now
  }
  return {
    ...progress,
    start: startOf(reading),
    course: courseOf(reading, between, today),
    readings,
    coverage: await readCoverage(database, shop, goal, today),
    lastYear: await readLastYear(database, shop, goal, { reading, between, today }),
    maturing: await readMaturing(database, shop, goal, now),
    reachedAt: toIso(reachedAt),
    celebratedAt: toIso(marks?.celebratedAt ?? null),
    review: nextReview(goal, marks?.reviewedOn ?? null, today),
  }
}

type AnyGoal = {
  readonly reading: GoalReading
  readonly readings: ReadingsCoverage | null
  readonly between: ValueBetween
}

async function readAnyGoal(
  database: Database,
  shop: Shop,
  goal: Goal,
  { now, source }: { readonly now: number; readonly source: ReadingSource | undefined },
): Promise<AnyGoal> {
  if (!isOurs(goal.metric)) return readToldGoal(database, shop, goal, { now, source })
  const reading = await readGoal(database, shop, goal, now)
  const to = Math.min(reading.to, Math.floor(reading.now))
  if (reading.value === null || to < reading.from) return { reading, readings: null, between: () => null }
  const { between } = await readDays(database, { shop, goal, from: reading.from, to })
  return { reading, readings: null, between }
}

function startOf({ metric, baseline }: GoalReading): number | null {
  if (metric.kind === 'stock') return baseline ?? null
  return metric.direction === 'down' ? null : 0
}

/** More points than this no line of a goal's length shows. */
const mostPoints = 92

function courseOf({ from, to, value, metric }: GoalReading, between: ValueBetween, today: number): Standing['course'] {
  if (value === null) return []
  const last = Math.min(to, today)
  const step = Math.max(1, Math.ceil((last - from + 1) / mostPoints))
  const days = Array.from({ length: Math.floor((last - from) / step) + 1 }, (_, index) => last - index * step)
  let before: number | null = null
  return days.toReversed().flatMap((day) => {
    const here = between(from, day)
    // A stock's number stays until the next one is told: only changes are points, and the last one is not drawn on.
    if (here === null || (metric.kind === 'stock' && here === before && day !== last)) return []
    before = here
    return [{ day: showDay(day), value: here }]
  })
}

async function readCoverage(
  database: Database,
  shop: Shop,
  { metric, from, to }: Goal,
  today: number,
): Promise<Standing['coverage']> {
  const first = parseDay(from)
  if (!isCounted(metric) || metricOf({ metric }).level < 5 || today < first) return null
  const question = { shop, from: first, to: Math.min(parseDay(to), today), windowDays: shop.clickWindowDays }
  const { orders, links } = await measureCoverage(database, question)
  return { orders, links }
}

type Now = { readonly reading: GoalReading; readonly between: ValueBetween; readonly today: number }

async function readLastYear(
  database: Database,
  shop: Shop,
  goal: Goal,
  { reading, between, today }: Now,
): Promise<LastYear | null> {
  const [from, to] = [aYearBefore(reading.from), aYearBefore(reading.to)]
  const read = isMeasured(goal) ? await countedBefore(database, shop, goal, { from, to }) : between
  const value = read(from, to)
  if (value === null) return null
  const until = aYearBefore(Math.min(today, reading.to))
  return { value, soFar: until < from ? null : read(from, until), from: showDay(from), to: showDay(to) }
}

/** Nothing at all counted in a season means that nobody counted. */
async function countedBefore(
  database: Database,
  shop: Shop,
  goal: Goal,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<ValueBetween> {
  const { first, between } = await readDays(database, { shop, goal, from, to })
  return first === undefined ? () => null : between
}

function toIso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
