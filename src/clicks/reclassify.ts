import type { Database } from '../storage/database.ts'
import { rulesVersion, type Verdict } from './classify.ts'
import { unpackVerdict, unpackVisit } from './click.ts'
import { isReached, judgeStored } from './judge-stored.ts'
import { type RejudgedClick, readRejudged } from './reclassify-store.ts'
import { type Judgement, rejudge } from './rejudge.ts'
import { firstSeqAt, lastSeq, readMark, seqParts, writeMark } from './rejudge-store.ts'

export type Reclassified = {
  readonly clicks: number
  /** Clicks whose class or reason changed. */
  readonly changed: number
  /** Clicks that keep their verdict because what it rests on was never stored: the user agent, a header, a person's word. */
  readonly kept: number
}

type Watched = { readonly onProgress?: (done: number, total: number) => void }

/**
 * Judges all stored clicks by today's rules, as far as these reach what is stored (`judgeStored`). In parts, each of them
 * whole: one that was interrupted goes on where it stopped, unless the rules changed meanwhile.
 */
export async function reclassifyClicks(database: Database, { onProgress }: Watched = {}): Promise<Reclassified> {
  const job = `reclassified-until-${rulesVersion}`
  const high = await lastSeq(database)
  const low = (await readMark(database, job)) ?? (await firstSeqAt(database, 0))
  let [clicks, changed, kept] = [0, 0, 0]
  for await (const part of seqParts({ low, high }, partSize)) {
    const stored = await readRejudged(database, part)
    changed += await rejudge(database, stored.flatMap(judgeAgain))
    clicks += stored.length
    kept += stored.filter(({ verdict }) => !isReached(unpackVerdict(verdict))).length
    await writeMark(database, job, part.high + 1)
    onProgress?.(part.high - low + 1, high - low + 1)
  }
  await writeMark(database, job, undefined)
  return { clicks, changed, kept }
}

const partSize = 5_000

/** Nothing where the rules say what they said before. */
function judgeAgain({ seq, verdict, visit, host }: RejudgedClick): Judgement[] {
  const before = unpackVerdict(verdict)
  const after = judgeStored({ verdict: before, visit: unpackVisit(visit), referrerHost: host ?? '' })
  const isSame = after.class === before.class && after.reason === before.reason
  // Not where somebody has said otherwise meanwhile.
  const holds = (now: Verdict) => now.class === before.class && now.reason === before.reason
  return isSame ? [] : [{ seq, class: after.class, reason: after.reason, holds }]
}
