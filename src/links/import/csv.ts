import { parse } from 'csv-parse/stream'
import { badField } from '../../http/problem.ts'
import { decodeText } from './decode.ts'

/** `line`: where the row begins in the file, from 1. */
export type CsvRow = { readonly cells: readonly string[]; readonly line: number }

export type Csv = {
  readonly header: readonly string[]
  readonly delimiter: string
  /** In pieces as they are read, without the header. @throws CsvFault where the file can't be read on */
  readonly rows: AsyncGenerator<readonly CsvRow[]>
}

/** The file can't be read from `line` on. */
export class CsvFault extends Error {
  readonly line: number

  constructor(line: number, detail: string) {
    super(detail)
    this.line = line
  }
}

/** What a file holds, for what is said of one that is none. `columns`: such as its first line names. */
export type CsvKind = { readonly columns: string; readonly asJson: string }

const csvOfLinks: CsvKind = {
  columns: 'destination,campaign,channel',
  asJson: 'send up to 100 links to /links/bulk, or save them as CSV.',
}

/**
 * Opens a CSV file: comma, semicolon, tab or |, as its first line has it; memory stays flat however long it is.
 * @throws Problem 400 for what is no CSV file
 */
export async function openCsv(bytes: AsyncIterable<Uint8Array>, kind = csvOfLinks): Promise<Csv> {
  const texts = decodeText(bytes)
  const { text, head, separator } = await readHead(texts)
  refuseOtherFiles(head, kind)
  const delimiter = separator ?? findDelimiter(head)
  const pieces = parsePieces(continued(text, texts), delimiter, separator === undefined ? 0 : 1)
  const { header, rest } = await takeHeader(pieces, kind)
  return { header, delimiter, rows: chain(rest, pieces) }
}

/** Longest header, and longest row: a quote that is never closed would take in all of the file. */
const mostCharacters = 65_536

/** The beginning of the file with its first row, as `head`. Excel may have put a line of its own before it (`sep=;`). */
async function readHead(texts: AsyncGenerator<string>) {
  let all = ''
  for (;;) {
    const next = await texts.next()
    if (!next.done) all += next.value
    const own = /^"?sep=(.)"?\r?\n/i.exec(all)
    const text = own ? all.slice(own[0].length) : all
    const bare = text.replace(/^[\r\n]+/, '')
    const head = firstRecord(bare)
    if (next.done || head.length + 1 < bare.length || all.length > mostCharacters)
      return { text, head, separator: own?.[1] }
  }
}

/** Up to the first line break outside quotes. */
function firstRecord(text: string): string {
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]
    if (letter === '"') isQuoted = !isQuoted
    else if (!isQuoted && (letter === '\n' || letter === '\r')) return text.slice(0, at)
  }
  return text
}

function refuseOtherFiles(head: string, { columns, asJson }: CsvKind): void {
  if (head.startsWith('PK\u0003\u0004'))
    throw badField('', 'This is a workbook or a ZIP file: save it as CSV (UTF-8) and choose that file.')
  if (head.includes('\u0000') || head.startsWith('%PDF'))
    throw badField('', 'This is no CSV file: save the table as CSV (UTF-8) and choose that file.')
  if (/^\s*[{[]/.test(head)) throw badField('', `This is JSON: ${asJson}`)
  if (head.trim() === '') throw badField('', `The file is empty: its first line names the columns, such as ${columns}.`)
}

/** What stands most often between the column names. */
function findDelimiter(head: string): string {
  const bare = head.replaceAll(/"[^"]*"/g, '')
  const [best] = [',', ';', '\t', '|']
    .map((sign) => ({ sign, count: bare.split(sign).length - 1 }))
    .toSorted((a, b) => b.count - a.count)
  return best && best.count > 0 ? best.sign : ','
}

async function* continued(text: string, texts: AsyncGenerator<string>): AsyncGenerator<string> {
  yield text
  yield* texts
}

/**
 * The rows of each piece of text. The parser hands them over by `on_record`: its own queue is thrown away as soon as a later
 * row is broken.
 */
async function* parsePieces(
  texts: AsyncGenerator<string>,
  delimiter: string,
  skippedLines: number,
): AsyncGenerator<readonly CsvRow[]> {
  let rows: CsvRow[] = []
  const parser = parse({
    ...{ delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true },
    max_record_size: mostCharacters,
    on_record: (cells: readonly string[], { lines }) => {
      const line = lines + skippedLines - cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
      rows.push({ cells, line })
      return null
    },
  })
  const writer = parser.writable.getWriter()
  const encoder = new TextEncoder()
  let last = skippedLines
  for await (const text of ended(texts)) {
    const isRead = await settled(text === undefined ? writer.close() : writer.write(encoder.encode(text)))
    last = rows.at(-1)?.line ?? last
    if (rows.length > 0) yield rows
    rows = []
    if (!isRead) throw brokenAt(last + 1)
  }
}

/** With undefined at the end. */
async function* ended(texts: AsyncGenerator<string>): AsyncGenerator<string | undefined> {
  for await (const text of texts) if (text !== '') yield text
  yield undefined
}

/** False when the parser has given up. */
async function settled(step: Promise<void>): Promise<boolean> {
  try {
    await step
    return true
  } catch {
    return false
  }
}

function brokenAt(line: number): CsvFault {
  return new CsvFault(
    line,
    `From line ${line} on the file cannot be read: a quote (") is opened and not closed, or the row is longer than ${mostCharacters.toLocaleString('en')} characters. Mend it and import the file again: what is in already stays as it is.`,
  )
}

async function takeHeader(pieces: AsyncGenerator<readonly CsvRow[]>, { columns }: CsvKind) {
  const first = await pieces.next()
  const [head, ...rest] = first.done ? [] : first.value
  if (!head) throw badField('', `The file is empty: its first line names the columns, such as ${columns}.`)
  return { header: head.cells.map((name) => name.trim()), rest }
}

async function* chain(first: readonly CsvRow[], pieces: AsyncGenerator<readonly CsvRow[]>) {
  if (first.length > 0) yield first
  yield* pieces
}
