import * as z from 'zod'
import { convertWhere } from '../shops/rate-store.ts'
import { type Database, type Param, type Statement, statement } from '../storage/database.ts'
import { type Kept, keptColumns, keptRow, toKept } from './kept-store.ts'
import { inShopWindow } from './store.ts'
import type { Checked } from './checked.ts'
import { customerHash, joinGuests } from './customer-store.ts'
import { followingOf } from './following-store.ts'
import { claimAliases, foldAliases, resolvedKey, resolvedOrderId, settleRest } from './alias-store.ts'
import { rank as rankOf, rankSql, trust } from './trust.ts'
import type { Touched } from './verify-click.ts'

/** `stored`: the first of its key. `merged`: another source, or it told what was missing. `duplicate`: nothing new. */
const mergeOutcomes = ['stored', 'merged', 'duplicate'] as const
export type MergeOutcome = (typeof mergeOutcomes)[number]

/**
 * Makes one conversion of all pings of a key, whatever their order and however many at once: one batch, in which a bare
 * conversion is made where there is none, and each part is then taken from the most trusted source that told it.
 */
export async function mergePing(database: Database, ping: Checked): Promise<Merged> {
  const steps = [forgetCredit, takeMoney, takeTime, takeTouch, fillIn, addEvidence].map((make) => make(ping))
  const before = [...claimAliases(ping), insertBare(ping), ...foldAliases(ping)]
  const following = before.length + 2
  const outcomes = await database.batch([
    ...before,
    countOutcome(ping),
    forgetFollowing(ping),
    selectFollowing(ping),
    ...steps,
    ...addTouches(ping),
    ...joinGuests(ping),
    ...settleRest(ping),
    ...convert(ping),
    select(ping),
  ])
  return {
    outcome: labelRow.parse(outcomes[before.length]?.rows[0]).label,
    conversion: toKept(keptRow.parse(outcomes.at(-1)?.rows[0])),
    following: (outcomes[following]?.rows ?? []).map((row) => idRow.parse(row).id),
  }
}

/** `following`: what the customer that it was told with before did afterwards, which is to be credited anew. */
export type Merged = {
  readonly outcome: MergeOutcome
  readonly conversion: Kept
  readonly following: readonly string[]
}

const idRow = z.object({ id: z.string() })

const labelRow = z.object({ label: z.enum(mergeOutcomes) })

export function ofKey(ping: Checked) {
  const key = resolvedKey(ping)
  return {
    sql: `conversions.shop_id = ? and conversions.event = ? and conversions.key = ${key.sql}`,
    params: [ping.shopId, ping.event, ...key.params],
  }
}

function insertBare(ping: Checked): Statement {
  const { shopId, event, id, refundId, occurredAt, day, isTest, receivedAt } = ping
  const [key, orderId] = [resolvedKey(ping), resolvedOrderId(ping)]
  const insert = `insert into conversions
    (shop_id, event, key, id, order_id, refund_id, occurred_at, day, trust, click_note, is_test, created_at)
    values (?, ?, ${key.sql}, ?, ${orderId.sql}, ?, ?, ?, 0, 'no-click', ?, ?)
    on conflict (shop_id, event, key) do nothing`
  const ids = [shopId, event, ...key.params, id, ...orderId.params, refundId]
  return statement(insert, ...ids, occurredAt, day, isTest ? 1 : 0, receivedAt)
}

const rank = { nothing: -1, worthless: 0, byHand: 50, insideWindow: 100 } as const

/** How good the touch is that a conversion has: a click of ours by its source's rank, inside the window above all. */
const heldRank = `case
  when conversions.click_note is null and conversions.click_at is not null then
    ${rank.insideWindow} * ${inShopWindow('conversions.click_at')} + coalesce((select max(${rankSql('source')}) from evidence
      where conversion_id = conversions.id and evidence.click = conversions.click), 0)
  when conversions.click_note is null then ${rank.byHand}
  when conversions.click_note = 'no-click' then ${rank.nothing} else ${rank.worthless} end`

