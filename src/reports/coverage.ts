import { showDay } from '../shops/calendar.ts'
import { sources, trust, verifiedTrust } from '../conversions/trust.ts'
import { wilson, type Interval } from '../statistics/interval.ts'
import type { Database } from '../storage/database.ts'
import type { Question } from './question.ts'
import { type EvidenceRow, readEvidence } from './store.ts'

/** How much of the truth we saw. A part is null while nothing is known of it. */
export type Coverage = {
  /** Of the verified orders, the share that a browser told of too (pixel or script), with its 95 % interval. */
  readonly orders: Interval | null
  /** Of all orders, the share credited to a link, by its click or told by hand, with its 95 % interval. */
  readonly links: Interval | null
  /** Of all orders, the share whose best source was this one, the most trusted last. */
  readonly trust: readonly { readonly source: string; readonly orders: number; readonly share: number }[] | null
}

export async function measureCoverage(database: Database, question: Question): Promise<Coverage> {
  return judgeCoverage(await readEvidence(database, question))
}

/** The same with what it was worked out from, for who wants to check it. */
export async function explainCoverage(database: Database, question: Question) {
  const rows = await readEvidence(database, question)
  const { shop, from, to, windowDays } = question
  return {
    from: showDay(from),
    to: showDay(to),
    timeZone: shop.timeZone,
    windowDays,
    coverage: judgeCoverage(rows),
    inputs: countInputs(rows),
    formulas: {
      orders: 'verified orders also told by pixel or script ÷ verified orders; Wilson 95 %',
      links: 'orders credited to a link within the window ÷ all orders; Wilson 95 %',
      trust: 'orders by their most trusted source ÷ all orders',
    },
  }
}

function judgeCoverage(rows: readonly EvidenceRow[]): Coverage {
  const { orders, verifiedOrders, verifiedSeenByBrowser, creditedOrders } = countInputs(rows)
  return {
    orders: verifiedOrders === 0 ? null : wilson(verifiedSeenByBrowser, verifiedOrders),
    links: orders === 0 ? null : wilson(creditedOrders, orders),
    trust: orders === 0 ? null : rows.map((row) => showTrust(row, orders)),
  }
}

function countInputs(rows: readonly EvidenceRow[]) {
  const verified = rows.filter((row) => row.trust >= verifiedTrust)
  return {
    orders: sum(rows, ({ orders }) => orders),
    verifiedOrders: sum(verified, ({ orders }) => orders),
    verifiedSeenByBrowser: sum(verified, (row) => row.seen_by_browser),
    creditedOrders: sum(rows, ({ touched }) => touched),
  }
}

function showTrust(row: EvidenceRow, all: number) {
  const source = sources.find((one) => trust[one] === row.trust) ?? 'unknown'
  return { source, orders: row.orders, share: row.orders / all }
}

function sum(rows: readonly EvidenceRow[], count: (row: EvidenceRow) => number): number {
  return rows.reduce((total, row) => total + count(row), 0)
}
