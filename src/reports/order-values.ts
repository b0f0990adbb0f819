import { digitsOf, showMoney } from '../shops/money.ts'
import { wilson } from '../statistics/interval.ts'
import type { Database } from '../storage/database.ts'
import { labelOf } from './figures.ts'
import { type AmountRow, readAmounts } from './order-values-store.ts'
import { quartilesOf } from './quartiles.ts'
import { type Question, showQuestion } from './question.ts'

/**
 * How large orders are by channel, beside the rest of the shop: median and quartiles, and how many reach an amount and how
 * many stay within a fifth below it, as for free shipping above it. Without one (minor units) the next round amount from the median up.
 */
export async function spreadOrderValues(database: Database, question: Question, told: number | undefined) {
  const rows = await readAmounts(database, question)
  const { currency } = question.shop
  const all = quartilesOf(talliesOf(rows))
  const above = told ?? (all ? roundUp(all.median, currency) : null)
  const channels = [...new Set(rows.flatMap(({ channel }) => channel ?? []))]
  const show = (of: readonly AmountRow[]) => showValues(of, above, currency)
  return {
    ...showQuestion(question),
    above: above === null ? null : showMoney(above, currency),
    isAboveTold: told !== undefined,
    all: show(rows),
    ours: show(rows.filter(({ channel }) => channel !== null)),
    // Narrowed to some posts, the rest of the shop isn't asked for.
    rest: (question.filters ?? []).length === 0 ? show(rows.filter(({ channel }) => channel === null)) : null,
    channels: channels
      .map((key) => ({
        key,
        label: labelOf('channel', key),
        ...show(rows.filter(({ channel }) => channel === key)),
      }))
      .toSorted((a, b) => b.orders - a.orders || (a.key < b.key ? -1 : 1)),
  }
}

function showValues(rows: readonly AmountRow[], above: number | null, currency: string) {
  const orders = rows.reduce((sum, row) => sum + row.orders, 0)
  const tallies = talliesOf(rows)
  const valued = tallies.reduce((sum, { times }) => sum + times, 0)
  const quartiles = quartilesOf(tallies)
  const money = (minor: number | null) => (minor === null ? null : showMoney(minor, currency))
  const count = (isOne: (amount: number) => boolean) =>
    tallies.reduce((sum, { value, times }) => sum + (isOne(value) ? times : 0), 0)
  const shareOf = (part: number) => (valued === 0 ? null : wilson(part, valued))
  return {
    orders,
    /** With an amount in the shop's currency. */
    valued,
    median: quartiles && {
      value: money(quartiles.median),
      low: money(quartiles.low),
      high: money(quartiles.high),
    },
    lowerQuartile: quartiles && money(quartiles.lowerQuartile),
    upperQuartile: quartiles && money(quartiles.upperQuartile),
    above: above === null ? null : shareOf(count((amount) => amount >= above)),
    justBelow: above === null ? null : shareOf(count((amount) => amount < above && amount >= above * 0.8)),
    whyNot: quartiles ? null : orders === 0 ? ('no-orders' as const) : ('few-orders' as const),
  }
}

function talliesOf(rows: readonly AmountRow[]) {
  return rows.flatMap(({ amount, orders }) => (amount === null ? [] : [{ value: amount, times: orders }]))
}

/** The next of 1, 2, 3, 5 and 7.5 × a power of ten in whole units: 449.50 → 500. */
function roundUp(minor: number, currency: string): number {
  const unit = 10 ** (digitsOf(currency) ?? 2)
  const units = Math.max(1, minor / unit)
  const power = 10 ** Math.floor(Math.log10(units))
  const steps = power > 1 ? [1, 2, 3, 5, 7.5, 10] : [1, 2, 3, 5, 8, 10]
  const step = steps.find((one) => one * power >= units) ?? 10
  return step * power * unit
}
