import Sqlite from 'better-sqlite3'
import type { Database, Outcome, Statement } from './database.ts'

/** A write that is answered by a call, without a promise or a savepoint: the clicks of the hot path. */
export type Append = {
  /** Runs inside the turn's transaction. */
  run(): void
  /** After the commit, or with what kept it from landing. */
  settle(error: unknown): void
}

/** SQLite in this process: one connection, and one commit for all writes of an event-loop turn. */
export type SqliteDatabase = Database & {
  readonly connection: Sqlite.Database
  prepare(sql: string): Prepared
  append(write: Append): void
  /** Writes that wait for their commit. */
  waiting(): number
  /** A number that differs once links, posts, campaigns or shops may have changed, by us or by another process. */
  revision(): number
  /** Commits what waits, checkpoints the WAL and closes. */
  close(): void
}

/**
 * Opens (and creates) the database at `path` so that what `batch` resolved survives the power cord: WAL with
 * `synchronous=FULL`, set on every open because better-sqlite3's own default in WAL is NORMAL.
 * `secure_delete` overwrites what is deleted. The busy timeout is 0, since a wait would block the event loop: writes that
 * find the database locked are tried again every few milliseconds, for `lockedMs` at most.
 */
export function openSqlite(path: string, { lockedMs = 5_000 }: { readonly lockedMs?: number } = {}): SqliteDatabase {
  const opened = openConnection(path)
  const commits = groupCommit(opened, lockedMs)
  return {
    get connection() {
      return opened.connection()
    },
    all: async ({ sql, params }) => opened.prepare(sql).all(...params),
    batch: commits.batch,
    prepare: opened.prepare,
    append: commits.append,
    waiting: commits.waiting,
    revision: commits.revision,
    close() {
      commits.flush()
      opened.close()
    },
  }
}

const pragmas = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'secure_delete = ON',
  'trusted_schema = OFF',
  'cell_size_check = ON',
  'wal_autocheckpoint = 1000',
  'journal_size_limit = 67108864',
] as const

type Prepared = Sqlite.Statement
type Opened = ReturnType<typeof openConnection>

/** The connection and its prepared statements by their text; the oldest go first, so that built texts don't pile up. */
function openConnection(path: string) {
  // The first moments may find another process migrating; from then on nothing waits here.
  let opened = connect(path, 5_000)
  let prepared = new Map<string, Prepared>()
  let isOver = false
  const most = 500

  /** Opened anew where it was distrusted; whatever keeps it from that is thrown, and the next use tries again. */
  function connection(): Sqlite.Database {
    if (!opened.open && !isOver) opened = connect(path, 0)
    return opened
  }

  function prepare(sql: string): Prepared {
    const known = prepared.get(sql)
    if (known) return known
    const made = connection().prepare(sql)
    const oldest = prepared.size >= most ? prepared.keys().next().value : undefined
    if (oldest !== undefined) prepared.delete(oldest)
    prepared.set(sql, made)
    return made
  }

  /** After an I/O error what the connection holds in memory can't be trusted: a new one reads the files again. */
  function distrust(): void {
    prepared = new Map()
    opened.close()
  }

  function close(): void {
    isOver = true
    try {
      if (opened.open) opened.pragma('wal_checkpoint(TRUNCATE)')
    } catch {
      // No room, or a broken disk: the WAL stays as it is, and the next start reads it.
    }
    opened.close()
  }

  return { connection, isInTransaction: () => opened.open && opened.inTransaction, prepare, distrust, close }
}

function connect(path: string, timeout: number): Sqlite.Database {
  const connection = new Sqlite(path, { timeout })
  try {
    for (const pragma of pragmas) connection.pragma(pragma)
    connection.pragma('busy_timeout = 0')
  } catch (error) {
    connection.close()
    throw error
  }
  return connection
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
function groupCommit(opened: Opened, lockedMs: number) {
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
