import * as z from 'zod'
import { customerKinds, customerKindSql } from '../conversions/customer-kind.ts'
import { isWithin } from '../conversions/journey-store.ts'
import { reportedTrust, verifiedTrust } from '../conversions/trust.ts'
import { dayMs } from '../shops/calendar.ts'
import { type Database, readRows, statement } from '../storage/database.ts'
import type { Dimension, Question } from './question.ts'
import {
  amountOf,
  countedEvents,
  currencyOf,
  exact,
  givenBackOf,
  hasSeveralTouches,
  inScope,
  isCounted,
  joinPosts,
  key,
  keyOf,
  label,
  labelOf,
  type LeftOut,
  refundedSql,
} from './store.ts'

// The conversions whose credit hangs on the model: those of several touches within the window. All others are summed in
// the database, as by last touch (readConversions, readRefunds with `ofOneTouch`).

/** The conversions themselves, whatever the question leaves out by its filters; amounts as `readConversions` has them. */
export function readSeveralTouched(
  database: Database,
  question: Question,
  { withoutCustomers }: LeftOut,
): Promise<SeveralTouched[]> {
  const { shop, from, to, windowDays } = question
  const sql = `select conversions.number as number, conversions.event as event, ${currencyOf('conversions')} as currency,
      ${withoutCustomers ? 'null' : customerKindSql} as customer, conversions.trust >= ${verifiedTrust} as verified,
      conversions.trust = ${reportedTrust} as reported, coalesce(conversions.is_new_customer = 1, 0) as new_customers,
      conversions.is_new_customer is not null as customers_told, conversions.value is not null as valued,
      ${exact} * ${amountOf('conversions', shop.revenueBasis)} as gross
    from conversions where ${ofPeriod} and ${isCounted} and ${hasSeveralTouches}
    order by conversions.number`
  return readRows(database, severalTouched, statement(sql, shop.id, from, to, windowDays * dayMs))
}

/**
 * Their touches within the window, oldest first. `wanted`: whether the question's filters leave the touch. `post`: of
 * days alone, which no touch differs by.
 */
export function readTouches(database: Database, question: Question, by: Dimension): Promise<TouchRow[]> {
  const { shop, from, to, windowDays } = question
  const only = inScope(question)
  const windowMs = windowDays * dayMs
  const unit = keyOf(by, { day: 'conversions.day' })
  const sql = `select conversions.number as number, ${unit} as key, ${labelOf(by, unit)} as label,
      ${beforeSql} as before, posts.channel as channel,
      ${by === 'day' ? 'posts.id' : 'null'} as post, coalesce((1 ${only.sql}), 0) as wanted
    from conversions
    join (
      select conversion_id, position, link_number, click_at, how, counts_within, click_visit as visit from credits
    ) credits on credits.conversion_id = conversions.id and ${isWithin()}
    left join links on links.number = credits.link_number ${joinPosts}
    where ${ofPeriod} and ${isCounted} and ${hasSeveralTouches}
    order by conversions.number, credits.position`
  return readRows(database, touchRow, statement(sql, ...only.params, windowMs, shop.id, from, to, windowMs))
}

/** What was given back of them, as `readRefunds` has it. */
export function readSeveralRefunds(database: Database, question: Question): Promise<SeveralRefund[]> {
  const { shop, from, to, windowDays } = question
  const sql = `select conversions.number as number, given_back.currency as currency, ${refundedSql} as refunded
    from (${givenBackOf(shop.revenueBasis)}) given_back join conversions on conversions.id = given_back.id
    where ${hasSeveralTouches} order by conversions.number, 2`
  return readRows(database, severalRefund, statement(sql, shop.id, from, to, windowDays * dayMs))
}

/** A code stands before the clicks, at the time of the first of them within the window: it says which post it was, not when. */
const beforeSql = `iif(credits.how = 'code', max(conversions.occurred_at - credits.click_at) over (partition by conversions.number),
      conversions.occurred_at - credits.click_at)`

const ofPeriod = 'conversions.shop_id = ? and conversions.day between ? and ? and conversions.is_test = 0'

const severalTouched = z.object({
  number: z.number(),
  event: z.enum(countedEvents),
  currency: z.string().nullable(),
  customer: z.enum(customerKinds).nullable(),
  verified: z.number(),
  reported: z.number(),
  new_customers: z.number(),
  customers_told: z.number(),
  valued: z.number(),
  gross: z.number(),
})
const touchRow = z.object({
  number: z.number(),
  key,
  label,
  before: z.number(),
  channel: z.string().nullable(),
  post: z.string().nullable(),
  wanted: z.number(),
})
const severalRefund = z.object({ number: z.number(), currency: z.string().nullable(), refunded: z.number().nullable() })

export type SeveralTouched = z.output<typeof severalTouched>
export type TouchRow = z.output<typeof touchRow>
export type SeveralRefund = z.output<typeof severalRefund>
