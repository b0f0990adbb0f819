import * as z from 'zod'
import { badField } from '../http/problem.ts'
import { parseBody } from '../http/validate.ts'
import { summaryQuery } from '../reports/question.ts'
import { parseDay, showDay } from '../shops/calendar.ts'
import { type Days, namedPeriods, readPeriod } from './view-period.ts'

/** A report's question under a name. */
export type View = {
  readonly number: number
  readonly id: string
  readonly shopId: string
  readonly name: string
  readonly query: ViewQuery
  /** Links that show it to whoever has them, now. */
  readonly openShares: number
  readonly createdAt: number
  readonly updatedAt: number
}

/**
 * As the address of GET /reports/summary has it, without the shop. Days are `from` and `to`, or a `period` that moves on
 * (`last-30-days`, `this-month`); neither means the last 30 days.
 */
export type ViewQuery = Readonly<Record<string, string>>

const nameField = z
  .string('is missing: what is the view called?')
  .trim()
  .min(1, 'must not be empty')
  .max(100, 'must have 100 characters at most')
  // It goes into the subjects of mails.
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'must be one line, without control characters')
const queryField = z.record(
  z.string(),
  z.string('must be text, as in the address of the report').max(8000, 'must have 8000 characters at most'),
  'must be an object such as {"by": "post", "period": "last-30-days"}',
)

export const viewDraft = z.strictObject({
  name: nameField,
  query: queryField,
  shopId: z.string().exactOptional(),
})
export const viewPatch = z.strictObject({ name: nameField.exactOptional(), query: queryField.exactOptional() })
export type ViewPatch = z.output<typeof viewPatch>

/** What a view asks of its report on a day of the shop's calendar. @throws Problem 400 naming what can't be asked */
export function askedOf({ period, ...query }: ViewQuery, today: number): z.output<typeof summaryQuery> {
  if ('shopId' in query) throw badField('/shopId', 'A view belongs to its shop: leave it out here.')
  return parseBody(summaryQuery, { ...query, ...readDays(query, period, today) })
}

function readDays(query: ViewQuery, period: string | undefined, today: number) {
  if (period === undefined) return {}
  if ('from' in query || 'to' in query)
    throw badField('/period', 'stands in place of from and to: give either the one or the others.')
  const days = readPeriod(period, today)
  if (days === undefined)
    throw badField('/period', `must be last-N-days, such as last-30-days, or one of ${namedPeriods.join(', ')}.`)
  return days
}

/** `from` and `to` are what its days mean today, as for the report. */
export function showView(view: View, today: number) {
  const { id, shopId, name, query, openShares } = view
  const { from, to } = daysOf(query, today)
  return {
    ...{ id, shopId, name, query, from, to, openShares },
    createdAt: new Date(view.createdAt).toISOString(),
    updatedAt: new Date(view.updatedAt).toISOString(),
  }
}

function daysOf({ period, ...query }: ViewQuery, today: number): Days {
  const moving = period === undefined ? undefined : readPeriod(period, today)
  if (moving) return moving
  const to = query['to'] ?? showDay(today)
  return { from: query['from'] ?? showDay(parseDay(to) - 29), to }
}
