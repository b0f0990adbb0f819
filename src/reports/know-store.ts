import * as z from 'zod'
import { type Database, readRow, statement } from '../storage/database.ts'
import type { Question } from './question.ts'
import { readClicks } from './store.ts'

/**
 * The first day of the whole shop on which somebody clicked a link or placed an order that is credited to one, whatever the
 * question's period begins with and its filters leave; undefined where there is none until its end.
 */
export async function findFirstDay(
  database: Database,
  { shop, to, windowDays }: Question,
): Promise<number | undefined> {
  const sql = `select day from conversions where shop_id = ? and event = 'purchase' and is_test = 0 and day <= ?
    and exists (select 1 from credits where credits.conversion_id = conversions.id) order by day limit 1`
  const [clicks, order] = await Promise.all([
    readClicks(database, { shop, from: 0, to, windowDays }, 'day'),
    readRow(database, z.object({ day: z.number() }), statement(sql, shop.id, to)),
  ])
  const days = clicks.flatMap(({ key, human }) => (human > 0 && typeof key === 'number' ? [key] : []))
  const first = Math.min(order?.day ?? Number.POSITIVE_INFINITY, ...days)
  return Number.isFinite(first) ? first : undefined
}
