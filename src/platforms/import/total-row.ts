import { plainText, readNumber } from './cell.ts'
import { isSummable } from './judge-number.ts'
import { isFileField } from './layout.ts'
import type { PlanOrder } from './file-plan.ts'
import type { FileTable } from './read-table.ts'

/**
 * The place of the row that sums all others, among those of `rows`, where its numbers alone tell: it is the first or the last,
 * equals their sum in every column that adds up, and has no name, post or day of its own. Null where none is.
 */
export function findSumRow(table: FileTable, rows: readonly number[], order: PlanOrder): number | null {
  const summed = columnsThatAddUp(table, order)
  const ends = new Set([rows[0], rows.at(-1)])
  for (const at of ends) {
    if (at === undefined || rows.length < 2) continue
    const others = rows.filter((row) => row !== at)
    const equal = countEqual(table, { at, others, summed })
    if (equal === 0) continue
    if (lacksItsName(table, at, others) || (equal > 1 && others.length > 1 && hasNothingOwn(table, at, others)))
      return at
  }
  return null
}

/** How many people were reached doesn't add up, nor do rates and what there is on a day. */
function columnsThatAddUp({ meanings }: FileTable, { metrics }: PlanOrder): Summed[] {
  return [...meanings].flatMap(([at, { holds }]) => {
    const metric = metrics.get(holds)
    const addsUp = metric && isSummable(metric) && holds !== 'reach'
    return addsUp ? [{ at, isWhole: metric.unit === 'count' }] : []
  })
}

type Summed = { readonly at: number; readonly isWhole: boolean }
type Candidate = { readonly at: number; readonly others: readonly number[]; readonly summed: readonly Summed[] }

/** In how many columns the row is the others' sum, each amount rounded to a hundredth; 0 where it isn't in one of them. */
function countEqual({ rows, decimals }: FileTable, { at, others, summed }: Candidate): number {
  let equal = 0
  for (const { at: column, isWhole } of summed) {
    const numberOf = (row: number) => {
      const read = readNumber(rows[row]?.[column] ?? '', { decimals, isWhole })
      return read.kind === 'number' ? read.value : null
    }
    const said = numberOf(at)
    if (said === null) continue
    const sum = others.reduce((total, row) => total + (numberOf(row) ?? 0), 0)
    if (Math.abs(said - sum) > (isWhole ? 0.5 : 0.006 * (others.length + 1))) return 0
    if (said !== 0) equal++
  }
  return equal
}

/** A column of words is blank here and filled in every other row. */
function lacksItsName({ header, rows, meanings }: FileTable, at: number, others: readonly number[]): boolean {
  return header.some((_, column) => {
    const holds = meanings.get(column)?.holds
    if (holds !== undefined && (!isFileField(holds) || holds === 'from' || holds === 'to')) return false
    const text = (row: number) => blankOrText(rows[row]?.[column] ?? '')
    return text(at) === '' && others.every((row) => text(row) !== '' && (holds !== undefined || !isNumber(text(row))))
  })
}

const ownFields: ReadonlySet<string> = new Set(['day', 'ad', 'ad-id', 'title', 'url', 'post-id', 'published'])

/** It names no post, ad or day, and its days are those of all others. */
function hasNothingOwn({ rows, meanings }: FileTable, at: number, others: readonly number[]): boolean {
  return [...meanings].every(([column, { holds }]) => {
    const text = (row: number) => blankOrText(rows[row]?.[column] ?? '')
    if (ownFields.has(holds)) return text(at) === ''
    return (holds !== 'from' && holds !== 'to') || others.some((row) => text(row) === text(at)) || text(at) === ''
  })
}

function blankOrText(cell: string): string {
  const text = plainText(cell)
  return /^[-–—]+$/.test(text) ? '' : text
}

function isNumber(text: string): boolean {
  return /^[-\d.,\s%]+$/.test(text)
}
