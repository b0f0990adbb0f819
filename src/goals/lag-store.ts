import * as z from 'zod'
import { noClick } from '../attribution/journey.ts'
import { dayMs } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import { type Database, readRows, statement } from '../storage/database.ts'

/** Credited orders of the clicks of these days, by days between click and order; what was written down by hand has no click. */
export function readLags(
  database: Database,
  shop: Shop,
  { from, to }: { from: number; to: number },
): Promise<LagRow[]> {
  const query = `select conversions.day - credits.click_day as days, sum(credits.share) as orders
    from conversions join credits on credits.conversion_id = conversions.id
    where conversions.shop_id = ? and conversions.day between ? and ? and conversions.is_test = 0
      and conversions.event = 'purchase' and credits.share > 0 and credits.click_day between ? and ?
      and credits.click_random <> ${noClick}
      and conversions.occurred_at - credits.click_at <= ?
    group by 1`
  const { id, clickWindowDays } = shop
  // An order is at most a window younger than its click, and a day for the hour at which days change.
  const days = [from - 1, to + clickWindowDays + 1, from, to]
  return readRows(database, lagRow, statement(query, id, ...days, clickWindowDays * dayMs))
}

const lagRow = z.object({ days: z.number(), orders: z.number() })
type LagRow = z.output<typeof lagRow>
