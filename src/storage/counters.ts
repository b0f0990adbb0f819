import * as z from 'zod'
import { type Database, readRows, type Statement, statement } from './database.ts'

/** Adds `by` to a counter, which begins at 0 and lasts over all starts. */
export function countUp(name: string, label: string, by: number): Statement {
  const upsert = `insert into counters (name, label, value) values (?, ?, ?)
    on conflict (name, label) do update set value = value + excluded.value`
  return statement(upsert, name, label, by)
}

/** Brings a counter to `total`, never down: it may be said again and again. */
export function countUpTo(name: string, label: string, total: number): Statement {
  const upsert = `insert into counters (name, label, value) values (?, ?, ?)
    on conflict (name, label) do update set value = max(value, excluded.value)`
  return statement(upsert, name, label, total)
}

/** A counter's values by label. */
export async function readCounter(database: Database, name: string): Promise<Record<string, number>> {
  const rows = await readRows(database, counted, statement('select label, value from counters where name = ?', name))
  return Object.fromEntries(rows.map(({ label, value }) => [label, value]))
}

const counted = z.object({ label: z.string(), value: z.number() })
