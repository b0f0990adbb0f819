import type { Log } from '../runtime.ts'
import type { Database } from '../storage/database.ts'
import type { SqliteDatabase } from '../storage/sqlite.ts'
import { packSettled, packVisit } from './click.ts'
import { createDrops, createOwedDrops, type Drops } from './drops.ts'
import { type Neighbours, rememberNeighbours, repeatMs } from './neighbours.ts'
import type { Click } from './redirect.ts'
import {
  countDrops,
  countDropsTo,
  insertClick,
  insertClickSql,
  insertReferrerSql,
  rememberReferrer,
  selectReferrerSql,
} from './store.ts'
import type { Tally } from './tally.ts'

/** Puts clicks on disk. `record` resolves when the click is durable: its 302 leaves after that, never before. */
export type Recorder = {
  record(click: Click): Promise<void>
  /** Clicks that were lost, by reason, as far as the counters in the database don't tell yet. */
  owedDrops(): ReturnType<Drops['owed']>
}

/** As `Recorder`, also without a promise: `done` is called when the click is durable, or lost and counted as such. */
export type EmbeddedRecorder = Recorder & { put(click: Click, done: () => void): void }

type Parts = {
  readonly database: Pick<SqliteDatabase, 'append' | 'prepare' | 'batch'>
  readonly neighbours: Neighbours
  readonly log: Log
  readonly drops?: Drops
  /** Is told each click that has landed. */
  readonly tally?: Pick<Tally, 'add'>
}

/**
 * The recorder of the embedded database: verdicts are settled against the neighbours in memory, and the driver commits the
 * clicks of one event-loop turn together. A visitor goes on though a click can't be stored.
 */
export function createRecorder({ database, neighbours, log, drops = createDrops(), tally }: Parts): EmbeddedRecorder {
  rememberNeighbours(database, neighbours)
  const referrers = openReferrers(database)
  const drop = dropper(drops, log)
  const storeDrops = dropKeeper(database, drops)
  // What an earlier process left, without waiting for a visitor.
  storeDrops()

  function put(click: Click, done: () => void): void {
    const settling = neighbours.settle(click)
    const verdict = packSettled(click, settling)
    const visit = packVisit(click.visit)
    let seq = 0
    let referrer = 0
    database.append({
      run() {
        const { at, link, day, visitor, random } = click
        referrer = referrers.numberOf(click.referrer)
        const insert = database.prepare(insertClickSql)
        seq = Number(insert.run(at, link, day, verdict, visit, referrer, visitor, random).lastInsertRowid)
      },
      settle(error) {
        if (error === undefined) {
          referrers.remember(click.referrer, referrer)
          tally?.add(seq, click, verdict, visit)
          storeDrops()
        } else {
          neighbours.forget(click, settling)
          drop(error)
        }
        done()
      },
    })
  }

  return { put, record: (click) => new Promise((resolve) => put(click, resolve)), owedDrops: drops.owed }
}

/**
 * The recorder without a memory of its own (Workers until its queue): SQL settles, in the same batch, which also carries
 * the count of clicks that were lost before. Nothing is left to be done when the request is over, and cut short with it.
 */
export function createStatelessRecorder(
  database: Database,
  { log, repeatWithinMs = repeatMs }: { readonly log: Log; readonly repeatWithinMs?: number },
): Recorder {
  const drops = createOwedDrops()
  const drop = dropper(drops, log)
  return {
    owedDrops: drops.owed,
    async record(click) {
      const carried = drops.take()
      try {
        await database.batch([
          ...(click.referrer === '' ? [] : [rememberReferrer(click.referrer)]),
          ...insertClick(click, repeatWithinMs),
          ...carried.map(([reason, count]) => countDrops(reason, count)),
        ])
      } catch (error) {
        drops.giveBack(carried)
        drop(error)
      }
    },
  }
}

/** Numbers of referrer hosts. A new one is to be remembered once the click that made it has landed, never before. */
function openReferrers(database: Pick<SqliteDatabase, 'prepare'>) {
  const known = new Map<string, number>([['', 0]])

  return {
    numberOf(host: string): number {
      const number = known.get(host)
      if (number !== undefined) return number
      database.prepare(insertReferrerSql).run(host)
      return Number(database.prepare(selectReferrerSql).pluck().get(host) ?? 0)
    },
    remember(host: string, number: number): void {
      if (host === '' || known.has(host)) return
      if (known.size > 20_000) known.clear()
      known.set('', 0).set(host, number)
    },
  }
}

/** Counts each drop, and logs one a second: the log may lie on the disk that is full. */
function dropper(drops: Pick<Drops, 'add' | 'owed'>, log: Log): (error: unknown) => void {
  let quietUntil = 0
  return (error) => {
    const reason = dropReason(error)
    drops.add(reason)
    if (performance.now() < quietUntil) return
    quietUntil = performance.now() + 1_000
    log.error('clicks could not be stored', { reason, error: String(error), dropped: Object.fromEntries(drops.owed()) })
  }
}

/** Stores what is owed once clicks can be stored again; one attempt at a time. */
function dropKeeper(database: Pick<Database, 'batch'>, drops: Drops): () => void {
  let isStoring = false
  return () => {
    const totals = drops.totals()
    if (isStoring || totals.length === 0) return
    isStoring = true
    database
      .batch(totals.map(([reason, total]) => countDropsTo(reason, total)))
      .then(() => drops.settle(totals))
      // It stays owed, and the next click that lands tries again.
      .catch(() => undefined)
      .finally(() => {
        isStoring = false
      })
  }
}

function dropReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code.startsWith('SQLITE_FULL')) return 'disk-full'
  if (code.startsWith('SQLITE_BUSY')) return 'locked'
  return /^SQLITE_(?:IOERR|CANTOPEN|CORRUPT|NOTADB)/.test(code) ? 'io-error' : 'other'
}
