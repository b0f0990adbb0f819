import * as z from 'zod'
import type { SqliteDatabase } from '../storage/sqlite.ts'
import { countryOf, deviceOf, isScan, judgedOf } from './click.ts'
import { type CountedColumn, countVerdict } from './counted.ts'
import type { Click } from './redirect.ts'
import { addRow, moveWatermark, quarterMs, type Rollup, rollups, selectRolledUp } from './rollup-store.ts'

/** Sums of the newest clicks in memory, so that roll-ups cost one row written per sum and not three per click. */
export type Tally = {
  /** A click that is on disk, with its number and what is packed of it. */
  add(seq: number, click: Tallied, verdict: number, visit: number): void
  /**
   * Writes what is held. False when the roll-ups don't stand where the tally begins: then nothing was written, and the
   * clicks up to `after()` are to be rolled up from the raw rows first. Rejects where the transaction failed.
   */
  flush(): Promise<boolean>
  /** Every click up to this number is left to others, none beyond it. */
  after(): number
}

type Tallied = Pick<Click, 'link' | 'day' | 'shop' | 'at'>

/** So many sums are written at once: it takes some milliseconds, and the clicks of that turn wait for it. */
const mostAtOnce = 2_000
/** More than this is forgotten and read from the raw rows later: a tally waits while they are caught up with. */
const mostHeld = 10_000

/**
 * The tally of the embedded database. It holds the clicks of one unbroken range of numbers. What it holds is written in
 * the transaction that finds the watermark where the range begins, and no change of raw rows since (`rolled_up.changes`);
 * else it is forgotten, the tally begins anew after the newest row, and `rollUp` takes what lies between.
 */
export function createTally(database: Pick<SqliteDatabase, 'append' | 'prepare'>): Tally {
  const begun = readState(database)
  let changes = begun.changes
  let held = beginSums(begun.last)
  /** What is being written; it is part of what `after` tells until it has landed. */
  let leaving: Sums | undefined
  let flushing: Promise<boolean> | undefined

  function add(seq: number, click: Tallied, verdict: number, visit: number): void {
    // A number was skipped: somebody else wrote clicks, and those are rolled up from the raw rows.
    if (seq !== held.upTo + 1) held = beginSums(seq - 1)
    const before = held.size
    addClick(held, click, verdict, visit)
    held.upTo = seq
    if (held.size === before || held.size < mostAtOnce) return
    if (held.size >= mostHeld) held = beginSums(seq)
    // Each time so many more are held. Where it fails, the task that flushes by the clock meets the same fault and tells.
    else if (Math.floor(held.size / mostAtOnce) > Math.floor(before / mostAtOnce)) flush().catch(() => undefined)
  }

  function flush(): Promise<boolean> {
    flushing ??= write().finally(() => {
      flushing = undefined
    })
    return flushing
  }

  function write(): Promise<boolean> {
    return new Promise((resolve, reject) => {
      let found = begun
      let fit: Fit = 'behind'
      database.append({
        // Run again where an append beside it failed: then what is leaving has left `held` already.
        run() {
          found = readState(database)
          fit = judge(leaving ?? held, found, changes)
          if (fit !== 'level') return
          if (!leaving) {
            leaving = held
            held = beginSums(leaving.upTo)
          }
          writeSums(database, leaving)
        },
        settle(error) {
          leaving = undefined
          if (error !== undefined) return reject(error)
          if (fit === 'stale') {
            changes = found.changes
            held = beginSums(found.last)
          }
          resolve(fit === 'level')
        },
      })
    })
  }

  return { add, flush, after: () => (leaving ?? held).after }
}

/** The clicks with numbers beyond `after`, up to `upTo`; `size`: how many sums. Shop and day first, then the rest of each key. */
type Sums = { readonly after: number; upTo: number; size: number; readonly days: Map<number, Day> }
type Day = Readonly<Record<'links' | 'visits' | 'reasons' | 'scans' | 'hours', Rows>>
/** A row as its upsert takes it: the key, then the counts. */
type Rows = Map<number, number[]>

function beginSums(after: number): Sums {
  return { after, upTo: after, size: 0, days: new Map() }
}

