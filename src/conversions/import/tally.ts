import { showMoney } from '../../shops/money.ts'
import type { OrderImportSummary, OrderOutcome } from './outcome.ts'

/** Minor units by currency. */
type Amounts = Map<string, number>

/** Counts outcomes as they come; times in UTC milliseconds. */
export function createTally(dryRun: boolean, layout: string) {
  const counts = { orders: 0, stored: 0, merged: 0, duplicate: 0, skipped: 0, refused: 0, refunds: 0, differing: 0 }
  const unseen = { orders: 0, amounts: new Map<string, number>() }
  const lacking = { orders: 0, amounts: new Map<string, number>() }
  let period: { readonly from: number; readonly to: number } | undefined
  return {
    /** `minor`: the order's amount; `at`: its time. */
    add(
      outcome: OrderOutcome,
      { minor, at, refunds }: { readonly minor: number; readonly at: number | null; readonly refunds: number },
    ) {
      if (outcome.outcome === 'lacking') {
        addTo(lacking, outcome.ours?.currency, minor)
        return
      }
      counts.orders++
      counts[outcome.outcome]++
      counts.refunds += refunds
      if (outcome.difference !== null) counts.differing++
      if (outcome.outcome === 'stored' && !outcome.isTest) addTo(unseen, outcome.inFile?.currency, minor)
      if (at !== null) period = { from: Math.min(period?.from ?? at, at), to: Math.max(period?.to ?? at, at) }
    },
    get period() {
      return period
    },
    summary(): OrderImportSummary {
      const { differing, ...rest } = counts
      return {
        ...{ dryRun, layout, ...rest },
        period: period ? { from: new Date(period.from).toISOString(), to: new Date(period.to).toISOString() } : null,
        ...{ unseen: show(unseen), lacking: show(lacking), differing },
      }
    },
  }
}

type Sum = { orders: number; readonly amounts: Amounts }

function addTo(sum: Sum, currency: string | undefined, minor: number): void {
  sum.orders++
  if (currency !== undefined) sum.amounts.set(currency, (sum.amounts.get(currency) ?? 0) + minor)
}

function show({ orders, amounts }: Sum) {
  const inOrder = [...amounts].toSorted(([a], [b]) => a.localeCompare(b))
  return { orders, amounts: inOrder.map(([currency, minor]) => ({ currency, value: showMoney(minor, currency) })) }
}
