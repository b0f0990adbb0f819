import { showDay } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import type { Report } from '../views/report-table.ts'
import { sayCount, sayCoverage, sayOrders } from '../views/view-words.ts'
import { type MonthDays, sayMonth } from './month-days.ts'
import type { MonthGoal } from './month-goals.ts'
import type { MonthPosts } from './month-posts.ts'
import { sayAfter, sayProfit, type Profit } from './month-profit.ts'
import { sayAmount } from './say-amount.ts'

/** What a month is told from. */
export type MonthFacts = {
  readonly shop: Pick<Shop, 'id' | 'name' | 'timeZone' | 'currency'>
  readonly days: MonthDays
  /** Of social media alone. */
  readonly social: Pick<Report, 'totals' | 'shopTotals'>
  /** Of every link. */
  readonly all: Report
  /** Orders of social media under the model that gives it the fewest, and the most. */
  readonly models: readonly [number, number]
  readonly goals: readonly MonthGoal[]
  readonly posts: MonthPosts
  readonly lastYear: Pick<Report, 'totals' | 'shopTotals'>
  readonly written: Written
  readonly now: number
}

/** By the manager. ISO 8601. */
export type Written = { readonly note: string; readonly nextStep: string; readonly updatedAt: string | null }

export type MonthPage = ReturnType<typeof tellMonth>

/** A month in words and numbers; what is on the screen, on paper and in the mail is all of this. Money is decimal text. */
export function tellMonth(facts: MonthFacts) {
  const { shop, days, social, all, models, goals, posts, written, now } = facts
  const { totals } = social
  return {
    month: days.month,
    title: days.title,
    shop: shop.name,
    ...{ from: showDay(days.from), to: showDay(days.to), isOver: days.isOver, timeZone: shop.timeZone },
    currency: shop.currency,
    sentence: sayMonthInOne(facts),
    says: explain(facts),
    numbers: {
      orders: totals.orders,
      ordersByModel: { fewest: models[0], most: models[1] },
      ordersInterval: totals.ordersInterval,
      shopOrders: social.shopTotals.orders,
      otherLinksOrders: all.totals.orders - totals.orders,
      clicks: totals.clicks.human,
      revenue: totals.revenue,
      cost: totals.cost,
      costSays: totals.costSays,
      profit: totals.profit,
      profitSays: sayAfter(totals),
      profitWhyNot: totals.profitWhyNot,
    },
    goals,
    posts,
    saw: sayCoverage(all),
    lastYear: sayLastYear(facts),
    ...written,
    asOf: new Date(now).toISOString(),
  }
}

/** `In October 2026 social brought 31–44 of 212 orders; NOK 38,400 after returns, NOK 9,100 after margin and hours.` */
function sayMonthInOne({ days, social: { totals, shopTotals }, models }: MonthFacts): string {
  const when = days.isOver ? `In ${days.title}` : `In ${days.title} so far`
  if (shopTotals.orders === 0)
    return `${when} the shop told of no orders; social brought ${sayClicks(totals.clicks.human)}.`
  const [fewest, most] = models.map(Math.round)
  const of = sayOrders(shopTotals.orders)
  if (totals.orders === 0 && most === 0)
    return `${when} social brought none of ${of}, and ${sayClicks(totals.clicks.human)}${sayMoneyIfAny(totals)}.`
  const brought = fewest === most ? sayCount(totals.orders) : `${sayCount(fewest ?? 0)}–${sayCount(most ?? 0)}`
  return `${when} social brought ${sayOf(brought, of, totals)}${fewest === most ? sayChance(totals) : ''}; ${sayEarned(totals)}.`
}

type Totals = Report['totals']

function sayOf(brought: string, of: string, { orders }: Totals): string {
  return orders === 1 && of === '1 order' ? 'the only order' : `${brought} of ${of}`
}

/** Under so few an interval says nothing that the number itself doesn't. */
const fewestForChance = 5

function sayChance({ orders, ordersInterval }: Totals): string {
  if (orders < fewestForChance) return ''
  return ` (${Math.round(ordersInterval.low)}–${Math.round(ordersInterval.high)} if such a month came again)`
}

