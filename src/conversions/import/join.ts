import { parseMoney, showMoney } from '../../shops/money.ts'
import type { OrderImportSummary } from './outcome.ts'

/** What two calls for one file came to, as one. */
export function joinSummaries(one: OrderImportSummary, other: OrderImportSummary): OrderImportSummary {
  const sum = (name: (typeof counts)[number]) => one[name] + other[name]
  return {
    ...{ dryRun: one.dryRun, layout: one.layout },
    ...{ orders: sum('orders'), stored: sum('stored'), merged: sum('merged'), duplicate: sum('duplicate') },
    ...{ skipped: sum('skipped'), refused: sum('refused'), refunds: sum('refunds') },
    period: joinPeriods(one.period, other.period),
    unseen: joinSums(one.unseen, other.unseen),
    lacking: joinSums(one.lacking, other.lacking),
    ...{ differing: sum('differing'), changed: sum('changed') },
  }
}

const counts = [
  ...(['orders', 'stored', 'merged', 'duplicate', 'skipped', 'refused', 'refunds', 'differing', 'changed'] as const),
] as const

type Period = OrderImportSummary['period']

function joinPeriods(one: Period, other: Period): Period {
  if (!one || !other) return one ?? other
  return { from: one.from < other.from ? one.from : other.from, to: one.to > other.to ? one.to : other.to }
}

type Sum = OrderImportSummary['unseen']

function joinSums(one: Sum, other: Sum): Sum {
  const minor = new Map<string, number>()
  for (const { value, currency } of [...one.amounts, ...other.amounts]) {
    const amount = parseMoney(value, currency)
    if (amount.ok) minor.set(currency, (minor.get(currency) ?? 0) + amount.minor)
  }
  const inOrder = [...minor].toSorted(([a], [b]) => a.localeCompare(b))
  const amounts = inOrder.map(([currency, sum]) => ({ currency, value: showMoney(sum, currency) }))
  return { orders: one.orders + other.orders, amounts }
}
