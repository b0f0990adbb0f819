import { type Statement, statement } from '../storage/database.ts'
import { addClicks, watermark } from './rollup-store.ts'

/** Packed verdicts of a click, first-today bits included: as it was read, and as it is to be. The same where it stays. */
export type Change = { readonly seq: number; readonly before: number; readonly verdict: number }

/**
 * Replaces the verdicts of those clicks that still have the one that was read; what the roll-ups hold of them already is
 * taken off and put back. To be run as one batch, the first statement of which tells which clicks still do (`seq`). Both
 * sums are made before anything changes, under the same condition: of the same clicks, whoever writes beside this.
 */
export function replaceVerdicts(changes: readonly Change[]): Statement[] {
  const read = JSON.stringify(changes)
  const changed = JSON.stringify(changes.filter(({ before, verdict }) => verdict !== before))
  const rolledUp = `${standing} and clicks.seq <= ${watermark}`
  return [
    statement(`select clicks.seq ${standing}`, read),
    ...addClicks('-', `select clicks.at, clicks.day, clicks.link, clicks.verdict, clicks.visit ${rolledUp}`, changed),
    ...addClicks('+', `select clicks.at, clicks.day, clicks.link, read.verdict, clicks.visit ${rolledUp}`, changed),
    statement(replace, changed),
  ]
}

const told = `(select value ->> 'seq' as seq, value ->> 'before' as before, value ->> 'verdict' as verdict
    from json_each(?)) read`
const standing = `from ${told} cross join clicks on clicks.seq = read.seq where clicks.verdict = read.before`
const replace = `update clicks set verdict = read.verdict from ${told}
  where clicks.seq = read.seq and clicks.verdict = read.before`
