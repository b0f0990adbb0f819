import { inPieces } from './answer.ts'
import { CsvFault, type CsvKind, openCsv } from './csv.ts'

/** The beginning of a CSV file: its columns' names and its first rows. @throws Problem 400 for what is no CSV file */
export async function readBeginning(bytes: Uint8Array, kind?: CsvKind) {
  const { header, delimiter, rows } = await openCsv(inPieces(bytes.subarray(0, endOfRows(bytes))), kind)
  return { header, delimiter, rows: await firstRows(rows) }
}

/** A long beginning was cut somewhere: its last row isn't whole. */
function endOfRows(bytes: Uint8Array): number {
  const at = bytes.lastIndexOf(0x0a)
  return bytes.length < cutBytes || at < 0 ? bytes.length : at + 1
}

const cutBytes = 60_000
const shownRows = 5

async function firstRows(pieces: AsyncGenerator<readonly { readonly cells: readonly string[] }[]>) {
  const rows: (readonly string[])[] = []
  try {
    for await (const piece of pieces) {
      rows.push(...piece.map(({ cells }) => cells))
      if (rows.length >= shownRows) break
    }
  } catch (error) {
    // A beginning may end amid a row.
    if (!(error instanceof CsvFault)) throw error
  }
  return rows.slice(0, shownRows)
}
