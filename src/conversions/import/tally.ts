import { showMoney } from '../../shops/money.ts'
import type { OrderImportSummary, OrderOutcome } from './outcome.ts'

/** Minor units by currency. */
type Amounts = Map<string, number>

/** Counts outcomes as they come; times in UTC milliseconds. */
export function createTally(dryRun: boolean, layout: string) {
  const counts = {
    orders: 0,
    stored: 0,
    merged: 0,
    duplicate: 0,
    skipped: 0,
    refused: 0,
    refunds: 0,
    differing: 0,
    changed: 0,
  }
  const unseen = { orders: 0, amounts: new Map<string, number>() }
  const lacking = { orders: 0, amounts: new Map<string, number>() }
  let [period, covered]: [Span | undefined, Span | undefined] = [undefined, undefined]
  return {
    add(outcome: OrderOutcome, { minor, span, refunds }: OrderFigures) {
      if (outcome.outcome === 'lacking') {
        addTo(lacking, outcome.ours?.currency, minor)
        return
      }
      counts.orders++
      counts[outcome.outcome]++
      counts.refunds += refunds
      if (outcome.difference !== null) counts.differing++
      if (outcome.isChanged) counts.changed++
      if (outcome.outcome === 'stored' && !outcome.isTest) addTo(unseen, outcome.inFile?.currency, minor)
      if (span === null) return
      period = widen(period, { from: span.at, to: span.at })
      covered = widen(covered, span)
    },
    /** Widens that to an order that isn't counted here. */
    cover(span: Span) {
      covered = widen(covered, span)
    },
    /** From the first to the last order; where only days are told, the whole of these. */
    get covered() {
      return covered
    },
    summary(): OrderImportSummary {
      const { differing, changed, ...rest } = counts
      return {
        ...{ dryRun, layout, ...rest },
        period: period ? { from: new Date(period.from).toISOString(), to: new Date(period.to).toISOString() } : null,
        ...{ unseen: show(unseen), lacking: show(lacking), differing, changed },
      }
    },
  }
}

/** What of an order is added up: its amount; its time and the time that it may be of; and how many new refunds. */
export type OrderFigures = {
  readonly minor: number
  readonly span: (Span & { readonly at: number }) | null
  readonly refunds: number
}

type Span = { readonly from: number; readonly to: number }

function widen(one: Span | undefined, { from, to }: Span): Span {
  return { from: Math.min(one?.from ?? from, from), to: Math.max(one?.to ?? to, to) }
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
