import * as z from 'zod'
import { type Database, type Param, type Statement, statement } from '../storage/database.ts'
import { type Conversion, conversionColumns, conversionRow, inShopWindow, toConversion } from './store.ts'
import { type Source, trust, trustSql } from './trust.ts'
import type { Touched } from './verify-click.ts'

/** Minor units of `currency`. */
export type Money = {
  readonly value: number
  readonly tax: number | null
  readonly shipping: number | null
  readonly currency: string
}

/** A checked ping. Times are UTC milliseconds, `day` the shop's local day of `occurredAt`. */
export type Checked = {
  readonly id: string
  readonly shopId: string
  readonly event: string
  readonly key: string
  readonly source: Source
  readonly orderId: string | null
  readonly refundId: string | null
  readonly money: Money | null
  readonly occurredAt: number
  readonly day: number
  readonly touched: Touched
  readonly customerHash: string | null
  readonly isNewCustomer: boolean | null
  readonly coupon: string | null
  readonly isTest: boolean
  readonly receivedAt: number
}

/** `stored`: the first of its key. `merged`: another source, or it told what was missing. `duplicate`: nothing new. */
const mergeOutcomes = ['stored', 'merged', 'duplicate'] as const
export type MergeOutcome = (typeof mergeOutcomes)[number]

/**
 * Makes one conversion of all pings of a key, whatever their order and however many at once: one batch, in which a bare
 * conversion is made where there is none, and each part is then taken from the most trusted source that told it.
 */
export async function mergePing(
  database: Database,
  ping: Checked,
): Promise<{ outcome: MergeOutcome; conversion: Conversion }> {
  const statements = [insertBare, countOutcome, forgetCredit, takeMoney, takeTime, takeTouch, fillIn, addEvidence].map(
    (make) => make(ping),
  )
  const outcomes = await database.batch([...statements, select(ping)])
  return {
    outcome: labelRow.parse(outcomes[1]?.rows[0]).label,
    conversion: toConversion(conversionRow.parse(outcomes.at(-1)?.rows[0])),
  }
}

const labelRow = z.object({ label: z.enum(mergeOutcomes) })

const ofKey = 'conversions.shop_id = ? and conversions.event = ? and conversions.key = ?'
const keyOf = ({ shopId, event, key }: Checked) => [shopId, event, key] as const

function insertBare(ping: Checked): Statement {
  const { id, orderId, refundId, occurredAt, day, isTest, receivedAt } = ping
  const insert = `insert into conversions
    (shop_id, event, key, id, order_id, refund_id, occurred_at, day, trust, click_note, is_test, created_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, 0, 'no-click', ?, ?) on conflict (shop_id, event, key) do nothing`
  return statement(insert, ...keyOf(ping), id, orderId, refundId, occurredAt, day, isTest ? 1 : 0, receivedAt)
}

const rank = { nothing: -1, worthless: 0, byHand: 5, insideWindow: 10 } as const

/** How good the touch is that a conversion has: a click of ours by its source's trust (1–3), inside the window above all. */
const heldRank = `case
  when conversions.click_note is null and conversions.click is not null then
    ${rank.insideWindow} * ${inShopWindow('conversions.click_at')} + coalesce((select max(${trustSql('source')}) from evidence
      where conversion_id = conversions.id and evidence.click = conversions.click), 0)
  when conversions.click_note is null then ${rank.byHand}
  when conversions.click_note = 'no-click' then ${rank.nothing} else ${rank.worthless} end`

/** Whether a source tells something it hadn't: it is new, or brings an amount, a click or, by hand, a link. */
const isNews = `(not exists (select 1 from evidence where conversion_id = conversions.id and source = ?
    and (value is not null or ? is null) and (click is not null or ? is null))
  or (? is not null and ${heldRank} < ${rank.byHand}))`
const newsOf = ({ source, money, touched }: Checked) =>
  [source, money?.value ?? null, signedClick(touched), toldLink(touched)] as const

function countOutcome(ping: Checked): Statement {
  const count = `insert into counters (name, label, value)
    select 'conversions', case when conversions.id = ? then 'stored' when ${isNews} then 'merged' else 'duplicate' end, 1
    from conversions where ${ofKey}
    on conflict (name, label) do update set value = value + 1 returning label`
  return statement(count, ping.id, ...newsOf(ping), ...keyOf(ping))
}

/** What was credited before is credited anew, also when the process ends before it gets to it. */
function forgetCredit(ping: Checked): Statement {
  const remove = `delete from credited where conversion_id in (select id from conversions where ${ofKey} and ${isNews})`
  return statement(remove, ...keyOf(ping), ...newsOf(ping))
}

