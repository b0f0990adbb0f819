import { readBeginning } from '../../links/import/beginning.ts'
import { csvOfOrders, recogniseOrders } from './columns.ts'
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
  const { header, rows } = await readBeginning(beginning, csvOfOrders)
  const { layout, columns } = recogniseOrders(header, wishes)
  const fieldOf = new Map([...columns].map(([field, index]) => [index, field]))
  return {
    layout: { id: layout.id, name: layout.name },
    columns: header.map((name, index) => ({ name, field: fieldOf.get(index) ?? null })),
    fields: orderFields,
    rows,
  }
}