/** Whether the hour is known from a ping alone: who told the order first, a list or a person, gave its day. */
const lacksTime = `(? = 0 and conversions.day = ? and conversions.occurred_at = ? and exists (select 1 from evidence
    where conversion_id = conversions.id and source in ('import', 'hand')))`
function timeOf({ isDayOnly, day, noon }: Checked) {
  return [isDayOnly ? 1 : 0, day, noon] as const
}

/**
 * Whether a source tells something it hadn't: it is new, or brings an amount, a newer one, a click or, by hand, a link; or
 * it tells what nobody had told: a click before, a discount code, UTMs, the customer, or the hour of a day.
 */
export const isNews = `(not exists (select 1 from evidence where conversion_id = conversions.id and source = ?
    and (value is not null or ? is null) and (click is not null or ? is null) and (as_of > ? or ? = 0 or value is ?))
  or (? is not null and ${heldRank} < ${rank.byHand})
  or (? is not null and conversions.coupon is null) or (? is not null and conversions.utm_source is null)
  or (? is not null and conversions.customer_id_hash is null and conversions.customer_email_hash is null)
  or exists (select 1 from json_each(?) told where not exists (select 1 from told_touches where conversion_id = conversions.id
    and link_number = told.value ->> 0 and click_at = told.value ->> 1 and click_random = told.value ->> 2))
  or (${lacksTime} and conversions.occurred_at <> ?))`
export function newsOf(ping: Checked): readonly Param[] {
  const { source, money, touched, asOf, coupon, utm, customer } = ping
  const value = money?.value ?? null
  const evidence = [source, value, signedClick(touched), asOf, asOf, value, toldLink(touched)] as const
  const told = [coupon, utm?.source ?? null, customer?.idHash ?? customer?.emailHash ?? null, listTouches(ping)]
  return [...evidence, ...told, ...timeOf(ping), ping.occurredAt]
}

function listTouches({ touches }: Checked): string {
  return JSON.stringify(touches.map(({ linkNumber, at, random }) => [linkNumber, at, random]))
}

function countOutcome(ping: Checked): Statement {
  const key = ofKey(ping)
  const count = `insert into counters (name, label, value)
    select 'conversions', case when conversions.id = ? then 'stored' when ${isNews} then 'merged' else 'duplicate' end, 1
    from conversions where ${key.sql}
    on conflict (name, label) do update set value = value + 1 returning label`
  return statement(count, ping.id, ...newsOf(ping), ...key.params)
}

/** What was credited before is credited anew, also when the process ends before it gets to it. */
function forgetCredit(ping: Checked): Statement {
  const key = ofKey(ping)
  const remove = `delete from credited where conversion_id in (select id from conversions where ${key.sql} and ${isNews})`
  return statement(remove, ...key.params, ...newsOf(ping))
}

/** As it stood before: another customer, or another time, may be told now. */
function forgetFollowing(ping: Checked): Statement {
  const { sql, params } = followingNews(ping)
  return statement(`delete from credited where conversion_id in (${sql})`, ...params)
}

function selectFollowing(ping: Checked): Statement {
  const { sql, params } = followingNews(ping)
  return statement(sql, ...params)
}

function followingNews(ping: Checked): { sql: string; params: readonly Param[] } {
  const key = ofKey(ping)
  const whose = `own.id in (select id from conversions where ${key.sql} and ${isNews})`
  return { sql: followingOf(whose), params: [...key.params, ...newsOf(ping)] }
}

/** Whoever tells of a click before is believed that it was: it takes nothing from the others. */
export function addTouches(ping: Checked): Statement[] {
  if (ping.touches.length === 0) return []
  const key = ofKey(ping)
  const insert = `insert into told_touches (conversion_id, link_number, click_at, click_random)
    select conversions.id, told.value ->> 0, told.value ->> 1, told.value ->> 2
    from conversions, json_each(?) told where ${key.sql} on conflict do nothing`
  return [statement(insert, listTouches(ping), ...key.params)]
}

