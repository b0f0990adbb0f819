import Sqlite from 'better-sqlite3'
import { isIoError, type Opened, type Prepared } from './connection.ts'
import type { Outcome, Statement } from './database.ts'
import { trackRevision } from './revision.ts'

/** A write that is answered by a call, without a promise or a savepoint: the clicks of the hot path. */
export type Append = {
  /** Runs inside the turn's transaction; once more, in a new one, where another append of the turn failed. */
  run(): void
  /** After the commit, or with what kept it from landing. */
  settle(error: unknown): void
}

type Waiting = {
  readonly statements: readonly Statement[]
  readonly resolve: (outcomes: readonly Outcome[]) => void
  readonly reject: (error: unknown) => void
}
type Turn = { readonly appends: Append[]; readonly batches: Waiting[] }

const sizeOf = ({ appends, batches }: Turn) => appends.length + batches.length

/**
 * All writes of one event-loop turn are one transaction: one fsync for many. One that fails takes none of the others with
 * it: batches have a savepoint each; appends have none, and where one fails, the turn is run again with one for each.
 * Nobody is answered before the commit.
 */
export function groupCommit(opened: Opened, lockedMs: number) {
  let turn: Turn = { appends: [], batches: [] }
  /** Turns that found the database locked, oldest first, and how many writes they hold. */
  let refused: { readonly since: number; readonly turn: Turn }[] = []
  let held = 0
  let isScheduled = false
  /** Whether each append has a savepoint of its own, until the writes among which one failed are settled. */
  let isApart = false
  const revision = trackRevision(opened, schedule)

  function schedule(): void {
    if (isScheduled) return
    isScheduled = true
    setImmediate(flush)
  }

  function append(write: Append): void {
    turn.appends.push(write)
    schedule()
  }

  function batch(statements: readonly Statement[]): Promise<readonly Outcome[]> {
    return new Promise((resolve, reject) => {
      turn.batches.push({ statements, resolve, reject })
      schedule()
    })
  }

  function flush(): void {
    isScheduled = false
    revision.endTurn()
    if (waiting() === 0 || !begin()) return
    const all = takeAll()
    const settle: (() => void)[] = []
    let isAppending = true
    try {
      if (isApart) for (const write of all.appends) settle.push(runApart(opened, write))
      else for (const write of all.appends) write.run()
      isAppending = false
      for (const one of all.batches) settle.push(runBatch(one))
      opened.prepare('commit').run()
    } catch (error) {
      if (isAppending && !isApart && opened.isInTransaction() && !isOfDisk(error)) return runAgainApart(all, error)
      isApart = false
      fail(all, error)
      return
    }
    revision.commit()
    if (!isApart) for (const write of all.appends) write.settle(undefined)
    isApart = false
    for (const done of settle) done()
  }

  /** Takes the turn back, to find out which of its appends it was that can't land; in a moment, if the lock is lost with it. */
  function runAgainApart({ appends, batches }: Turn, error: unknown): void {
    takeBack(opened, error)
    revision.rollBack()
    isApart = true
    turn = { appends: [...appends, ...turn.appends], batches: [...batches, ...turn.batches] }
    flush()
  }

  /** False when somebody else holds the lock: then all that waits is tried again in a moment. */
  function begin(): boolean {
    try {
      opened.prepare('begin immediate').run()
      return true
    } catch (error) {
      if (isBusy(error)) waitForLock(error)
      else fail(takeAll(), error)
      return false
    }
  }

  /** Everything that waits, in the order it came. */
  function takeAll(): Turn {
    const turns = [...refused.map((one) => one.turn), turn]
    const all =
      turns.length === 1
        ? turn
        : { appends: turns.flatMap((one) => one.appends), batches: turns.flatMap((one) => one.batches) }
    refused = []
    held = 0
    turn = { appends: [], batches: [] }
    return all
  }

  /** Whoever waits longer than `lockedMs` is told so; the others wait on. */
  function waitForLock(error: unknown): void {
    const now = performance.now()
    if (sizeOf(turn) > 0) refused.push({ since: now, turn })
    held += sizeOf(turn)
    turn = { appends: [], batches: [] }
    while (refused[0] && now - refused[0].since > lockedMs) {
      const late = refused.shift()?.turn ?? turn
      held -= sizeOf(late)
      settleAll(late, error)
    }
    if (isScheduled || held === 0) return
    isScheduled = true
    setTimeout(flush, retryMs)
  }

  function runBatch({ statements, resolve, reject }: Waiting): () => void {
    const act = () => {
      const outcomes = statements.map((one) => run(opened.prepare(one.sql), one))
      for (const { sql } of statements) revision.see(sql)
      return () => resolve(outcomes)
    }
    return inSavepoint(opened, act, reject)
  }

  function fail(failed: Turn, error: unknown): void {
    takeBack(opened, error)
    revision.rollBack()
    settleAll(failed, error)
  }

  const waiting = () => held + sizeOf(turn)
  return { append, batch, flush, waiting, revision: revision.read }
}

const retryMs = 3

function run(prepared: Prepared, { params }: Statement): Outcome {
  if (!prepared.reader) return { rows: [], changes: prepared.run(...params).changes }
  const rows = prepared.all(...params)
  return { rows, changes: prepared.readonly ? 0 : rows.length }
}

function runApart(opened: Opened, write: Append): () => void {
  const act = () => {
    write.run()
    return () => write.settle(undefined)
  }
  return inSavepoint(opened, act, (error) => write.settle(error))
}

/** Runs what may fail alone. Both `act` and this answer how whoever waits is to be told after the commit. */
function inSavepoint(opened: Opened, act: () => () => void, reject: (error: unknown) => void): () => void {
  opened.prepare('savepoint one').run()
  try {
    const landed = act()
    opened.prepare('release one').run()
    return landed
  } catch (error) {
    // A full disk or an I/O error rolls the whole transaction back by itself: then nobody's write has landed.
    if (!opened.isInTransaction()) throw error
    opened.prepare('rollback to one').run()
    opened.prepare('release one').run()
    return () => reject(error)
  }
}

function takeBack(opened: Opened, error: unknown): void {
  if (isIoError(error)) return opened.distrust()
  try {
    if (opened.isInTransaction()) opened.prepare('rollback').run()
  } catch {
    // A transaction that can't be taken back ends with its connection.
    opened.distrust()
  }
}

function settleAll({ appends, batches }: Turn, error: unknown): void {
  for (const write of appends) write.settle(error)
  for (const one of batches) one.reject(error)
}

function isBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')
}

/** What meets whoever writes, whatever they write. */
function isOfDisk(error: unknown): boolean {
  return (
    isIoError(error) ||
    isBusy(error) ||
    (error instanceof Sqlite.SqliteError && /^SQLITE_(?:FULL|NOMEM|READONLY)/.test(error.code))
  )
}
