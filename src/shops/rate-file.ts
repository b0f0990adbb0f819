import { Problem } from '../http/problem.ts'
import { isZip, unzip } from '../http/unzip.ts'
import { dayMs, parseDay, showDay } from './calendar.ts'
import { digitsOf } from './money.ts'
import type { Rate } from './rate.ts'

/** `leftOut`: rates older than are kept. `faults` name the line, most of them first; nothing of such a file is taken. */
export type RateFile =
  | { readonly ok: true; readonly rates: readonly Rate[]; readonly leftOut: number }
  | { readonly ok: false; readonly faults: readonly string[] }

/** Older days are left out: nobody has orders of them, and a Worker's free plan takes 100,000 rows a day. */
const mostYears = 10

/**
 * Reads what the European Central Bank offers (eurofxref-hist.csv, eurofxref.csv, either as .zip, or the XML files), or a
 * file of one's own with the columns date, currency, per_euro. Cells that say N/A, and currencies that no longer are, are
 * passed over. `now`: UTC milliseconds.
 */
export async function readRateFile(bytes: Uint8Array<ArrayBuffer>, now: number): Promise<RateFile> {
  try {
    const plain = isZip(bytes) ? await unpack(bytes) : bytes
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(plain)
    return judge(/^\s*</.test(text) ? readXml(text) : readCsv(text), now)
  } catch (error) {
    if (error instanceof Problem) return { ok: false, faults: error.errors.map(({ detail }) => detail) }
    if (error instanceof TypeError) return { ok: false, faults: ['The file isn’t text: send the CSV, XML or its zip.'] }
    throw error
  }
}

/** The bank's whole history has 2 MB. */
const mostBytes = 12 * 1024 * 1024
const mostColumns = 200

async function unpack(bytes: Uint8Array): Promise<Uint8Array> {
  const [file] = await unzip(bytes, (name) => /\.(?:csv|xml)$/i.test(name), mostBytes)
  return file?.bytes ?? new Uint8Array()
}

type Cell = { readonly line: number; readonly date: string; readonly currency: string; readonly perEuro: string }
type Cells = { readonly cells: readonly Cell[]; readonly faults: readonly string[] }

function readCsv(text: string): Cells {
  const [first = '', ...lines] = text.split(/\r?\n/)
  const isSemicolon = first.includes(';') && !first.includes(',')
  const cellsOf = (line: string) => line.split(isSemicolon ? ';' : ',', mostColumns + 1).map((cell) => cell.trim())
  const header = cellsOf(first)
  const rows = lines.map((line) => (isSemicolon ? cellsOf(line).map(withPoint) : cellsOf(line)))
  if (header.length > mostColumns) return { cells: [], faults: [`Line 1 has more than ${mostColumns} columns.`] }
  const faults = rows.flatMap((row, index) => (isLonger(row, header) ? [tooLong(index + 2)] : []))
  if (faults.length > 0) return { cells: [], faults }
  const names = header.map((name) => name.toLowerCase())
  const own = ['date', 'currency', 'per_euro'].map((name) => names.indexOf(name))
  if (own.every((at) => at >= 0)) return readOwn(rows, own)
  if (names[0] === 'date' && names.length > 1) return readTable(header, rows)
  const remedy = 'Date,USD,JPY,… as the European Central Bank has it, or date,currency,per_euro.'
  return { cells: [], faults: [`Line 1 must be the header: ${remedy}`] }
}

/** Where semicolons part the cells, the comma stands before decimals. */
function withPoint(cell: string): string {
  return /^\d+,\d+$/.test(cell) ? cell.replace(',', '.') : cell
}

function isLonger(row: readonly string[], header: readonly string[]): boolean {
  return row.slice(header.length).some((cell) => cell !== '')
}

function tooLong(line: number): string {
  return `Line ${line} has more cells than the header: write rates with a point, such as 37.91.`
}

