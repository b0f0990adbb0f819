import * as z from 'zod'
import { countedIn } from '../conversions/counted-store.ts'
import { type Database, readRows, statement } from '../storage/database.ts'
import type { Question } from './question.ts'

type Days = { readonly from: number; readonly to: number }

/**
 * The shop's orders by local day, and what of them a link of ours is credited with. Amounts by its revenue basis in its
 * currency, minor units, before what was given back; orders in other currencies count, with no amount.
 */
export function readOrderDays(database: Database, { shop, windowDays }: Question, days: Days): Promise<OrderDay[]> {
  const counted = countedIn({ shop, windowDays, ...days }, ['purchase'])
  const sql = `select day, count(*) as orders, sum(valued) as valued, sum(valued * amount) as amount,
      sum(valued * amount * amount) as squares, max(valued * amount) as largest, sum(ours * valued) as our_valued,
      sum(ours * valued * amount) as our_amount, sum(ours * valued * amount * amount) as our_squares
    from (
      select day, amount, valued and coalesce(currency, '') = ? as valued, link_number is not null as ours
      from ${counted.sql}
    ) group by 1 order by 1`
  return readRows(database, orderDay, statement(sql, shop.currency, ...counted.params))
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
