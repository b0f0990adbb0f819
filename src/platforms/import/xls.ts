// Our own reader: SheetJS is no longer kept on npm and its last version there is vulnerable (CVE-2023-30533,
// CVE-2024-22363); LinkedIn's files need texts and numbers alone.
import { readStream } from './compound-file.ts'

export type Sheet = { readonly name: string; readonly rows: readonly (readonly string[])[] }

/**
 * The sheets of a .xls workbook (Excel 97 and later) as texts, numbers with a point; formats, formulas and dates' looks are
 * left out. @source MS-XLS 2.4, 2.5.293 XLUnicodeRichExtendedString · @throws RangeError for what is no such workbook
 */
export function readXls(bytes: Uint8Array): readonly Sheet[] {
  const book = readStream(bytes, ['Workbook'])
  if (!book) throw new RangeError('no workbook of Excel 97 or later')
  const records = readRecords(book)
  const texts = readTexts(records)
  const sheets = records.filter(({ id }) => id === ids.sheet).map(({ body }) => sheetOf(body))
  return sheets.filter(({ isTable }) => isTable).map(({ name, at }) => ({ name, rows: readCells(records, at, texts) }))
}

const ids = {
  end: 0x0a,
  sheet: 0x85,
  texts: 0xfc,
  more: 0x3c,
  textAt: 0xfd,
  number: 0x203,
  text: 0x204,
  packed: 0x27e,
  packedRow: 0xbd,
  formula: 0x06,
  formulaText: 0x207,
} as const

type Record = { readonly id: number; readonly at: number; readonly body: DataView }

function readRecords(book: Uint8Array): Record[] {
  const view = new DataView(book.buffer, book.byteOffset, book.byteLength)
  const records: Record[] = []
  for (let at = 0; at + 4 <= book.length; ) {
    const length = Math.min(view.getUint16(at + 2, true), book.length - at - 4)
    records.push({
      id: view.getUint16(at, true),
      at,
      body: new DataView(book.buffer, book.byteOffset + at + 4, length),
    })
    at += 4 + length
  }
  return records
}

function sheetOf(body: DataView) {
  const name = readLetters(body, 8, body.getUint8(6), (body.getUint8(7) & 1) === 1)
  return { name, at: body.getUint32(0, true), isTable: body.getUint8(5) === 0 }
}

function readLetters(view: DataView, at: number, count: number, isWide: boolean): string {
  const size = isWide ? 2 : 1
  const most = Math.min(count, Math.floor((view.byteLength - at) / size))
  const codes = Array.from({ length: most }, (_, index) =>
    isWide ? view.getUint16(at + index * 2, true) : view.getUint8(at + index),
  )
  return codes.map((code) => String.fromCharCode(code)).join('')
}

/** All texts of the workbook, which cells name by number. They run on over records. */
function readTexts(records: readonly Record[]): readonly string[] {
  const first = records.findIndex(({ id }) => id === ids.texts)
  const head = records[first]
  if (!head) return []
  const parts = [head.body]
  for (const { id, body } of records.slice(first + 1)) {
    if (id !== ids.more) break
    parts.push(body)
  }
  const reader = new TextReader(parts)
  const count = head.body.getUint32(4, true)
  reader.skip(8)
  const texts: string[] = []
  while (texts.length < count && !reader.isAtEnd()) texts.push(reader.readText())
  return texts
}

class TextReader {
  private readonly parts: readonly DataView[]
  private part = 0
  private at = 0

  constructor(parts: readonly DataView[]) {
    this.parts = parts
  }

  isAtEnd(): boolean {
    this.turn()
    return this.parts[this.part] === undefined
  }

  skip(bytes: number): void {
    for (let left = bytes; left > 0 && !this.isAtEnd(); ) {
      const step = Math.min(left, this.left())
      this.at += step
      left -= step
    }
  }

