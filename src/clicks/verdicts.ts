import * as z from 'zod'
import type { Database, Statement } from '../storage/database.ts'
import { type Change, replaceVerdicts } from './verdict-store.ts'

/**
 * Gives clicks other verdicts, in one batch with what that changes in the roll-ups and with what is to be written beside
 * (`also`). Where a click has another verdict than was read, or is gone, nothing is changed of it: its number is answered,
 * for the caller to read and judge it again. Which other clicks get the first-today bits is the caller's to say
 * (rejudge.ts). At most some thousand at once: the batch holds the database as long as it takes.
 */
export async function changeVerdicts(
  database: Database,
  changes: readonly Change[],
  also: readonly Statement[] = [],
): Promise<number[]> {
  if (changes.length === 0) return []
  const [outcome] = await database.batch([...replaceVerdicts(changes), ...also])
  const standing = new Set(rows.parse(outcome?.rows).map(({ seq }) => seq))
  return changes.map(({ seq }) => seq).filter((seq) => !standing.has(seq))
}

const rows = z.array(z.object({ seq: z.number() }))
