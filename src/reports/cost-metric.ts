import { addSpent, nothingSpent, sumCosts } from '../platforms/cost-sum.ts'
import { readHourlyRate } from '../platforms/cost-store.ts'
import { showDay } from '../shops/calendar.ts'
import { toUnits } from '../shops/money.ts'
import type { Database } from '../storage/database.ts'
import { type CostFigures, isPartial, reckonCosts, reckonPerFollower, returnOnAds } from './costs.ts'
import { countFigures, type Figures, sumFigures } from './figures.ts'
import { readNewFollowers } from './followers.ts'
import type { Question } from './question.ts'

/** Metrics of the catalog that are reckoned from costs. */
export const costMetrics = [
  'cost_per_click',
  'cost_per_lead',
  'cost_per_order',
  'cost_per_new_customer',
  'cost_per_follower',
  'profit',
  'roi',
  'roas',
] as const
export type CostMetric = (typeof costMetrics)[number]

/**
 * A metric's value in the question's period and scope, from the same figures as the reports: money in whole units of the
 * shop's currency, roi and roas as percent. Null where it can't be reckoned: no costs, nothing to divide by, no margin, or
 * money without an exchange rate, which would make the rest look better than it is.
 */
export async function measureCost(database: Database, question: Question, metric: CostMetric): Promise<number | null> {
  const { shop, from, to, scope } = question
  if (metric === 'cost_per_follower') {
    const hourlyRate = await readHourlyRate(database, shop.id)
    return showUnits(await perFollower(database, question, hourlyRate), shop.currency)
  }
  const [{ rows, totals }, costs] = await Promise.all([
    countFigures(database, question, 'post'),
    sumCosts(database, shop, { from, to, scope, by: 'post' }),
  ])
  if (isPartial(costs.total)) return null
  if (metric === 'roas') {
    const ratio = returnOnAds(rows, costs)
    return ratio === null ? null : ratio * 100
  }
  const reckoned = reckonCosts(totals, costs.total, { shop, hourlyRate: costs.hourlyRate })
  return pick(reckoned, metric, shop.currency)
}

/**
 * The same for any days of the question's, read once. Null for what isn't made of days alone: which posts were advertised,
 * and how many followers came. `first`: the first day of which anything was counted or spent.
 */
export async function readCostDays(
  database: Database,
  question: Question,
  metric: CostMetric,
): Promise<{ readonly first: number | undefined; readonly between: (from: number, to: number) => number | null }> {
  const { shop, from, to, scope } = question
  const [{ rows }, costs] = await Promise.all([
    countFigures(database, question, 'day'),
    sumCosts(database, shop, { from, to, scope, by: 'day' }),
  ])
  const counted = new Map<string, Figures>(rows.map((row) => [row.key, row]))
  const daysOf = (first: number, last: number) =>
    Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
  const between = (first: number, last: number) => {
    if (metric === 'roas' || metric === 'cost_per_follower') return null
    const days = daysOf(Math.max(from, first), Math.min(to, last)).map(showDay)
    const figures = sumFigures(days.flatMap((day) => counted.get(day) ?? []))
    const spent = days.map((day) => costs.rows.get(day) ?? nothingSpent).reduce(addSpent, nothingSpent)
    if (isPartial(spent)) return null
    return pick(reckonCosts(figures, spent, { shop, hourlyRate: costs.hourlyRate }), metric, shop.currency)
  }
  const first = daysOf(from, to).find((day) => counted.has(showDay(day)) || costs.rows.has(showDay(day)))
  return { first, between }
}

function pick(reckoned: CostFigures, metric: keyof typeof fields | 'roi', currency: string): number | null {
  if (metric === 'roi') return reckoned.roi === null ? null : reckoned.roi * 100
  return showUnits(reckoned[fields[metric]], currency)
}

function showUnits(minor: number | null, currency: string): number | null {
  return minor === null ? null : toUnits(minor, currency)
}

const fields = {
  cost_per_click: 'costPerClick',
  cost_per_lead: 'costPerLead',
  cost_per_order: 'costPerOrder',
  cost_per_new_customer: 'costPerNewCustomer',
  profit: 'profit',
} as const satisfies Partial<Record<CostMetric, keyof CostFigures>>

async function perFollower(database: Database, question: Question, hourlyRate: number | null): Promise<number | null> {
  const followers = await (await readNewFollowers(database, question))()
  return followers && !isPartial(followers.spent) ? reckonPerFollower(followers, hourlyRate) : null
}
