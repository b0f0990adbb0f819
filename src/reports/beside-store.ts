import * as z from 'zod'
import { noClick } from '../attribution/journey.ts'
import { type CountedEvent, countedIn } from '../conversions/counted-store.ts'
import { dayMs } from '../shops/calendar.ts'
import { type Database, readRow, readRows, statement } from '../storage/database.ts'
import type { Question } from './question.ts'
import { countedEvent } from './store.ts'

/** Visits that were told from one another, by whether one of our links began them. `squares`: of the seconds. */
export function readVisits(database: Database, { shop, from, to }: Question): Promise<VisitRow[]> {
  const sql = `select ours, sum(visits) as visits, sum(bounces) as bounces, sum(views) as views, sum(seconds) as seconds,
      sum(squares) as squares
    from visit_sums where shop = ? and day between ? and ? group by 1`
  return readRows(database, visitRow, statement(sql, shop.number, from, to))
}

/** Page views of the period that belong to no visit, since nobody may be told from others there. */
export async function countLooseViews(database: Database, { shop, from, to }: Question): Promise<number> {
  const sql = 'select coalesce(sum(views), 0) as views from view_days where shop = ? and day between ? and ?'
  return (await readRow(database, z.object({ views: z.number() }), statement(sql, shop.number, from, to)))?.views ?? 0
}

/**
 * Conversions by event and by whether a link of ours is credited within the window. `seen`: orders that a browser told of.
 * Amounts by the shop's revenue basis in its currency, minor units; `valued` have one.
 */
export function readSides(database: Database, question: Question): Promise<SideRow[]> {
  const counted = countedIn(question)
  const sql = `select ours, event, count(*) as number, sum(seen) as seen, sum(valued) as valued,
      sum(valued * amount) as amount, sum(valued * amount * amount) as squares
    from (
      select link_number is not null as ours, event, event = 1 and seen as seen,
        valued and coalesce(currency, '') = ? as valued, amount from ${counted.sql}
    ) group by 1, 2`
  return readRows(database, sideRow, statement(sql, question.shop.currency, ...counted.params))
}

/**
 * Clicks credited with a basket, or with a checkout begun, in the period; `bought` of them on the way to an order too, by
 * whatever click it ended, whenever that was. What hand and code told has no click.
 */
export function readFinished(
  database: Database,
  { shop, from, to, windowDays }: Question,
  event: CountedEvent,
): Promise<FinishedRow[]> {
  const sql = `select count(*) as clicks, coalesce(sum(exists (select 1 from credits bought
        join conversions orders on orders.id = bought.conversion_id
        where bought.link_number = begun.link_number and bought.click_day = begun.click_day
          and bought.click_at = begun.click_at and bought.click_random = begun.click_random
          and orders.event = 'purchase' and orders.is_test = 0 and orders.occurred_at - bought.click_at <= ?)), 0) as bought
    from (
      select distinct credits.link_number, credits.click_day, credits.click_at, credits.click_random
      from conversions join credits on credits.conversion_id = conversions.id and credits.share > 0
        and conversions.occurred_at - credits.click_at <= ?
      where conversions.shop_id = ? and conversions.day between ? and ? and conversions.is_test = 0
        and conversions.event = ? and credits.click_random <> ${noClick}
    ) begun`
  const windowMs = windowDays * dayMs
  return readRows(database, finishedRow, statement(sql, windowMs, windowMs, shop.id, from, to, event))
}

const visitRow = z.object({
  ours: z.number(),
  visits: z.number(),
  bounces: z.number(),
  views: z.number(),
  seconds: z.number(),
  squares: z.number(),
})
const sideRow = z.object({
  ours: z.number(),
  event: countedEvent,
  number: z.number(),
  seen: z.number(),
  valued: z.number(),
  amount: z.number(),
  squares: z.number(),
})
const finishedRow = z.object({ clicks: z.number(), bought: z.number() })

export type VisitRow = z.output<typeof visitRow>
export type SideRow = z.output<typeof sideRow>
type FinishedRow = z.output<typeof finishedRow>