/** Amounts stand together: one source's tax is never set beside another's value. A newer one of the same source stands. */
function takeMoney(ping: Checked): Statement {
  const key = ofKey(ping)
  const { value, tax, shipping, currency } = ping.money ?? { value: null, tax: null, shipping: null, currency: null }
  const update = `update conversions set value = ?, tax = ?, shipping = ?, currency = ?,
      shop_value = null, shop_tax = null, shop_shipping = null, rate = null, rate_day = null
    where ${key.sql} and ? is not null and ${takesMoney}`
  return statement(update, value, tax, shipping, currency, ...key.params, value, ...takesMoneyOf(ping))
}

/** Whether a source's amount is taken: none more trusted told one, nor did it itself a newer one. */
export const takesMoney = `not exists (select 1 from evidence where conversion_id = conversions.id and value is not null
    and (${rankSql('source')} > ? or (source = ? and (as_of > ? or ? = 0))))`
export function takesMoneyOf({ source, asOf }: Checked): readonly Param[] {
  return [rankOf[source], source, asOf, asOf]
}

/**
 * Of what was told one touch is taken: first a click inside the shop's window, then a link told by hand, then an older
 * click of ours, then any other; of two clicks alike the more trusted source's. What a source told first stays.
 */
function takeTouch(ping: Checked): Statement {
  const { click, note, linkNumber, clickAt } = ping.touched
  const isBetter = betterThanHeld(ping)
  const key = ofKey(ping)
  const update = `update conversions set click = ?, click_note = ?, link_number = ?, click_at = ?, shared = null
    where ${key.sql} and ${isBetter.sql}`
  return statement(update, click, note, linkNumber, clickAt, ...key.params, ...isBetter.params)
}

function betterThanHeld({ touched, source }: Checked): { readonly sql: string; readonly params: readonly Param[] } {
  if (signedClick(touched) === null) {
    const told = toldLink(touched) === null ? rank.worthless : rank.byHand
    return { sql: `? > ${heldRank}`, params: [touched.note === 'no-click' ? rank.nothing : told] }
  }
  const isFirst =
    'not exists (select 1 from evidence where conversion_id = conversions.id and source = ? and click is not null)'
  const told = `? + ${rank.insideWindow} * ${inShopWindow('?')}`
  return { sql: `${isFirst} and ${told} > ${heldRank}`, params: [source, rankOf[source], touched.clickAt] }
}

/** A day alone never takes the place of an exact time of that day. */
function takeTime(ping: Checked): Statement {
  const { isNewCustomer, coupon } = factsOf(ping)
  const [key, customer] = [ofKey(ping), customerHash(ping.shopId, ping.customer)]
  const told = ping.customer === null ? [] : [...customer.params, ...customerFacts(ping)]
  const ofCustomer = `customer_hash = ${customer.sql}, customer_id_hash = ?, customer_email_hash = ?, customer_source = ?,`
  const { isDayOnly, day, occurredAt } = ping
  const update = `update conversions set trust = ?, occurred_at = iif(? and day = ?, occurred_at, ?), day = ?, ${ping.customer === null ? '' : ofCustomer}
    is_new_customer = coalesce(?, is_new_customer), coupon = coalesce(?, coupon) ${ping.utm === null ? '' : `, ${utmColumns.map((column) => `${column} = ?`).join(', ')}`}
    where ${key.sql} and not exists (select 1 from evidence
      where conversion_id = conversions.id and ${rankSql('source')} >= ?)`
  const time = [isDayOnly ? 1 : 0, day, occurredAt, day] as const
  const facts = [trust[ping.source], ...time, ...told, isNewCustomer, coupon] as const
  const utm = ping.utm === null ? [] : utmOf(ping)
  return statement(update, ...facts, ...utm, ...key.params, rankOf[ping.source])
}

