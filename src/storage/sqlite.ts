import Sqlite from 'better-sqlite3'
import type { Database, Outcome, Statement } from './database.ts'

/** SQLite in this process: one connection, and one commit for all batches of an event-loop turn. */
export type SqliteDatabase = Database & {
  readonly connection: Sqlite.Database
  /** Commits what waits, checkpoints the WAL and closes. */
  close(): void
}

/**
 * Opens (and creates) the database at `path` so that what `batch` resolved survives the power cord: WAL with
 * `synchronous=FULL`, set on every open because better-sqlite3's own default in WAL is NORMAL.
 * `secure_delete` overwrites what is deleted; `busy_timeout` is short because a wait blocks the event loop.
 */
export function openSqlite(path: string): SqliteDatabase {
  const connection = new Sqlite(path, { timeout: busyTimeoutMs })
  for (const pragma of pragmas) connection.pragma(pragma)
  const prepare = statementCache(connection)
  const commits = groupCommit(connection, prepare)
  return {
    connection,
    all: async ({ sql, params }) => prepare(sql).all(...params),
    batch: commits.add,
    close() {
      commits.flush()
      connection.pragma('wal_checkpoint(TRUNCATE)')
      connection.close()
    },
  }
}

const busyTimeoutMs = 250

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
type Prepare = (sql: string) => Prepared

/** Prepared statements by their text; the oldest go first, so that texts built from filters don't pile up. */
function statementCache(connection: Sqlite.Database): Prepare {
  const prepared = new Map<string, Prepared>()
  const most = 500
  return (sql) => {
    const known = prepared.get(sql)
    if (known) return known
    const made = connection.prepare(sql)
    const oldest = prepared.size >= most ? prepared.keys().next().value : undefined
    if (oldest !== undefined) prepared.delete(oldest)
    prepared.set(sql, made)
    return made
  }
}

type Waiting = {
  readonly statements: readonly Statement[]
  readonly resolve: (outcomes: readonly Outcome[]) => void
  readonly reject: (error: unknown) => void
}

/**
 * All batches of one event-loop turn are one transaction, a savepoint each: one fsync for many writers, and a batch that
 * fails takes none of the others with it. Nobody is answered before the commit.
 */
function groupCommit(connection: Sqlite.Database, prepare: Prepare) {
  let waiting: Waiting[] = []

  function add(statements: readonly Statement[]): Promise<readonly Outcome[]> {
    return new Promise((resolve, reject) => {
      if (waiting.push({ statements, resolve, reject }) === 1) setImmediate(flush)
    })
  }

  function flush(): void {
    const turn = waiting
    waiting = []
    if (turn.length === 0) return
    const settle: (() => void)[] = []
    try {
      prepare('begin immediate').run()
      for (const one of turn) settle.push(runInSavepoint(one))
      prepare('commit').run()
    } catch (error) {
      rollback()
      for (const one of turn) one.reject(error)
      return
    }
    for (const done of settle) done()
  }

  function runInSavepoint({ statements, resolve, reject }: Waiting): () => void {
    prepare('savepoint one').run()
    try {
      const outcomes = statements.map(run)
      prepare('release one').run()
      return () => resolve(outcomes)
    } catch (error) {
      // A full disk or an I/O error rolls the whole transaction back by itself: then nobody's batch has landed.
      if (!connection.inTransaction) throw error
      prepare('rollback to one').run()
      prepare('release one').run()
      return () => reject(error)
    }
  }

  function run({ sql, params }: Statement): Outcome {
    const prepared = prepare(sql)
    if (!prepared.reader) return { rows: [], changes: prepared.run(...params).changes }
    const rows = prepared.all(...params)
    return { rows, changes: prepared.readonly ? 0 : rows.length }
  }

  function rollback(): void {
    if (connection.inTransaction) prepare('rollback').run()
  }

  return { add, flush }
}
