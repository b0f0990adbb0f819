import * as z from 'zod'
import { type Database, readRow, readRows, type Statement, statement } from '../storage/database.ts'

/** All clicks of a shop that are stored by now, a page at a time; those that come meanwhile are left for the next time. */
export async function* readClicks(database: Database, shopId: string): AsyncGenerator<ExportedClick[]> {
  const end = await readSeq(database, statement('select max(seq) as seq from clicks'))
  for (let [after, pages] = [0, 0]; after < end; pages++) {
    // Others get their turn: pages without a click of this shop would be passed over in one breath.
    if (pages % 10 === 9) await new Promise((resolve) => setTimeout(resolve, 0))
    // Where the page ends is settled before it is handed out: whoever takes it may take long.
    const last = await readSeq(database, statement(selectLast, after, end, pageSize))
    if (last === 0) return
    const page = await readRows(database, exportedClick, statement(select, after, last, shopId))
    after = last
    if (page.length > 0) yield page
  }
}

/** 0 where there is none. */
async function readSeq(database: Database, query: Statement): Promise<number> {
  return (await readRow(database, seqRow, query))?.seq ?? 0
}

const seqRow = z.object({ seq: z.number().nullable() })

const pageSize = 1000

// A page is so many clicks in stored order, of whatever shop: the key is the only index there is.
const select = `select k.at, k.link, k.verdict, k.visit, k.random, r.host, l.id as link_id, l.slug
  from (select * from clicks where seq > ? and seq <= ?) k
  join links l on l.number = k.link left join referrers r on r.number = k.referrer where l.shop_id = ? order by k.seq`
const selectLast =
  'select max(seq) as seq from (select seq from clicks where seq > ? and seq <= ? order by seq limit ?)'

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
