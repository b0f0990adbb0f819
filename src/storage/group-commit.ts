import Sqlite from 'better-sqlite3'
import type { Opened } from './connection.ts'
import type { Outcome, Statement } from './database.ts'

/** A write that is answered by a call, without a promise or a savepoint: the clicks of the hot path. */
export type Append = {
  /** Runs inside the turn's transaction. */
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
 * All writes of one event-loop turn are one transaction: one fsync for many. Batches have a savepoint each, and one that
 * fails takes none of the others with it. Nobody is answered before the commit.
 */
export function groupCommit(opened: Opened, lockedMs: number) {
  let turn: Turn = { appends: [], batches: [] }
  /** Turns that found the database locked, oldest first, and how many writes they hold. */
  let refused: { readonly since: number; readonly turn: Turn }[] = []
  let held = 0
  let isScheduled = false
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
    const { appends, batches } = takeAll()
    const settle: (() => void)[] = []
    try {
      for (const write of appends) write.run()
      for (const one of batches) settle.push(runInSavepoint(one))
      opened.prepare('commit').run()
    } catch (error) {
      fail({ appends, batches }, error)
      return
    }
    revision.commit()
    for (const write of appends) write.settle(undefined)
    for (const done of settle) done()
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

  function runInSavepoint({ statements, resolve, reject }: Waiting): () => void {
    opened.prepare('savepoint one').run()
    try {
      const outcomes = statements.map(run)
      opened.prepare('release one').run()
      return () => resolve(outcomes)
    } catch (error) {
      // A full disk or an I/O error rolls the whole transaction back by itself: then nobody's batch has landed.
      if (!opened.isInTransaction()) throw error
      opened.prepare('rollback to one').run()
      opened.prepare('release one').run()
      return () => reject(error)
    }
  }

  function run({ sql, params }: Statement): Outcome {
    const prepared = opened.prepare(sql)
    revision.see(sql)
    if (!prepared.reader) return { rows: [], changes: prepared.run(...params).changes }
    const rows = prepared.all(...params)
    return { rows, changes: prepared.readonly ? 0 : rows.length }
  }

  function fail(failed: Turn, error: unknown): void {
    mend(error)
    revision.rollBack()
    settleAll(failed, error)
  }

  function mend(error: unknown): void {
    if (isIoError(error)) return opened.distrust()
    try {
      if (opened.isInTransaction()) opened.prepare('rollback').run()
    } catch {
      // A transaction that can't be taken back ends with its connection.
      opened.distrust()
    }
  }

  const waiting = () => held + sizeOf(turn)
  return { append, batch, flush, waiting, revision: revision.read }
}

const retryMs = 3

function settleAll({ appends, batches }: Turn, error: unknown): void {
  for (const write of appends) write.settle(error)
  for (const one of batches) one.reject(error)
}

/**
 * Counts what may have changed the targets of short URLs: our own commits that wrote to their tables, and any commit of
 * another process (`data_version`, asked once per event-loop turn).
 */
function trackRevision(opened: Opened, schedule: () => void) {
  let own = 0
  let isTouched = false
  let foreign: unknown
  let asked: Sqlite.Database | undefined
  let isAsked = false
  const touching = new Map<string, boolean>()

  return {
    see(sql: string): void {
      let touches = touching.get(sql)
      if (touches === undefined) {
        touches = /^\s*(?:insert\s+into|update|delete\s+from)\s+(?:links|slugs|posts|campaigns|shops)\b/i.test(sql)
        if (touching.size > 1000) touching.clear()
        touching.set(sql, touches)
      }
      isTouched ||= touches
    },
    commit(): void {
      if (isTouched) own++
      isTouched = false
    },
    rollBack(): void {
      isTouched = false
    },
    endTurn(): void {
      isAsked = false
    },
    read(): number {
      if (isAsked) return own
      isAsked = true
      // The turn's end, which asks anew, comes also when nothing is written.
      schedule()
      try {
        const seen = opened.prepare('pragma data_version').pluck().get()
        // Each connection counts for itself.
        if (seen !== foreign || opened.connection() !== asked) own++
        foreign = seen
        asked = opened.connection()
      } catch {
        // A disk that can't be read: what is known stays in force, since visitors go on.
      }
      return own
    },
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')
}

function isIoError(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && /^SQLITE_(?:IOERR|CORRUPT|NOTADB|CANTOPEN)/.test(error.code)
}
