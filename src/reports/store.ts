import * as z from 'zod'
import { noClick } from '../attribution/journey.ts'
import { countedEvents, type CountedEvent, countedIn } from '../conversions/counted-store.ts'
import { countedHistory, countedKindSql, customerKinds } from '../conversions/customer-kind.ts'
import { exact } from '../conversions/money-store.ts'
import { reportedTrust, verifiedTrust } from '../conversions/trust.ts'
import { dayMs } from '../shops/calendar.ts'
import { readRows, statement, type Database, type Param } from '../storage/database.ts'
import { type ClickRow, clickQuery, clickRow } from './click-store.ts'
import { conversionConditions, conversionKeys } from './filter-store.ts'
import type { Dimension, Question } from './question.ts'
import { readRawClicks } from './raw-clicks.ts'

/**
 * Clicks by the dimension asked for: the one place where reports read them. `unique_here` counts the visitors of each
 * day in the row's own scope, `unique_shop` in the whole shop, so that totals don't count who came by two posts twice.
 * Filters leave the meaning of both as it is.
 */
export function readClicks(database: Database, question: Question, by: Dimension): Promise<ClickRow[]> {
  const summed = clickQuery(question, by)
  return summed ? readRows(database, clickRow, summed) : readRawClicks(database, question, by)
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
  const sql = `select ${isCredited} as credited, ${keyOf(by, { day: 'counted.day' })} as unit,
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
  return readRows(database, conversionRow, named(by, sql, params))
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
  const sql = `select ${isCredited} as credited, ${keyOf(by, { day: 'counted.day' })} as unit, counted.currency as currency,
      sum(counted.amount) as refunded
    from ${counted.sql} counted ${joinPlaces}
    where true ${isOfOne(ofOneTouch)} ${only.sql}
    group by 1, 2, 3`
  return readRows(database, refundRow, named(by, sql, [...counted.params, ...only.params]))
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
  const buyers = (rows: string) => `select ${keyOf(by, { day: 'counted.click_day' })} as unit, count(*) as buyers
    from (
      select link_number, click_at, click_random, max(click_day) as click_day, max(visit) as visit
      from ${rows} where click_day between ? and ? and click_random <> ${noClick} group by 1, 2, 3
    ) counted ${joinPlaces}
    where true ${only.sql} group by 1`
  // An order is at most a window younger than its click: its day is only narrowed for the index.
  const days = { from: from - 1, to: to + windowDays + 1 }
  if (!anyTouch) {
    const counted = countedIn({ shop, windowDays, ...days }, ['purchase'])
    return readRows(database, buyerRow, named(by, buyers(counted.sql), [...counted.params, ...params]))
  }
  const touches = `(select credits.link_number, credits.click_at, credits.click_random, credits.click_day, credits.click_visit as visit
      from conversions join credits on credits.conversion_id = conversions.id
      where conversions.shop_id = ? and conversions.day between ? and ? and conversions.is_test = 0
        and conversions.event = ? and conversions.occurred_at - credits.click_at <= ?)`
  const own = [shop.id, days.from, days.to, anyTouch.event, windowDays * dayMs]
  return readRows(database, buyerRow, named(by, buyers(touches), [...own, ...params]))
}

type OwnColumns = { readonly day: string }

/** The key of a row as `nameOf` takes it; `own` names the column that differs from query to query. */
export function keyOf(by: Dimension, own: OwnColumns): string {
  return by === 'day' ? own.day : conversionKeys[by]
}

/** Rows with a `unit` of `keyOf`, once they are summed: each with its key as reports have it, and what that is called. */
function named(by: Dimension, sql: string, params: readonly Param[]) {
  const { key, label, join } = nameOf(by, 'summed.unit')
  return statement(`select summed.*, ${key} as key, ${label} as label from (${sql}) summed ${join}`, ...params)
}

/** A key of `keyOf`, a column or expression, as reports have it, and what it is called, by a join. */
export function nameOf(by: Dimension, key: string): Name {
  const of = (table: string, label: string) => ({
    ...{ key: 'named.id', label: `named.${label}` },
    join: `left join ${table} named on named.number = ${key}`,
  })
  if (by === 'link') return of('links', 'slug')
  if (by === 'post') return of('posts', 'title')
  return by === 'campaign' ? of('campaigns', 'name') : { key, label: 'null', join: '' }
}
type Name = { readonly key: string; readonly label: string; readonly join: string }

/** Where the link of a row of `countedIn` belongs. */
export const joinPlaces = 'left join link_places place on place.link = counted.link_number'

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

export const { key, label } = clickRow.shape

/** As its place. */
export const countedEvent = z.number().transform((place) => eventName.parse(countedEvents[place - 1]))
const eventName = z.enum(countedEvents)
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
export type ConversionRow = z.output<typeof conversionRow>
export type RefundRow = z.output<typeof refundRow>
type BuyerRow = z.output<typeof buyerRow>
export type LostRefundRow = z.output<typeof lostRefundRow>
