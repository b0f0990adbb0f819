import type { Database } from '../storage/database.ts'
import { type BurstClick, findSeq, readBurstClicks } from './burst-store.ts'
import type { Verdict } from './classify.ts'
import { unpackVerdict } from './click.ts'
import type { ClickIdentity } from './click-id.ts'
import { rejudge } from './rejudge.ts'
import { firstSeqAt, readBySeq, readMark, seqParts, writeMark } from './rejudge-store.ts'

/** A burst: this many different links by one visitor within so many milliseconds. No person opens five posts in a second. */
export const burstLinks = 5
export const burstMs = 1_000

/** How long a burst is waited with: what follows a click is told within minutes. */
const settleAfterMs = 10 * 60_000
/** How far back the first look goes. */
const firstLookMs = 15 * 60_000

/**
 * The clicks that belong to a burst, by their numbers in order. A mail scanner opens every link of a newsletter at once;
 * where anything followed one of them, it was a person all the same. `clicks` in any order.
 */
export function findBursts(clicks: readonly BurstClick[]): number[] {
  const ofVisitors = Map.groupBy(clicks, ({ visitor }) => visitor).values()
  const found = [...ofVisitors].flatMap((ofOne) => burstsOf(ofOne.toSorted((a, b) => a.at - b.at || a.seq - b.seq)))
  return found.toSorted((a, b) => a - b)
}

/** Of one visitor, in the order of their time: a window of a second moves over them, so that it takes one pass. */
function burstsOf(clicks: readonly BurstClick[]): number[] {
  const found: number[] = []
  const links = new Map<number, number>()
  let [first, followed, taken] = [0, 0, 0]
  for (const [last, click] of clicks.entries()) {
    links.set(click.link, (links.get(click.link) ?? 0) + 1)
    followed += click.isFollowed ? 1 : 0
    for (let oldest = clicks[first]; oldest && click.at - oldest.at > burstMs; oldest = clicks[++first]) {
      const left = (links.get(oldest.link) ?? 0) - 1
      if (left > 0) links.set(oldest.link, left)
      else links.delete(oldest.link)
      followed -= oldest.isFollowed ? 1 : 0
    }
    const isMoreToCome = clicks[last + 1]?.at === click.at
    if (isMoreToCome || links.size < burstLinks || followed > 0) continue
    found.push(...clicks.slice(Math.max(first, taken), last + 1).map(({ seq }) => seq))
    taken = last + 1
  }
  return found
}

/**
 * Marks the bursts among the clicks that are ten minutes old by `now` and weren't looked at before. Call it each minute:
 * where it stopped is stored, each part takes a few milliseconds. Answers how many clicks were marked.
 */
export async function settleBursts(database: Database, now: number): Promise<number> {
  const low = (await readMark(database, job)) ?? (await firstSeqAt(database, now - firstLookMs))
  const high = (await firstSeqAt(database, now - settleAfterMs)) - 1
  let marked = 0
  for await (const part of seqParts({ low, high })) {
    const bursts = findBursts(await readBurstClicks(database, part, { links: burstLinks, ms: burstMs }))
    if (bursts.length > 0)
      marked += await rejudge(
        database,
        bursts.map((seq) => ({ seq, class: 'bot', reason: 'burst', holds: isOfPerson })),
      )
    await writeMark(database, job, part.high + 1)
  }
  return marked
}

const job = 'bursts-settled-until'

/** Not what the shop's people marked as their own meanwhile. */
function isOfPerson({ class: now }: Verdict): boolean {
  return now === 'human' || now === 'repeat'
}

/**
 * Clicks that led to an order the shop itself told of: who bought is a person, whatever else was thought. What the shop's
 * people marked as their own stays theirs. Answers how many changed.
 */
export async function confirmHuman(database: Database, clicks: readonly ClickIdentity[]): Promise<number> {
  const seqs = (await Promise.all(clicks.map((click) => findSeq(database, click)))).flat()
  if (seqs.length === 0) return 0
  const stored = await readBySeq(database, seqs)
  const doubted = stored.filter(({ verdict }) => isDoubted(unpackVerdict(verdict)))
  if (doubted.length === 0) return 0
  return rejudge(
    database,
    doubted.map(({ seq }) => ({ seq, class: 'human', reason: 'verified-order', holds: isDoubted })),
  )
}

function isDoubted({ class: now }: Verdict): boolean {
  return now !== 'human' && now !== 'repeat' && now !== 'internal'
}
