import * as z from 'zod'
import { dayMs } from '../shops/calendar.ts'
import { type Database, readRows, statement } from '../storage/database.ts'
import type { Question } from './question.ts'
import { amountOf, currencyOf, exact } from './store.ts'

type Days = { readonly from: number; readonly to: number }

/**
 * The shop's orders by local day, and what of them a link of ours is credited with. Amounts by its revenue basis in its
 * currency, minor units, before what was given back; orders in other currencies count, with no amount.
 */
export function readOrderDays(database: Database, { shop, windowDays }: Question, days: Days): Promise<OrderDay[]> {
  const amount = amountOf('conversions', shop.revenueBasis)
  const sql = `select day, count(*) as orders, sum(valued) as valued, sum(valued * amount) as amount,
      sum(valued * amount * amount) as squares, max(valued * amount) as largest, sum(ours * valued) as our_valued,
      sum(ours * valued * amount) as our_amount, sum(ours * valued * amount * amount) as our_squares
    from (
      select conversions.day as day, ${exact} * ${amount} as amount,
        coalesce(conversions.value is not null and ${currencyOf('conversions')} = ?, 0) as valued,
        exists (select 1 from credits where credits.conversion_id = conversions.id
          and conversions.occurred_at - credits.click_at <= ?) as ours
      from conversions
      where conversions.shop_id = ? and conversions.day between ? and ? and conversions.is_test = 0
        and conversions.event = 'purchase'
    ) group by 1 order by 1`
  const { from, to } = days
  return readRows(database, orderDay, statement(sql, shop.currency, windowDays * dayMs, shop.id, from, to))
}

const orderDay = z.object({
  day: z.number(),
  orders: z.number(),
  valued: z.number(),
  amount: z.number(),
  squares: z.number(),
  largest: z.number(),
  our_valued: z.number(),
  our_amount: z.number(),
  our_squares: z.number(),
})
export type OrderDay = z.output<typeof orderDay>
