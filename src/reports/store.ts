import * as z from 'zod'
import { noClick } from '../attribution/journey.ts'
import { customerKinds, customerKindSql } from '../conversions/customer-kind.ts'
import { isLastWithin, isWithin } from '../conversions/journey-store.ts'
import { reportedTrust, verifiedTrust } from '../conversions/trust.ts'
import { dayMs } from '../shops/calendar.ts'
import { readRows, statement, type Database, type Param } from '../storage/database.ts'
import { clickQuery } from './click-store.ts'
import { conversionConditions, conversionKeys } from './filter-store.ts'
import type { Dimension, Question } from './question.ts'

/** Conversions that reports count; a refund stands with its order. */
export const countedEvents = ['purchase', 'lead', 'add_to_cart', 'begin_checkout'] as const
export type CountedEvent = (typeof countedEvents)[number]

export const isCounted = `conversions.event in (${countedEvents.map((event) => `'${event}'`).join(', ')})`

/**
 * Clicks by the dimension asked for: the one place where reports read them. `unique_here` counts the visitors of each
 * day in the row's own scope, `unique_shop` in the whole shop, so that totals don't count who came by two posts twice.
 * Filters leave the meaning of both as it is.
 */
export function readClicks(database: Database, question: Question, by: Dimension): Promise<ClickRow[]> {
  return readRows(database, clickRow, clickQuery(question, by))
}

/**
 * Conversions by the dimension asked for, the event, the currency and who bought. `credited` is 0 for those nobody clicked for (or
 * too long before); amounts are minor units by the shop's revenue basis, `squares` is the sum of the amounts' squares,
 * `largest` the largest amount. Without `ofOneTouch` all of them, by their last touch.
 */
export function readConversions(
  database: Database,
  question: Question,
  by: Dimension,
  ofOneTouch?: OfOneTouch,
): Promise<ConversionRow[]> {
  const { shop, from, to, windowDays } = question
  const several = withoutSeveral(question, ofOneTouch)
  const only = inScope(question)
  const amount = amountOf('conversions', shop.revenueBasis)
  const sql = `select ${isCredited} as credited, ${keyOf(by, { day: 'conversions.day' })} as key,
      conversions.event as event, ${currencyOf('conversions')} as currency,
      ${ofOneTouch?.withoutCustomers ? 'null' : customerKindSql} as customer,
      count(*) as number,
      sum(conversions.trust >= ${verifiedTrust}) as verified,
      sum(conversions.trust = ${reportedTrust}) as reported,
      coalesce(sum(conversions.is_new_customer = 1), 0) as new_customers,
      sum(conversions.is_new_customer is not null) as customers_told,
      sum(conversions.value is not null) as valued,
      sum(${exact} * ${amount}) as gross, sum(${exact} * ${amount} * ${amount}) as squares,
      count(*) as share_squares, 1.0 as largest_share, max(${exact} * ${amount}) as largest
    from conversions ${joinCredits(ofOneTouch)}
    where conversions.shop_id = ? and conversions.day between ? and ? and conversions.is_test = 0
      and ${isCounted} ${several.sql} ${only.sql}
    group by 1, 2, 3, 4, 5`
  const params = [windowDays * dayMs, shop.id, from, to, ...several.params, ...only.params]
  // Sorting goes by key, and isn't held up by what each is called.
  const labelled = `select summed.*, ${labelOf(by, 'summed.key')} as label from (${sql}) summed`
  return readRows(database, conversionRow, statement(labelled, ...params))
}

/**
 * What was given back of the period's orders, whenever that was, by the order's key. What the shop itself didn't vouch
 * for takes off no more than there is left of its order: unverified, nothing ever goes below zero.
 */
export function readRefunds(
  database: Database,
  question: Question,
  by: Dimension,
  ofOneTouch?: OfOneTouch,
): Promise<RefundRow[]> {
  const { shop, from, to, windowDays } = question
  const several = withoutSeveral(question, ofOneTouch)
  const only = inScope(question)
  const sql = `select ${isCredited} as credited, ${keyOf(by, { day: 'conversions.day' })} as key,
      given_back.currency as currency,
      sum(${refundedSql}) as refunded
    from (${givenBackOf(shop.revenueBasis)}) given_back
    join conversions on conversions.id = given_back.id
    ${joinCredits(ofOneTouch)}
    where true ${several.sql} ${only.sql}
    group by 1, 2, 3`
  const params = [shop.id, from, to, windowDays * dayMs, ...several.params, ...only.params]
  return readRows(database, refundRow, statement(sql, ...params))
}

