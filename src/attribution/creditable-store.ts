import * as z from 'zod'
import { type Database, readRow, statement } from '../storage/database.ts'

/** What credits hang on, of a conversion. Times in UTC milliseconds. */
export type Creditable = {
  readonly id: string
  readonly shopId: string
  readonly event: string
  readonly occurredAt: number
  readonly isTest: boolean
  readonly trust: number
  readonly click: string | null
  readonly linkNumber: number | null
  readonly clickAt: number | null
  readonly shared: 'first' | 'further' | null
  /** Clicks of ours that any source told, also those that a better one replaced. */
  readonly toldClicks: readonly string[]
}

/** Each ping reads it once: a few columns of one row, where `findConversion` gathers all there is. */
export async function findCreditable(database: Database, id: string): Promise<Creditable | undefined> {
  const query = `select id, shop_id, event, occurred_at, is_test, trust, click, link_number, click_at, shared,
      (select group_concat(evidence.click) from evidence where conversion_id = conversions.id) as told_clicks
    from conversions where id = ?`
  const row = await readRow(database, creditableRow, statement(query, id))
  return (
    row && {
      id: row.id,
      shopId: row.shop_id,
      event: row.event,
      occurredAt: row.occurred_at,
      isTest: row.is_test === 1,
      trust: row.trust,
      click: row.click,
      linkNumber: row.link_number,
      clickAt: row.click_at,
      shared: row.shared,
      toldClicks: row.told_clicks?.split(',') ?? [],
    }
  )
}

const creditableRow = z.object({
  id: z.string(),
  shop_id: z.string(),
  event: z.string(),
  occurred_at: z.number(),
  is_test: z.number(),
  trust: z.number(),
  click: z.string().nullable(),
  link_number: z.number().nullable(),
  click_at: z.number().nullable(),
  shared: z.enum(['first', 'further']).nullable(),
  told_clicks: z.string().nullable(),
})
