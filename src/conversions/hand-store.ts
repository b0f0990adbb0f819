import * as z from 'zod'
import { convertWhere } from '../shops/rate-store.ts'
import { type Database, type Param, readRow, readRows, type Statement, statement, write } from '../storage/database.ts'
import { type HandEntry, handPost, hows, orderIdsOf } from './hand.ts'
import { namedOrder, settleRestOf } from './alias-store.ts'
import { orderKey } from './key.ts'
import { rank, rankSql, trustSql } from './trust.ts'

export type NewEntry = Omit<HandEntry, 'number' | 'post' | 'removedAt' | 'isSettled'> & {
  readonly postId: string | null
}

/** Fails as `isTaken(…, 'hand_entries')` says where the order's number is written down already. */
export async function insertEntry(database: Database, entry: NewEntry): Promise<void> {
  const insert = `insert into hand_entries
    (id, shop_id, day, orders, value, currency, how, post_id, is_new_customer, order_id, note, created_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
  const { id, shopId, day, orders, value, currency, how, postId, isNewCustomer, orderId, note, createdAt } = entry
  const isNew = isNewCustomer === null ? null : Number(isNewCustomer)
  const told = [id, shopId, day, orders, value, currency, how, postId, isNew, orderId, note, createdAt] as const
  await write(database, statement(insert, ...told))
}

export async function findEntry(database: Database, id: string): Promise<HandEntry | undefined> {
  const row = await readRow(database, entryRow, statement(`${select} where e.id = ?`, id))
  return row && toEntry(row)
}

/** Newest first, removed ones too; `before` is the number of the last one seen. */
export async function listEntries(
  database: Database,
  { shopId, day }: { readonly shopId: string; readonly day: number | undefined },
  page: { readonly limit: number; readonly before: number },
): Promise<HandEntry[]> {
  const query = `${select} where e.shop_id = ? ${day === undefined ? '' : 'and e.day = ?'} and e.number < ?
    order by e.number desc limit ?`
  const days = day === undefined ? [] : [day]
  return (await readRows(database, entryRow, statement(query, shopId, ...days, page.before, page.limit))).map(toEntry)
}

/** Entries that the process left in the middle: written down before `before` (UTC milliseconds), oldest first. */
export async function listUnsettled(database: Database, shopId: string, before: number): Promise<HandEntry[]> {
  const query = `${select} where e.shop_id = ? and e.is_settled = 0 and max(e.created_at, coalesce(e.removed_at, 0)) < ?
    order by e.number limit 500`
  return (await readRows(database, entryRow, statement(query, shopId, before))).map(toEntry)
}

/** Which of an entry's orders are stored, by their ids as `orderIdsOf` has them. */
export async function findStored(
  database: Database,
  entry: Pick<HandEntry, 'id' | 'orders' | 'orderId' | 'shopId'>,
): Promise<ReadonlySet<string>> {
  const byKey = new Map(orderIdsOf(entry).map((id) => [orderKey(id, false), id]))
  const query = `select told.value as key from json_each(?) told where exists (select 1 from conversions c
    join evidence on evidence.conversion_id = c.id and evidence.source = 'hand'
    where c.shop_id = ? and c.event = 'purchase' and c.key = coalesce(
      (${namedOrder('key', '?', 'told.value')}), told.value))`
  const asked = statement(query, JSON.stringify([...byKey.keys()]), entry.shopId, entry.shopId)
  const rows = await readRows(database, z.object({ key: z.string() }), asked)
  return new Set(rows.map(({ key }) => byKey.get(key) ?? ''))
}

/** All of its orders are stored. False where it was removed meanwhile. */
export async function markSettled(database: Database, id: string): Promise<boolean> {
  const update = 'update hand_entries set is_settled = 1 where id = ? and removed_at is null'
  return (await write(database, statement(update, id))) > 0
}

/** An entry of an order that was erased: nothing is kept of it. */
export async function deleteEntry(database: Database, id: string): Promise<void> {
  await write(database, statement('delete from hand_entries where id = ?', id))
}

/**
 * Takes an entry back, in one batch: what it told of its orders goes, and orders that nobody else told of. The entry stays
 * and says when it was removed. Resolves with the ids of the orders that others told of too: they are to be credited anew.
 */
export async function removeEntry(
  database: Database,
  entry: HandEntry,
  { at, otherTime }: { readonly at: number; readonly otherTime: OrderTime | undefined },
): Promise<readonly string[]> {
  const orders = ordersOf(entry)
  const toldByHand = `(${orders.sql}) and exists (select 1 from evidence
    where evidence.conversion_id = conversions.id and evidence.source = 'hand')`
  const ids = `select id from conversions where ${toldByHand}`
  const outcomes = await database.batch([
    statement(`delete from credited where conversion_id in (${ids})`, ...orders.params),
    statement(`delete from credits where conversion_id in (${ids})`, ...orders.params),
    statement(
      `${leaveToOthers} where ${toldByHand} and ${toldByOthers()} returning id`,
      otherTime?.at ?? null,
      otherTime?.day ?? null,
      ...orders.params,
    ),
    statement(`delete from evidence where source = 'hand' and conversion_id in (${ids})`, ...orders.params),
    statement(
      `delete from conversions where (${orders.sql}) and not exists (select 1 from evidence where conversion_id = id)`,
      ...orders.params,
    ),
    ...reckonAnew(entry),
    // A telling that is still at work settles it when it ends.
    statement('update hand_entries set removed_at = coalesce(removed_at, ?) where id = ?', at, entry.id),
    unsettleSame(entry),
  ])
  return (outcomes[2]?.rows ?? []).map((row) => z.object({ id: z.string() }).parse(row).id)
}

/** What hangs on the amount that others told: what is left of it to give back, and all of it in the shop's currency. */
function reckonAnew(entry: HandEntry): Statement[] {
  const { shopId } = entry
  const told = JSON.stringify(orderIdsOf(entry).map((id) => ({ id, key: orderKey(id, false) })))
  const sql = `select coalesce((${namedOrder('order_id', '?', "told.value ->> 'key'")}), told.value ->> 'id')
    from json_each(?) told`
  const params = [shopId, told] as const
  const ofOrders = `one.shop_id = ? and one.order_id in (${sql}) and one.event in ('purchase', 'refund')`
  return [...settleRestOf(shopId, { sql, params }), convertWhere(ofOrders, [shopId, ...params])]
}

/** An order that is written down by another of its names too: what that entry told of it is to be told again. */
function unsettleSame(entry: HandEntry): Statement {
  const sql = `update hand_entries set is_settled = 0 where id in (select id from (${sameOrder}) where is_settled = 1)`
  return statement(sql, ...sameOrderParams(entry))
}

/** Ids of the other entries of an entry's order, by whichever of its names. */
export async function listSameOrder(database: Database, entry: HandEntry): Promise<readonly string[]> {
  if (entry.orderId === null) return []
  const rows = await readRows(database, z.object({ id: z.string() }), statement(sameOrder, ...sameOrderParams(entry)))
  return rows.map(({ id }) => id)
}

const keyOf = (told: string) => `replace(replace(${told}, '%', '%25'), '#', '%23')`
const orderOf = (told: string) => `coalesce((${namedOrder('key', 'one.shop_id', told)}), ${told})`
const sameOrder = `select one.id, one.is_settled from hand_entries one where one.shop_id = ? and one.order_id is not null
  and one.removed_at is null and one.id <> ? and ${orderOf(keyOf('one.order_id'))} = (
    select ${orderOf('told.key')} from (select ? as key) told)`

function sameOrderParams({ shopId, id, orderId }: HandEntry): readonly Param[] {
  return [shopId, id, orderId === null ? null : orderKey(orderId, false)]
}

/** UTC milliseconds, and the shop's day of it. */
export type OrderTime = { readonly at: number; readonly day: number }

/** When the best of the others told of an entry's order, where all of them are believed less; undefined for none. */
export async function findOtherTime(database: Database, entry: HandEntry): Promise<number | undefined> {
  const orders = ordersOf(entry)
  const query = `select evidence.received_at as at from conversions
    join evidence on evidence.conversion_id = conversions.id and evidence.source <> 'hand'
    where ${orders.sql} and ${isHandsTime} order by ${rankSql('evidence.source')} desc limit 1`
  return (await readRow(database, z.object({ at: z.number() }), statement(query, ...orders.params)))?.at
}

/** A removed entry whose telling is over: none of its orders can come any more, and nothing that names one is kept. */
export async function markGone(database: Database, id: string): Promise<void> {
  const update = `update hand_entries set is_settled = 1, order_id = null, note = null
    where id = ? and removed_at is not null`
  await write(database, statement(update, id))
}

function ordersOf(entry: HandEntry): Statement {
  const keys = JSON.stringify(orderIdsOf(entry).map((id) => orderKey(id, false)))
  const sql = `conversions.shop_id = ? and conversions.event = 'purchase' and conversions.key in (
    select coalesce((${namedOrder('key', '?', 'told.value')}), told.value)
    from json_each(?) told)`
  return statement(sql, entry.shopId, entry.shopId, keys)
}

function toldByOthers(more = ''): string {
  return `exists (select 1 from evidence
    where evidence.conversion_id = conversions.id and evidence.source <> 'hand' ${more})`
}

/** What the best of the others told, who told it at all: it takes the place of what was told by hand. */
const told = (column: 'value' | 'currency' | 'link_number' | 'is_new_customer', by: typeof column = column) => `(select
  evidence.${column} from evidence where evidence.conversion_id = conversions.id and evidence.source <> 'hand'
  and evidence.${by} is not null order by ${rankSql('evidence.source')} desc limit 1)`
const isHandsMoney = `not ${toldByOthers(`and evidence.value is not null and ${rankSql('evidence.source')} > ${rank.hand}`)}`
const isHandsLink = '(conversions.click_note is null and conversions.click_at is null)'
const isHandsTime = `not ${toldByOthers(`and ${rankSql('evidence.source')} > ${rank.hand}`)}`
const keepUnless = (column: string, condition: string, other = 'null') =>
  `${column} = case when ${condition} then ${other} else ${column} end`
const leaveToOthers = `update conversions set
  ${keepUnless('occurred_at', isHandsTime, 'coalesce(?, occurred_at)')},
  ${keepUnless('day', isHandsTime, 'coalesce(?, day)')},
  trust = (select max(${trustSql('evidence.source')}) from evidence
    where evidence.conversion_id = conversions.id and evidence.source <> 'hand'),
  ${keepUnless('value', isHandsMoney, told('value'))},
  ${keepUnless('currency', isHandsMoney, told('currency', 'value'))},
  ${['tax', 'shipping', 'shop_value', 'shop_tax', 'shop_shipping', 'rate', 'rate_day']
    .map((column) => keepUnless(column, isHandsMoney))
    .join(', ')},
  ${keepUnless('click_note', isHandsLink, `iif(${told('link_number')} is null, 'no-click', null)`)},
  ${keepUnless('link_number', isHandsLink, told('link_number'))},
  is_new_customer = ${told('is_new_customer')}`

const select = `select e.number, e.id, e.shop_id, e.day, e.orders, e.value, e.currency, e.how, e.is_new_customer, e.order_id,
  e.note, e.created_at, e.removed_at, e.is_settled, case when p.id is null then null else
    json_object('id', p.id, 'title', p.title, 'channel', p.channel, 'codeWord', p.code_word) end as post
  from hand_entries e left join posts p on p.id = e.post_id`

const entryRow = z.object({
  number: z.number(),
  id: z.string(),
  shop_id: z.string(),
  day: z.number(),
  orders: z.number(),
  value: z.number(),
  currency: z.string(),
  how: z.enum(hows),
  is_new_customer: z.number().nullable(),
  order_id: z.string().nullable(),
  note: z.string().nullable(),
  created_at: z.number(),
  removed_at: z.number().nullable(),
  is_settled: z.number(),
  post: z
    .string()
    .transform((text) => handPost.parse(JSON.parse(text)))
    .nullable(),
})

function toEntry(row: z.output<typeof entryRow>): HandEntry {
  const { number, id, day, orders, value, currency, how, note, post } = row
  return {
    ...{ number, id, day, orders, value, currency, how, note, post },
    shopId: row.shop_id,
    isNewCustomer: row.is_new_customer === null ? null : row.is_new_customer === 1,
    orderId: row.order_id,
    createdAt: row.created_at,
    removedAt: row.removed_at,
    isSettled: row.is_settled === 1,
  }
}