function addClick(sums: Sums, { link, day, shop, at }: Tallied, verdict: number, visit: number): void {
  const counts = countsOf(verdict)
  const { links, visits, reasons, scans, hours } = dayOf(sums, shop, day)
  const device = deviceOf(visit)
  const country = countryOf(visit)
  const place = country * 8 + device
  const judged = judgedOf(verdict)
  const quarter = Math.trunc(at / quarterMs)
  increase(links.get(link) ?? open(sums, links, link, [day, link, ...none.links]), counts.links)
  increase(visits.get(place) ?? open(sums, visits, place, [shop, day, country, device, ...none.visits]), counts.visits)
  increase(reasons.get(judged) ?? open(sums, reasons, judged, [shop, day, judged, ...none.reasons]), counts.reasons)
  if (isScan(visit)) increase(scans.get(link) ?? open(sums, scans, link, [day, link, ...none.scans]), counts.scans)
  increase(hours.get(quarter) ?? open(sums, hours, quarter, [shop, day, quarter, ...none.hours]), counts.hours)
}

function dayOf({ days }: Sums, shop: number, day: number): Day {
  const key = shop * 131_072 + day
  const known = days.get(key)
  if (known) return known
  const made = { links: new Map(), visits: new Map(), reasons: new Map(), scans: new Map(), hours: new Map() }
  days.set(key, made)
  return made
}

function open(sums: Sums, rows: Rows, key: number, row: number[]): number[] {
  rows.set(key, row)
  sums.size++
  return row
}

/** Adds counts to the end of a row. */
function increase(row: number[], counts: readonly number[]): void {
  const from = row.length - counts.length
  for (let at = 0; at < counts.length; at++) row[from + at] = (row[from + at] ?? 0) + (counts[at] ?? 0)
}

/** Where each part of a day is written to. */
const tables = {
  links: 'link_fresh',
  visits: 'visit_days',
  reasons: 'reason_days',
  scans: 'scan_days',
  hours: 'click_hours',
} as const satisfies Record<keyof Day, Rollup>
type Counts = Readonly<Record<keyof Day, readonly number[]>>

const none = countAll(() => 0)

/** What a click counts, by its verdict: there are some hundred at most, and each is counted out once. */
const countsOf = rememberCounts()

function rememberCounts(): (verdict: number) => Counts {
  const known = new Map<number, Counts>()
  return (verdict) => {
    const counts = known.get(verdict)
    if (counts) return counts
    const made = countAll((column) => countVerdict(column, verdict))
    known.set(verdict, made)
    return made
  }
}

function countAll(count: (column: CountedColumn) => number): Counts {
  const of = (part: keyof Day) => rollups[tables[part]].counts.map((column) => count(column))
  return {
    links: of('links'),
    visits: of('visits'),
    reasons: of('reasons'),
    scans: of('scans'),
    hours: of('hours'),
  }
}

const insertSql = {
  links: addRow(tables.links),
  visits: addRow(tables.visits),
  reasons: addRow(tables.reasons),
  scans: addRow(tables.scans),
  hours: addRow(tables.hours),
}

function writeSums(database: Pick<SqliteDatabase, 'prepare'>, { after, upTo, days }: Sums): void {
  if (upTo === after) return
  for (const day of days.values()) {
    for (const row of day.links.values()) database.prepare(insertSql.links).run(row)
    for (const row of day.visits.values()) database.prepare(insertSql.visits).run(row)
    for (const row of day.reasons.values()) database.prepare(insertSql.reasons).run(row)
    for (const row of day.scans.values()) database.prepare(insertSql.scans).run(row)
    for (const row of day.hours.values()) database.prepare(insertSql.hours).run(row)
  }
  database.prepare(moveWatermark).run(upTo)
}

/** `level`: may be written. `behind`: not yet, the watermark is still on its way. `stale`: what is held is worth nothing. */
type Fit = 'level' | 'behind' | 'stale'

function judge(sums: Sums, { seq, changes, last }: State, known: number): Fit {
  if (changes !== known || seq > sums.after) return 'stale'
  if (seq < sums.after) return 'behind'
  // Clicks that nobody told of here, or that are gone.
  return sums.upTo === sums.after && last !== sums.upTo ? 'stale' : 'level'
}

type State = z.output<typeof state>
const state = z.object({ seq: z.number(), changes: z.number(), last: z.number() })

function readState(database: Pick<SqliteDatabase, 'prepare'>): State {
  return state.parse(database.prepare(selectRolledUp).get())
}
