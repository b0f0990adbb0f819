import * as z from 'zod'
import { type Database, readRow, statement, write } from '../storage/database.ts'

/** The address that the server of this database gives out, kept for the command line beside it. */
export async function keepPublicUrl(database: Database, publicUrl: string): Promise<void> {
  const upsert = `insert into settings (name, value) values ('public-url', ?)
    on conflict (name) do update set value = excluded.value where value <> excluded.value`
  await write(database, statement(upsert, publicUrl))
}

/** As the server was last started with; undefined where none has been. */
export async function findPublicUrl(database: Database): Promise<string | undefined> {
  const select = `select value from settings where name = 'public-url'`
  return (await readRow(database, publicUrlRow, statement(select)))?.value
}

const publicUrlRow = z.object({ value: z.string() })
