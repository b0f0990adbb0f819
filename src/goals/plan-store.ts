import * as z from 'zod'
import { channelIds } from '../links/channel.ts'
import { type Database, readRows, statement } from '../storage/database.ts'

/** Posts that were published in [from, until), UTC milliseconds; a post without a date counts from when it was made. */
export function readPublished(
  database: Database,
  { shopId, from, until }: { readonly shopId: string; readonly from: number; readonly until: number },
): Promise<Published[]> {
  const query = `select id, channel from posts where shop_id = ? and coalesce(published_at, created_at) >= ?
    and coalesce(published_at, created_at) < ?`
  return readRows(database, publishedRow, statement(query, shopId, from, until))
}

export type Published = z.output<typeof publishedRow>
const publishedRow = z.object({ id: z.string(), channel: z.enum(channelIds) })
