import * as z from 'zod'
import { noClick } from '../attribution/journey.ts'
import { countedIn } from '../conversions/counted-store.ts'
import { countedHistory, countedKindSql, customerKinds } from '../conversions/customer-kind.ts'
import { dayMs } from '../shops/calendar.ts'
import { type Database, readRows, statement } from '../storage/database.ts'
import { conversionConditions } from './filter-store.ts'
import type { FunnelDimension, Question } from './question.ts'
import { joinPlaces, key, keyOf, label, nameOf } from './store.ts'

/**
 * Credited orders of the period, one row each, under the last touch within the window. `touches`, `days` and times are of
 * the clicks within the window; 0 and null where the order was credited without a click (told by hand, by a code).
 */
export function readJourneys(database: Database, question: Question, by: FunnelDimension): Promise<JourneyRow[]> {
  const { id } = question.shop
  const counted = countedIn(question, ['purchase'])
  const only = conversionConditions(question)
  const clicked = `filter (where credits.click_random <> ${noClick})`
  const unit = nameOf(by, keyOf(by, { day: '0' }))
  // From orders to their credits: the other way round goes through all of these.
  const sql = `select ${unit.key} as key, ${unit.label} as label, counted.customer as customer,
      counted.touches as touches, counted.days as days, counted.occurred_at - counted.first_at as since_first,
      counted.occurred_at - counted.last_at as since_last, counted.day - counted.first_on as days_since_first
    from (
      select ${countedKindSql} as customer, counted.occurred_at as occurred_at, counted.day as day,
        counted.link_number as link_number, counted.visit as visit,
        count(*) ${clicked} as touches, count(distinct credits.click_day) ${clicked} as days,
        min(credits.click_at) ${clicked} as first_at, max(credits.click_at) ${clicked} as last_at,
        min(credits.click_day) ${clicked} as first_on
      from ${counted.sql} counted cross join ${countedHistory} history
      cross join conversions on conversions.number = counted.conversion
      cross join credits on credits.conversion_id = conversions.id and counted.occurred_at - credits.click_at <= ?
      where counted.link_number is not null
      group by counted.conversion
    ) counted
    ${joinPlaces} ${unit.join}
    where true ${only.map((one) => `and ${one.sql}`).join(' ')}`
  const params = [...counted.params, id, id, id, question.windowDays * dayMs, ...only.flatMap((one) => one.params)]
  return readRows(database, journeyRow, statement(sql, ...params))
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
