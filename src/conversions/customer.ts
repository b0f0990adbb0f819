import * as z from 'zod'
import { makeSecret, sha256 } from '../access/secret.ts'
import { type Database, readRow, statement, write } from '../storage/database.ts'

/**
 * A shop's customer as 64 hexadecimal digits: the same customer gives the same, and nobody can try e-mail addresses
 * without the installation's salt. The id itself is never stored.
 */
export async function hashCustomer(database: Database, shopId: string, customerId: string): Promise<string> {
  return sha256(`${await findSalt(database)}\n${shopId}\n${customerId}`)
}

async function findSalt(database: Database): Promise<string> {
  const query = statement("select value from settings where name = 'customer-salt'")
  const known = await readRow(database, saltRow, query)
  if (known) return known.value
  const insert = "insert into settings (name, value) values ('customer-salt', ?) on conflict do nothing"
  await write(database, statement(insert, makeSecret()))
  return findSalt(database)
}

const saltRow = z.object({ value: z.string() })
