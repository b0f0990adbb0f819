import * as z from 'zod'
import type { Database } from '../storage/database.ts'
import { hasDayToPack, packDays, readProgress, takeChunk } from './rollup-store.ts'

/**
 * Adds at most `most` raw rows to the sums that reports read, and packs days that are over. Resolves with how many rows
 * it took: fewer than `most` when it has caught up. The sums and the watermark move in one batch, so that a click counts
 * once whatever is cut short; on Node a call holds the event loop for the time of its rows (see `bench/reports.ts`).
 */
export async function rollUp(database: Database, { most }: { readonly most: number }): Promise<number> {
  const outcomes = await database.batch(takeChunk(most))
  const before = reached.parse(outcomes[0]?.rows)
  const after = reached.parse(outcomes.at(-1)?.rows)
  if (await hasDayToPack(database)) await database.batch(packDays(Math.ceil(most / 2)))
  return Math.max(0, after - before)
}

/** Rolls up until the raw rows that are there now have been taken, and no day waits to be packed. */
export async function rollUpAll(
  database: Database,
  { most, onProgress }: { readonly most: number; onProgress?(done: number, of: number): void },
): Promise<void> {
  const { last } = await readProgress(database)
  for (;;) {
    const took = await rollUp(database, { most })
    const { done } = await readProgress(database)
    onProgress?.(Math.min(done, last), last)
    if ((took === 0 || done >= last) && !(await hasDayToPack(database))) return
  }
}

const reached = z.tuple([z.object({ seq: z.number() })]).transform(([row]) => row.seq)
