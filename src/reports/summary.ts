import { type CostSums, isSpent, nothingSpent, sumCosts } from '../platforms/cost-sum.ts'
import { showMoney } from '../shops/money.ts'
import { wilson } from '../statistics/interval.ts'
import type { Database } from '../storage/database.ts'
import { measureCoverage } from './coverage.ts'
import { returnOnAds, showCosts, showSpent } from './costs.ts'
import { countFigures, type Figures, labelOf, netOf, noFigures, sumFigures } from './figures.ts'
import { type NewFollowers, readNewFollowers } from './followers.ts'
import { type Dimension, type Question, showQuestion } from './question.ts'

/**
 * Clicks, orders and money by a dimension. Orders and money of the rows add up to `totals`; with `unattributed` to
 * `shopTotals`, everything the shop sold. Money is decimal text in the shop's currency by its `revenueBasis`.
 * Costs of the rows add up to the totals' with `unassignedCosts`: those of a campaign, where posts are asked for.
 */
export async function summarise(database: Database, question: Question, by: Dimension) {
  const { shop, from, to, scope } = question
  const [{ rows, totals, unattributed }, coverage, costs, followersOf] = await Promise.all([
    countFigures(database, question, by),
    measureCoverage(database, question),
    sumCosts(database, shop, { from, to, by, scope }),
    readNewFollowers(database, question),
  ])
  const { currency } = shop
  const { hourlyRate } = costs
  const allFollowers = await followersOf()
  const listed = listRows(withCosts(rows, by, costs), by, ({ key }) => costs.rows.has(key))
  const followers = new Map<string, NewFollowers | null>()
  if (by === 'channel') for (const { key } of listed) followers.set(key, await followersOf(key))
  return {
    ...showQuestion(question),
    by,
    model: 'last-touch',
    uniqueMeans: 'visitors per day, summed over the days',
    rows: listed.map((one) => {
      const newFollowers = followers.get(one.key) ?? null
      const spent = costs.rows.get(one.key) ?? nothingSpent
      return {
        ...{ key: one.key, label: one.label },
        ...showFigures(one, currency),
        ...showCosts(one, spent, { shop, hourlyRate, newFollowers }),
        ...(isAdvertised(by) ? {} : { roas: null }),
      }
    }),
    totals: {
      ...showFigures(totals, currency),
      ...showCosts(totals, costs.total, { shop, hourlyRate, newFollowers: allFollowers }),
      roas: isAdvertised(by) ? returnOnAds(rows, costs) : null,
    },
    unassignedCosts: showSpent(costs.unassigned, { shop, hourlyRate }),
    unattributed: showSales(unattributed, currency),
    shopTotals: showSales(sumFigures([totals, unattributed]), currency),
    coverage,
  }
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

function showFigures(counted: Figures, currency: string) {
  const { raw, human, unique, bot, internal } = counted
  return {
    clicks: { raw, human, unique, bot, internal },
    ...showSales(counted, currency),
    conversionRate: rateConversion(counted),
  }
}

function showSales(counted: Figures, currency: string) {
  const { lead, purchase, verifiedOrders, reportedOrders, gross, refunded, valuedOrders } = counted
  return {
    leads: lead,
    orders: purchase,
    verifiedOrders,
    reportedOrders,
    customers: {
      new: counted.customersNew,
      returning: counted.customersReturning,
      wonBack: counted.customersWonBack,
      unknown: counted.customersUnknown,
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
