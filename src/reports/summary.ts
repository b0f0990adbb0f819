import { type CostSums, isSpent, nothingSpent, sumCosts } from '../platforms/cost-sum.ts'
import { showMoney } from '../shops/money.ts'
import { wilson } from '../statistics/interval.ts'
import type { Database } from '../storage/database.ts'
import { countAsked } from './count-asked.ts'
import { measureCoverage } from './coverage.ts'
import { returnOnAds, showCosts, showSpent } from './costs.ts'
import { type Figures, labelOf, netOf, noFigures } from './figures.ts'
import { type NewFollowers, readNewFollowers } from './followers.ts'
import { ordersInterval, revenueInterval, usualOrder } from './uncertainty.ts'
import { type Dimension, isVisit, type Question, showQuestion } from './question.ts'

/**
 * Clicks, orders and money by a dimension. Orders and money of the rows add up to `totals`; with `unattributed` to
 * `shopTotals`, everything the shop sold. Money is decimal text in the shop's currency by its `revenueBasis`.
 * `ordersInterval` and `revenueInterval` (of gross): where they would lie if the same weeks came again, 95 %.
 * `also`: keys that get a row even where nothing was counted.
 * Costs of the rows add up to the totals' with `unassignedCosts`: those of a campaign, where posts are asked for.
 */
export async function summarise(database: Database, question: Question, by: Dimension, also: readonly Named[] = []) {
  const { shop, from, to, scope } = question
  const [{ rows, totals, unattributed, shop: sold }, coverage, costs, followersOf] = await Promise.all([
    countAsked(database, question, by),
    measureCoverage(database, question),
    sumCosts(database, shop, { from, to, by, scope, filters: question.filters }),
    readNewFollowers(database, question),
  ])
  const { currency } = shop
  const { hourlyRate } = costs
  const usual = usualOrder(sold)
  const allFollowers = await followersOf()
  const isWanted = new Set([...costs.rows.keys(), ...also.map(({ key }) => key)])
  const listed = listRows(withRows(withCosts(rows, by, costs), also), by, ({ key }) => isWanted.has(key))
  const unknown = costsOfVisitors(question)
  const followers = new Map<string, NewFollowers | null>()
  if (by === 'channel') for (const { key } of listed) followers.set(key, await followersOf(key))
  return {
    ...showQuestion(question),
    by,
    model: question.model ?? 'last-touch',
    uniqueMeans: 'visitors per day, summed over the days',
    rows: listed.map((one) => {
      const newFollowers = followers.get(one.key) ?? null
      const spent = costs.rows.get(one.key) ?? nothingSpent
      return {
        ...{ key: one.key, label: one.label },
        ...showFigures(one, currency, usual),
        ...showCosts(one, spent, { shop, hourlyRate, newFollowers }),
        ...(isAdvertised(by) ? {} : { roas: null }),
        ...unknown,
      }
    }),
    totals: {
      ...showFigures(totals, currency, usual),
      ...showCosts(totals, costs.total, { shop, hourlyRate, newFollowers: allFollowers }),
      roas: isAdvertised(by) ? returnOnAds(rows, costs) : null,
      ...unknown,
    },
    unassignedCosts: showSpent(costs.unassigned, { shop, hourlyRate }),
    unattributed: showSales(unattributed, currency),
    shopTotals: showSales(sold, currency),
    coverage,
  }
}

/** Narrowed by country, device, app or browser, nobody knows what of a post's cost it is: that isn't none. */
function costsOfVisitors({ filters = [] }: Question): UnknownCosts {
  const narrowing = filters.filter(({ dimension }) => isVisit(dimension)).map(({ dimension }) => dimension)
  if (narrowing.length === 0) return {}
  const says = `Costs are of posts, not of visitors: ask without ${narrowing.join(' and ')}.`
  return { costSays: says, profit: null, profitWhyNot: says, roi: null }
}

type UnknownCosts = {
  readonly costSays?: string
  readonly profit?: null
  readonly profitWhyNot?: string
  readonly roi?: null
}

