import * as z from 'zod'
import { countedIn } from '../conversions/counted-store.ts'
import { countedHistory, countedKindSql, customerKinds } from '../conversions/customer-kind.ts'
import { isWithin } from '../conversions/journey-store.ts'
import { reportedTrust, verifiedTrust } from '../conversions/trust.ts'
import { dayMs } from '../shops/calendar.ts'
import { type Database, readRows, statement } from '../storage/database.ts'
import type { Dimension, Question } from './question.ts'
import { countedEvent, inScope, joinPlaces, key, keyOf, label, type LeftOut, nameOf } from './store.ts'

// The conversions whose credit hangs on the model: those of several touches within the window. All others are summed in
// the database, as by last touch (readConversions, readRefunds with `ofOneTouch`).

/** The conversions themselves, whatever the question leaves out by its filters; amounts as `readConversions` has them. */
export function readSeveralTouched(
  database: Database,
  question: Question,
  { withoutCustomers }: LeftOut,
): Promise<SeveralTouched[]> {
  const { id } = question.shop
  const counted = countedIn(question)
  const kinds = withoutCustomers ? undefined : { sql: `, ${countedHistory} history`, params: [id, id, id] }
  const sql = `select counted.conversion as number, counted.event as event, counted.currency as currency,
      ${kinds ? countedKindSql : 'null'} as customer, counted.trust >= ${verifiedTrust} as verified,
      counted.trust = ${reportedTrust} as reported, counted.told_new is 1 as new_customers,
      counted.told_new is not null as customers_told, counted.valued as valued, counted.amount as gross
    from ${counted.sql} counted ${kinds?.sql ?? ''} where counted.several order by 1`
  return readRows(database, severalTouched, statement(sql, ...counted.params, ...(kinds?.params ?? [])))
}

/**
 * Their touches within the window, oldest first. `wanted`: whether the question's filters leave the touch. `post`: of
 * days alone, which no touch differs by.
 */
export function readTouches(database: Database, question: Question, by: Dimension): Promise<TouchRow[]> {
  const only = inScope(question)
  const several = countedIn(question)
  const unit = nameOf(by, keyOf(by, { day: 'counted.day' }))
  const sql = `select counted.number as number, ${unit.key} as key, ${unit.label} as label,
      ${beforeSql} as before, place.channel as channel,
      ${by === 'day' ? 'place.post' : 'null'} as post, coalesce((1 ${only.sql}), 0) as wanted
    from (
      select conversions.number as number, conversions.day as day, conversions.occurred_at as occurred_at,
        credits.position as position, credits.link_number as link_number, credits.click_at as click_at, credits.how as how,
        credits.click_visit as visit
      from ${several.sql} counted
      cross join conversions on conversions.number = counted.conversion
      cross join credits on credits.conversion_id = conversions.id and ${isWithin()}
      where counted.several
    ) counted ${joinPlaces} ${unit.join}
    order by counted.number, counted.position`
  const params = [...only.params, ...several.params, question.windowDays * dayMs]
  return readRows(database, touchRow, statement(sql, ...params))
}

/** What was given back of them, as `readRefunds` has it. */
export function readSeveralRefunds(database: Database, question: Question): Promise<SeveralRefund[]> {
  const counted = countedIn(question, ['given-back'])
  const sql = `select conversion as number, currency, amount as refunded from ${counted.sql} where several order by 1, 2`
  return readRows(database, severalRefund, statement(sql, ...counted.params))
}

/** A code stands before the clicks, at the time of the first of them within the window: it says which post it was, not when. */
const beforeSql = `iif(counted.how = 'code', max(counted.occurred_at - counted.click_at) over (partition by counted.number),
      counted.occurred_at - counted.click_at)`

const severalTouched = z.object({
  number: z.number(),
  event: countedEvent,
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
  post: z.number().nullable(),
  wanted: z.number(),
})
const severalRefund = z.object({ number: z.number(), currency: z.string().nullable(), refunded: z.number().nullable() })

export type SeveralTouched = z.output<typeof severalTouched>
export type TouchRow = z.output<typeof touchRow>
export type SeveralRefund = z.output<typeof severalRefund>
