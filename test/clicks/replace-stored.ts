import * as z from 'zod'
import { changeVerdicts } from '../../src/clicks/verdicts.ts'
import { type Database, readRows, statement } from '../../src/storage/database.ts'

type Wanted = { readonly seq: number; readonly verdict: number }

/** Gives clicks other verdicts, whatever they have now. */
export async function replaceStored(database: Database, wanted: readonly Wanted[]): Promise<number[]> {
  const query = 'select seq, verdict as before from clicks where seq in (select value from json_each(?))'
  const seqs = JSON.stringify(wanted.map(({ seq }) => seq))
  const stored = await readRows(database, row, statement(query, seqs))
  const before = new Map(stored.map((one) => [one.seq, one.before]))
  return changeVerdicts(
    database,
    wanted.map((one) => ({ ...one, before: before.get(one.seq) ?? 0 })),
  )
}

const row = z.object({ seq: z.number(), before: z.number() })
