import * as z from 'zod'
import { localDay, startOfDay } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import { type Database, readRows, statement } from '../storage/database.ts'
import type { Dimension } from './question.ts'

/**
 * The day each post was published, or written down where nobody said when, by the keys of a report by post or by link: of
 * those since a day. Empty of other reports, whose rows are no posts.
 */
export async function readShownDays(
  database: Database,
  shop: Shop,
  { by, since }: { readonly by: Dimension; readonly since: number },
): Promise<ReadonlyMap<string, number>> {
  if (by !== 'post' && by !== 'link') return new Map()
  const key = by === 'post' ? 'posts.id' : 'links.id'
  const links = by === 'post' ? '' : 'join links on links.post_id = posts.id'
  const sql = `select ${key} as key, coalesce(posts.published_at, posts.created_at) as shown
    from posts ${links} where posts.shop_id = ? and coalesce(posts.published_at, posts.created_at) >= ?`
  const rows = await readRows(database, shownRow, statement(sql, shop.id, startOfDay(since, shop.timeZone)))
  return new Map(rows.map((row) => [row.key, localDay(row.shown, shop.timeZone)]))
}

const shownRow = z.object({ key: z.string(), shown: z.number() })
