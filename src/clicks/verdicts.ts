import type { Database } from '../storage/database.ts'
import { replaceVerdicts } from './verdict-store.ts'

/**
 * Gives clicks other verdicts (packed, first-today bits included), in one batch with what that changes in the roll-ups. A
 * click that is gone is passed over. Which other clicks get the first-today bits is the caller's to say (rejudge.ts). At
 * most some thousand at once: the batch holds the database as long as it takes.
 */
export async function changeVerdicts(
  database: Database,
  changes: readonly { readonly seq: number; readonly verdict: number }[],
): Promise<void> {
  if (changes.length > 0) await database.batch(replaceVerdicts(changes))
}
