import { channels } from '../links/channel.ts'
import { readValue } from '../platforms/reading/value.ts'
import { countFigures } from '../reports/figures.ts'
import { localDay, parseDay, showDay } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import { dispersionOf } from '../statistics/forecast.ts'
import type { Database } from '../storage/database.ts'
import { type Chain, chainDays, chainGoal, type Evidence } from './chain.ts'
import { type Goal, metricOf } from './goal.ts'
import type { Counted } from './measurable-store.ts'
import { readTold, type Told, toldDays } from './told-readings.ts'

/** The way from a goal to the sale by what the shop saw in the last 90 days. */
export async function readChain(
  database: Database,
  shop: Shop,
  goal: Goal,
  { now, counted }: { readonly now: number; readonly counted: Counted },
): Promise<Chain | null> {
  const metric = metricOf(goal)
  if (metric.level === 5) return null
  const to = localDay(now, shop.timeZone)
  const period = { from: to - chainDays + 1, to }
  const [told, days] = await Promise.all([
    readTold(database, shop, goal, { days: { from: period.from - chainDays, to: period.to } }),
    countDays(database, { shop, goal, ...period }),
  ])
  const evidence = weighEvidence(metric, { told, days, period, counted })
  const length = Math.max(1, parseDay(goal.to) - parseDay(goal.from) + 1)
  const target = Number.isFinite(goal.target) ? goal.target : null
  return chainGoal({ metric, target, length, where: whereOf(goal.scope) }, evidence)
}

type Period = { readonly from: number; readonly to: number }
type Day = { readonly day: number; readonly clicks: number; readonly buyers: number }

async function countDays(
  database: Database,
  { shop, goal, from, to }: Period & { readonly shop: Shop; readonly goal: Goal },
): Promise<readonly Day[]> {
  const question = { shop, from, to, windowDays: shop.clickWindowDays, scope: goal.scope }
  const { rows } = await countFigures(database, question, 'day')
  const byDay = new Map(rows.map((row) => [row.key, row]))
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const row = byDay.get(showDay(from + index))
    return { day: from + index, clicks: row?.human ?? 0, buyers: row?.buyers ?? 0 }
  })
}

type Seen = {
  readonly told: Told
  readonly days: readonly Day[]
  readonly period: Period
  readonly counted: Counted
}

/** Clicks of those days only that the platform's number is known for, or the rate would be of two different times. */
function weighEvidence(metric: ReturnType<typeof metricOf>, { told, days, period, counted }: Seen): Evidence {
  const span = metric.kind === 'stock' ? period : (toldDays(told, period) ?? period)
  const read = readValue({ metric, ...told, ...span })
  const inSpan = days.filter(({ day }) => day >= span.from && day <= span.to).map(({ clicks }) => clicks)
  // What was told of 20 of 30 days is taken to have gone on like that.
  const whole = metric.kind === 'stock' ? 1 : (span.to - span.from + 1) / Math.max(1, read.toldDays)
  const sum = (of: 'clicks' | 'buyers') => days.reduce((all, one) => all + one[of], 0)
  return {
    amount: read.value === null ? null : read.value * whole,
    days: span.to - span.from + 1,
    clicks: inSpan.reduce((all, one) => all + one, 0),
    dispersion: dispersionOf(weeksOf(inSpan)),
    bought: counted.orders ? { clicks: sum('clicks'), buyers: sum('buyers') } : null,
  }
}

function weeksOf(counts: readonly number[]): number[] {
  return Array.from({ length: Math.floor(counts.length / 7) }, (_, week) =>
    counts.slice(week * 7, week * 7 + 7).reduce((sum, one) => sum + one, 0),
  )
}

function whereOf({ channel, campaignId, postId }: Goal['scope']): string {
  if (postId !== undefined) return ' of this post'
  if (campaignId !== undefined) return ' of this campaign'
  return channel === undefined ? '' : ` on ${channels.find(({ id }) => id === channel)?.name ?? channel}`
}
