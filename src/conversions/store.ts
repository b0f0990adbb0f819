import * as z from 'zod'
import type { Days } from '../shops/asked-days.ts'
import { dayMs } from '../shops/calendar.ts'
import { showMoney } from '../shops/money.ts'
import { type Database, readRow, readRows, statement } from '../storage/database.ts'
import { namedOrder } from './alias-store.ts'
import { customerKinds, customerKindSql } from './customer-kind.ts'
import { disagreesSql } from './disagreement.ts'
import { isShown, lastUntil, shopWindowMs } from './journey-store.ts'
import { orderKey } from './key.ts'
import { sources } from './trust.ts'
import { clickNotes, clockSkewMs } from './verify-click.ts'

/** A checked sale or step towards one. Money in minor units of `currency`, times in UTC milliseconds. */
export type Conversion = ReturnType<typeof toConversion>

export async function findConversion(database: Database, id: string): Promise<Conversion | undefined> {
  const query = statement(`select ${conversionColumns} where conversions.id = ?`, id)
  const row = await readRow(database, conversionRow, query)
  return row && toConversion(row)
}

/** The amount of a purchase that is known by this order id, by whichever of its names. */
export async function findOrder(
  database: Database,
  shopId: string,
  { orderId, isTest }: { readonly orderId: string; readonly isTest: boolean },
): Promise<{ readonly value: string | undefined; readonly currency: string | undefined } | undefined> {
  const alias = orderKey(orderId, isTest)
  const query = `select value, currency from conversions where shop_id = ? and event = 'purchase' and key = coalesce(
    (${namedOrder('key')}), ?)`
  const row = await readRow(database, amountRow, statement(query, shopId, shopId, alias, alias))
  if (!row) return undefined
  const { value, currency } = row
  return { value: value === null ? undefined : showMoney(value, currency ?? ''), currency: currency ?? undefined }
}

const amountRow = z.object({ value: z.number().nullable(), currency: z.string().nullable() })

type ConversionFilter = {
  readonly shopId: string
  readonly event: string | undefined
  readonly orderId: string | undefined
  /** Only where sources told different things. */
  readonly disagreeing?: boolean | undefined
  /** Only of these days of the shop, both included. */
  readonly days?: Days | undefined
}

/** Newest first; `before` is the number of the last one seen, `from` the first that may be listed. */
export async function listConversions(
  database: Database,
  { shopId, event, orderId, disagreeing, days }: ConversionFilter,
  page: { readonly limit: number; readonly before: number; readonly from?: number },
): Promise<Conversion[]> {
  // A plus keeps an index from being taken: what lies between two numbers is read by number, and nothing else.
  const plus = page.from === undefined || page.from === 0 ? '' : '+'
  // Which these are is found first: else all that a shop has would be gathered in full, to be sorted.
  const listed = `select number from conversions
    where ${plus}shop_id = ? and number < ? and number >= ?
    ${event === undefined ? '' : `and ${plus}event = ?`} ${orderId === undefined ? '' : 'and order_id = ?'}
    ${days === undefined ? '' : `and ${plus}day between ? and ?`}
    ${disagreeing ? `and ${disagreesSql}` : ''} order by number desc limit ?`
  const query = `select ${conversionColumns} where conversions.number in (${listed}) order by conversions.number desc`
  const filters = [event, orderId, days?.from, days?.to].filter((one) => one !== undefined)
  const rows = await readRows(
    database,
    conversionRow,
    statement(query, shopId, page.before, page.from ?? 0, ...filters, page.limit),
  )
  return rows.map(toConversion)
}

/** The number of the newest conversion of all shops; 0 where there is none. */
export async function findNewest(database: Database): Promise<number> {
  const row = await readRow(database, newestRow, statement('select max(number) as newest from conversions'))
  return row?.newest ?? 0
}

const newestRow = z.object({ newest: z.number().nullable() })

/** As `isInWindow` of verify-click.ts, in SQL: the shop's window as it is now, for a click at `clickAt`. */
export function inShopWindow(clickAt: string, windowMs = shopWindowMs): string {
  return `(conversions.occurred_at - ${clickAt} between ${-clockSkewMs} and ${windowMs})`
}

/** Why nobody is credited, by the shop's window as it is now. */
export const clickNoteSql = noteSql(shopWindowMs)

function noteSql(windowMs: string): string {
  return `case when click_at is null then click_note
    when conversions.occurred_at - click_at < ${-clockSkewMs} then 'before-click'
    when not ${inShopWindow('click_at', windowMs)} then 'outside-window' when shared = 'further' then 'shared-click' end`
}

