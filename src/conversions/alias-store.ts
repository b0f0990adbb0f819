import { type Param, type Statement, statement } from '../storage/database.ts'
import type { Checked } from './checked.ts'
import { restOfOrder, soFar } from './key.ts'
import { rankSql } from './trust.ts'

/**
 * Orders that go by several ids. Who knows them all (a shop system's webhook) names them; from then on whoever tells one
 * of them tells of that order, and what was told by them before becomes one with it.
 */

/**
 * How long before an order it may have been told by its names. What is older is another order: numbers of some shop
 * systems are ids of older orders in them. Afterwards there is no end: by hand an order is told weeks after it was made.
 */
export const mostBeforeMs = 7 * 86_400_000

type Sql = { readonly sql: string; readonly params: readonly Param[] }

/** The key that stands for a told one. Who names aliases knows the order's own id: that is never another's alias. */
export function resolvedKey({ shopId, event, key, aliases, occurredAt }: Checked): Sql {
  const alias = event === 'purchase' && aliases.length === 0 ? key : null
  return { sql: `coalesce((${toldOrder('key')}), ?)`, params: [shopId, alias, occurredAt, key] }
}

/** The order id that stands for a told one, so that a refund finds its order. */
export function resolvedOrderId({ shopId, orderKey, orderId, aliases, occurredAt }: Checked): Sql {
  const alias = aliases.length === 0 ? orderKey : null
  return { sql: `coalesce((${toldOrder('order_id')}), ?)`, params: [shopId, alias, occurredAt, orderId] }
}

/** The order that goes by a name: parameters are shop and name. An order whose own id it is comes before all others. */
export function namedOrder(column: 'key' | 'order_id', shop = '?', name = '?'): string {
  return `select order_aliases.${column} from order_aliases
    where order_aliases.shop_id = ${shop} and order_aliases.alias = ${name}
      and not exists (select 1 from conversions own where own.shop_id = order_aliases.shop_id and own.event = 'purchase'
        and own.key = order_aliases.alias and own.key <> order_aliases.key)`
}

/** The same for what is told of, with its time as the third parameter: it isn't an order that came long after. */
export function toldOrder(column: 'key' | 'order_id'): string {
  return `${namedOrder(column)} and not exists (select 1 from conversions named
    where named.shop_id = order_aliases.shop_id and named.event = 'purchase' and named.key = order_aliases.key
      and named.occurred_at > ? + ${mostBeforeMs})`
}

/** Before the conversion is made: its names are written down, and the oldest that was told by one of them becomes it. */
export function claimAliases(ping: Checked): Statement[] {
  const { shopId, key, orderId, aliases } = ping
  if (aliases.length === 0) return []
  const adopt = `update conversions set key = ?, order_id = ?
    where number = (select min(number) from conversions where ${others})
      and not exists (select 1 from conversions known where known.shop_id = ? and event = 'purchase' and key = ?)`
  return [claimNames(ping), statement(adopt, key, orderId, ...othersOf(ping), shopId, key), adoptRefunds(ping)]
}

/** Writes the names of an order down; its own id is never another's name, nor is theirs a name of it. */
export function claimNames({ shopId, key, orderId, aliases, occurredAt }: Checked): Statement {
  const claim = `insert into order_aliases (shop_id, alias, key, order_id)
    select ?, told.value, ?, ? from json_each(?) told where not exists (${isOlderOrder('told.value')})
    on conflict (shop_id, alias) do update set key = excluded.key, order_id = excluded.order_id
    where excluded.alias = excluded.key`
  const names = JSON.stringify([key, ...aliases.map((alias) => alias.key)])
  return statement(claim, shopId, key, orderId, names, ...olderThan({ shopId, key, occurredAt }))
}

/** An order that has a name as its own id, and came long before. */
function isOlderOrder(name: string): string {
  return `select 1 from conversions older where older.shop_id = ? and older.event = 'purchase' and older.key = ${name}
    and older.key <> ? and older.occurred_at < ?`
}

function olderThan({ shopId, key, occurredAt }: Pick<Checked, 'shopId' | 'key' | 'occurredAt'>): readonly Param[] {
  return [shopId, key, occurredAt - mostBeforeMs]
}

/** Whether something was told by another name of this order. */
export function isToldByOtherNames(ping: Checked): Sql {
  if (ping.aliases.length === 0) return { sql: 'false', params: [] }
  return { sql: `exists (select 1 from conversions where ${others})`, params: othersOf(ping) }
}

/** When the conversion is there: what else was told by its names goes into it, the best of each part, and is gone. */
export function foldAliases(ping: Checked): Statement[] {
  if (ping.aliases.length === 0) return []
  const own = [ping.shopId, ping.key] as const
  const other = othersOf(ping)
  return [
    statement(foldTouch, ...other, ...own, ...other),
    statement(foldFacts, ...other, ...other, ...other, ...other, ...own),
    statement(foldEvidence, ...own, ...other),
    statement(foldTouches, ...own, ...other),
    statement(forgetCredit, ...own, ...other),
    statement(`delete from conversions where ${others}`, ...other),
  ]
}

/** Conversions told by a name of this order that aren't it. */
const others = `conversions.shop_id = ? and conversions.event = 'purchase' and conversions.key in
  (select alias from order_aliases where order_aliases.shop_id = ? and order_aliases.key = ? and alias <> order_aliases.key)
  and conversions.occurred_at >= ?`

function othersOf({ shopId, key, occurredAt }: Checked): readonly Param[] {
  return [shopId, shopId, key, occurredAt - mostBeforeMs]
}

