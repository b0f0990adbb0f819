import * as z from 'zod'
import { type Database, readRow, statement, write } from '../storage/database.ts'

/** The setting as JSON, as much as was ever set. */
export async function readRetentionSetting(database: Database): Promise<string | undefined> {
  const query = statement("select value from settings where name = 'retention'")
  return (await readRow(database, z.object({ value: z.string() }), query))?.value
}

export async function writeRetentionSetting(database: Database, value: string): Promise<void> {
  const upsert = `insert into settings (name, value) values ('retention', ?)
    on conflict (name) do update set value = excluded.value`
  await write(database, statement(upsert, value))
}
