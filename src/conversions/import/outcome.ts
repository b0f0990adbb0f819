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
  /** Whether the file's amount takes the place of ours; else ours stays, as the shop system itself told it. */
  readonly isChanged: boolean
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
  /** Of these, those whose amount becomes the file's. */
  readonly changed: number
}

export const orderOutcomeColumns = [
  ...[
    'row',
    'line',
    'orderId',
    'outcome',
    'why',
    'value',
    'currency',
    'ours',
    'oursCurrency',
    'difference',
    'changed',
    'test',
  ],
  ...['refund', 'conversionId', 'column', 'detail'],
] as const

/** An outcome as a row of CSV, in the order of `orderOutcomeColumns`. */
export function orderOutcomeRow(one: OrderOutcome, place: Place = 'api'): string {
  const {
    row,
    line,
    orderId,
    outcome,
    why,
    inFile,
    ours,
    difference,
    isChanged,
    isTest,
    refund,
    conversionId,
    errors,
  } = one
  return csvRow([
    ...[row, line, orderId, outcome, why, inFile?.value ?? null, inFile?.currency ?? null],
    ...[
      ours?.value ?? null,
      ours?.currency ?? null,
      difference,
      isChanged ? 'changed' : null,
      isTest ? 'test' : null,
      refund,
      conversionId,
    ],
    ...[
      errors.map(({ field, column }) => column ?? field).join('; '),
      errors.map((error) => tellOrderError(error, place)).join(' '),
    ],
  ])
}

/** Where a remedy is read: there the same wish goes by another name. */
type Place = 'api' | 'cli' | 'page'

/** One sentence: what is wrong, and what to do. */
export function tellOrderError(error: OrderOutcome['errors'][number], place: Place = 'api'): string {
  const { field, column } = error
  const detail = renames[place].reduce((text, [name, other]) => text.replace(name, other), error.detail)
  if (field === '') return detail
  const name = column === null || column.toLowerCase() === field.toLowerCase() ? field : `${field} (${column})`
  return tellOf(name, detail)
}

/** How the API's wishes are said elsewhere; their texts stand in order.ts, moment.ts and shops/amount.ts. */
const renames: Readonly<Record<Place, readonly (readonly [RegExp, string])[]>> = {
  api: [],
  cli: [
    [/\bdecimals=point or decimals=comma\.$/, '--decimals point or --decimals comma.'],
    [/\bdates=day-first or dates=month-first\.$/, '--dates day-first or --dates month-first.'],
    [/: say what it means, status=(.+)=paid \(/, ': say what it means, --status "$1=paid" ('],
    [/\bwith map status=\.$/, 'with --map status=.'],
    [/\bcurrency=COLUMN\.$/, '--map currency=COLUMN.'],
  ],
  page: [
    [/, decimals=point or decimals=comma\.$/, ', above under “Amounts”.'],
    [/: say dates=day-first or dates=month-first\.$/, ': say which, above under “Days such as 11/12/2026”.'],
    [/: say what it means, status=(.+)=paid \(/, ': say what it means, above under “Statuses of your own”: $1=paid ('],
    [/, or leave the column out with map status=\.$/, ', or let the column of the status hold nothing.'],
    [/Name the column with its code, such as currency=COLUMN\.$/, 'Choose above which column holds its code.'],
  ],
}