const ofOrder = "conversions.shop_id = ? and conversions.event = 'purchase' and conversions.key = ?"

/** A click of ours above a link told by hand, that above anything else. */
const touchWorth = `case when conversions.click_note is not null then 0 when conversions.click is null then 1
  else 2 + coalesce((select max(${rankSql('source')}) from evidence
    where conversion_id = conversions.id and evidence.click = conversions.click), 0) end`

/** Inside the sub-selects the names mean the other conversion, outside this one. */
const foldTouch = `update conversions set (click, click_note, link_number, click_at, shared) =
    (select click, click_note, link_number, click_at, null from conversions
      where ${others} order by ${touchWorth} desc, number limit 1)
  where ${ofOrder} and (select max(${touchWorth}) from conversions where ${others}) > ${touchWorth}`

/** Amount and time need no folding: who names aliases is taken at their word for those, above all others. */
const foldFacts = `update conversions set
    (customer_hash, customer_id_hash, customer_email_hash, customer_source) = (select customer_hash, customer_id_hash,
      customer_email_hash, customer_source from conversions told
      where told.id = conversions.id or (told.id in (select id from conversions where ${others}))
      order by told.customer_hash is null, told.id = conversions.id desc, told.customer_hash desc limit 1),
    is_new_customer = coalesce(is_new_customer, (select max(is_new_customer) from conversions where ${others})),
    coupon = coalesce(coupon, (select max(coupon) from conversions where ${others})),
    (utm_source, utm_medium, utm_campaign, utm_content) = (select utm_source, utm_medium, utm_campaign, utm_content
      from conversions told where told.id = conversions.id or (told.id in (select id from conversions where ${others}))
      order by told.utm_source is null, told.id = conversions.id desc, told.number limit 1)
  where ${ofOrder}`

const foldEvidence = `insert into evidence (conversion_id, source, value, currency, click, told, received_at, as_of,
    link_number, is_new_customer, is_landing)
  select (select id from conversions where ${ofOrder}), source, value, currency, click, told, received_at, as_of,
    link_number, is_new_customer, is_landing
  from evidence where conversion_id in (select id from conversions where ${others})
  on conflict (conversion_id, source) do update set told = told + excluded.told,
    value = coalesce(value, excluded.value), currency = coalesce(currency, excluded.currency),
    is_landing = iif(click is null, excluded.is_landing, is_landing),
    click = coalesce(click, excluded.click), link_number = coalesce(link_number, excluded.link_number),
    is_new_customer = coalesce(is_new_customer, excluded.is_new_customer)`

const foldTouches = `insert into told_touches (conversion_id, link_number, click_at, click_random)
  select (select id from conversions where ${ofOrder}), link_number, click_at, click_random
  from told_touches where conversion_id in (select id from conversions where ${others}) on conflict do nothing`

const forgetCredit = `delete from credited where conversion_id in (select id from conversions where ${ofOrder})
  and exists (select 1 from conversions where ${others})`

/** Refunds that were told before, by another name of the order: not those of an older order whose own id that is. */
export function adoptRefunds(ping: Checked): Statement {
  const { shopId, key, orderId, aliases, isTest, occurredAt } = ping
  const update = `update conversions set order_id = ?
    where shop_id = ? and event = 'refund' and is_test = ? and occurred_at >= ? and order_id in (
      select told.value ->> 'id' from json_each(?) told where not exists (${isOlderOrder("told.value ->> 'key'")})
        and exists (select 1 from order_aliases where order_aliases.shop_id = ? and order_aliases.key = ?
          and order_aliases.alias = told.value ->> 'key'))`
  const ofShop = [orderId, shopId, isTest ? 1 : 0, occurredAt - mostBeforeMs, JSON.stringify(aliases)] as const
  return statement(update, ...ofShop, ...olderThan(ping), shopId, key)
}

/**
 * A cancellation gives back what is left of an order, whatever was told before or comes later: the order's amount less
 * its other refunds. The amount it was told with stands in where the order's isn't known. What a list of orders tells as
 * given back so far is less what others told of it piece by piece.
 */
export function settleRest(ping: Checked): Statement[] {
  if (ping.orderKey === null) return []
  const orderId = resolvedOrderId(ping)
  return settleRestOf(ping.shopId, orderId)
}

/** The same of the orders whose ids a list or an expression gives. */
export function settleRestOf(shopId: string, orderIds: Sql): Statement[] {
  const ofSame = `one.shop_id = conversions.shop_id and one.order_id = conversions.order_id
    and one.currency = conversions.currency and one.is_test = conversions.is_test`
  const update = `update conversions set value = max(0,
      coalesce((select max(one.value) from conversions one where ${ofSame} and one.event = 'purchase'),
        (select max(value) from evidence where conversion_id = conversions.id), 0)
      - coalesce((select sum(one.value) from conversions one where ${ofSame} and one.event = 'refund'
        and one.id <> conversions.id), 0))
    where shop_id = ? and order_id in (${orderIds.sql}) and event = 'refund' and key like '%${restOfOrder}'`
  const updateSoFar = `update conversions set value = max(0,
      (select max(value) from evidence where conversion_id = conversions.id)
      - coalesce((select sum(one.value) from conversions one where ${ofSame} and one.event = 'refund'
        and one.id <> conversions.id and one.key not like '%${restOfOrder}'), 0))
    where shop_id = ? and order_id in (${orderIds.sql}) and event = 'refund' and key like '%${soFar}'`
  return [updateSoFar, update].map((sql) => statement(sql, shopId, ...orderIds.params))
}
