import * as z from 'zod'
import { makeSecret } from '../access/secret.ts'
import { type Database, type Param, readRow, type Statement, statement, write } from '../storage/database.ts'
import type { Checked, Customer } from './checked.ts'

/** The installation's salt of customer hashes, made when it is first asked for. */
export async function findCustomerSalt(database: Database): Promise<string> {
  const query = statement("select value from settings where name = 'customer-salt'")
  const known = await readRow(database, saltRow, query)
  if (known) return known.value
  const insert = "insert into settings (name, value) values ('customer-salt', ?) on conflict do nothing"
  await write(database, statement(insert, makeSecret()))
  return findCustomerSalt(database)
}

/**
 * The customer that stands for who was told. The shop's own number decides; who was told by an e-mail address alone is
 * whoever with a number was told by it too.
 */
export function customerHash(shopId: string, customer: Customer | null): { sql: string; params: readonly Param[] } {
  if (customer === null || customer.idHash !== null) return { sql: '?', params: [customer?.idHash ?? null] }
  const known = `select known.customer_hash from conversions known where known.shop_id = ?
    and known.customer_email_hash = ? and known.customer_id_hash is not null order by known.number limit 1`
  return { sql: `coalesce((${known}), ?)`, params: [shopId, customer.emailHash, customer.emailHash] }
}

/**
 * Where number and address are told together, orders that were told by the address alone become that customer's, and are
 * credited anew: steps of theirs may have led there.
 */
export function joinGuests({ shopId, customer }: Checked): Statement[] {
  if (customer === null || customer.idHash === null || customer.emailHash === null) return []
  const guests = 'shop_id = ? and customer_email_hash = ? and customer_id_hash is null and customer_hash <> ?'
  const params = [shopId, customer.emailHash, customer.idHash] as const
  const wait = `insert into settings (name, value) select 'credits-wait', hex(randomblob(8)) || ' 0'
    where exists (select 1 from conversions where ${guests}) on conflict do update set value = excluded.value`
  return [
    statement(wait, ...params),
    statement(`delete from credited where conversion_id in (select id from conversions where ${guests})`, ...params),
    statement(`update conversions set customer_hash = ? where ${guests}`, customer.idHash, ...params),
  ]
}

const saltRow = z.object({ value: z.string() })
