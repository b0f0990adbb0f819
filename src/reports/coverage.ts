import { sources, trust, verifiedTrust } from '../conversions/trust.ts'
import { showMoney } from '../shops/money.ts'
import { wilson, type Interval } from '../statistics/interval.ts'
import type { Database } from '../storage/database.ts'
import { readSurvival } from '../visits/store.ts'
import { groupClicks, groupOrders, showSurvival } from './coverage-agents.ts'
import {
  correctCredited,
  countLists,
  estimateOrders,
  showClasses,
  showDays,
  showLists,
  showSources,
} from './coverage-lists.ts'
import {
  type EvidenceRow,
  readClickAgents,
  readEvidence,
  readFirstDays,
  readOrderAgents,
  readOrderDays,
  readSources,
} from './coverage-store.ts'
import { assumptions, formulas } from './coverage-words.ts'
import { type Question, showQuestion } from './question.ts'
import { type LostRefundRow, readLostRefunds } from './store.ts'

/** How much of the truth we saw. A part is null while nothing is known of it. */
export type Coverage = {
  /** Of the verified orders, the share that a browser told of too (pixel or script), with its 95 % interval. */
  readonly orders: Interval | null
  /** Of all orders, the share credited to a link, by its click or told by hand, with its 95 % interval. */
  readonly links: Interval | null
  /** Of all orders, the share whose best source was this one, the most trusted last. */
  readonly trust: readonly { readonly source: string; readonly orders: number; readonly share: number }[] | null
  /** Refunds of the period whose order was never told: they are in no other figure. Amounts as decimal text. */
  readonly refundsWithoutOrder: {
    readonly count: number
    readonly amounts: readonly { readonly currency: string; readonly value: string }[]
  }
}

export async function measureCoverage(database: Database, question: Question): Promise<Coverage> {
  return judgeCoverage(...(await readInputs(database, question)))
}

/** The same with what it was worked out from, for who wants to check it, and what else says how right the numbers are. */
export async function explainCoverage(database: Database, question: Question) {
  const [[rows, lost], days, told, firstDays, orderAgents, clickAgents, survival] = await Promise.all([
    readInputs(database, question),
    readOrderDays(database, question),
    readSources(database, question),
    readFirstDays(database, question),
    readOrderAgents(database, question),
    readClickAgents(database, question),
    readSurvival(database, { shop: question.shop.number, from: question.from, to: question.to }),
  ])
  const lists = countLists(days)
  return {
    ...showQuestion(question),
    coverage: judgeCoverage(rows, lost),
    inputs: countInputs(rows),
    classes: showClasses(lists),
    sources: showSources(told, lists.orders),
    lists: showLists(lists, firstDays),
    estimate: estimateOrders(lists),
    credited: correctCredited(lists),
    agents: groupOrders(orderAgents),
    clickIds: { ...showSurvival(survival), agents: groupClicks(clickAgents) },
    disagreements: { orders: lists.disagreeing },
    days: showDays(days),
    assumptions,
    formulas,
  }
}

function readInputs(database: Database, question: Question): Promise<[EvidenceRow[], LostRefundRow[]]> {
  return Promise.all([readEvidence(database, question), readLostRefunds(database, question)])
}

function judgeCoverage(rows: readonly EvidenceRow[], lost: readonly LostRefundRow[]): Coverage {
  const { orders, verifiedOrders, verifiedSeenByBrowser, creditedOrders } = countInputs(rows)
  return {
    orders: verifiedOrders === 0 ? null : wilson(verifiedSeenByBrowser, verifiedOrders),
    links: orders === 0 ? null : wilson(creditedOrders, orders),
    trust: orders === 0 ? null : rows.map((row) => showTrust(row, orders)),
    refundsWithoutOrder: {
      count: lost.reduce((total, { refunds }) => total + refunds, 0),
      amounts: lost.map(({ currency, value }) => ({ currency, value: showMoney(value, currency) })),
    },
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
