import { badField } from '../../http/problem.ts'
import type { Channel } from '../../links/channel.ts'
import { type Decimals, guessDecimals, plainName, plainText } from './cell.ts'
import { type DateOrder, findDateOrder } from './file-day.ts'
import {
  type FileLanguage,
  isFileField,
  type LayoutColumn,
  type Meaning,
  type PlatformLayout,
  recogniseHeader,
} from './layout.ts'
import { platformLayouts } from './layouts/all.ts'
import type { Sheet } from './xls.ts'

/** How a shop said that a file's columns are to be read; remembered by their names. */
export type Mapping = {
  readonly channel: Channel | null
  /** By the column's name as it stands in the file. */
  readonly columns: Readonly<Record<string, Meaning>>
  readonly dateOrder: DateOrder | null
}

/** A table whose header was found. `line`: of the first row under the header, from 1. */
export type FileTable = {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly line: number
  readonly layout: PlatformLayout | undefined
  readonly language: FileLanguage | undefined
  /** By the column's place. */
  readonly meanings: ReadonlyMap<number, LayoutColumn>
  readonly decimals: Decimals
  /** Its numbers are of ads, also where a row names none. */
  readonly isOfAds: boolean
  /** `either`: the dates don't tell, and must be asked. Null where no date is all digits. */
  readonly dateOrder: DateOrder | 'either' | null
}

/** The table of a file that can be read: that with known columns, else the largest. @throws Problem 400 where there is none */
export function readTable(sheets: readonly Sheet[]): FileTable {
  const known = sheets.flatMap((sheet) => findKnown(sheet) ?? [])
  const [best] = known.toSorted((a, b) => b.meanings.size - a.meanings.size || b.rows.length - a.rows.length)
  if (best) return best
  const [largest] = sheets.map(findUnknown).toSorted((a, b) => b.rows.length - a.rows.length)
  if (!largest || largest.header.length === 0 || largest.rows.length === 0)
    throw badField('', 'There is no table in this file: a line of column names with lines of numbers below it.')
  return largest
}

/** The table as a mapping reads it. */
export function applyMapping(table: FileTable, mapping: Mapping): FileTable {
  const meanings = new Map<number, LayoutColumn>()
  for (const [at, name] of table.header.entries()) {
    const holds = mapping.columns[name]
    if (holds !== undefined && holds !== '') meanings.set(at, { holds, names: {} })
  }
  const isOfAds = table.isOfAds || tellsAds(meanings.values())
  const dateOrder =
    table.dateOrder === 'either' ? (mapping.dateOrder ?? dateOrderOf(table, meanings)) : dateOrderOf(table, meanings)
  return { ...table, layout: undefined, language: undefined, meanings, isOfAds, dateOrder }
}

/** What a header is known by again: its names, whatever the case, the currency and the order. */
export async function fingerprintOf(header: readonly string[]): Promise<string> {
  const names = header.map(plainName).toSorted().join('\n')
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(names))
  return [...new Uint8Array(hash).subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Lines of words may stand above the header. */
const mostLinesAbove = 15

function findKnown({ rows }: Sheet): FileTable | undefined {
  const heads = rows.slice(0, mostLinesAbove).flatMap((row, at) => {
    const recognised = recogniseHeader(row, platformLayouts)
    return recognised ? [{ at, recognised }] : []
  })
  const [best] = heads.toSorted((a, b) => b.recognised.meanings.size - a.recognised.meanings.size)
  if (!best) return undefined
  const { layout, language, meanings } = best.recognised
  return tableFrom(rows, best.at, { layout, language, meanings })
}

/** The first line that is as wide as the table mostly is, and has no number. */
function findUnknown({ rows }: Sheet): FileTable {
  const widths = rows.map((row) => row.filter((cell) => cell.trim() !== '').length)
  const widest = Math.max(0, ...widths)
  const at = widths
    .slice(0, mostLinesAbove)
    .findIndex((width, index) => width * 2 > widest && !hasNumber(rows[index] ?? []))
  const head = Math.max(0, at)
  const day = (rows[head] ?? []).findIndex((name) => dayNames.has(plainName(name)))
  const meanings = new Map(day < 0 ? [] : [[day, { holds: 'day', names: {} }] as const])
  return tableFrom(rows, head, { layout: undefined, language: undefined, meanings })
}

/** A column of days in a file that isn't known otherwise, in the languages that platforms' dates are read in. */
const dayNames: ReadonlySet<string> = new Set('date day dato dag datum dzień data วัน วันที่'.split(' ').map(plainName))

function hasNumber(row: readonly string[]): boolean {
  return row.some((cell) => /^-?[\d.,]+%?$/.test(plainText(cell)))
}

type Known = Pick<FileTable, 'layout' | 'language' | 'meanings'>

function tableFrom(all: readonly (readonly string[])[], head: number, known: Known): FileTable {
  const header = (all[head] ?? []).map((name) => name.trim())
  const rows = all.slice(head + 1)
  const table = { header, rows, line: head + 2, ...known }
  const cells = rows.slice(0, 500).flat()
  const decimals = guessDecimals(cells, known.language && commaLanguages.has(known.language) ? 'comma' : 'point')
  const isOfAds = tellsAds(known.layout?.columns ?? [])
  return { ...table, decimals, isOfAds, dateOrder: dateOrderOf(table, known.meanings) }
}

const ofAds: ReadonlySet<string> = new Set(['ad', 'ad-id', 'spend'])

function tellsAds(columns: Iterable<LayoutColumn>): boolean {
  return [...columns].some(({ holds }) => ofAds.has(holds))
}

const commaLanguages: ReadonlySet<FileLanguage> = new Set(['no', 'pl', 'de'])
const dateFields: ReadonlySet<string> = new Set(['day', 'from', 'to', 'published'])

/** By all dates of the file; where none tells, by the language, and in English nobody knows. */
function dateOrderOf(
  { rows, language, header }: Pick<FileTable, 'rows' | 'language' | 'header'>,
  meanings: FileTable['meanings'],
): FileTable['dateOrder'] {
  const columns = [...meanings].flatMap(([at, { holds }]) => (isFileField(holds) && dateFields.has(holds) ? [at] : []))
  const asked = columns.length > 0 ? columns : header.map((_, at) => at)
  const found = findDateOrder(rows.flatMap((row) => asked.map((at) => row[at] ?? '')))
  return found === 'either' && language !== undefined && language !== 'en' ? 'day-first' : found
}
