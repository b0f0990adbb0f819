import * as z from 'zod'
import type { Database } from '../storage/database.ts'
import { hasDayToPack, packDays, readProgress, takeChunk } from './rollup-store.ts'
import type { Tally } from './tally.ts'

/**
 * One portion of keeping roll-ups current, of at most `most` raw rows; resolves with whether more waits. What a tally
 * holds is written from there, and the raw rows before it are caught up with.
 */
export async function keepUp(
  database: Database,
  { most, tally }: { readonly most: number; readonly tally?: Tally | undefined },
): Promise<boolean> {
  if (!tally) return (await rollUp(database, { most })) === most
  if (!(await tally.flush())) return (await rollUp(database, { most, upTo: tally.after() })) > 0
  await packSome(database, most)
  return false
}

/**
 * Adds at most `most` raw rows (up to `upTo`) to the sums that reports read, and packs days that are over. Resolves with
 * how many rows it took: fewer than `most` when it has caught up. The sums and the watermark move in one batch, so that a click counts
 * once whatever is cut short; on Node a call holds the event loop for the time of its rows (see `bench/reports.ts`).
 */
export async function rollUp(
  database: Database,
  { most, upTo }: { readonly most: number; readonly upTo?: number },
): Promise<number> {
  const outcomes = await database.batch(takeChunk(most, upTo))
  const before = reached.parse(outcomes[0]?.rows)
  const after = reached.parse(outcomes.at(-1)?.rows)
  await packSome(database, most)
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

async function packSome(database: Database, most: number): Promise<void> {
  if (await hasDayToPack(database)) await database.batch(packDays(Math.ceil(most / 2)))
}

const reached = z.tuple([z.object({ seq: z.number() })]).transform(([row]) => row.seq)
