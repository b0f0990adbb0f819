import * as z from 'zod'
import { type Database, readRows, statement } from '../storage/database.ts'

/** All clicks of a shop as stored, a page at a time. */
export async function* readClicks(database: Database, shopId: string): AsyncGenerator<ExportedClick[]> {
  for (let after = 0; ; ) {
    const page = await readRows(database, exportedClick, statement(select, after, pageSize, shopId))
    if (page.length > 0) yield page
    const next = await readRows(
      database,
      z.object({ seq: z.number().nullable() }),
      statement(selectLast, after, pageSize),
    )
    const last = next[0]?.seq
    if (!last) return
    after = last
  }
}

const pageSize = 1000

// A page is so many clicks in stored order, of whatever shop: the key is the only index there is.
const select = `select k.at, k.link, k.verdict, k.visit, k.random, r.host, l.id as link_id, l.slug
  from (select * from clicks where seq > ? order by seq limit ?) k
  join links l on l.number = k.link left join referrers r on r.number = k.referrer where l.shop_id = ? order by k.seq`
const selectLast = 'select max(seq) as seq from (select seq from clicks where seq > ? order by seq limit ?)'

const exportedClick = z.object({
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
