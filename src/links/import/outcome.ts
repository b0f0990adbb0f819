import { csvRow } from '../../http/lines.ts'

/** What became of a row, or would become of it. */
export const outcomeKinds = ['created', 'unchanged', 'slug-taken', 'invalid'] as const
export type OutcomeKind = (typeof outcomeKinds)[number]

/**
 * `row`: counted from 1 without the header; `line`: where it begins in the file. `linkId`: the link that was made, that was
 * made before, or that has the slug. `shortUrl`: null where nothing stands there, and in a dry run for a slug still to be made.
 */
export type Outcome = {
  readonly row: number
  readonly line: number
  readonly outcome: OutcomeKind
  readonly shortUrl: string | null
  readonly linkId: string | null
  /** With the column of the file that says it, null where none does. */
  readonly errors: readonly { readonly field: string; readonly column: string | null; readonly detail: string }[]
  /** What was taken otherwise than the file has it. */
  readonly notes: readonly string[]
}

export type ImportSummary = {
  readonly dryRun: boolean
  readonly layout: string
  readonly rows: number
  readonly created: number
  readonly unchanged: number
  readonly slugTaken: number
  readonly invalid: number
}

export const outcomeColumns = ['row', 'line', 'outcome', 'shortUrl', 'linkId', 'column', 'detail', 'notes'] as const

/** An outcome as a row of CSV, in the order of `outcomeColumns`. */
export function outcomeRow({ row, line, outcome, shortUrl, linkId, errors, notes }: Outcome): string {
  const columns = errors.map(({ field, column }) => column ?? field).join('; ')
  return csvRow([row, line, outcome, shortUrl, linkId, columns, errors.map(tellError).join(' '), notes.join(' ')])
}

/** One sentence: what is wrong, and what to do. `is missing` and `must be …` go on from the name. */
export function tellError({ field, column, detail }: Outcome['errors'][number]): string {
  if (field === '') return detail
  const name = column === null || column.toLowerCase() === field.toLowerCase() ? field : `${field} (${column})`
  return tellOf(name, detail)
}

/** What is wrong with a field, said of its name. */
export function tellOf(name: string, detail: string): string {
  return /^\p{Ll}/u.test(detail) ? `${name} ${detail}` : `${name}: ${detail}`
}

export function summarise(before: ImportSummary, outcomes: readonly Outcome[]): ImportSummary {
  const count = (kind: OutcomeKind) => outcomes.filter(({ outcome }) => outcome === kind).length
  return {
    ...before,
    rows: before.rows + outcomes.length,
    created: before.created + count('created'),
    unchanged: before.unchanged + count('unchanged'),
    slugTaken: before.slugTaken + count('slug-taken'),
    invalid: before.invalid + count('invalid'),
  }
}
