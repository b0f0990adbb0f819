import * as z from 'zod'
import { noClick } from '../attribution/journey.ts'
import { customerKinds, customerKindSql } from '../conversions/customer-kind.ts'
import { isLastWithin } from '../conversions/journey-store.ts'
import { dayMs } from '../shops/calendar.ts'
import { type Database, readRows, statement } from '../storage/database.ts'
import { conversionConditions } from './filter-store.ts'
import type { FunnelDimension, Question } from './question.ts'
import { joinPosts, key, keyOf, label, labelOf } from './store.ts'

/**
 * Credited orders of the period, one row each, under the last touch within the window. `touches`, `days` and times are of
 * the clicks within the window; 0 and null where the order was credited without a click (told by hand, by a code).
 */
export function readJourneys(database: Database, question: Question, by: FunnelDimension): Promise<JourneyRow[]> {
  const { shop, from, to, windowDays } = question
  const only = conversionConditions(question)
  const clicked = `filter (where credits.click_random <> ${noClick})`
  const isLast = isLastWithin(String(windowDays * dayMs))
  const unit = keyOf(by, { day: '0' })
  const sql = `select ${unit} as key, ${labelOf(by, unit)} as label, credits.customer as customer,
      credits.touches as touches, credits.days as days, credits.ordered_at - credits.first_at as since_first,
      credits.ordered_at - credits.last_at as since_last, credits.ordered_on - credits.first_on as days_since_first
    from (
      select ${customerKindSql} as customer, conversions.occurred_at as ordered_at, conversions.day as ordered_on,
        count(*) ${clicked} as touches, count(distinct credits.click_day) ${clicked} as days,
        min(credits.click_at) ${clicked} as first_at, max(credits.click_at) ${clicked} as last_at,
        min(credits.click_day) ${clicked} as first_on,
        max(credits.link_number) filter (where ${isLast}) as link_number,
        max(credits.click_visit) filter (where ${isLast}) as visit
      from conversions join credits on credits.conversion_id = conversions.id
        and conversions.occurred_at - credits.click_at <= ?
      where conversions.shop_id = ? and conversions.day between ? and ? and conversions.is_test = 0
        and conversions.event = 'purchase'
      group by conversions.number
    ) credits
    join links on links.number = credits.link_number ${joinPosts}
    where true ${only.map((one) => `and ${one.sql}`).join(' ')}`
  const params = only.flatMap((one) => one.params)
  return readRows(database, journeyRow, statement(sql, windowDays * dayMs, shop.id, from, to, ...params))
}

const journeyRow = z.object({
  key,
  label,
  customer: z.enum(customerKinds),
  touches: z.number(),
  days: z.number(),
  since_first: z.number().nullable(),
  since_last: z.number().nullable(),
  days_since_first: z.number().nullable(),
})
export type JourneyRow = z.output<typeof journeyRow>