  readText(): string {
    const count = this.byte() | (this.byte() << 8)
    const flags = this.byte()
    const runs = flags & 8 ? this.byte() | (this.byte() << 8) : 0
    const extra = flags & 4 ? this.byte() | (this.byte() << 8) | (this.byte() << 16) | (this.byte() << 24) : 0
    const text = this.letters(count, (flags & 1) === 1)
    this.skip(runs * 4 + extra)
    return text
  }

  /** Where letters run on in another record, it says anew whether they are wide. */
  private letters(count: number, isWide: boolean): string {
    let text = ''
    let wide = isWide
    while (text.length < count) {
      if (this.left() === 0) {
        if (this.isAtEnd()) break
        wide = (this.byte() & 1) === 1
      }
      const view = this.parts[this.part]
      const fit = Math.min(count - text.length, Math.floor(this.left() / (wide ? 2 : 1)))
      if (!view || fit === 0) break
      text += readLetters(view, this.at, fit, wide)
      this.at += fit * (wide ? 2 : 1)
    }
    return text
  }

  private byte(): number {
    if (this.isAtEnd()) return 0
    return this.parts[this.part]?.getUint8(this.at++) ?? 0
  }

  private left(): number {
    return (this.parts[this.part]?.byteLength ?? 0) - this.at
  }

  private turn(): void {
    while (this.parts[this.part] !== undefined && this.left() <= 0) {
      this.part++
      this.at = 0
    }
  }
}

/** Those of one sheet, from its beginning to its end. */
function readCells(records: readonly Record[], from: number, texts: readonly string[]): string[][] {
  const rows: string[][] = []
  let formula: { readonly row: number; readonly column: number } | undefined
  for (const { id, body } of records.slice(records.findIndex(({ at }) => at === from) + 1)) {
    if (id === ids.end) break
    if (id === ids.formulaText && formula) put(rows, formula.row, formula.column, wideText(body, 0))
    if (id === ids.formula) formula = { row: body.getUint16(0, true), column: body.getUint16(2, true) }
    for (const [row, column, text] of cellsOf(id, body, texts)) put(rows, row, column, text)
  }
  return Array.from(rows, (row) => Array.from(row ?? [], (cell) => cell ?? ''))
}

type Cell = readonly [row: number, column: number, text: string]

function cellsOf(id: number, body: DataView, texts: readonly string[]): Cell[] {
  if (body.byteLength < 6) return []
  const [row, column] = [body.getUint16(0, true), body.getUint16(2, true)]
  if (id === ids.textAt) return [[row, column, texts[body.getUint32(6, true)] ?? '']]
  if (id === ids.text) return [[row, column, wideText(body, 6)]]
  if (id === ids.number) return [[row, column, String(body.getFloat64(6, true))]]
  if (id === ids.packed) return [[row, column, String(unpack(body.getUint32(6, true)))]]
  if (id === ids.formula && body.getUint16(12, true) !== 0xffff)
    return [[row, column, String(body.getFloat64(6, true))]]
  if (id !== ids.packedRow) return []
  const count = Math.floor((body.byteLength - 6) / 6)
  return Array.from({ length: count }, (_, index) => [
    row,
    column + index,
    String(unpack(body.getUint32(4 + index * 6 + 2, true))),
  ])
}

function wideText(body: DataView, at: number): string {
  return readLetters(body, at + 3, body.getUint16(at, true), (body.getUint8(at + 2) & 1) === 1)
}

/** Numbers in 30 bits: whole, or the upper half of a double; both maybe times a hundred. */
function unpack(packed: number): number {
  const whole = packed >> 2
  const double = new DataView(new ArrayBuffer(8))
  double.setUint32(4, packed & 0xfffffffc, true)
  const value = packed & 2 ? whole : double.getFloat64(0, true)
  return packed & 1 ? value / 100 : value
}

const mostColumns = 512

function put(rows: string[][], row: number, column: number, text: string): void {
  if (column >= mostColumns) return
  const cells = rows[row] ?? []
  cells[column] = text
  rows[row] = cells
}