/** As `shopWindowMs`, of the shop that was joined: looked up once a row. */
const windowMs = `(${dayMs} * shops.click_window_days)`

/** Columns and tables of a conversion with the link that is credited, by last touch, and its evidence, for `conversionRow`. */
export const conversionColumns = `conversions.number, conversions.id, conversions.shop_id, event, order_id, refund_id, value,
  tax, shipping, conversions.currency, occurred_at, click, ${noteSql(windowMs)} as click_note, shared, last_link,
  (select count(*) from credits where conversion_id = conversions.id and ${isShown}) as touches,
  is_new_customer, ${customerKindSql} as customer_kind, coupon, is_test,
  conversions.created_at, shop_value, shop_tax, shop_shipping, rate, rate_day,
  iif(rate is not null, shops.currency, null) as shop_currency,
  links.id as link_id, links.slug as link_slug,
  (select json_group_array(json_object('source', source, 'value', value, 'currency', currency, 'click', click,
    'told', told, 'receivedAt', received_at)) from evidence where conversion_id = conversions.id) as evidence
  from conversions cross join shops on shops.id = conversions.shop_id
  left join (select conversion_id, link_number as last_link, click_at as last_at, ${lastUntil} as last_until from credits) last
    on last.conversion_id = conversions.id and ${inShopWindow('last.last_at', windowMs)} and last.last_until >= ${windowMs}
  left join links on links.number = coalesce(last.last_link, conversions.link_number)`

const evidenceRow = z.object({
  source: z.enum(sources),
  value: z.number().nullable(),
  currency: z.string().nullable(),
  click: z.string().nullable(),
  told: z.number(),
  receivedAt: z.number(),
})
const evidenceRows = z.array(evidenceRow)

export const conversionRow = z.object({
  number: z.number(),
  id: z.string(),
  shop_id: z.string(),
  event: z.string(),
  order_id: z.string().nullable(),
  refund_id: z.string().nullable(),
  value: z.number().nullable(),
  tax: z.number().nullable(),
  shipping: z.number().nullable(),
  currency: z.string().nullable(),
  occurred_at: z.number(),
  click: z.string().nullable(),
  click_note: z.enum(clickNotes).nullable(),
  shared: z.enum(['first', 'further']).nullable(),
  last_link: z.number().nullable(),
  touches: z.number(),
  is_new_customer: z.number().nullable(),
  customer_kind: z.enum(customerKinds).nullable(),
  coupon: z.string().nullable(),
  is_test: z.number(),
  created_at: z.number(),
  shop_value: z.number().nullable(),
  shop_tax: z.number().nullable(),
  shop_shipping: z.number().nullable(),
  rate: z.number().nullable(),
  rate_day: z.number().nullable(),
  shop_currency: z.string().nullable(),
  link_id: z.string().nullable(),
  link_slug: z.string().nullable(),
  evidence: z.string(),
})

export function toConversion(row: z.output<typeof conversionRow>) {
  const { number, id, event, value, tax, shipping, currency, click, coupon } = row
  const isCredited =
    (row.last_link !== null || row.click_note === null) && row.link_id !== null && row.link_slug !== null
  return {
    number,
    id,
    event,
    value,
    tax,
    shipping,
    currency,
    click,
    coupon,
    evidence: evidenceRows.parse(JSON.parse(row.evidence)),
    shopId: row.shop_id,
    orderId: row.order_id,
    refundId: row.refund_id,
    occurredAt: row.occurred_at,
    /** The last touch, where the sale came from. */
    attributedTo: isCredited ? { linkId: row.link_id, slug: row.link_slug } : null,
    /** Why nobody is credited, by the shop's window as it is now. */
    clickNote: row.last_link === null ? row.click_note : null,
    /** How many touches its journey has, in 90 days. */
    touches: row.touches,
    /** Where its click id was passed on: whether it is the order that keeps the credit (shared-store.ts). */
    shared: row.shared,
    isNewCustomer: row.is_new_customer === null ? null : row.is_new_customer === 1,
    /** By all that is known now; null for what isn't an order. */
    customerKind: row.customer_kind,
    isTest: row.is_test === 1,
    converted: toConverted(row),
    createdAt: row.created_at,
  }
}

/** The amounts in the shop's currency, and `rate`, its units for one of `currency`, of the day `rateDay`. Null without one. */
function toConverted(row: z.output<typeof conversionRow>) {
  const { shop_value: value, shop_currency: currency, rate, rate_day: rateDay } = row
  if (value === null || currency === null || rate === null || rateDay === null) return null
  return { value, tax: row.shop_tax, shipping: row.shop_shipping, currency, rate, rateDay }
}
