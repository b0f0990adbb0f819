import { type Statement, statement } from '../storage/database.ts'
import { addClicks, watermark } from './rollup-store.ts'

/**
 * Replaces the verdicts of clicks; those that the roll-ups hold already are taken out of them before and put back after.
 * To be run as one batch: the watermark is asked inside, so that no click is counted twice or not at all.
 */
export function replaceVerdicts(changes: readonly { readonly seq: number; readonly verdict: number }[]): Statement[] {
  const changed = JSON.stringify(changes)
  const rolledUp = `clicks.seq <= ${watermark} and clicks.seq in (select value ->> 'seq' from json_each(?))`
  const replace = `update clicks set verdict = changed.verdict
    from (select value ->> 'seq' as seq, value ->> 'verdict' as verdict from json_each(?)) changed
    where clicks.seq = changed.seq`
  return [...addClicks('-', rolledUp, changed), statement(replace, changed), ...addClicks('+', rolledUp, changed)]
}
