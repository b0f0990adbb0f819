import { countFigures, type Figures, netOf, sumFigures } from '../reports/figures.ts'
import { rateConversion } from '../reports/summary.ts'
import { localDay, parseDay, showDay, startOfDay } from '../shops/calendar.ts'
import { digitsOf } from '../shops/money.ts'
import type { Shop } from '../shops/shop.ts'
import { dispersionOf } from '../statistics/forecast.ts'
import type { Database } from '../storage/database.ts'
import { type Goal, isOwnMetric, metricOf, type OwnMetric } from './goal.ts'
import type { GoalReading } from './progress.ts'
import type { History } from './smart.ts'

/** What is measured of a goal at `now` (UTC milliseconds), from the same count as the reports. Money is in whole units. */
export async function readGoal(database: Database, shop: Shop, goal: Goal, now: number): Promise<GoalReading> {
  const period = { from: parseDay(goal.from), to: parseDay(goal.to) }
  const today = localDay(now, shop.timeZone)
  const reading = {
    metric: metricOf(goal),
    target: goal.target,
    baseline: goal.baseline,
    ...period,
    now: today + shareOfDay(today, shop, now),
    clickWindowDays: shop.clickWindowDays,
  }
  if (!isMeasured(goal) || today < period.from) return { ...reading, value: null }
  const figures = await countPeriod(database, { shop, goal, from: period.from, to: Math.min(period.to, today) })
  return {
    ...reading,
    value: valueOf(goal.metric, figures, shop.currency),
    dispersion: await measureDispersion(database, shop, goal, today),
    eventSize: figures.gross > 0 ? toUnits(figures.squares / figures.gross, shop.currency) : undefined,
  }
}

/** Past periods of the goal's length before it (or before today), as far back as anything was counted; eight at most. */
export async function readHistory(
  database: Database,
  shop: Shop,
  goal: Goal,
  now: number,
): Promise<History | undefined> {
  if (!isMeasured(goal)) return undefined
  const { metric } = goal
  const length = parseDay(goal.to) - parseDay(goal.from) + 1
  const end = Math.min(parseDay(goal.from), localDay(now, shop.timeZone))
  const most = Math.min(8, Math.floor(longestHistoryDays / length))
  if (most === 0) return undefined
  const { first = end, on } = await countDays(database, { shop, goal, from: end - most * length, to: end - 1 })
  const starts = Array.from({ length: most }, (_, index) => end - (most - index) * length)
  const results = starts
    .filter((start) => start >= first)
    .map((start) => daysFrom(start, start + length - 1).flatMap((day) => on(day) ?? []))
    .map((days) => valueOf(metric, sumFigures(days), shop.currency))
  return { periods: results.flatMap((result) => (result === null ? [] : [{ result }])) }
}

const longestHistoryDays = 3 * 366
/** Weeks enough to show how uneven days are; with fewer than two of them nothing is claimed. */
const dispersionDays = 56
const fewestDispersionDays = 14

type Measured = Goal & { readonly metric: OwnMetric }

function isMeasured(goal: Goal): goal is Measured {
  return isOwnMetric(goal.metric) && goal.scope.place === undefined
}

type Stretch = { readonly shop: Shop; readonly goal: Goal; readonly from: number; readonly to: number }

async function countPeriod(database: Database, { shop, goal, from, to }: Stretch): Promise<Figures> {
  const question = { shop, from, to, windowDays: shop.clickWindowDays, scope: goal.scope }
  return (await countFigures(database, question, 'channel')).totals
}

/** Each day's figures, where anything was counted, and the first such day. */
async function countDays(database: Database, { shop, goal, from, to }: Stretch) {
  const question = { shop, from, to, windowDays: shop.clickWindowDays, scope: goal.scope }
  const { rows } = await countFigures(database, question, 'day')
  const byDay = new Map(rows.map((row) => [row.key, row]))
  const on = (day: number) => byDay.get(showDay(day))
  return { first: daysFrom(from, to).find((day) => on(day) !== undefined), on }
}

/** How uneven the days of the last weeks were; money comes in orders. */
async function measureDispersion(database: Database, shop: Shop, goal: Measured, today: number): Promise<number> {
  const { metric } = goal
  const counted = metric === 'revenue' ? 'orders' : metric
  const { first, on } = await countDays(database, { shop, goal, from: today - dispersionDays, to: today - 1 })
  if (first === undefined || today - first < fewestDispersionDays) return 1
  const days = daysFrom(first, today - 1).map(on)
  return dispersionOf(days.map((day) => (day ? (valueOf(counted, day, shop.currency) ?? 0) : 0)))
}

function daysFrom(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

/** A metric's value in its unit (percent 0–100, money in whole units), or null where nothing can be said. */
function valueOf(metric: OwnMetric, figures: Figures, currency: string): number | null {
  const values: Readonly<Record<OwnMetric, () => number | null>> = {
    link_clicks: () => figures.human,
    leads: () => figures.lead,
    add_to_cart: () => figures.add_to_cart,
    begin_checkout: () => figures.begin_checkout,
    orders: () => figures.purchase,
    revenue: () => toUnits(netOf(figures), currency),
    aov: () => (figures.valuedOrders > 0 ? toUnits(figures.gross / figures.valuedOrders, currency) : null),
    conversion_rate: () => (figures.human > 0 ? rateConversion(figures).value * 100 : null),
    // Where the shop never tells who is new, none is not the answer.
    new_customers: () => (figures.purchase > 0 && figures.customersTold === 0 ? null : figures.newCustomers),
  }
  return values[metric]()
}

function toUnits(minor: number, currency: string): number {
  return minor / 10 ** (digitsOf(currency) ?? 2)
}

function shareOfDay(day: number, { timeZone }: Shop, now: number): number {
  const start = startOfDay(day, timeZone)
  return Math.min(1, Math.max(0, (now - start) / (startOfDay(day + 1, timeZone) - start)))
}
