import { dayMs, localDay, showDay, toWallTime } from '../shops/calendar.ts'
import { showMoney } from '../shops/money.ts'
import { type Estimate, multiply } from '../statistics/rate.ts'
import type { Database } from '../storage/database.ts'
import { forecastRest, type Rest } from './forecast-rest.ts'
import { type MoneyShare, shareOf, sumDays } from './forecast-share.ts'
import { type OrderDay, readOrderDays } from './forecast-store.ts'
import type { ForecastSpan } from './insight-question.ts'
import { type Question, refuseFilters, showQuestion } from './question.ts'

type Asked = {
  readonly question: Question
  readonly of: ForecastSpan
  /** UTC milliseconds. */
  readonly now: number
  /** The shop's own forecast for the span, minor units. */
  readonly told: number | undefined
}

/**
 * The level to aim for: the share of revenue that links of ours are credited with in the period asked for × what the shop
 * expects of the current month or quarter, its own forecast or the run rate of its orders. All before what is given back.
 */
export async function forecastShare(database: Database, { question, of, now, told }: Asked) {
  refuseFilters(question, 'The level to aim for')
  const { shop, from, to } = question
  const today = localDay(now, shop.timeZone)
  const span = spanOf(of, today)
  const [asked, history] = await Promise.all([
    readOrderDays(database, question, { from, to }),
    readOrderDays(database, question, { from: Math.min(span.from, today - historyDays), to: today }),
  ])
  const share = shareOf(sumDays(asked))
  const soFar = sumDays(history.filter(({ day }) => day >= span.from))
  const forecast = forecastSpan({
    history,
    soFar: soFar.amount,
    now: toWallTime(now, shop.timeZone) / dayMs,
    span,
    told,
  })
  const aim =
    share && forecast.amount && multiply({ value: share.value, range: [share.low, share.high] }, forecast.amount)
  const money = (minor: number) => showMoney(minor, shop.currency)
  const show = ({ value, range }: Estimate) => ({ value: money(value), low: money(range[0]), high: money(range[1]) })
  return {
    ...showQuestion(question),
    of,
    span: { from: showDay(span.from), to: showDay(span.to), today: showDay(today) },
    share,
    shareWhyNot: share === null ? ('few-orders' as const) : null,
    soFar: { ours: money(soFar.ourAmount), all: money(soFar.amount) },
    forecast: {
      by: forecast.by,
      amount: forecast.amount && show(forecast.amount),
      reckoned: forecast.rest && showRest(forecast.rest, shop.currency),
      whyNot: forecast.amount === null ? ('short-history' as const) : null,
    },
    aim: aim && show(aim),
    aimWhyNot: whyNotAim(share, forecast.amount),
  }
}

/** Three years: two of each month, so that seasons can be told. */
const historyDays = 1095

type Span = { readonly from: number; readonly to: number }

function spanOf(of: ForecastSpan, today: number): Span {
  const at = new Date(today * dayMs)
  const months = of === 'month' ? 1 : 3
  const month = at.getUTCMonth() - (at.getUTCMonth() % months)
  const dayOf = (index: number) => Date.UTC(at.getUTCFullYear(), index, 1) / dayMs
  return { from: dayOf(month), to: dayOf(month + months) - 1 }
}

type Parts = {
  readonly history: readonly OrderDay[]
  readonly soFar: number
  /** In days by the shop's clocks. */
  readonly now: number
  readonly span: Span
  readonly told: number | undefined
}

function forecastSpan({ history, soFar, now, span, told }: Parts) {
  if (told !== undefined)
    return { by: 'told' as const, amount: { value: told, range: [told, told] as const }, rest: null }
  const rest = forecastRest(history, { now, end: span.to + 1 })
  const plus = (minor: number) => soFar + minor
  const amount: Estimate | null = rest && {
    value: plus(rest.revenue.value),
    range: [plus(rest.revenue.range[0]), plus(rest.revenue.range[1])],
  }
  return { by: 'run-rate' as const, amount, rest }
}

function showRest(rest: Rest, currency: string) {
  const { orders, historyDays: days, historyOrders, orderValue, hasWeekdays, hasMonths, dispersion } = rest
  return {
    ordersToCome: { value: orders.value, low: orders.range[0], high: orders.range[1] },
    orderValue: showMoney(orderValue, currency),
    historyDays: days,
    ...{ historyOrders, hasWeekdays, hasMonths, dispersion },
  }
}

function whyNotAim(share: MoneyShare | null, amount: Estimate | null) {
  if (share === null) return 'few-orders' as const
  return amount === null ? ('short-history' as const) : null
}
