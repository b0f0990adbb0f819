import * as z from 'zod'
import { counted, watermark } from '../clicks/rollup-store.ts'
import { localDay, startOfDay } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import { type Database, readRow, readRows, statement } from '../storage/database.ts'
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

/**
 * The first day of which people's clicks were counted; in a shop without any, that of the first order credited otherwise.
 * Undefined before either.
 */
export async function readFirstDay(database: Database, { number }: Shop): Promise<number | undefined> {
  const ofShop = (table: string) =>
    `from ${table} join link_places place on place.link = ${table}.link where place.shop = ?`
  // Past days, those that still run, and what isn't summed yet.
  const sql = `select coalesce(
      (select day from channel_days where shop = ? and human > 0 order by day limit 1),
      (select min(day) ${ofShop('link_fresh')} and human > 0),
      (select min(day) ${ofShop('clicks')} and clicks.seq > ${watermark} and ${counted.human} = 1),
      (select min(day) from counted_conversions where shop = ? and link is not null)
    ) as day`
  const row = await readRow(database, firstRow, statement(sql, number, number, number, number))
  return row?.day ?? undefined
}

const firstRow = z.object({ day: z.number().nullable() })
const shownRow = z.object({ key: z.string(), shown: z.number() })
