import * as z from 'zod'
import { type Database, readRows, statement } from '../storage/database.ts'
import { type ClickClass, clickClasses } from './classify.ts'
import { clickSql } from './click.ts'
import { countedSql } from './counted.ts'
import { lastSeq } from './rejudge-store.ts'
import { watermark } from './rollup-store.ts'

export type Asked = {
  readonly shopId: string
  /** Clicks before this number; undefined begins at the newest. */
  readonly before: number | undefined
  readonly limit: number
  readonly class: ClickClass | undefined
}

/** A page of a shop's clicks, newest first. `next`: where to go on, undefined at the end. */
export type Listed = { readonly rows: readonly ListedClick[]; readonly next: number | undefined }

/**
 * Looks through so many clicks for a page, of whatever shop and class: a page may come out short, or empty, and still tell
 * where to go on. The key is the only index there is.
 */
export async function listClicks(database: Database, { shopId, before, limit, ...asked }: Asked): Promise<Listed> {
  const high = before === undefined ? await lastSeq(database) : before - 1
  const low = Math.max(1, high - mostRead + 1)
  const [only, params] = asked.class ? [`and ${clickSql.class} = ?`, [clickClasses.indexOf(asked.class)]] : ['', []]
  const query = `${select} where k.seq between ? and ? and l.shop_id = ? ${only} order by k.seq desc limit ?`
  const rows = await readRows(database, listedClick, statement(query, low, high, shopId, ...params, limit))
  const last = rows.length < limit ? low : (rows.at(-1)?.seq ?? low)
  return { rows, next: last > 1 ? last : undefined }
}

/** Two orders of magnitude more than a page, a few milliseconds. */
const mostRead = 20_000

// A cross join keeps SQLite from beginning at the links, of which a shop may have a hundred thousand.
const select = `select k.seq, k.at, k.link, k.verdict, k.visit, k.random, r.host, l.id as link_id, l.slug, p.title, p.channel
  from clicks k cross join links l on l.number = k.link join posts p on p.id = l.post_id
  left join referrers r on r.number = k.referrer`

const listedClick = z.object({
  seq: z.number(),
  at: z.number(),
  link: z.number(),
  verdict: z.number(),
  visit: z.number(),
  random: z.number().nullable(),
  host: z.string().nullable(),
  link_id: z.string(),
  slug: z.string(),
  title: z.string(),
  channel: z.string(),
})
export type ListedClick = z.output<typeof listedClick>

/** Clicks of one kind: class and reason, packed as in a verdict; `firsts`: people's first of the day in the shop. */
export type CountedReason = z.output<typeof countedReason>

type Period = { readonly shop: number; readonly from: number; readonly to: number }

/** A shop's clicks of these local days by class and reason: the sums, and the raw rows above their watermark. */
export function countByReason(database: Database, { shop, from, to }: Period): Promise<CountedReason[]> {
  return readRows(database, countedReason, statement(selectReasons, shop, from, to, shop, from, to))
}

const selectReasons = `select judged, sum(clicks) as clicks, sum(first_shop) as firsts from (
    select judged, clicks, first_shop from reason_days where shop = ? and day between ? and ?
    union all
    select ${clickSql.judged} as judged, ${countedSql('clicks')} as clicks, ${countedSql('first_shop')} as first_shop
    from clicks join link_places place on place.link = clicks.link
    where clicks.seq > ${watermark} and place.shop = ? and clicks.day between ? and ?
  ) group by 1 having sum(clicks) > 0`

const countedReason = z.object({ judged: z.number(), clicks: z.number(), firsts: z.number() })