/** Of `givenBackOf` as given_back: verified refunds, and of the others what is left of the order. */
export const refundedSql =
  'given_back.verified + min(given_back.unverified, max(0, given_back.paid - given_back.verified))'

/** What was given back of each order of a shop's period, by currency; `paid` is what the order brought in that currency. */
export function givenBackOf(basis: Basis): string {
  const sumOf = (trusted: string) =>
    `sum(case when refunds.trust ${trusted} then ${exact} * ${refundedOf(basis)} else 0.0 end)`
  return `select conversions.id as id, ${currencyOf('refunds')} as currency,
      max(case when ${currencyOf('refunds')} = ${currencyOf('conversions')} then ${amountOf('conversions', basis)} else 0 end) as paid,
      ${sumOf(`>= ${verifiedTrust}`)} as verified, ${sumOf(`< ${verifiedTrust}`)} as unverified
    from conversions
    join conversions refunds on refunds.shop_id = conversions.shop_id
      and refunds.order_id = conversions.order_id and refunds.event = 'refund' and refunds.is_test = 0
    where conversions.shop_id = ? and conversions.day between ? and ? and conversions.is_test = 0
      and conversions.event = 'purchase'
    group by 1, 2`
}

/** Refunds of the period, by their own day, whose order was never told; by currency, as paid. */
export function readLostRefunds(database: Database, { shop, from, to }: Question): Promise<LostRefundRow[]> {
  const sql = `select currency, count(*) as refunds, sum(${exact} * value) as value from conversions
    where shop_id = ? and day between ? and ? and is_test = 0 and event = 'refund'
      and not exists (select 1 from conversions orders
        where orders.shop_id = conversions.shop_id
        and orders.order_id = conversions.order_id and orders.event = 'purchase' and orders.is_test = 0)
    group by 1 order by 1`
  return readRows(database, lostRefundRow, statement(sql, shop.id, from, to))
}

/**
 * Clicks of the period that led to a purchase at least once, whenever that was within the window; a link told by hand is
 * no click. By last touch alone, or by any touch of the way there, and then to a conversion of that event.
 */
export function readBuyers(
  database: Database,
  question: Question,
  by: Dimension,
  anyTouch?: { readonly event: CountedEvent },
): Promise<BuyerRow[]> {
  const { shop, from, to, windowDays } = question
  const only = inScope(question)
  // The order's day is only narrowed for the index: an order is at most a window younger than its click.
  const sql = `select ${keyOf(by, { day: 'credits.click_day' })} as key, count(*) as buyers
    from (
      select credits.link_number, credits.click_at, credits.click_random, max(credits.click_day) as click_day,
        max(credits.click_visit) as visit
      from conversions join credits on credits.conversion_id = conversions.id
      where conversions.shop_id = ? and conversions.day between ? and ? and conversions.is_test = 0
        and conversions.event = ? and credits.click_day between ? and ?
        and credits.click_random <> ${noClick} ${anyTouch ? '' : 'and credits.share > 0'}
        and conversions.occurred_at - credits.click_at <= ?
      group by 1, 2, 3
    ) credits
    left join links on links.number = credits.link_number ${joinPosts}
    where 1 ${only.sql} group by 1`
  const params = [shop.id, from - 1, to + windowDays + 1, anyTouch?.event ?? 'purchase', from, to, windowDays * dayMs]
  return readRows(database, buyerRow, statement(sql, ...params, ...only.params))
}

type OwnColumns = { readonly day: string }

/** The key of a row; `own` names the column that differs from query to query. */
export function keyOf(by: Dimension, own: OwnColumns): string {
  return by === 'day' ? own.day : conversionKeys[by]
}

/** What a key, a column or expression, is called. */
export function labelOf(by: Dimension, key: string): string {
  if (by === 'link') return `(select named.slug from links named where named.id = ${key})`
  if (by === 'post') return `(select named.title from posts named where named.id = ${key})`
  return by === 'campaign' ? `(select named.name from campaigns named where named.id = ${key})` : 'null'
}

export const joinPosts = 'left join posts on posts.id = links.post_id'

/** Leaves conversions of at most one touch within the window: every model credits them alike. */
type OfOneTouch = { readonly ofOneTouch: true } & LeftOut
/** Who bought has to be looked up order by order, which most of the time goes into. */
export type LeftOut = { readonly withoutCustomers?: boolean }

