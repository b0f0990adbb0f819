import { measureCost, readCostDays } from '../reports/cost-metric.ts'
import { countFigures, type Figures, sumFigures } from '../reports/figures.ts'
import type { Question } from '../reports/question.ts'
import { localDay, parseDay, startOfDay } from '../shops/calendar.ts'
import { toUnits } from '../shops/money.ts'
import type { Shop } from '../shops/shop.ts'
import { dispersionOf } from '../statistics/forecast.ts'
import { fewestMonthDays, readRhythm, type Rhythm, weightOf } from '../statistics/weekday.ts'
import type { Database } from '../storage/database.ts'
import { measureClickRate } from './click-rate.ts'
import { isCosted } from './costed.ts'
import { type Goal, metricOf } from './goal.ts'
import { isOurs } from './ours.ts'
import type { GoalReading } from './progress.ts'
import type { History } from './smart.ts'
import { countedShare, countedValue, isCounted } from './values.ts'
import { readVisitsOf } from './visit-store.ts'
import { isVisited, visitedShare, visitedValue } from './visited.ts'

/** A metric's value within these days (inclusive); null where nothing can be said. */
export type ValueBetween = (from: number, to: number) => number | null

/** What is known of a goal's metric, day by day, from `from` to `to`; `first`: the first day of which anything was counted. */
type Days = { readonly first: number | undefined; readonly between: ValueBetween }

/** What is measured of a goal at `now` (UTC milliseconds), from the same count as the reports. Money is in whole units. */
export async function readGoal(database: Database, shop: Shop, goal: Goal, now: number): Promise<GoalReading> {
  const reading = beginReading(shop, goal, now)
  const today = localDay(now, shop.timeZone)
  if (!isMeasured(goal) || today < reading.from) return reading
  const to = Math.min(reading.to, today)
  const figures = isCounted(goal.metric) ? await countPeriod(database, { shop, goal, from: reading.from, to }) : null
  const stretch = { shop, goal, from: reading.from, to }
  const value = figures ? countedValue(goal.metric, figures) : await measureDays(database, stretch)
  const size = figures && figures.figures.gross > 0 ? figures.figures.squares / figures.figures.gross : undefined
  return {
    ...reading,
    value,
    share: figures ? countedShare(goal.metric, figures.figures) : await readVisitedShare(database, stretch),
    ...(today > reading.to ? {} : await readUnevenness(database, shop, goal, today)),
    eventSize: size === undefined ? undefined : toUnits(size, shop.currency),
  }
}

async function readVisitedShare(database: Database, { shop, goal, from, to }: Stretch): Promise<GoalReading['share']> {
  if (!isVisited(goal.metric)) return null
  return visitedShare(goal.metric, await readVisitsOf(database, { shop, scope: goal.scope, from, to }))
}

/** A goal of which nothing is measured yet. */
export function beginReading(shop: Shop, goal: Goal, now: number): GoalReading {
  const today = localDay(now, shop.timeZone)
  return {
    metric: metricOf(goal),
    target: goal.target,
    baseline: goal.baseline,
    from: parseDay(goal.from),
    to: parseDay(goal.to),
    now: today + shareOfDay(today, shop, now),
    clickWindowDays: shop.clickWindowDays,
    value: null,
  }
}

/** Whether a goal's value is measured here: of a place nothing can be. */
export function isMeasured({ metric, scope }: Pick<Goal, 'metric' | 'scope'>): boolean {
  return isOurs(metric) && scope.place === undefined
}

/** Past periods of the goal's length before it (or before today), as far back as anything was counted; eight at most. */
export async function readHistory(
  database: Database,
  shop: Shop,
  goal: Goal,
  now: number,
): Promise<History | undefined> {
  if (!isMeasured(goal)) return undefined
  const length = parseDay(goal.to) - parseDay(goal.from) + 1
  const end = Math.min(parseDay(goal.from), localDay(now, shop.timeZone))
  const most = Math.min(8, Math.floor(longestHistoryDays / length))
  if (most === 0) return undefined
  const { first = end, between } = await readDays(database, { shop, goal, from: end - most * length, to: end - 1 })
  const starts = Array.from({ length: most }, (_, index) => end - (most - index) * length)
  const results: (number | null)[] = []
  for (const from of starts.filter((start) => start >= first)) {
    const to = from + length - 1
    results.push(between(from, to) ?? (await measureDays(database, { shop, goal, from, to })))
  }
  return { periods: results.flatMap((result) => (result === null ? [] : [{ result }])) }
}

type Stretch = { readonly shop: Shop; readonly goal: Goal; readonly from: number; readonly to: number }

/** The value of some days, for metrics that aren't counted alone. */
async function measureDays(database: Database, { shop, goal, from, to }: Stretch): Promise<number | null> {
  const { metric, scope } = goal
  if (metric === 'click_rate') return measureClickRate(database, { shop, goal, from, to })
  if (isCosted(metric))
    return measureCost(database, { shop, from, to, windowDays: shop.clickWindowDays, scope }, metric)
  return isVisited(metric) ? (await readDays(database, { shop, goal, from, to })).between(from, to) : null
}

