import * as z from 'zod'
import { makeSecret } from '../access/secret.ts'
import { type Database, readRow, statement, write } from '../storage/database.ts'

/** The installation's salt of customer hashes, made when it is first asked for. */
export async function findCustomerSalt(database: Database): Promise<string> {
  const query = statement("select value from settings where name = 'customer-salt'")
  const known = await readRow(database, saltRow, query)
  if (known) return known.value
  const insert = "insert into settings (name, value) values ('customer-salt', ?) on conflict do nothing"
  await write(database, statement(insert, makeSecret()))
  return findCustomerSalt(database)
}

const saltRow = z.object({ value: z.string() })
