import type { Report, ReportRow } from './report-table.ts'
import { sayCount } from './view-words.ts'

type Rows = readonly ReportRow[]
type Shown = { readonly before: Rows; readonly shown: Rows; readonly after: Rows }

/** At most `most` rows that a reader looks for first: the newest days, else the first rows; and what stands before and after them. */
export function showRows(rows: Rows, by: Report['by'], most: number): Shown {
  if (by !== 'day') return { before: [], shown: rows.slice(0, most), after: rows.slice(most) }
  const start = Math.max(0, rows.length - most)
  return { before: rows.slice(0, start), shown: rows.slice(start), after: [] }
}

/** `65 earlier days`, `115 more rows`. */
export function sayRest(count: number, by: Report['by']): string {
  const [kind, one] = by === 'day' ? ['earlier', 'day'] : ['more', 'row']
  return `${sayCount(count)} ${kind} ${one}${count === 1 ? '' : 's'}`
}
