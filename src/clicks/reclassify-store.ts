import * as z from 'zod'
import { type Database, readRows, statement } from '../storage/database.ts'
import type { SeqRange } from './rejudge-store.ts'

/** What is stored of a click that its verdict may rest on. */
export type RejudgedClick = z.output<typeof rejudgedClick>

export function readRejudged(database: Database, { low, high }: SeqRange): Promise<RejudgedClick[]> {
  const query = `select k.seq, k.verdict, k.visit, r.host from clicks k
    left join referrers r on r.number = k.referrer where k.seq between ? and ? order by k.seq`
  return readRows(database, rejudgedClick, statement(query, low, high))
}

const rejudgedClick = z.object({
  seq: z.number(),
  verdict: z.number(),
  visit: z.number(),
  host: z.string().nullable(),
})
