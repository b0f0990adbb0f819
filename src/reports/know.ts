import * as z from 'zod'
import { localDay } from '../shops/calendar.ts'
import { wilson } from '../statistics/interval.ts'
import { detectableShare, halfWidthOf, ordersForHalfWidth, trialsPerGroup } from '../statistics/sample-size.ts'
import type { Database } from '../storage/database.ts'
import { countFigures } from './figures.ts'
import { findFirstDay } from './know-store.ts'
import { periodQuery, type Question, showQuestion } from './question.ts'
import { toEntry } from './ranking-measure.ts'
import { ordersInterval } from './uncertainty.ts'

const share = z.coerce
  .number('must be a share between 0 and 1, such as 0.02 for 2%')
  .gt(0, 'must be more than 0: 0.02 for 2%')
  .lt(1, 'must be less than 1: 0.02 for 2%')

export const knowQuery = periodQuery.extend({
  rate: share.optional(),
  other: share.optional(),
  clicksPerDay: z.coerce
    .number('must be a number of clicks a day')
    .gt(0, 'must be more than 0')
    .max(1e9, 'must be 1,000,000,000 at most')
    .optional(),
})

export type KnowAsked = {
  readonly rate?: number | undefined
  readonly other?: number | undefined
  readonly clicksPerDay?: number | undefined
}

/** How many times better the one of two is, in the table of what it takes. */
const times = [1.25, 1.5, 2, 3] as const
const percents = [50, 25, 20, 10] as const

/**
 * What can be known at the shop's size, by its own people and orders a day in the period: how far its number of orders is off,
 * what differences between two posts could be told, and how long it takes to know more. `rate`, `other` and `clicksPerDay`
 * stand in for the shop's own. Clicks are people per day, halved between the two; at 80 % power and 5 %, two-sided. `days`
 * are those of the period that have begun, from the shop's first click or credited order on: a young shop's pace is its own.
 */
export async function tellKnowable(database: Database, question: Question, asked: KnowAsked) {
  const [{ totals }, firstDay = question.from] = await Promise.all([
    countFigures(database, { ...question, model: 'last-touch' }, 'channel'),
    findFirstDay(database, question),
  ])
  const { n, nIs } = toEntry(totals)
  const today = question.today ?? localDay(question.shop.createdAt, question.shop.timeZone)
  const days = Math.max(1, Math.min(question.to, today) - Math.max(question.from, firstDay) + 1)
  const orders = totals.purchase
  const buyers = Math.min(totals.buyers, n)
  const own = { days, clicks: n, nIs, orders, clicksPerDay: n / days, ordersPerDay: orders / days }
  const rate = asked.rate ?? (buyers > 0 ? buyers / n : undefined)
  const perDay = asked.clicksPerDay ?? (own.clicksPerDay > 0 ? own.clicksPerDay : undefined)
  return {
    ...showQuestion(question),
    own: { ...own, conversionRate: wilson(buyers, n) },
    known: { orders, halfWidth: orders > 0 ? halfWidthOf(orders) : null, ...ordersInterval(totals) },
    rate: rate ?? null,
    clicksPerDay: perDay ?? null,
    differences: rate === undefined ? [] : others(rate, asked.other).map((other) => showNeed(rate, other, perDay)),
    detectable: rate === undefined ? null : showDetectable(rate, n),
    toKnow: percents.map((percent) => {
      const needed = ordersForHalfWidth(percent / 100)
      return { percent, orders: needed, ...showTime(needed, own.ordersPerDay || undefined) }
    }),
  }
}

function others(rate: number, told: number | undefined): number[] {
  return told === undefined ? times.map((one) => rate * one).filter((other) => other < 1) : [told]
}

function showNeed(rate: number, other: number, perDay: number | undefined) {
  // Of clicks that all bought nothing is left to tell apart; nor ever of equal rates, and JSON has no infinity.
  const each = rate < 1 ? trialsPerGroup(rate, other) : Number.POSITIVE_INFINITY
  if (!Number.isFinite(each)) return { rate, other, clicksEach: null, clicks: null, days: null, weeks: null }
  return { rate, other, clicksEach: each, clicks: 2 * each, ...showTime(2 * each, perDay) }
}

/** What two halves of the period's clicks would show. */
function showDetectable(rate: number, clicks: number) {
  const other = detectableShare(rate, Math.floor(clicks / 2))
  return other === undefined ? null : { clicksEach: Math.floor(clicks / 2), other, times: other / rate }
}

function showTime(needed: number, perDay: number | undefined) {
  if (perDay === undefined) return { days: null, weeks: null }
  return { days: Math.ceil(needed / perDay), weeks: Math.ceil(needed / perDay / 7) }
}
