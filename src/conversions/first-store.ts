import { type Database, type Statement, statement } from '../storage/database.ts'
import {
  adoptRefunds,
  claimNames,
  isToldByOtherNames,
  resolvedKey,
  resolvedOrderId,
  settleRest,
} from './alias-store.ts'
import { customerHash, joinGuests } from './customer-store.ts'
import type { Checked } from './checked.ts'
import {
  addTouches,
  convert,
  customerFacts,
  evidenceColumns,
  evidenceOf,
  ofKey,
  utmColumns,
  utmOf,
} from './merge-store.ts'
import { type Kept, keptColumns, keptRow, toKept } from './kept-store.ts'
import { trust } from './trust.ts'

/**
 * Makes a conversion of what nobody told before, whole and at once: most pings are the first of their order, and merging
 * costs three times as much. Undefined, with nothing but names written, where another was first: then it is to be merged.
 */
export async function storeFirst(database: Database, ping: Checked): Promise<Kept | undefined> {
  const key = ofKey(ping)
  const known = await database.all(statement(`select 1 from conversions where ${key.sql}`, ...key.params))
  if (known.length > 0) return undefined
  const names = ping.aliases.length === 0 ? [] : [claimNames(ping), adoptRefunds(ping)]
  const follow = [...joinGuests(ping), ...settleRest(ping), ...convert(ping)]
  const steps = [...names, insertWhole(ping), addEvidence(ping), ...addTouches(ping), count(ping), ...follow]
  const outcomes = await database.batch([...steps, select(ping)])
  const row = outcomes.at(-1)?.rows[0]
  return row === undefined ? undefined : toKept(keptRow.parse(row))
}

/** The same as a bare one that every part is then taken for (merge-store.ts). */
function insertWhole(ping: Checked): Statement {
  const { shopId, event, id, refundId, occurredAt, day, isTest, receivedAt, source, money, touched } = ping
  const [key, orderId, isOther] = [resolvedKey(ping), resolvedOrderId(ping), isToldByOtherNames(ping)]
  const customer = customerHash(shopId, ping.customer)
  const insert = `insert into conversions
    (shop_id, event, key, id, order_id, refund_id, occurred_at, day, trust, is_test, created_at, value, tax, shipping, currency,
      click, click_note, link_number, click_at, customer_hash, customer_id_hash, customer_email_hash, customer_source,
      is_new_customer, coupon, ${utmColumns.join(', ')})
    select ?, ?, ${key.sql}, ?, ${orderId.sql}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
      ${customer.sql}, ?, ?, ?, ?, ?, ?, ?, ?, ? where not ${isOther.sql}
    on conflict (shop_id, event, key) do nothing`
  const ids = [shopId, event, ...key.params, id, ...orderId.params, refundId]
  const amounts = [money?.value ?? null, money?.tax ?? null, money?.shipping ?? null, money?.currency ?? null]
  const touch = [touched.click, touched.note, touched.linkNumber, touched.clickAt]
  const isNew = ping.isNewCustomer === null ? null : Number(ping.isNewCustomer)
  return statement(
    insert,
    ...[...ids, occurredAt, day, trust[source], isTest ? 1 : 0, receivedAt, ...amounts, ...touch],
    ...[...customer.params, ...customerFacts(ping), isNew, ping.coupon, ...utmOf(ping), ...isOther.params],
  )
}

function addEvidence(ping: Checked): Statement {
  const insert = `insert into evidence (conversion_id, ${evidenceColumns})
    select id, ?, ?, ?, ?, ?, ?, ?, ?, ? from conversions where id = ?`
  return statement(insert, ...evidenceOf(ping), ping.id)
}

function count({ id }: Checked): Statement {
  const upsert = `insert into counters (name, label, value) select 'conversions', 'stored', 1 from conversions where id = ?
    on conflict (name, label) do update set value = value + 1`
  return statement(upsert, id)
}

function select({ id }: Checked): Statement {
  return statement(`select ${keptColumns} where conversions.id = ?`, id)
}
