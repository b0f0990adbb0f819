import { csvRow } from '../../http/lines.ts'
import { tellOf } from '../../links/import/outcome.ts'

/** What became of an order, or would; `lacking`: it isn't in the file, and we have it in the file's time. */
export const orderOutcomes = ['stored', 'merged', 'duplicate', 'skipped', 'refused', 'lacking'] as const
export type OrderOutcomeKind = (typeof orderOutcomes)[number]

/** Why an order of the file isn't counted. */
export const skipReasons = ['unpaid', 'cancelled', 'repeated', 'erased'] as const
export type SkipReason = (typeof skipReasons)[number]

/** How what we had differs from the file: another amount, or it counts here and isn't paid there. */
export type Difference = 'amount' | 'unpaid'

type TextMoney = { readonly value: string; readonly currency: string }

/** `row` and `line`: of the order's first row, null for what the file lacks. */
export type OrderOutcome = {
  readonly row: number | null
  readonly line: number | null
  readonly orderId: string | null
  readonly outcome: OrderOutcomeKind
  readonly why: SkipReason | null
  /** As the file has it. */
  readonly inFile: TextMoney | null
  /** As we had it before. */
  readonly ours: TextMoney | null
  readonly difference: Difference | null
  readonly isTest: boolean
  readonly refund: string | null
  readonly conversionId: string | null
  readonly errors: readonly { readonly field: string; readonly column: string | null; readonly detail: string }[]
}

type Sum = { readonly orders: number; readonly amounts: readonly TextMoney[] }

export type OrderImportSummary = {
  readonly dryRun: boolean
  readonly layout: string
  readonly orders: number
  readonly stored: number
  readonly merged: number
  readonly duplicate: number
  readonly skipped: number
  readonly refused: number
  /** Refunds that were new. */
  readonly refunds: number
  /** First and last order of the file, ISO 8601. */
  readonly period: { readonly from: string; readonly to: string } | null
  /** Orders of the file that we hadn't seen. */
  readonly unseen: Sum
  /** Orders that we have in the file's time, and the file lacks. */
  readonly lacking: Sum
  /** Orders whose amount differs, or that count here and aren't paid there. */
  readonly differing: number
}

export const orderOutcomeColumns = [
  ...['row', 'line', 'orderId', 'outcome', 'why', 'value', 'currency', 'ours', 'oursCurrency', 'difference', 'test'],
  ...['refund', 'conversionId', 'column', 'detail'],
] as const

/** An outcome as a row of CSV, in the order of `orderOutcomeColumns`. */
export function orderOutcomeRow(one: OrderOutcome): string {
  const { row, line, orderId, outcome, why, inFile, ours, difference, isTest, refund, conversionId, errors } = one
  return csvRow([
    ...[row, line, orderId, outcome, why, inFile?.value ?? null, inFile?.currency ?? null],
    ...[ours?.value ?? null, ours?.currency ?? null, difference, isTest ? 'test' : null, refund, conversionId],
    ...[errors.map(({ field, column }) => column ?? field).join('; '), errors.map(tellOrderError).join(' ')],
  ])
}

/** One sentence: what is wrong, and what to do. */
export function tellOrderError({ field, column, detail }: OrderOutcome['errors'][number]): string {
  if (field === '') return detail
  const name = column === null || column.toLowerCase() === field.toLowerCase() ? field : `${field} (${column})`
  return tellOf(name, detail)
}
