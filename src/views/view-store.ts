import { nanoid } from 'nanoid'
import * as z from 'zod'
import { type Database, readRow, readRows, statement, write } from '../storage/database.ts'
import { revokeAll } from './share-store.ts'
import type { View, ViewPatch, ViewQuery } from './view.ts'

type NewView = { readonly name: string; readonly query: ViewQuery }

export async function createView(database: Database, shopId: string, view: NewView, now: number): Promise<string> {
  const id = `view_${nanoid(16)}`
  const insert = 'insert into views (id, shop_id, name, query, created_at, updated_at) values (?, ?, ?, ?, ?, ?)'
  await write(database, statement(insert, id, shopId, view.name, JSON.stringify(view.query), now, now))
  return id
}

export async function findView(database: Database, id: string, now: number): Promise<View | undefined> {
  const row = await readRow(database, viewRow, statement(`${select} where views.id = ?`, now, id))
  return row && toView(row)
}

/** Newest first; `before` is the number of the last one seen. */
export async function listViews(
  database: Database,
  shopId: string,
  { limit, before, now }: { readonly limit: number; readonly before: number; readonly now: number },
): Promise<View[]> {
  const query = `${select} where views.shop_id = ? and views.number < ? order by views.number desc limit ?`
  return (await readRows(database, viewRow, statement(query, now, shopId, before, limit))).map(toView)
}

export async function updateView(
  database: Database,
  id: string,
  { name, query }: ViewPatch,
  now: number,
): Promise<void> {
  const update = `update views set name = coalesce(?, name), query = coalesce(?, query), updated_at = ? where id = ?`
  await write(database, statement(update, name ?? null, query ? JSON.stringify(query) : null, now, id))
}

/** With it end the links that show it. */
export async function deleteView(database: Database, id: string, now: number): Promise<void> {
  await database.batch([statement('delete from views where id = ?', id), revokeAll({ kind: 'view', thing: id }, now)])
}

const select = `select views.number, views.id, views.shop_id, views.name, views.query, views.created_at, views.updated_at,
  (select count(*) from shares where kind = 'view' and thing = views.id and revoked_at is null and expires_at > ?)
    as open_shares from views`

const viewRow = z.object({
  number: z.number(),
  id: z.string(),
  shop_id: z.string(),
  name: z.string(),
  query: z.string().transform((text) => z.record(z.string(), z.string()).parse(JSON.parse(text))),
  created_at: z.number(),
  updated_at: z.number(),
  open_shares: z.number(),
})

function toView(row: z.output<typeof viewRow>): View {
  const { number, id, name, query } = row
  return {
    ...{ number, id, name, query },
    shopId: row.shop_id,
    openShares: row.open_shares,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
