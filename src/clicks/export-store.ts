import * as z from 'zod'
import type { Days } from '../shops/asked-days.ts'
import { type Database, readRow, readRows, statement } from '../storage/database.ts'

/**
 * All clicks of a shop that are stored by now, a page at a time; those that come meanwhile are left for the next time. A
 * page may be empty: there was nothing in what was looked through.
 */
export async function* readClicks(database: Database, shopId: string, days?: Days): AsyncGenerator<ExportedClick[]> {
  const ends = await readRow(database, endsRow, statement('select min(seq) as first, max(seq) as last from clicks'))
  const end = ends?.last ?? 0
  const [only, params] = days === undefined ? ['', []] : ['and k.day between ? and ?', [days.from, days.to]]
  for (let after = (ends?.first ?? 1) - 1; after < end; ) {
    const upTo = Math.min(after + mostRead, end)
    const query = statement(`${select} ${only} order by k.seq limit ?`, after, upTo, shopId, ...params, pageSize)
    const page = await readRows(database, exportedClick, query)
    // Where the page ends is settled before it is handed out: whoever takes it may take long.
    after = page.length < pageSize ? upTo : (page.at(-1)?.seq ?? upTo)
    yield page
  }
}

const endsRow = z.object({ first: z.number().nullable(), last: z.number().nullable() })

const pageSize = 1_000
/** Looked through for a page, of whatever shop and day: the key is the only index there is. A few milliseconds. */
const mostRead = 10_000

// A cross join keeps SQLite from beginning at the links, of which a shop may have a hundred thousand.
const select = `select k.seq, k.at, k.link, k.verdict, k.visit, k.random, r.host, l.id as link_id, l.slug
  from clicks k cross join links l on l.number = k.link left join referrers r on r.number = k.referrer
  where k.seq > ? and k.seq <= ? and l.shop_id = ?`

const exportedClick = z.object({
  seq: z.number(),
  at: z.number(),
  link: z.number(),
  verdict: z.number(),
  visit: z.number(),
  random: z.number().nullable(),
  host: z.string().nullable(),
  link_id: z.string(),
  slug: z.string(),
})
export type ExportedClick = z.output<typeof exportedClick>
