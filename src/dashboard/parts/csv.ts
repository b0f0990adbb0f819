import { csvRow } from '../../http/lines.ts'
import { readersLanguage } from './format.ts'

/** A table for a spreadsheet, its head first: RFC 4180, with the mark by which Excel knows UTF-8. */
export function csvFile(rows: readonly (readonly string[])[], separator = separatorOf(readersLanguage)): Blob {
  return csvFileOf(rows.map((cells) => cells.map((cell) => csvRow([cell])).join(separator)))
}

/** Rows of CSV that are written already, as such a file. */
export function csvFileOf(rows: readonly string[]): Blob {
  return new Blob([`\ufeff${rows.map((row) => `${row}\r\n`).join('')}`], { type: 'text/csv;charset=utf-8' })
}

/** Spreadsheets expect a semicolon where the comma stands in numbers. */
export function separatorOf(language: string): ',' | ';' {
  return new Intl.NumberFormat(language).format(0.5).includes(',') ? ';' : ','
}