/** What was given back may be more than what was sold. */
function sayEarned(totals: Totals): string {
  const { revenue, currency } = totals
  const after = `${sayAmount(revenue.net, currency)} after returns`
  const net = Number(revenue.net) < 0 ? `${after}, which were larger than the sales` : after
  const profit = sayProfit(profitOf(totals))
  return profit === null ? net : `${net}, ${profit}`
}

function sayMoneyIfAny(totals: Totals): string {
  return Number(totals.revenue.net) === 0 && Number(totals.cost ?? 0) === 0 ? '' : `; ${sayEarned(totals)}`
}

function profitOf({ profit, costBasis, hours, currency }: Totals): Profit {
  return { profit, costBasis, hours, currency }
}

function sayClicks(count: number): string {
  return `${sayCount(count)} ${count === 1 ? 'click' : 'clicks'}`
}

/** What a reader has to know of the sentence. */
function explain(facts: MonthFacts): string[] {
  const { totals } = facts.social
  return [...sayWhichRange(facts), ...sayOthers(facts), ...sayMissing(totals), ...sayLoose(facts)]
}

function sayWhichRange({ social: { totals }, models: [fewest, most] }: MonthFacts): string[] {
  if (totals.orders === 0 && most === 0) return []
  const chance =
    totals.orders < fewestForChance
      ? []
      : [
          `Chance alone: if the same month came again, ${Math.round(totals.ordersInterval.low)} to ${Math.round(totals.ordersInterval.high)} orders would be usual (95% of the time).`,
        ]
  if (Math.round(fewest) === Math.round(most))
    return [
      'Every way of sharing credit among the clicks before an order comes to the same number for social media.',
      ...chance,
    ]
  return [
    `${Math.round(fewest)}–${Math.round(most)}: by which way credit for an order is shared among the clicks before it. The last click alone, by which the money is counted, gives ${sayOrders(totals.orders)}.`,
    ...chance,
  ]
}

function sayOthers({ all, social: { totals } }: MonthFacts): string[] {
  const others = all.totals.orders - totals.orders
  if (others <= 0) return []
  return [`Links elsewhere (newsletter, blog, print …) brought ${sayOrders(others)} more, which are not in it.`]
}

/** Why profit is left out, or what isn't in it. */
function sayMissing(totals: Totals): string[] {
  const { orders, revenue, profit, profitWhyNot, costBasis, costSays, costIsPartial, unconverted } = totals
  if (orders === 0 && Number(revenue.net) === 0) return []
  const foreign = unconverted.map((one) => sayAmount(Number(one.gross) - Number(one.refunded), one.currency))
  return [
    ...(profit === null && profitWhyNot !== null ? [`Nothing is said of what was left. ${profitWhyNot}`] : []),
    ...(profit !== null && costBasis === 'none'
      ? ['No costs and no hours are written down for these days: what was left is before them.']
      : []),
    ...(profit !== null && costIsPartial ? [`Costs: ${costSays}.`] : []),
    ...(foreign.length > 0 ? [`Not in the money: ${foreign.join(', ')}, without an exchange rate.`] : []),
  ]
}

/** Costs that are of no channel are in the sum only where everything is social. */
function sayLoose({ all, social }: MonthFacts): string[] {
  const { unassignedCosts } = all
  if (social.totals === all.totals || unassignedCosts.cost === null) return []
  return [
    `Costs of ${sayAmount(unassignedCosts.cost, all.currency)} belong to no channel, and are in nothing said of social media here.`,
  ]
}

function sayLastYear({ days, lastYear: { totals, shopTotals } }: MonthFacts) {
  const month = `${Number(days.month.slice(0, 4)) - 1}${days.month.slice(4)}`
  const stretch = days.isOver ? sayMonth(month) : `The same days of ${sayMonth(month)}`
  const isKnown = shopTotals.orders > 0 || totals.clicks.raw > 0
  const { orders, revenue, currency } = totals
  const says = isKnown
    ? `${stretch}: social brought ${sayCount(orders)} of ${sayOrders(shopTotals.orders)}; ${sayAmount(revenue.net, currency)} after returns.`
    : `${stretch}: nothing was counted.`
  return { month, says, isKnown, orders, shopOrders: shopTotals.orders, revenue }
}