/** What nobody told before is taken from anybody, also the time of day where a list or a person told the day alone. */
function fillIn(ping: Checked): Statement {
  const { isNewCustomer, coupon } = factsOf(ping)
  const [key, customer] = [ofKey(ping), customerHash(ping.shopId, ping.customer)]
  const fill = (column: string) => `customer_${column} = iif(customer_hash is null, ?, customer_${column})`
  const update = `update conversions set order_id = coalesce(order_id, ?), refund_id = coalesce(refund_id, ?),
    customer_hash = coalesce(customer_hash, ${customer.sql}), ${fill('id_hash')}, ${fill('email_hash')}, ${fill('source')},
    is_new_customer = coalesce(is_new_customer, ?), coupon = coalesce(coupon, ?),
    ${utmColumns.map((column) => `${column} = iif(utm_source is null, ?, ${column})`).join(', ')},
    occurred_at = iif(${lacksTime}, ?, occurred_at) where ${key.sql}`
  const ofCustomer = [...customer.params, ...customerFacts(ping)] as const
  const time = [...timeOf(ping), ping.occurredAt] as const
  const facts = [...ofCustomer, isNewCustomer, coupon, ...utmOf(ping), ...time] as const
  return statement(update, ping.orderId, ping.refundId, ...facts, ...key.params)
}

function factsOf({ isNewCustomer, coupon }: Checked) {
  return { coupon, isNewCustomer: isNewCustomer === null ? null : Number(isNewCustomer) } as const
}

/** UTMs stand together, for what `utmOf` gives. */
export const utmColumns = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_content'] as const

export function utmOf({ utm }: Checked): readonly Param[] {
  return [utm?.source ?? null, utm?.medium ?? null, utm?.campaign ?? null, utm?.content ?? null]
}

/** What a customer was told by, and by whom. */
export function customerFacts({ customer, source }: Checked): readonly Param[] {
  return [customer?.idHash ?? null, customer?.emailHash ?? null, customer === null ? null : source]
}

/** What a source told first stays, until it tells a newer amount; how often it told it is counted. */
function addEvidence(ping: Checked): Statement {
  const key = ofKey(ping)
  const newer = (
    column: string,
  ) => `case when excluded.as_of > 0 and excluded.as_of >= as_of then coalesce(excluded.${column}, ${column})
    else coalesce(${column}, excluded.${column}) end`
  const insert = `insert into evidence (conversion_id, ${evidenceColumns})
    select conversions.id, ?, ?, ?, ?, ?, ?, ?, ?, ? from conversions where ${key.sql}
    on conflict (conversion_id, source) do update set told = told + 1, value = ${newer('value')},
      currency = ${newer('currency')}, is_landing = iif(click is null, excluded.is_landing, is_landing), click = coalesce(click, excluded.click), as_of = max(as_of, excluded.as_of),
      link_number = coalesce(link_number, excluded.link_number),
      is_new_customer = coalesce(is_new_customer, excluded.is_new_customer)`
  return statement(insert, ...evidenceOf(ping), ...key.params)
}

/** What a source told, for what `evidenceOf` gives. */
export const evidenceColumns =
  'source, value, currency, click, received_at, as_of, link_number, is_new_customer, is_landing'

export function evidenceOf(ping: Checked): readonly Param[] {
  const { source, money, touched, receivedAt, asOf } = ping
  const amount = [money?.value ?? null, money?.currency ?? null] as const
  return [
    source,
    ...amount,
    signedClick(touched),
    receivedAt,
    asOf,
    toldLink(touched),
    factsOf(ping).isNewCustomer,
    Number(ping.isLanding),
  ]
}

/** By the rates as they are, for the conversion and for the refunds of its order; nothing for a shop's own currency. */
export function convert(ping: Checked): Statement[] {
  if (!ping.mayConvert) return []
  const [key, orderId] = [ofKey(ping), resolvedOrderId(ping)]
  const where = `one.number in (select number from conversions where ${key.sql}
    union select number from conversions where shop_id = ? and order_id = ${orderId.sql} and event = 'refund')`
  return [convertWhere(where, [...key.params, ping.shopId, ...orderId.params])]
}

function select(ping: Checked): Statement {
  const key = ofKey(ping)
  return statement(`select ${keptColumns} where ${key.sql}`, ...key.params)
}

/** Evidence holds clicks that we signed, of this shop: others say nothing of who sold. */
export function signedClick({ click, note }: Touched): string | null {
  return note === null ? click : null
}

/** The link of a sale told by hand. */
function toldLink({ click, note, linkNumber }: Touched): number | null {
  return note === null && click === null ? linkNumber : null
}
