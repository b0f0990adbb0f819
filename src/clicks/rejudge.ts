import type { Database } from '../storage/database.ts'
import { rulesVersion, type ClickClass, type Reason, type Verdict } from './classify.ts'
import { packVerdict, unpackVerdict } from './click.ts'
import { neighboursOf, scopeKeys } from './neighbours.ts'
import { readBySeq, readVisitorDays, type SeenClick } from './rejudge-store.ts'
import { replaceSeen, type SeenDay } from './seen-store.ts'
import { changeVerdicts } from './verdicts.ts'

export type Judgement = {
  readonly seq: number
  readonly class: ClickClass
  readonly reason: Reason
  /** Whether it still holds, where it rests on what the click was judged before; without it, it holds always. */
  holds?(before: Verdict): boolean
}

/**
 * Gives stored clicks new verdicts, and puts right who is counted as unique because of it: the first-today bits of a click
 * that counts no longer go to the visitor's next click of that day, and come back the other way. Clicks that are gone are
 * passed over. Where another process judged the same visitors at the same time, they are read and judged again. Answers how
 * many clicks changed class or reason.
 * @throws Error when that happens time and again
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
  let round: Round = { judgements, unsettled: [] }
  const changed = new Set<number>()
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const { taken, left } = await judgeOnce(database, round)
    for (const seq of taken) changed.add(seq)
    if (left.judgements.length + left.unsettled.length === 0) return changed.size
    round = left
  }
  throw new Error('clicks could not be judged anew: another process judges the same ones all the time')
}

const mostAttempts = 10

/** `unsettled`: clicks whose visitors' days are to be counted anew, whatever is judged. */
type Round = { readonly judgements: readonly Judgement[]; readonly unsettled: readonly SeenClick[] }

/** `taken`: the clicks that changed; `left`: what met another process's changes. */
async function judgeOnce(
  database: Database,
  { judgements, unsettled }: Round,
): Promise<{ readonly taken: readonly number[]; readonly left: Round }> {
  const bySeq = new Map(judgements.map((one) => [one.seq, one]))
  const clicks = (await readBySeq(database, [...bySeq.keys()])).filter((click) => isOther(click, bySeq))
  const moved = clicks.filter((click) => isCounted(click) !== isCounted(bySeq.get(click.seq)))
  const days = [...moved, ...unsettled].filter(({ visitor }) => visitor !== null)
  const recounted = await readVisitorDays(database, days)
  const all = new Map([...clicks, ...recounted].map((click) => [click.seq, click]))
  const changes = changesOf([...all.values()], bySeq, new Set(recounted.map(({ seq }) => seq)))
  const fallen = new Set<number>()
  for (const part of partsOf(changes, new Set(unsettled.map(dayKey))))
    for (const seq of await changePart(database, part)) fallen.add(seq)
  return {
    taken: clicks.map(({ seq }) => seq).filter((seq) => !fallen.has(seq)),
    left: {
      judgements: judgements.filter(({ seq }) => fallen.has(seq)),
      unsettled: recounted.filter(({ seq }) => fallen.has(seq)),
    },
  }
}

/** One batch, and who was seen in it. Answers the clicks that another process has judged meanwhile. */
async function changePart(database: Database, changes: readonly Changed[]): Promise<readonly number[]> {
  const days = Map.groupBy(
    changes.flatMap(({ click, verdict, isRecounted }) => (isRecounted ? [{ ...click, verdict }] : [])),
    dayKey,
  )
  const neighbours = neighboursOf(database)
  const also = neighbours || days.size === 0 ? [] : replaceSeen([...days.values()].flatMap(seenDay))
  const told = changes.filter(matters)
  const fallen = await changeVerdicts(
    database,
    told.map(({ click, verdict }) => ({ seq: click.seq, before: click.verdict, verdict })),
    also,
  )
  const isFallen = new Set(fallen)
  for (const clicks of days.values()) {
    const [{ day, visitor } = { day: 0, visitor: null }] = clicks
    if (visitor === null || clicks.some(({ seq }) => isFallen.has(seq))) continue
    neighbours?.replace({ day, visitor }, clicks.filter(isCounted))
  }
  return fallen
}

/** What may be first instead of another. A person's later click on what they saw before is neither now nor by this. */
function matters({ click, verdict }: Changed): boolean {
  return verdict !== click.verdict || !isCounted(click) || unpackVerdict(click.verdict).firsts !== 0
}

/** Where a visitor is counted to have been seen on a day; `clicks` are theirs, in their order. */
function seenDay(clicks: readonly SeenClick[]): SeenDay[] {
  const [first] = clicks
  if (!first || first.visitor === null) return []
  const { day, visitor } = first
  const seen = clicks.filter(isCounted).flatMap((click) => scopeKeys(click).map((key) => [key, click.at] as const))
  return [{ day, visitor, until: Math.max(...clicks.map(({ at }) => at)), seen: new Map(seen) }]
}

/**
 * Batches of some thousand, so that what people do by hand lands whole. A visitor's day is never torn apart: what becomes
 * of one of its clicks rests on the others being what they were.
 */
function* partsOf(changes: readonly Changed[], unsettled: ReadonlySet<string>): Generator<readonly Changed[]> {
  let part: Changed[] = []
  const groups = Map.groupBy(changes, ({ click, isRecounted }) => (isRecounted ? dayKey(click) : String(click.seq)))
  for (const [key, group] of groups) {
    // Nothing changes, and nothing was written beside it by halves.
    if (!unsettled.has(key) && group.every(({ click, verdict }) => verdict === click.verdict)) continue
    part.push(...group)
    if (part.length < atOnce) continue
    yield part
    part = []
  }
  if (part.length > 0) yield part
}

const atOnce = 2_000

function dayKey({ day, visitor }: Pick<SeenClick, 'day' | 'visitor'>): string {
  return `${day} ${visitor}`
}

type Judgements = ReadonlyMap<number, Judgement>
/** `isRecounted`: the whole day of its visitor is told, also the clicks that stay as they are. */
type Changed = { readonly click: SeenClick; readonly verdict: number; readonly isRecounted: boolean }

function isOther({ seq, verdict }: SeenClick, bySeq: Judgements): boolean {
  const [before, after] = [unpackVerdict(verdict), bySeq.get(seq)]
  if (after === undefined || after.holds?.(before) === false) return false
  return after.class !== before.class || after.reason !== before.reason
}

function isCounted(of: SeenClick | Judgement | undefined): boolean {
  if (of === undefined) return false
  const clickClass = 'class' in of ? of.class : unpackVerdict(of.verdict).class
  return clickClass === 'human' || clickClass === 'repeat'
}

/** The new verdicts: those that were judged, and the first-today bits of visitors' days that are counted anew, in their order. */
function changesOf(clicks: readonly SeenClick[], bySeq: Judgements, recounted: ReadonlySet<number>): Changed[] {
  const seen = new Set<string>()
  return clicks
    .toSorted((a, b) => a.seq - b.seq)
    .map((click) => {
      const before = unpackVerdict(click.verdict)
      const judgement = isOther(click, bySeq) ? bySeq.get(click.seq) : undefined
      const after = judgement ? { class: judgement.class, reason: judgement.reason, rules: rulesVersion } : before
      const isRecounted = recounted.has(click.seq)
      const firsts = isRecounted ? takeFirsts(click, after.class, seen) : before.firsts
      return { click, verdict: packVerdict({ ...after, firsts }), isRecounted }
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
