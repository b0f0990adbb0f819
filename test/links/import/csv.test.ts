import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CsvFault, type CsvRow, openCsv } from '../../../src/links/import/csv.ts'
import { pieces } from './run.ts'

describe('reading a CSV file', () => {
  const table: readonly [what: string, file: string | Uint8Array, delimiter: string, cells: readonly string[]][] = [
    ['commas', 'a,b\n1,2\n', ',', ['1', '2']],
    ['semicolons, as Excel writes them where commas are decimal', 'a;b\r\n1,5;2\r\n', ';', ['1,5', '2']],
    ['tabs', 'a\tb\n1\t2', '\t', ['1', '2']],
    ['bars', 'a|b\n1|2', '|', ['1', '2']],
    ['commas inside a quoted column name', '"a, or b";c\n1;2\n', ';', ['1', '2']],
    ['Excel’s own first line', 'sep=;\r\na;b\r\n1;2\r\n', ';', ['1', '2']],
    ['a byte order mark', '\ufeffa,b\n1,2\n', ',', ['1', '2']],
    ['line ends of old Macs', 'a,b\r1,2\r', ',', ['1', '2']],
    ['quotes, and a line break in a cell', 'a,b\n"1 ""one""","2\nline"\n', ',', ['1 "one"', '2\nline']],
    ['a quote amid a text', 'a,b\n5" nails,2\n', ',', ['5" nails', '2']],
    ['UTF-16, low byte first', utf16('a\tå\n1\tกข\n', true), '\t', ['1', 'กข']],
    ['UTF-16, high byte first', utf16('a;å\n1;æ\n', false), ';', ['1', 'æ']],
    ['Windows-1252', Uint8Array.from([0x61, 0x3b, 0x62, 0x0a, 0xe6, 0x3b, 0x80, 0x0a]), ';', ['æ', '€']],
    [
      'a damaged letter amid good ones',
      Uint8Array.from([...utf8('a,b\nå,ø'), 0xff, ...utf8('\n')]),
      ',',
      ['å', 'ø\ufffd'],
    ],
  ]
  it.each(table)('understands %s, in pieces of any size', async (_, file, delimiter, cells) => {
    for (const size of [1, 2, 3, 7, 100_000]) {
      const read = await readAll(file, size)
      expect([size, read.delimiter, read.rows.map((row) => row.cells)]).toEqual([size, delimiter, [cells]])
    }
  })

  it('gives back any cells that are written by the rules', async () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 })
    const rows = fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom(',', ';', '\t'),
        fc.integer({ min: 1, max: 40 }),
        async (rows, sign, size) => {
          const quoted = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(sign))
          const read = await readAll([['one', 'two', 'three'].join(sign), ...quoted, ''].join('\r\n'), size)
          expect(read.rows.map((row) => row.cells)).toEqual(rows)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('says in which line a row begins', async () => {
    const { rows } = await readAll('a,b\n\n1,"x\ny\nz"\n2,3\n', 5)
    expect(rows.map(({ line }) => line)).toEqual([3, 6])
    expect((await readAll('sep=,\na,b\n1,2\n', 5)).rows.map(({ line }) => line)).toEqual([3])
  })

  it('gives the rows before a quote that is never closed, and says where it stands', async () => {
    const good = Array.from({ length: 3000 }, (_, at) => `${at},x`).join('\n')
    for (const size of [1000, 1_000_000])
      for (const rest of ['"open,1\n2,3\n', `"open,${'y\n'.repeat(100_000)}`]) {
        const read = await readAll(`a,b\n${good}\n${rest}`, size)
        expect([size, read.rows.length, read.fault?.line]).toEqual([size, 3000, 3002])
        expect(read.fault?.message).toMatch(/From line 3002 on .* a quote/)
      }
  })

  it.each([
    ['an Excel workbook', 'PK\u0003\u0004xxxxxxxxxxxxxxxx', /save it as CSV/],
    ['a PDF', '%PDF-1.7', /save the table as CSV/],
    ['JSON', '[{"destination": "https://shop.example"}]', /links\/bulk/],
    ['nothing', '', /is empty/],
    ['blank lines', '\n \n', /is empty/],
  ])('refuses %s with what to do', async (_, file, remedy) => {
    await expect(readAll(file, 5)).rejects.toThrow(remedy)
  })
})

async function readAll(file: string | Uint8Array, bytesEach: number) {
  const csv = await openCsv(pieces(file, bytesEach))
  const rows: CsvRow[] = []
  try {
    for await (const piece of csv.rows) rows.push(...piece)
  } catch (fault) {
    if (!(fault instanceof CsvFault)) throw fault
    return { ...csv, rows, fault }
  }
  return { ...csv, rows, fault: undefined }
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function utf16(text: string, isLittle: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * text.length + 2))
  for (const [at, code] of [0xfeff, ...Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))].entries())
    view.setUint16(2 * at, code, isLittle)
  return new Uint8Array(view.buffer)
}
