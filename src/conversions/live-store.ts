import * as z from 'zod'
import { type Database, readRow, readRows, statement } from '../storage/database.ts'
import { refusalReasons } from './ping.ts'
import { sources } from './trust.ts'

/** A ping that couldn't be counted, without its bytes. Times in UTC milliseconds. */
export type RefusedPing = z.output<typeof refusedRow>

/** The newest refused pings of a shop; `withShopless`: also those that no shop could be made out for. */
export function listRefused(
  database: Database,
  { shopId, withShopless, limit }: { readonly shopId: string; readonly withShopless: boolean; readonly limit: number },
): Promise<RefusedPing[]> {
  const query = `select id, source, reason, detail, received_at as receivedAt, replay_outcome as replayOutcome
    from quarantine where shop_id = ? or (? = 1 and shop_id is null) order by number desc limit ?`
  return readRows(database, refusedRow, statement(query, shopId, withShopless ? 1 : 0, limit))
}

/**
 * The last day, on the shop's calendar, that the snippet told a visit or a page view on: the first sign that it stands
 * in the shop's pages. `shop`: its number.
 */
export async function lastVisitDay(database: Database, shop: number): Promise<number | null> {
  const query = `select max(day) as day from (
    select max(day) as day from visits where shop = ? union all select max(day) as day from view_days where shop = ?)`
  return (await readRow(database, dayRow, statement(query, shop, shop)))?.day ?? null
}

const refusedRow = z.object({
  id: z.string(),
  source: z.enum(sources),
  reason: z.enum(refusalReasons),
  detail: z.string(),
  receivedAt: z.number(),
  replayOutcome: z.string().nullable(),
})

const dayRow = z.object({ day: z.number().nullable() })