/** One rate a line. */
function readOwn(
  rows: readonly (readonly string[])[],
  [date = 0, currency = 0, perEuro = 0]: readonly number[],
): Cells {
  const cells = rows.flatMap((row, index) => {
    if (row.every((cell) => cell === '')) return []
    return [{ line: index + 2, date: row[date] ?? '', currency: row[currency] ?? '', perEuro: row[perEuro] ?? '' }]
  })
  const faults = cells.flatMap(({ line, currency: code }) =>
    digitsOf(code) === undefined ? [`Line ${line}: ${code || 'nothing'} is not an ISO 4217 code such as THB.`] : [],
  )
  return { cells, faults }
}

/** One day a line, one currency a column. */
function readTable(header: readonly string[], rows: readonly (readonly string[])[]): Cells {
  const cells: Cell[] = []
  for (const [index, row] of rows.entries()) {
    const [date = '', ...values] = row
    if (row.every((cell) => cell === '')) continue
    for (const [column, perEuro] of values.entries())
      if (header[column + 1]) cells.push({ line: index + 2, date, currency: header[column + 1] ?? '', perEuro })
  }
  return { cells, faults: [] }
}

function readXml(text: string): Cells {
  const cells: Cell[] = []
  let date = ''
  for (const [index, line] of text.split('\n').entries())
    for (const [, time, currency, perEuro] of line.matchAll(cube)) {
      if (time !== undefined) date = time
      else cells.push({ line: index + 1, date, currency: currency ?? '', perEuro: perEuro ?? '' })
    }
  return { cells, faults: [] }
}

const cube = /<Cube\s+(?:time=['"]([\d-]+)['"]|currency=['"]([A-Z]{3})['"]\s+rate=['"]([^'"]*)['"])/g

function judge({ cells, faults: told }: Cells, now: number): RateFile {
  const faults = [...told]
  const rates: Rate[] = []
  const oldest = Math.floor(now / dayMs - mostYears * 365.25)
  let leftOut = 0
  for (const cell of cells) {
    if (cell.perEuro === 'N/A' || cell.perEuro === '' || digitsOf(cell.currency) === undefined) continue
    const rate = toRate(cell, now)
    if (typeof rate === 'string') faults.push(`Line ${cell.line}: ${rate}`)
    else if (rate.day < oldest) leftOut++
    else rates.push(rate)
  }
  if (faults.length > 0) return { ok: false, faults: shorten(faults) }
  if (rates.length + leftOut === 0) return { ok: false, faults: ['There is no rate in the file.'] }
  return { ok: true, rates, leftOut }
}

function toRate({ date, currency, perEuro }: Cell, now: number): Rate | string {
  const day = readDay(date)
  if (day === undefined) return `${date || 'nothing'} is not a day such as 2026-11-20.`
  if (day > now / dayMs + 1) return `${showDay(day)} is yet to come.`
  const value = /^\d{1,12}(?:\.\d{1,12})?$/.test(perEuro) ? Number(perEuro) : 0
  if (value < least || value > most)
    return `${perEuro} of ${currency} is not a rate: write the units for one euro with a point, such as 37.91.`
  if (currency === 'EUR' && value !== 1) return 'EUR is always 1.'
  return { currency, day, perEuro: value }
}

/** Wide enough for every currency there is, and for a slip of the comma still to be seen. */
const [least, most] = [0.0001, 10_000_000]

/** `2026-11-20`, or `20 November 2026` as in the file of one day. */
function readDay(text: string): number | undefined {
  const [, dayOfMonth = '', month = '', year = ''] = /^(\d{1,2}) ([A-Z][a-z]+) (\d{4})$/.exec(text) ?? []
  const number = String(months.indexOf(month) + 1).padStart(2, '0')
  try {
    return parseDay(month === '' ? text : `${year}-${number}-${dayOfMonth.padStart(2, '0')}`)
  } catch {
    return undefined
  }
}

const months = 'January February March April May June July August September October November December'.split(' ')

function shorten(faults: readonly string[]): string[] {
  const once = [...new Set(faults)]
  return once.length <= mostFaults ? once : [...once.slice(0, mostFaults), `and ${once.length - mostFaults} more.`]
}

const mostFaults = 20
