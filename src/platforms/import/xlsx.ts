import { unzip } from '../../http/unzip.ts'
import type { Sheet } from './xls.ts'

/**
 * The sheets of a .xlsx workbook as texts, numbers with a point.
 * @source ECMA-376 part 1, 18.3.1 worksheets, 18.4 shared strings · @throws Problem 400 for a damaged one
 */
export async function readXlsx(bytes: Uint8Array, mostBytes: number): Promise<readonly Sheet[]> {
  const files = await unzip(
    bytes,
    (name) => /^xl\/(?:sharedStrings\.xml|worksheets\/[^/]+\.xml)$/.test(name),
    mostBytes,
  )
  const texts = new Map(files.map((file) => [file.name, new TextDecoder().decode(file.bytes)]))
  const shared = [...(texts.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>([\s\S]*?)<\/si>|<si\/>/g)].map((item) =>
    textIn(item[1] ?? ''),
  )
  const sheets = [...texts.keys()].filter((name) => name.startsWith('xl/worksheets/'))
  return sheets
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((name) => ({ name, rows: readRows(texts.get(name) ?? '', shared) }))
}

function readRows(xml: string, shared: readonly string[]): string[][] {
  const rows: string[][] = []
  for (const [, attributes = '', body = ''] of xml.matchAll(/<row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/row>)/g)) {
    const number = Number(/\br="(\d+)"/.exec(attributes)?.[1] ?? rows.length + 1)
    rows[number - 1] = readCells(body, shared)
  }
  return Array.from(rows, (row) => row ?? [])
}

function readCells(xml: string, shared: readonly string[]): string[] {
  const cells: string[] = []
  for (const [, attributes = '', body = ''] of xml.matchAll(/<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
    const place = /\br="([A-Z]{1,3})\d+"/.exec(attributes)?.[1]
    const column = place === undefined ? cells.length : columnOf(place)
    const type = /\bt="(\w+)"/.exec(attributes)?.[1]
    const value = /<v>([\s\S]*?)<\/v>/.exec(body)?.[1] ?? ''
    cells[column] = type === 's' ? (shared[Number(value)] ?? '') : type === 'inlineStr' ? textIn(body) : unescape(value)
  }
  return Array.from(cells, (cell) => cell ?? '')
}

/** A = 0, Z = 25, AA = 26. */
function columnOf(letters: string): number {
  return Array.from(letters, (letter) => letter.charCodeAt(0) - 64).reduce((sum, place) => sum * 26 + place, 0) - 1
}

function textIn(xml: string): string {
  return [...xml.matchAll(/<t\b[^>]*>([\s\S]*?)<\/t>/g)].map((one) => unescape(one[1] ?? '')).join('')
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescape(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (all, hex, decimal, name) => {
    if (name !== undefined) return entities[name] ?? all
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}