type Named = Pick<Figures, 'key' | 'label'>

function withRows(rows: readonly Figures[], also: readonly Named[]): Figures[] {
  const known = new Set(rows.map(({ key }) => key))
  return [...rows, ...also.filter(({ key }) => !known.has(key)).map(({ key, label }) => noFigures(key, label))]
}

/** With rows for what cost something and brought nothing. */
function withCosts(rows: readonly Figures[], by: Dimension, { rows: costs }: CostSums): Figures[] {
  const known = new Set(rows.map(({ key }) => key))
  const others = [...costs].filter(([key, spent]) => !known.has(key) && isSpent(spent))
  return [
    ...rows,
    ...others.map(([key, { label }]) => noFigures(key, label ?? labelOf(by, key === '(none)' ? null : key))),
  ]
}

/** A channel's, country's or day's revenue is mostly of posts that nothing was spent on. */
function isAdvertised(by: Dimension): boolean {
  return by === 'post' || by === 'link' || by === 'campaign'
}

/**
 * Rows with clicks, orders, leads or costs: a basket alone, or a buyer whose click has been pruned, makes none.
 * Days as the calendar has them; the rest by net revenue, orders and human clicks, the most first.
 */
export function listRows(
  all: readonly Figures[],
  by: Dimension,
  hasCosts: (row: Figures) => boolean = () => false,
): Figures[] {
  const rows = all.filter((row) => row.raw > 0 || row.purchase > 0 || row.lead > 0 || hasCosts(row))
  if (by === 'day') return rows.toSorted(byKey)
  return rows.toSorted((a, b) => netOf(b) - netOf(a) || b.purchase - a.purchase || b.human - a.human || byKey(a, b))
}

function byKey(a: Figures, b: Figures): number {
  return a.key < b.key ? -1 : 1
}

/** Human clicks that led to a purchase ÷ human clicks, Wilson 95 %. */
export function rateConversion({ buyers, human }: Figures) {
  // An order may stand on a click that isn't counted as human (our own people's, or one whose verdict changed).
  return wilson(Math.min(buyers, human), human)
}

function showFigures(counted: Figures, currency: string, usual: number) {
  const { raw, human, unique, bot, internal } = counted
  const revenue = revenueInterval(counted, usual)
  return {
    clicks: { raw, human, unique, bot, internal },
    ...showSales(counted, currency),
    ordersInterval: ordersInterval(counted),
    revenueInterval: { low: showMoney(revenue.low, currency), high: showMoney(revenue.high, currency) },
    conversionRate: rateConversion(counted),
  }
}

function showSales(counted: Figures, currency: string) {
  const { lead, purchase, verifiedOrders, reportedOrders, gross, refunded, valuedOrders } = counted
  return {
    leads: showCount(lead),
    orders: showCount(purchase),
    verifiedOrders: showCount(verifiedOrders),
    reportedOrders: showCount(reportedOrders),
    customers: {
      new: showCount(counted.customersNew),
      returning: showCount(counted.customersReturning),
      wonBack: showCount(counted.customersWonBack),
      unknown: showCount(counted.customersUnknown),
    },
    revenue: {
      gross: showMoney(gross, currency),
      refunded: showMoney(refunded, currency),
      net: showMoney(netOf(counted), currency),
    },
    currency,
    // Orders in another currency, or without an amount, say nothing about the value of one.
    aov: valuedOrders > 0 ? showMoney(gross / valuedOrders, currency) : null,
    unconverted: [...counted.unconverted]
      .map(([code, foreign]) => ({
        currency: code,
        gross: showMoney(foreign.gross, code),
        refunded: showMoney(foreign.refunded, code),
      }))
      .toSorted((a, b) => (a.currency < b.currency ? -1 : 1)),
  }
}

/** Parts of orders to six decimals: beyond that there is only what adding them up leaves. */
export function showCount(count: number): number {
  return Math.round(count * 1e6) / 1e6
}
