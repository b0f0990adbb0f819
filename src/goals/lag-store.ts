import * as z from 'zod'
import { noClick } from '../attribution/journey.ts'
import { countedIn } from '../conversions/counted-store.ts'
import type { Shop } from '../shops/shop.ts'
import { type Database, readRows, statement } from '../storage/database.ts'

/** Credited orders of the clicks of these days, by days between click and order; what was written down by hand has no click. */
export function readLags(
  database: Database,
  shop: Shop,
  { from, to }: { from: number; to: number },
): Promise<LagRow[]> {
  const { clickWindowDays: windowDays } = shop
  // An order is at most a window younger than its click, and a day for the hour at which days change.
  const counted = countedIn({ shop, windowDays, from: from - 1, to: to + windowDays + 1 }, ['purchase'])
  const query = `select day - click_day as days, count(*) as orders from ${counted.sql}
    where click_day between ? and ? and click_random <> ${noClick} group by 1`
  return readRows(database, lagRow, statement(query, ...counted.params, from, to))
}

const lagRow = z.object({ days: z.number(), orders: z.number() })
type LagRow = z.output<typeof lagRow>
