import { type Channel, channelIds } from '../links/channel.ts'
import { findMetric } from '../platforms/catalog.ts'
import { isSpent, nothingSpent, sumCosts } from '../platforms/cost-sum.ts'
import type { ReadValue, Reading } from '../platforms/reading/reading.ts'
import { readValue } from '../platforms/reading/value.ts'
import { readReadings } from '../platforms/value-store.ts'
import { countFigures, type Figures } from '../reports/figures.ts'
import type { Question } from '../reports/question.ts'
import { parseDay, startOfDay } from '../shops/calendar.ts'
import { toUnits } from '../shops/money.ts'
import type { Shop } from '../shops/shop.ts'
import type { Database } from '../storage/database.ts'
import type { Plannable } from './plannable.ts'
import type { ChannelPast } from './plan-rates.ts'
import { readPublished } from './plan-store.ts'

/** Rates are taken from this many whole days: half a year is what stays comparable. */
export const planDays = 180

/** What each channel did in the days before `today`, those with clicks or posts, and what the shop's orders were like. */
export async function readPlanPast(database: Database, shop: Shop, metric: Plannable, today: number) {
  const period = { from: today - planDays, to: today - 1 }
  const question = { shop, ...period, windowDays: shop.clickWindowDays }
  const days = { from: startOfDay(period.from, shop.timeZone), until: startOfDay(today, shop.timeZone) }
  const [byChannel, byPost, costs, published, readings] = await Promise.all([
    countFigures(database, question, 'channel'),
    countFigures(database, question, 'post'),
    sumCosts(database, shop, { ...period, by: 'channel' }),
    readPublished(database, { shopId: shop.id, ...days }),
    readReadings(database, shop, 'impressions', period),
  ])
  const clicksOf = new Map(byPost.rows.map(({ key, human }) => [key, human]))
  const active = channelIds.filter(
    (id) =>
      byChannel.rows.some(({ key, human }) => key === id && human > 0) ||
      published.some(({ channel }) => channel === id) ||
      readings.some(({ channel }) => channel === id),
  )
  const past = await Promise.all(
    active.map(async (channel): Promise<ChannelPast> => {
      const figures = byChannel.rows.find(({ key }) => key === channel)
      const daily = await countFigures(database, { ...question, scope: { channel } }, 'day')
      const spent = costs.rows.get(channel) ?? nothingSpent
      return {
        channel,
        clicks: figures?.human ?? 0,
        results: figures ? resultsOf(metric, figures) : 0,
        weeks: weeksOf(daily.rows, period.from, metric),
        seen: impressionsOf({ channel, readings, daily: daily.rows, ...period }),
        posts: published.filter((post) => post.channel === channel).map(({ id }) => clicksOf.get(id) ?? 0),
        hours: spent.seconds / 3600,
        money: toUnits(spent.moneyMinor, shop.currency),
        isCostTold: costs.rows.has(channel) && spent.unconverted.size === 0,
      }
    }),
  )
  return { past, totals: byChannel.totals, hasOtherCosts: isSpent(costs.unassigned) }
}

/** Orders stand for what they are worth and who made them, too. */
export function resultsOf(metric: Plannable, { purchase, lead, add_to_cart, begin_checkout, human }: Figures): number {
  const results: Readonly<Record<Plannable, number>> = {
    orders: purchase,
    revenue: purchase,
    new_customers: purchase,
    leads: lead,
    add_to_cart,
    begin_checkout,
    link_clicks: human,
  }
  return results[metric]
}

/** Of the metric itself what came in, in its unit; money in whole units. */
export async function readReached(database: Database, question: Question, metric: Plannable): Promise<number> {
  if (question.to < question.from) return 0
  const { totals } = await countFigures(database, question, 'channel')
  if (metric === 'new_customers') return totals.newCustomers
  if (metric !== 'revenue') return resultsOf(metric, totals)
  return toUnits(totals.gross - totals.refunded, question.shop.currency)
}

function weeksOf(daily: readonly Figures[], from: number, metric: Plannable): ChannelPast['weeks'] {
  const weeks = Array.from({ length: Math.ceil(planDays / 7) }, () => ({ clicks: 0, results: 0 }))
  for (const day of daily) {
    const week = weeks[Math.floor((parseDay(day.key) - from) / 7)]
    if (!week) continue
    week.clicks += day.human
    week.results += resultsOf(metric, day)
  }
  return weeks
}

type Seen = {
  readonly channel: Channel
  readonly readings: readonly Reading[]
  readonly daily: readonly Figures[]
  readonly from: number
  readonly to: number
}

/**
 * Impressions with the clicks of the same days: of the whole time where it is covered, else of the weeks that are, else of
 * the part that is known, with as large a part of the clicks.
 */
function impressionsOf({ channel, readings, daily, from, to }: Seen): ChannelPast['seen'] {
  const metric = findMetric('impressions')
  const own = readings.filter((one) => one.channel === channel)
  if (!metric || own.length === 0) return null
  const read = (first: number, last: number) =>
    readValue({ metric, readings: own, scope: { channel }, from: first, to: last })
  const clicksIn = (first: number, last: number) =>
    daily.reduce((sum, { key, human }) => sum + (parseDay(key) >= first && parseDay(key) <= last ? human : 0), 0)
  const whole = read(from, to)
  if (isWhole(whole)) return { impressions: whole.value ?? 0, clicks: clicksIn(from, to) }
  const weeks = Array.from({ length: Math.floor(planDays / 7) }, (_, at) => to - 7 * (at + 1) + 1)
    .map((first) => ({ told: read(first, first + 6), clicks: clicksIn(first, first + 6) }))
    .filter(({ told }) => isWhole(told))
  if (weeks.length > 0)
    return {
      impressions: weeks.reduce((sum, { told }) => sum + (told.value ?? 0), 0),
      clicks: weeks.reduce((sum, { clicks }) => sum + clicks, 0),
    }
  if (whole.value === null) return null
  return { impressions: whole.value, clicks: Math.round((clicksIn(from, to) * whole.toldDays) / planDays) }
}

/** Every day was told of, whichever posts and ads it was that ran on it. */
function isWhole({ value, toldDays, days }: ReadValue): boolean {
  return value !== null && toldDays >= days
}
