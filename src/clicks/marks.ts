import { notFound } from '../http/problem.ts'
import type { Database } from '../storage/database.ts'
import { unpackVerdict, unpackVisit } from './click.ts'
import { judgeStored } from './judge-stored.ts'
import { forgetMarks, type MarkedClick, readMarked, rememberVerdicts } from './marks-store.ts'
import { type Judgement, rejudge } from './rejudge.ts'

export type Marking = {
  readonly shopId: string
  /** Clicks by their numbers, 500 at most. */
  readonly seqs: readonly number[]
  /** Whether they are the shop's own people's. */
  readonly isOurs: boolean
}

/**
 * Marks clicks as made by the shop's own people, or takes that back; marked already is fine. A click that is unmarked is
 * what it was before, judged anew as far as that is stored. Answers how many changed.
 * @throws Problem 404 when one of them isn't there or isn't this shop's
 */
export async function markClicks(database: Database, { shopId, seqs, isOurs }: Marking): Promise<number> {
  const wanted = new Set(seqs)
  const clicks = await readMarked(database, shopId, [...wanted])
  if (clicks.length < wanted.size) throw notFound('click')
  return isOurs ? mark(database, clicks) : unmark(database, clicks)
}

// What a click was is on disk before it changes, and forgotten after it is back: a crash in between loses nothing.
async function mark(database: Database, clicks: readonly MarkedClick[]): Promise<number> {
  const others = clicks.filter((click) => !isMarked(click))
  await rememberVerdicts(
    database,
    others.map(({ seq }) => seq),
  )
  return rejudge(
    database,
    others.map(({ seq }) => ({ seq, class: 'internal', reason: 'own-people' })),
  )
}

async function unmark(database: Database, clicks: readonly MarkedClick[]): Promise<number> {
  const marked = clicks.filter(isMarked)
  const changed = await rejudge(database, marked.map(judgementBefore))
  await forgetMarks(
    database,
    marked.map(({ seq }) => seq),
  )
  return changed
}

function isMarked({ verdict }: MarkedClick): boolean {
  return unpackVerdict(verdict).class === 'internal'
}

/** A click from a device that isn't counted was never judged otherwise: taken for a person's, as far as is stored. */
function judgementBefore({ seq, before, visit, host }: MarkedClick): Judgement {
  const verdict = before === null ? person : unpackVerdict(before)
  const judged = judgeStored({ verdict, visit: unpackVisit(visit), referrerHost: host ?? '' })
  return { seq, class: judged.class, reason: judged.reason, holds: ({ class: now }) => now === 'internal' }
}

const person = { class: 'human', reason: 'person', rules: 0 } as const
