import * as z from 'zod'
import { type Database, readRow, statement, write } from '../storage/database.ts'
import type { Written } from './month.ts'

/** What the manager wrote to a month; empty where nothing was. */
export async function readWritten(database: Database, shopId: string, month: string): Promise<Written> {
  const select = 'select note, next_step, updated_at from months where shop_id = ? and month = ?'
  const row = await readRow(database, monthRow, statement(select, shopId, month))
  if (!row) return { note: '', nextStep: '', updatedAt: null }
  return { note: row.note, nextStep: row.next_step, updatedAt: new Date(row.updated_at).toISOString() }
}

type Months = { readonly shopId: string; readonly month: string; readonly now: number }

export async function keepWritten(
  database: Database,
  { shopId, month, now }: Months,
  { note, nextStep }: Pick<Written, 'note' | 'nextStep'>,
): Promise<void> {
  const insert = `insert into months (shop_id, month, note, next_step, updated_at) values (?, ?, ?, ?, ?)
    on conflict (shop_id, month) do update set note = excluded.note, next_step = excluded.next_step,
    updated_at = excluded.updated_at`
  await write(database, statement(insert, shopId, month, note, nextStep, now))
}

/** Days since 1970, undefined before the first. */
export async function readFirstOrderDay(database: Database, shopId: string): Promise<number | undefined> {
  const select = `select min(day) as day from conversions where shop_id = ? and event = 'purchase' and is_test = 0`
  return (await readRow(database, firstRow, statement(select, shopId)))?.day ?? undefined
}

const firstRow = z.object({ day: z.number().nullable() })
const monthRow = z.object({ note: z.string(), next_step: z.string(), updated_at: z.number() })
