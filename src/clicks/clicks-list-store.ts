import * as z from 'zod'
import { type Database, readRows, statement } from '../storage/database.ts'
import { type ClickClass, clickClasses } from './classify.ts'
import { clickSql } from './click.ts'
import { lastSeq, seqParts, seqRange } from './rejudge-store.ts'

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

/** Clicks of one kind: `verdict` packed, without version and first-today bits. */
export type Counted = { readonly verdict: number; readonly clicks: number; readonly firsts: number }

type Period = { readonly shopId: string; readonly from: number; readonly to: number }

/** A shop's clicks of these local days by class and reason, from the raw clicks, a part at a time. */
export async function countByReason(database: Database, { shopId, from, to }: Period): Promise<Counted[]> {
  const counted = new Map<number, Counted>()
  for await (const { low, high } of seqParts(await seqRange(database, { from, to }))) {
    const query = statement(count, low, high, from, to, shopId)
    for (const { verdict, clicks, firsts } of await readRows(database, countRow, query)) {
      const known = counted.get(verdict)
      counted.set(verdict, { verdict, clicks: clicks + (known?.clicks ?? 0), firsts: firsts + (known?.firsts ?? 0) })
    }
  }
  return [...counted.values()]
}

// Grouped before the shop is asked for: so many links are looked up, not so many clicks.
const count = `select verdict, sum(clicks) as clicks, sum(firsts) as firsts from (
    select link, verdict & 511 as verdict, count(*) as clicks, sum(${clickSql.firstBit('shop')}) as firsts
    from clicks where seq between ? and ? and day between ? and ? group by 1, 2
  ) k join links l on l.number = k.link where l.shop_id = ? group by 1`

const countRow = z.object({ verdict: z.number(), clicks: z.number(), firsts: z.number() })
