import { type ImportField, importFields, recognise } from './columns.ts'
import { CsvFault, openCsv } from './csv.ts'
import type { LayoutId } from './layouts.ts'

/** How the beginning of a file is understood: whose it is, what each column holds, and its first rows. */
export type ImportPreview = {
  /** null: nobody's that is known. */
  readonly layout: { readonly id: LayoutId; readonly name: string; readonly isForeign: boolean } | null
  readonly delimiter: string
  readonly columns: readonly { readonly name: string; readonly field: ImportField | null }[]
  readonly fields: readonly ImportField[]
  readonly rows: readonly (readonly string[])[]
}

/** @throws Problem 400 for what is no CSV file, or a wish that it doesn't meet */
export async function previewImport(
  beginning: Uint8Array,
  wishes: { readonly from: LayoutId | 'auto'; readonly map: readonly string[] },
): Promise<ImportPreview> {
  const csv = await openCsv(piece(beginning.subarray(0, endOfRows(beginning))))
  const { layout, columns } = recognise(csv.header, wishes)
  const fieldOf = new Map([...columns].map(([field, at]) => [at, field]))
  return {
    layout: layout ? { id: layout.id, name: layout.name, isForeign: layout.isForeign } : null,
    delimiter: csv.delimiter,
    columns: csv.header.map((name, at) => ({ name, field: fieldOf.get(at) ?? null })),
    fields: importFields,
    rows: await firstRows(csv.rows),
  }
}

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

/** A long beginning was cut somewhere: its last row isn't whole. */
function endOfRows(bytes: Uint8Array): number {
  const at = bytes.lastIndexOf(0x0a)
  return bytes.length < 60_000 || at < 0 ? bytes.length : at + 1
}

async function* piece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