const noBetterTold = `not exists (select 1 from evidence
  where conversion_id = conversions.id and value is not null and ${trustSql('source')} >= ?)`

/** Amounts stand together: one source's tax is never set beside another's value. */
function takeMoney(ping: Checked): Statement {
  const { value, tax, shipping, currency } = ping.money ?? { value: null, tax: null, shipping: null, currency: null }
  const update = `update conversions set value = ?, tax = ?, shipping = ?, currency = ?
    where ${ofKey} and ? is not null and ${noBetterTold}`
  return statement(update, value, tax, shipping, currency, ...keyOf(ping), value, trust[ping.source])
}

/**
 * Of what was told one touch is taken: first a click inside the shop's window, then a link told by hand, then an older
 * click of ours, then any other; of two clicks alike the more trusted source's. What a source told first stays.
 */
function takeTouch(ping: Checked): Statement {
  const { click, note, linkNumber, clickAt } = ping.touched
  const isBetter = betterThanHeld(ping)
  const update = `update conversions set click = ?, click_note = ?, link_number = ?, click_at = ?
    where ${ofKey} and ${isBetter.sql}`
  return statement(update, click, note, linkNumber, clickAt, ...keyOf(ping), ...isBetter.params)
}

function betterThanHeld({ touched, source }: Checked): { readonly sql: string; readonly params: readonly Param[] } {
  if (signedClick(touched) === null) {
    const told = toldLink(touched) === null ? rank.worthless : rank.byHand
    return { sql: `? > ${heldRank}`, params: [touched.note === 'no-click' ? rank.nothing : told] }
  }
  const isFirst =
    'not exists (select 1 from evidence where conversion_id = conversions.id and source = ? and click is not null)'
  const told = `? + ${rank.insideWindow} * ${inShopWindow('?')}`
  return { sql: `${isFirst} and ${told} > ${heldRank}`, params: [source, trust[source], touched.clickAt] }
}

function takeTime(ping: Checked): Statement {
  const { customerHash, isNewCustomer, coupon } = factsOf(ping)
  const update = `update conversions set trust = ?, occurred_at = ?, day = ?, customer_hash = coalesce(?, customer_hash),
    is_new_customer = coalesce(?, is_new_customer), coupon = coalesce(?, coupon) where ${ofKey} and trust < ?`
  const told = trust[ping.source]
  const facts = [told, ping.occurredAt, ping.day, customerHash, isNewCustomer, coupon] as const
  return statement(update, ...facts, ...keyOf(ping), told)
}

/** What nobody told before is taken from anybody. */
function fillIn(ping: Checked): Statement {
  const { customerHash, isNewCustomer, coupon } = factsOf(ping)
  const update = `update conversions set order_id = coalesce(order_id, ?), refund_id = coalesce(refund_id, ?),
    customer_hash = coalesce(customer_hash, ?), is_new_customer = coalesce(is_new_customer, ?),
    coupon = coalesce(coupon, ?) where ${ofKey}`
  return statement(update, ping.orderId, ping.refundId, customerHash, isNewCustomer, coupon, ...keyOf(ping))
}

function factsOf({ customerHash, isNewCustomer, coupon }: Checked) {
  return { customerHash, coupon, isNewCustomer: isNewCustomer === null ? null : Number(isNewCustomer) } as const
}

/** What a source told first stays; how often it told it is counted. */
function addEvidence(ping: Checked): Statement {
  const insert = `insert into evidence (conversion_id, source, value, currency, click, received_at)
    select conversions.id, ?, ?, ?, ?, ? from conversions where ${ofKey}
    on conflict (conversion_id, source) do update set told = told + 1, value = coalesce(value, excluded.value),
      currency = coalesce(currency, excluded.currency), click = coalesce(click, excluded.click)`
  const { source, money, touched, receivedAt } = ping
  const told = [source, money?.value ?? null, money?.currency ?? null, signedClick(touched), receivedAt] as const
  return statement(insert, ...told, ...keyOf(ping))
}

function select(ping: Checked): Statement {
  return statement(`select ${conversionColumns} where ${ofKey}`, ...keyOf(ping))
}

/** Evidence holds clicks that we signed, of this shop: others say nothing of who sold. */
function signedClick({ click, note }: Touched): string | null {
  return note === null ? click : null
}

/** The link of a sale told by hand. */
function toldLink({ click, note, linkNumber }: Touched): number | null {
  return note === null && click === null ? linkNumber : null
}
