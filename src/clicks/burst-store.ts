import * as z from 'zod'
import { type Database, readRows, statement } from '../storage/database.ts'
import { clickClasses } from './classify.ts'
import { clickSql, packVerdict } from './click.ts'
import type { ClickIdentity } from './click-id.ts'
import { firstSeqAt, type SeqRange } from './rejudge-store.ts'

export type BurstClick = {
  readonly seq: number
  /** UTC milliseconds. */
  readonly at: number
  readonly visitor: number
  readonly link: number
  /** Whether the shop told of anything that came of it, if only a landing: the visitor was there. */
  readonly isFollowed: boolean
}

/**
 * The clicks in this range, and those of the milliseconds before it, of visitors who followed so many links in all of it that
 * a burst is possible.
 */
export async function readBurstClicks(
  database: Database,
  { low, high }: SeqRange,
  { links, ms }: { readonly links: number; readonly ms: number },
): Promise<BurstClick[]> {
  const people = `k.visitor is not null and (
    ${clickSql.class} in (${clickClasses.indexOf('human')}, ${clickClasses.indexOf('repeat')}) or verdict & 511 = ${burst}
  )`
  // Before the range at most as many clicks as a part has are looked at: a moment holds fewer.
  const before = `coalesce((select min(seq) from clicks where seq between ? and ?
    and at >= (select at from clicks where seq >= ? order by seq limit 1) - ${ms}), ?)`
  const query = `select k.seq, k.at, k.visitor, k.link,
      exists (select 1 from conversions where link_number = k.link and click_at = k.at)
        or exists (select 1 from visits where link = k.link and click_at = k.at) as followed
    from clicks k where k.seq between ${before} and ? and ${people} and k.visitor in (
      select k.visitor from clicks k where k.seq between ${before} and ? and ${people}
      group by k.visitor having count(distinct k.link) >= ${links}
    )`
  const range = [low - 20_000, low, low, low, high]
  const rows = await readRows(database, burstRow, statement(query, ...range, ...range))
  return rows.map(({ followed, ...click }) => ({ ...click, isFollowed: followed === 1 }))
}

/** A burst may go over the end of what was looked at before: its first half is marked by then. */
const burst = packVerdict({ class: 'bot', reason: 'burst', rules: 0, firsts: 0 })

/** The number of the click that an id names: none where it was pruned. */
export async function findSeq(database: Database, { link, at, random }: ClickIdentity): Promise<number[]> {
  const near = await firstSeqAt(database, at)
  const query = 'select seq from clicks where seq between ? and ? and at = ? and link = ? and random = ?'
  const found = statement(query, near - 5000, near + 5000, at, link, random)
  return (await readRows(database, z.object({ seq: z.number() }), found)).map(({ seq }) => seq)
}

const burstRow = z.object({
  seq: z.number(),
  at: z.number(),
  visitor: z.number(),
  link: z.number(),
  followed: z.number(),
})
