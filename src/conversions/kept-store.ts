import * as z from 'zod'
import { type Database, readRow, statement } from '../storage/database.ts'
import { clickNoteSql } from './store.ts'
import { clickNotes } from './verify-click.ts'

/** What whoever told of a conversion is answered with. */
export type Kept = ReturnType<typeof toKept>

export async function findKept(database: Database, id: string): Promise<Kept | undefined> {
  const row = await readRow(database, keptRow, statement(`select ${keptColumns} where conversions.id = ?`, id))
  return row && toKept(row)
}

/** Columns and tables for `keptRow`; a join would cost each ping twice as much as the two look-ups. */
export const keptColumns = `conversions.number, conversions.id, click, shared, ${clickNoteSql} as click_note,
  (select links.id from links where links.number = conversions.link_number) as link_id,
  (select links.slug from links where links.number = conversions.link_number) as link_slug
  from conversions`

export const keptRow = z.object({
  number: z.number(),
  id: z.string(),
  click: z.string().nullable(),
  shared: z.string().nullable(),
  click_note: z.enum(clickNotes).nullable(),
  link_id: z.string().nullable(),
  link_slug: z.string().nullable(),
})

export function toKept({ number, id, click, shared, click_note, link_id, link_slug }: z.output<typeof keptRow>) {
  const isCredited = click_note === null && link_id !== null && link_slug !== null
  const attributedTo = isCredited ? { linkId: link_id, slug: link_slug } : null
  return { number, id, click, shared, attributedTo, clickNote: click_note }
}
