import { readBeginning } from './beginning.ts'
import { type ImportField, importFields, recognise } from './columns.ts'
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
  const { header, delimiter, rows } = await readBeginning(beginning)
  const { layout, columns } = recognise(header, wishes)
  const fieldOf = new Map([...columns].map(([field, at]) => [at, field]))
  return {
    layout: layout ? { id: layout.id, name: layout.name, isForeign: layout.isForeign } : null,
    delimiter,
    columns: header.map((name, at) => ({ name, field: fieldOf.get(at) ?? null })),
    fields: importFields,
    rows,
  }
}