/** A goal's metric by day. */
export async function readDays(database: Database, { shop, goal, from, to }: Stretch): Promise<Days> {
  const { metric, scope } = goal
  if (isVisited(metric)) {
    const rows = await readVisitsOf(database, { shop, scope, from, to })
    const within = (first: number, last: number) => rows.filter(({ day }) => day >= first && day <= last)
    return { first: rows.at(0)?.day, between: (first, last) => visitedValue(metric, within(first, last)) }
  }
  const question = { shop, from, to, windowDays: shop.clickWindowDays, scope }
  if (isCosted(metric)) return readCostDays(database, question, metric)
  const [{ rows }, whole] = await Promise.all([
    countFigures(database, question, 'day'),
    metric === 'social_revenue_share' ? countWholeShop(database, question) : undefined,
  ])
  const days = byDay(rows)
  const all = whole && byDay(whole)
  const { currency } = shop
  return {
    first: daysFrom(from, to).find((day) => (all ?? days).has(day)),
    between: (first, last) => {
      const within = (figures: ReadonlyMap<number, readonly Figures[]>) =>
        sumFigures(daysFrom(first, last).flatMap((day) => figures.get(day) ?? []))
      return countedValue(metric, { figures: within(days), whole: all && within(all), currency })
    },
  }
}

/** Every order of the shop by day, those no link of ours led to as well. */
async function countWholeShop(
  database: Database,
  { shop, from, to, windowDays }: Question,
): Promise<readonly Figures[]> {
  const { rows, unattributedDays } = await countFigures(database, { shop, from, to, windowDays }, 'day')
  return [...rows, ...unattributedDays]
}

function byDay(rows: readonly Figures[]): ReadonlyMap<number, readonly Figures[]> {
  const days = new Map<number, Figures[]>()
  for (const row of rows) {
    const day = parseDay(row.key)
    days.set(day, [...(days.get(day) ?? []), row])
  }
  return days
}

/** Years beyond these are another shop. */
const longestHistoryDays = 3 * 366
/** Half a year back tells the weekdays, and is still the same shop. */
const rhythmDays = 182
const fewestDispersionDays = 14

async function countPeriod(database: Database, { shop, goal, from, to }: Stretch) {
  const question = { shop, from, to, windowDays: shop.clickWindowDays }
  const { totals } = await countFigures(database, { ...question, scope: goal.scope }, 'channel')
  const counted = { figures: totals, currency: shop.currency }
  if (goal.metric !== 'social_revenue_share') return counted
  const all = await countFigures(database, question, 'channel')
  return { ...counted, whole: sumFigures([all.totals, all.unattributed]) }
}

/** How the days of a week and year differ, and how uneven days are beyond that; money comes in orders. */
async function readUnevenness(
  database: Database,
  shop: Shop,
  goal: Goal,
  today: number,
): Promise<Pick<GoalReading, 'dispersion' | 'rhythm'>> {
  const metric = goal.metric.endsWith('revenue') ? 'orders' : goal.metric
  const { kind, unit } = metricOf({ ...goal, metric })
  if (kind !== 'flow' || unit !== 'count') return {}
  const counting = { ...goal, metric }
  const from = today - ((await hasYears(database, { shop, goal: counting, today })) ? longestHistoryDays : rhythmDays)
  const { first, between } = await readDays(database, { shop, goal: counting, from, to: today - 1 })
  if (first === undefined || today - first < fewestDispersionDays) return {}
  const counts = daysFrom(first, today - 1).map((day) => between(day, day) ?? 0)
  const rhythm =
    readRhythm(counts, first) ?? (await readShopsRhythm(database, { shop, goal: counting, from, to: today - 1 }))
  return { rhythm, dispersion: measureDispersion(counts.slice(-dispersionDays), today, rhythm) }
}

/** What has too short a history of its own has the weekdays of the whole shop. */
async function readShopsRhythm(database: Database, { shop, goal, from, to }: Stretch): Promise<Rhythm | null> {
  const whole = { shop, goal: { ...goal, scope: {} }, from, to }
  const { first, between } = await readDays(database, whole)
  if (first === undefined) return null
  return readRhythm(
    daysFrom(first, to).map((day) => between(day, day) ?? 0),
    first,
  )
}

/** Weeks enough to show how uneven days are, and near enough to be as today. */
const dispersionDays = 56

function measureDispersion(counts: readonly number[], today: number, rhythm: Rhythm | null): number {
  if (!rhythm) return dispersionOf(counts)
  const first = today - counts.length
  const weights = counts.map((_, index) => weightOf(rhythm, first + index))
  return dispersionOf(counts, weights, rhythm.weekdays.length)
}

/** Whether anything was counted two years ago: a month's share of the year can be told then. */
async function hasYears(
  database: Database,
  { shop, goal, today }: { shop: Shop; goal: Goal; today: number },
): Promise<boolean> {
  const to = today - fewestMonthDays
  const { between } = await readDays(database, { shop, goal, from: to - 30, to })
  return (between(to - 30, to) ?? 0) > 0
}

export function daysFrom(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}

function shareOfDay(day: number, { timeZone }: Shop, now: number): number {
  const start = startOfDay(day, timeZone)
  return Math.min(1, Math.max(0, (now - start) / (startOfDay(day + 1, timeZone) - start)))
}