/** To the last touch, or to the only one. `visit` is what clickSql calls the column. */
function joinCredits(ofOneTouch: OfOneTouch | undefined): string {
  return `left join (
      select conversion_id, link_number, click_at, share, counts_within, last_within, click_visit as visit from credits
    ) credits on credits.conversion_id = conversions.id and ${ofOneTouch ? isWithin() : isLastWithin()}
    left join links on links.number = credits.link_number ${joinPosts}`
}

function withoutSeveral({ windowDays }: Question, ofOneTouch: OfOneTouch | undefined) {
  return ofOneTouch ? { sql: `and not ${hasSeveralTouches}`, params: [windowDays * dayMs] } : { sql: '', params: [] }
}

/** Of conversions; takes the window in milliseconds. */
export const hasSeveralTouches = `(select count(*) from credits touches where touches.conversion_id = conversions.id
      and ${isWithin('?', 'touches')}) > 1`

const isCredited = '(credits.conversion_id is not null)'
/** In front of money: SQLite's whole numbers run over at 9.2e18, which a few large amounts squared reach. */
export const exact = '1.0'

type Basis = Question['shop']['revenueBasis']

export function amountOf(table: 'conversions' | 'refunds', basis: Basis): string {
  if (basis === 'paid') return `coalesce(${table}.shop_value, ${table}.value, 0)`
  const net = (of: '' | 'shop_') =>
    `${table}.${of}value - coalesce(${table}.${of}tax, 0) - coalesce(${table}.${of}shipping, 0)`
  return `coalesce(${net('shop_')}, ${net('')}, 0)`
}

/** What it is counted in: the shop's currency where a rate converted it (rate-store.ts), else what it was told in. */
export function currencyOf(table: 'conversions' | 'refunds'): string {
  return `case when ${table}.shop_value is null then ${table}.currency
    else (select shops.currency from shops where shops.id = ${table}.shop_id) end`
}

/** A refund that says nothing of tax and shipping gives back the same part of them as of the rest: all of it nets to zero. */
function refundedOf(basis: Basis): string {
  const told = amountOf('refunds', basis)
  if (basis === 'paid') return told
  const ofOrder = amountOf('conversions', basis)
  return `case when refunds.tax is null and refunds.shipping is null and ${paidOf('conversions')} > 0
      and refunds.currency = conversions.currency
      then round(${paidOf('refunds')} * ${ofOrder} * 1.0 / ${paidOf('conversions')}) else ${told} end`
}

function paidOf(table: 'conversions' | 'refunds'): string {
  return amountOf(table, 'paid')
}

/** What isn't within the scope and the filters is left out, and so is what nobody clicked for as soon as there is one. */
export function inScope(question: Question): { readonly sql: string; readonly params: readonly Param[] } {
  const conditions = conversionConditions(question)
  return {
    sql: conditions.map(({ sql }) => `and ${sql}`).join(' '),
    params: conditions.flatMap(({ params }) => params),
  }
}

export const key = z.union([z.string(), z.number(), z.null()])
export const label = z.string().nullable()

const clickRow = z.object({
  key,
  label,
  raw: z.number(),
  human: z.number(),
  unique_here: z.number(),
  unique_shop: z.number(),
  bot: z.number(),
  internal: z.number(),
})
const conversionRow = z.object({
  credited: z.number(),
  key,
  label,
  event: z.enum(countedEvents),
  currency: z.string().nullable(),
  number: z.number(),
  verified: z.number(),
  reported: z.number(),
  new_customers: z.number(),
  customers_told: z.number(),
  customer: z.enum(customerKinds).nullable(),
  valued: z.number(),
  gross: z.number(),
  squares: z.number(),
  share_squares: z.number(),
  largest_share: z.number(),
  largest: z.number(),
})
const refundRow = z.object({
  credited: z.number(),
  key,
  currency: z.string().nullable(),
  refunded: z.number().nullable(),
})
const lostRefundRow = z.object({ currency: z.string(), refunds: z.number(), value: z.number() })
const buyerRow = z.object({ key, buyers: z.number() })

export type Key = z.output<typeof key>
export type ClickRow = z.output<typeof clickRow>
export type ConversionRow = z.output<typeof conversionRow>
export type RefundRow = z.output<typeof refundRow>
type BuyerRow = z.output<typeof buyerRow>
export type LostRefundRow = z.output<typeof lostRefundRow>
