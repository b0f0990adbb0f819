import { parse } from 'csv-parse/stream'
import { badField } from '../../http/problem.ts'
import { isZip, unzip } from '../../http/unzip.ts'
import { isCompoundFile } from './compound-file.ts'
import { decodeWhole } from './decode-whole.ts'
import { readXls, type Sheet } from './xls.ts'
import { readXlsx } from './xlsx.ts'

/**
 * The tables in an export: a CSV file, a .xls or .xlsx workbook, or a ZIP with CSV files in it.
 * @throws Problem 400 for what is none of them
 */
export async function openTables(bytes: Uint8Array): Promise<readonly Sheet[]> {
  if (bytes.length === 0) throw badField('', 'The file is empty: choose the file that the platform’s export gave you.')
  if (isZip(bytes)) return openZip(bytes)
  if (isCompoundFile(bytes)) return openXls(bytes)
  return [{ name: '', rows: await readCsv(decodeWhole(bytes)) }]
}

const mostBytes = 64 * 1024 * 1024
const mostRows = 50_000

async function openZip(bytes: Uint8Array): Promise<readonly Sheet[]> {
  const books = await readXlsx(bytes, mostBytes)
  if (books.length > 0) return books
  const files = await unzip(bytes, (name) => /\.(?:csv|tsv)$/i.test(name) && !name.startsWith('__MACOSX'), mostBytes)
  if (files.length === 0) throw badField('', 'There is no CSV file in the ZIP file: choose the platform’s own export.')
  const tables = []
  for (const file of files) tables.push({ name: file.name, rows: await readCsv(decodeWhole(file.bytes)) })
  return tables
}

function openXls(bytes: Uint8Array): readonly Sheet[] {
  try {
    return readXls(bytes)
  } catch {
    throw badField(
      '',
      'This workbook can’t be read: open it in a spreadsheet, save it as CSV (UTF-8) and choose that file.',
    )
  }
}

async function readCsv(text: string): Promise<readonly (readonly string[])[]> {
  if (/^\s*(?:<!doctype|<html|<\?xml|<table)/i.test(text))
    throw badField(
      '',
      'This is a web page, not a table: open it in a spreadsheet, save it as CSV (UTF-8) and choose that file.',
    )
  if (text.startsWith('%PDF') || text.includes('\u0000'))
    throw badField('', 'This is no table: export CSV or Excel from the platform and choose that file.')
  const own = /^"?sep=(.)"?\r?\n/i.exec(text)
  const body = own ? text.slice(own[0].length) : text
  return parseRows(body, own?.[1] ?? findDelimiter(body))
}

/** What parts most lines: lines of words may stand above the table. */
function findDelimiter(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .replaceAll(/"[^"]*"/g, '')
    .split(/\r?\n/, 30)
  const [best] = [',', ';', '\t', '|']
    .map((sign) => ({ sign, count: Math.max(...lines.map((line) => line.split(sign).length - 1)) }))
    .toSorted((a, b) => b.count - a.count)
  return best && best.count > 0 ? best.sign : ','
}

async function parseRows(text: string, delimiter: string): Promise<string[][]> {
  const rows: string[][] = []
  const parser = parse({
    ...{ delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: false, max_record_size: 262_144 },
    on_record: (cells: readonly string[]) => {
      if (rows.length > mostRows) throw new RangeError('too many rows')
      rows.push([...cells])
      return null
    },
  })
  const writer = parser.writable.getWriter()
  try {
    await writer.write(new TextEncoder().encode(text))
    await writer.close()
  } catch {
    if (rows.length > mostRows)
      throw badField('', `The file has more than ${mostRows.toLocaleString('en')} rows: export a shorter period.`)
    throw badField('', `From line ${rows.length + 1} on the file can’t be read: a quote (") is opened and not closed.`)
  }
  return rows
}
