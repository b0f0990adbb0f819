import type { Database } from '../storage/database.ts'
import { rulesVersion, type ClickClass, type Reason } from './classify.ts'
import { packVerdict, unpackVerdict } from './click.ts'
import { neighboursOf, scopeKeys } from './neighbours.ts'
import { readBySeq, readVisitorDays, type SeenClick } from './rejudge-store.ts'
import { changeVerdicts } from './verdicts.ts'

export type Judgement = { readonly seq: number; readonly class: ClickClass; readonly reason: Reason }

/**
 * Gives stored clicks new verdicts, and puts right who is counted as unique because of it: the first-today bits of a click
 * that counts no longer go to the visitor's next click of that day, and come back the other way. Clicks that are gone are
 * passed over. Answers how many changed class or reason.
 */
export function rejudge(database: Database, judgements: readonly Judgement[]): Promise<number> {
  // One after the other: each reads what the one before it wrote.
  const done = (queues.get(database) ?? Promise.resolve()).then(() => judgeAnew(database, judgements))
  queues.set(
    database,
    done.catch(() => undefined),
  )
  return done
}

const queues = new WeakMap<Database, Promise<unknown>>()

async function judgeAnew(database: Database, judgements: readonly Judgement[]): Promise<number> {
  const bySeq = new Map(judgements.map((one) => [one.seq, one]))
  const clicks = (await readBySeq(database, [...bySeq.keys()])).filter((click) => isOther(click, bySeq))
  const moved = clicks.filter((click) => click.visitor !== null && isCounted(click) !== isCounted(bySeq.get(click.seq)))
  const recounted = await readVisitorDays(database, moved)
  const all = new Map([...clicks, ...recounted].map((click) => [click.seq, click]))
  const changes = changesOf([...all.values()], bySeq, new Set(recounted.map(({ seq }) => seq)))
  for (let from = 0; from < changes.length; from += atOnce)
    await changeVerdicts(database, changes.slice(from, from + atOnce))
  remindNeighbours(database, recounted, changes)
  return clicks.length
}

/** Tells the memory of the recorder what its visitors' days look like now. */
function remindNeighbours(database: Database, recounted: readonly SeenClick[], changes: readonly Change[]): void {
  const changed = new Map(changes.map(({ seq, verdict }) => [seq, verdict]))
  const now = recounted.map((click) => ({ ...click, verdict: changed.get(click.seq) ?? click.verdict }))
  for (const [key, clicks] of Map.groupBy(now, ({ day, visitor }) => `${day} ${visitor}`).entries()) {
    const [day = 0, visitor = 0] = key.split(' ').map(Number)
    neighboursOf(database)?.replace(
      { day, visitor },
      clicks.filter(isCounted).toSorted((a, b) => a.seq - b.seq),
    )
  }
}

/** One batch for what people do by hand, so that it lands whole. */
const atOnce = 2_000

type Judgements = ReadonlyMap<number, Judgement>
type Change = { readonly seq: number; readonly verdict: number }

function isOther({ seq, verdict }: SeenClick, bySeq: Judgements): boolean {
  const [before, after] = [unpackVerdict(verdict), bySeq.get(seq)]
  return after !== undefined && (after.class !== before.class || after.reason !== before.reason)
}

function isCounted(of: SeenClick | Judgement | undefined): boolean {
  if (of === undefined) return false
  const clickClass = 'class' in of ? of.class : unpackVerdict(of.verdict).class
  return clickClass === 'human' || clickClass === 'repeat'
}

/** The new verdicts: those that were judged, and the first-today bits of visitors' days that are counted anew, in their order. */
function changesOf(clicks: readonly SeenClick[], bySeq: Judgements, recounted: ReadonlySet<number>): Change[] {
  const seen = new Set<string>()
  return clicks
    .toSorted((a, b) => a.seq - b.seq)
    .flatMap((click) => {
      const before = unpackVerdict(click.verdict)
      const judgement = isOther(click, bySeq) ? bySeq.get(click.seq) : undefined
      const after = judgement ? { class: judgement.class, reason: judgement.reason, rules: rulesVersion } : before
      const firsts = recounted.has(click.seq) ? takeFirsts(click, after.class, seen) : before.firsts
      const verdict = packVerdict({ ...after, firsts })
      return verdict === click.verdict ? [] : [{ seq: click.seq, verdict }]
    })
}

/** The scopes in which nobody saw this visitor before on that day. */
function takeFirsts(click: SeenClick, clickClass: ClickClass, seen: Set<string>): number {
  const { visitor } = click
  if (visitor === null || (clickClass !== 'human' && clickClass !== 'repeat')) return 0
  let firsts = 0
  for (const [bit, key] of scopeKeys({ ...click, visitor }).entries()) {
    const sighting = `${click.day} ${visitor} ${key}`
    if (!seen.has(sighting)) firsts |= 1 << bit
    seen.add(sighting)
  }
  return firsts
}
