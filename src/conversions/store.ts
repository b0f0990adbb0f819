import * as z from 'zod'
import { dayMs } from '../shops/calendar.ts'
import { showMoney } from '../shops/money.ts'
import { type Database, readRow, readRows, statement } from '../storage/database.ts'
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
    (select order_aliases.key from order_aliases where order_aliases.shop_id = ? and alias = ?), ?)`
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
}

/** Newest first; `before` is the number of the last one seen. */
export async function listConversions(
  database: Database,
  { shopId, event, orderId }: ConversionFilter,
  page: { readonly limit: number; readonly before: number },
): Promise<Conversion[]> {
  const query = `select ${conversionColumns} where conversions.shop_id = ? and conversions.number < ?
    ${event === undefined ? '' : 'and conversions.event = ?'} ${orderId === undefined ? '' : 'and conversions.order_id = ?'}
    order by conversions.number desc limit ?`
  const filters = [event, orderId].filter((one) => one !== undefined)
  const rows = await readRows(database, conversionRow, statement(query, shopId, page.before, ...filters, page.limit))
  return rows.map(toConversion)
}

/** As `isInWindow` of verify-click.ts, in SQL: the shop's window as it is now, for a click at `clickAt`. */
export function inShopWindow(clickAt: string): string {
  return `(conversions.occurred_at - ${clickAt} between ${-clockSkewMs} and
    ${dayMs} * (select click_window_days from shops where shops.id = conversions.shop_id))`
}

/** Columns and tables of a conversion with its link and evidence, for `conversionRow`. */
export const conversionColumns = `conversions.number, conversions.id, conversions.shop_id, event, order_id, refund_id, value,
  tax, shipping, currency, occurred_at, day, trust, click,
  case when click_at is null then click_note when ${inShopWindow('click_at')} then null else 'outside-window' end as click_note,
  link_number, click_at, is_new_customer, coupon,
  is_test, conversions.created_at, links.id as link_id, links.slug as link_slug,
  (select json_group_array(json_object('source', source, 'value', value, 'currency', currency, 'click', click,
    'told', told, 'receivedAt', received_at)) from evidence where conversion_id = conversions.id) as evidence
  from conversions left join links on links.number = conversions.link_number`

const evidenceRow = z.object({
  source: z.enum(sources),
  value: z.number().nullable(),
  currency: z.string().nullable(),
  click: z.string().nullable(),
  told: z.number(),
  receivedAt: z.number(),
})

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
  day: z.number(),
  trust: z.number(),
  click: z.string().nullable(),
  click_note: z.enum(clickNotes).nullable(),
  link_number: z.number().nullable(),
  click_at: z.number().nullable(),
  is_new_customer: z.number().nullable(),
  coupon: z.string().nullable(),
  is_test: z.number(),
  created_at: z.number(),
  link_id: z.string().nullable(),
  link_slug: z.string().nullable(),
  evidence: z.string().transform((text) => z.array(evidenceRow).parse(JSON.parse(text))),
})

export function toConversion(row: z.output<typeof conversionRow>) {
  const { number, id, event, value, tax, shipping, currency, day, trust, click, coupon, evidence } = row
  const isCredited = row.click_note === null && row.link_id !== null && row.link_slug !== null
  return {
    number,
    id,
    event,
    value,
    tax,
    shipping,
    currency,
    day,
    trust,
    click,
    coupon,
    evidence,
    shopId: row.shop_id,
    orderId: row.order_id,
    refundId: row.refund_id,
    occurredAt: row.occurred_at,
    /** The last touch: where the signed click, or a person, says the sale came from. */
    attributedTo: isCredited ? { linkId: row.link_id, slug: row.link_slug } : null,
    /** Why nobody is credited, by the shop's window as it is now. */
    clickNote: row.click_note,
    linkNumber: row.link_number,
    /** null for a link told by hand. */
    clickAt: row.click_at,
    isNewCustomer: row.is_new_customer === null ? null : row.is_new_customer === 1,
    isTest: row.is_test === 1,
    createdAt: row.created_at,
  }
}
