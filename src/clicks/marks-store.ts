import * as z from 'zod'
import { type Database, readRows, type Statement, statement } from '../storage/database.ts'
import { clickClasses } from './classify.ts'
import { clickSql } from './click.ts'

/** A click of a shop, and what it was judged before it was marked; `before` is null where nobody marked it. */
export type MarkedClick = z.output<typeof markedClick>

export async function readMarked(database: Database, shopId: string, seqs: readonly number[]): Promise<MarkedClick[]> {
  const parts = inParts(seqs).map((some) => statement(`${select} and k.seq in (${marks(some)})`, shopId, ...some))
  return (await Promise.all(parts.map((query) => readRows(database, markedClick, query)))).flat()
}

/** Keeps the verdicts of clicks that are about to be marked. */
export async function rememberVerdicts(database: Database, seqs: readonly number[]): Promise<void> {
  await batchParts(database, seqs, (some) =>
    statement(
      `insert into marks (seq, verdict) select seq, verdict from clicks
        where seq in (${marks(some)}) and ${clickSql.class} <> ${clickClasses.indexOf('internal')}
        on conflict (seq) do update set verdict = excluded.verdict`,
      ...some,
    ),
  )
}

export async function forgetMarks(database: Database, seqs: readonly number[]): Promise<void> {
  await batchParts(database, seqs, (some) => statement(`delete from marks where seq in (${marks(some)})`, ...some))
}

const select = `select k.seq, k.verdict, k.visit, r.host, m.verdict as before
  from clicks k join links l on l.number = k.link left join referrers r on r.number = k.referrer
  left join marks m on m.seq = k.seq where l.shop_id = ?`

const markedClick = z.object({
  seq: z.number(),
  verdict: z.number(),
  visit: z.number(),
  host: z.string().nullable(),
  before: z.number().nullable(),
})

/** A statement takes a hundred parameters at most. */
const mostParams = 90

async function batchParts(
  database: Database,
  seqs: readonly number[],
  toStatement: (some: readonly number[]) => Statement,
): Promise<void> {
  if (seqs.length > 0) await database.batch(inParts(seqs).map(toStatement))
}

function inParts(seqs: readonly number[]): (readonly number[])[] {
  const starts = Array.from({ length: Math.ceil(seqs.length / mostParams) }, (_, index) => index * mostParams)
  return starts.map((from) => seqs.slice(from, from + mostParams))
}

function marks(of: readonly unknown[]): string {
  return of.map(() => '?').join(', ')
}
