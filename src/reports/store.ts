import * as z from 'zod'
import { noClick } from '../attribution/journey.ts'
import { countedEvents, type CountedEvent, countedIn } from '../conversions/counted-store.ts'
import { countedHistory, countedKindSql, customerKinds } from '../conversions/customer-kind.ts'
import { exact } from '../conversions/money-store.ts'
import { reportedTrust, verifiedTrust } from '../conversions/trust.ts'
import { dayMs } from '../shops/calendar.ts'
import { readRows, statement, type Database, type Param } from '../storage/database.ts'
import { clickQuery } from './click-store.ts'
import { conversionConditions, conversionKeys } from './filter-store.ts'
import type { Dimension, Question } from './question.ts'

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
  const { id } = question.shop
  const counted = countedIn(question)
  const only = inScope(question)
  const kinds = ofOneTouch?.withoutCustomers ? undefined : { sql: `, ${countedHistory} history`, params: [id, id, id] }
  const sql = `select ${isCredited} as credited, ${keyOf(by, { day: 'counted.day' })} as key,
      counted.event as event, counted.currency as currency, ${kinds ? countedKindSql : 'null'} as customer,
      count(*) as number,
      sum(counted.trust >= ${verifiedTrust}) as verified,
      sum(counted.trust = ${reportedTrust}) as reported,
      sum(counted.told_new is 1) as new_customers,
      sum(counted.told_new is not null) as customers_told,
      sum(counted.valued) as valued,
      sum(counted.amount) as gross, sum(counted.amount * counted.amount) as squares,
      count(*) as share_squares, 1.0 as largest_share, max(counted.amount) as largest
    from ${counted.sql} counted ${kinds?.sql ?? ''} ${joinPlaces}
    where true ${isOfOne(ofOneTouch)} ${only.sql}
    group by 1, 2, 3, 4, 5`
  const params = [...counted.params, ...(kinds?.params ?? []), ...only.params]
  // Sorting goes by key, and isn't held up by what each is called.
  const labelled = `select summed.*, ${labelOf(by, 'summed.key')} as label from (${sql}) summed`
  return readRows(database, conversionRow, statement(labelled, ...params))
}

/** What was given back of the period's orders, whenever that was, by the order's key. */
export function readRefunds(
  database: Database,
  question: Question,
  by: Dimension,
  ofOneTouch?: OfOneTouch,
): Promise<RefundRow[]> {
  const counted = countedIn(question, ['given-back'])
  const only = inScope(question)
  const sql = `select ${isCredited} as credited, ${keyOf(by, { day: 'counted.day' })} as key, counted.currency as currency,
      sum(counted.amount) as refunded
    from ${counted.sql} counted ${joinPlaces}
    where true ${isOfOne(ofOneTouch)} ${only.sql}
    group by 1, 2, 3`
  return readRows(database, refundRow, statement(sql, ...counted.params, ...only.params))
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
  const params = [from, to, ...only.params]
  const buyers = (rows: string) => `select ${keyOf(by, { day: 'counted.click_day' })} as key, count(*) as buyers
    from (
      select link_number, click_at, click_random, max(click_day) as click_day, max(visit) as visit
      from ${rows} where click_day between ? and ? and click_random <> ${noClick} group by 1, 2, 3
    ) counted ${joinPlaces}
    where true ${only.sql} group by 1`
  // An order is at most a window younger than its click: its day is only narrowed for the index.
  const days = { from: from - 1, to: to + windowDays + 1 }
  if (!anyTouch) {
    const counted = countedIn({ shop, windowDays, ...days }, ['purchase'])
    return readRows(database, buyerRow, statement(buyers(counted.sql), ...counted.params, ...params))
  }
  const touches = `(select credits.link_number, credits.click_at, credits.click_random, credits.click_day, credits.click_visit as visit
      from conversions join credits on credits.conversion_id = conversions.id
      where conversions.shop_id = ? and conversions.day between ? and ? and conversions.is_test = 0
        and conversions.event = ? and conversions.occurred_at - credits.click_at <= ?)`
  const own = [shop.id, days.from, days.to, anyTouch.event, windowDays * dayMs]
  return readRows(database, buyerRow, statement(buyers(touches), ...own, ...params))
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
/** Of rows of `countedIn`. */
export const joinPlaces = `left join links on links.number = counted.link_number ${joinPosts}`

/** Leaves conversions of at most one touch within the window: every model credits them alike. */
type OfOneTouch = { readonly ofOneTouch: true } & LeftOut
/** Who bought isn't asked for. */
export type LeftOut = { readonly withoutCustomers?: boolean }

function isOfOne(ofOneTouch: OfOneTouch | undefined): string {
  return ofOneTouch ? 'and not counted.several' : ''
}

const isCredited = '(counted.link_number is not null)'

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
/** As its place. */
export const countedEvent = z.number().transform((place) => z.enum(countedEvents).parse(countedEvents[place - 1]))
const conversionRow = z.object({
  credited: z.number(),
  key,
  label,
  event: countedEvent,
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
