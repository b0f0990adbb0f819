import * as z from 'zod'
import { type Database, readRow, readRows, statement, write } from '../storage/database.ts'

/** Migrated and writable: the table is there, and a write lands. `now`: UTC milliseconds. */
export async function beat(database: Database, now: number): Promise<void> {
  const upsert = `insert into settings (name, value) values ('heartbeat', ?)
    on conflict (name) do update set value = excluded.value`
  await write(database, statement(upsert, String(now)))
}

/** What was counted over all starts, by name and label. */
export async function readCounters(database: Database) {
  return readRows(database, counterRow, statement('select name, label, value from counters order by name, label'))
}

const counterRow = z.object({ name: z.string(), label: z.string(), value: z.number() })

export async function countQuarantined(database: Database): Promise<number> {
  const row = await readRow(
    database,
    z.object({ rows: z.number() }),
    statement('select count(*) as rows from quarantine'),
  )
  return row?.rows ?? 0
}
