import { CsvFault, openCsv } from '../../links/import/csv.ts'
import { recogniseOrders } from './columns.ts'
import { type OrderField, orderFields } from './fields.ts'
import type { OrderLayoutId } from './layouts.ts'

/** How the beginning of a list of orders is understood: whose it is, what each column holds, and its first rows. */
export type OrderImportPreview = {
  readonly layout: { readonly id: OrderLayoutId; readonly name: string }
  readonly columns: readonly { readonly name: string; readonly field: OrderField | null }[]
  readonly fields: readonly OrderField[]
  readonly rows: readonly (readonly string[])[]
}

/** @throws Problem 400 for what is no CSV file, or a wish that it doesn't meet */
export async function previewOrders(
  beginning: Uint8Array,
  wishes: { readonly from: OrderLayoutId | 'auto'; readonly map: readonly string[] },
): Promise<OrderImportPreview> {
  const at = beginning.lastIndexOf(0x0a)
  const csv = await openCsv(piece(beginning.length < cutBytes || at < 0 ? beginning : beginning.subarray(0, at + 1)))
  const { layout, columns } = recogniseOrders(csv.header, wishes)
  const fieldOf = new Map([...columns].map(([field, index]) => [index, field]))
  return {
    layout: { id: layout.id, name: layout.name },
    columns: csv.header.map((name, index) => ({ name, field: fieldOf.get(index) ?? null })),
    fields: orderFields,
    rows: await firstRows(csv.rows),
  }
}

/** A beginning as long as this was cut somewhere: its last row isn't whole. */
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

async function* piece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
