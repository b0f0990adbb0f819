import * as z from 'zod'
import { dayMs } from '../shops/calendar.ts'
import { type Database, readRow, readRows, statement } from '../storage/database.ts'

/** A stored click with what its first-today bits depend on. */
export type SeenClick = z.output<typeof seenClick>

/** The clicks with these numbers that are still there. */
export function readBySeq(database: Database, seqs: readonly number[]): Promise<SeenClick[]> {
  const query = `${select} where k.seq in (select value from json_each(?))`
  return readRows(database, seenClick, statement(query, JSON.stringify(seqs)))
}

/** All clicks that the visitors of `clicks` made on those clicks' days. */
export async function readVisitorDays(database: Database, clicks: readonly SeenClick[]): Promise<SeenClick[]> {
  const rows = []
  for (const [day, onDay] of Map.groupBy(clicks, (click) => click.day)) {
    const visitors = JSON.stringify([...new Set(onDay.map(({ visitor }) => visitor))])
    for await (const { low, high } of seqParts(await seqRange(database, { from: day, to: day })))
      rows.push(...(await readRows(database, seenClick, statement(selectVisitors, low, high, day, visitors))))
  }
  return rows
}

/** Both ends belong to it; empty when `high` is below `low`. */
export type SeqRange = { readonly low: number; readonly high: number }

/**
 * Where the clicks of these local days lie, wherever in the world the shop is. Clicks lie in the order of their time but
 * for clock jumps: those of a jump may be missed.
 */
export async function seqRange(
  database: Database,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<SeqRange> {
  const low = await firstSeqAt(database, from * dayMs - 14 * hourMs)
  return { low, high: (await firstSeqAt(database, (to + 1) * dayMs + 12 * hourMs)) - 1 }
}

/** A range in parts that are read in a few milliseconds each; between two of them others get their turn. */
export async function* seqParts({ low, high }: SeqRange, size = 20_000): AsyncGenerator<SeqRange> {
  for (let from = low; from <= high; from += size) {
    yield { low: from, high: Math.min(high, from + size - 1) }
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
}

/** The number of the first click at `at` (UTC milliseconds) or later, by halving; one more than the last where there is none. */
export async function firstSeqAt(database: Database, at: number): Promise<number> {
  const ends = await readRow(database, seqEnds, statement(selectEnds))
  let [low, high] = [ends?.low ?? 1, (ends?.high ?? 0) + 1]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const row = await readRow(database, placed, statement(selectNext, middle))
    if (row === undefined || row.at >= at) high = middle
    else low = row.seq + 1
  }
  return low
}

export async function lastSeq(database: Database): Promise<number> {
  return (await readRow(database, seqEnds, statement(selectEnds)))?.high ?? 0
}

/** How far a job over all clicks has come, by the job's name; undefined when it hasn't begun. */
export async function readMark(database: Database, job: string): Promise<number | undefined> {
  const row = await readRow(database, z.object({ value: z.string() }), statement(selectMark, job))
  return row && Number(row.value)
}

export async function writeMark(database: Database, job: string, seq: number | undefined): Promise<void> {
  await database.batch([
    seq === undefined ? statement('delete from settings where name = ?', job) : statement(upsertMark, job, String(seq)),
  ])
}

const hourMs = 3_600_000
const select = `select k.seq, k.at, k.day, k.verdict, k.visitor, k.link, l.shop_id, s.number as shop, p.number as post,
    coalesce(c.number, 0) as campaign, p.channel
  from clicks k cross join links l on l.number = k.link join posts p on p.id = l.post_id join shops s on s.id = l.shop_id
  left join campaigns c on c.id = p.campaign_id`
const selectVisitors = `${select} where k.seq between ? and ? and k.day = ?
  and k.visitor in (select value from json_each(?))`
const selectEnds = 'select (select min(seq) from clicks) as low, (select max(seq) from clicks) as high'
const selectNext = 'select seq, at from clicks where seq >= ? order by seq limit 1'
const selectMark = 'select value from settings where name = ?'
const upsertMark = `insert into settings (name, value) values (?, ?)
  on conflict (name) do update set value = excluded.value`

const seenClick = z.object({
  seq: z.number(),
  at: z.number(),
  day: z.number(),
  verdict: z.number(),
  visitor: z.number().nullable(),
  link: z.number(),
  shop_id: z.string(),
  shop: z.number(),
  post: z.number(),
  campaign: z.number(),
  channel: z.string(),
})
const seqEnds = z.object({ low: z.number().nullable(), high: z.number().nullable() })
const placed = z.object({ seq: z.number(), at: z.number() })
