import { showMoney } from '../shops/money.ts'
import { wilson } from '../statistics/interval.ts'
import type { Database } from '../storage/database.ts'
import { measureCoverage } from './coverage.ts'
import { countFigures, type Figures, netOf, sumFigures } from './figures.ts'
import { fillLevels } from './levels.ts'
import { type Dimension, type Question, showQuestion } from './question.ts'

/**
 * Clicks, orders and money by a dimension. Orders and money of the rows add up to `totals`; with `unattributed` to
 * `shopTotals`, everything the shop sold. Money is decimal text in the shop's currency by its `revenueBasis`.
 */
export async function summarise(database: Database, question: Question, by: Dimension) {
  const [{ rows, totals, unattributed }, coverage] = await Promise.all([
    countFigures(database, question, by),
    measureCoverage(database, question),
  ])
  const { currency } = question.shop
  return {
    ...showQuestion(question),
    by,
    model: 'last-touch',
    uniqueMeans: 'visitors per day, summed over the days',
    rows: listRows(rows, by).map((one) => ({ key: one.key, label: one.label, ...showFigures(one, currency) })),
    totals: showFigures(totals, currency),
    unattributed: showSales(unattributed, currency),
    shopTotals: showSales(sumFigures([totals, unattributed]), currency),
    coverage,
    levels: fillLevels(totals, currency),
  }
}

/**
 * Rows with clicks, orders or leads: a basket alone, or a buyer whose click has been pruned, makes none.
 * Days as the calendar has them; the rest by net revenue, orders and human clicks, the most first.
 */
export function listRows(all: readonly Figures[], by: Dimension): Figures[] {
  const rows = all.filter(({ raw, purchase, lead }) => raw > 0 || purchase > 0 || lead > 0)
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
    cost: null,
    costPerOrder: null,
    profit: null,
    roi: null,
  }
}

function showSales(counted: Figures, currency: string) {
  const { lead, purchase, verifiedOrders, gross, refunded, valuedOrders } = counted
  return {
    leads: lead,
    orders: purchase,
    verifiedOrders,
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
