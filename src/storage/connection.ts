import Sqlite from 'better-sqlite3'

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

export type Prepared = Sqlite.Statement
export type Opened = ReturnType<typeof openConnection>

/** The connection and its prepared statements. */
export function openConnection(path: string) {
  // The first moments may find another process migrating; from then on nothing waits here.
  let opened = connect(path, 5_000)
  const prepared = rememberPrepared(connection)
  let isOver = false

  /** Opened anew where it was distrusted; whatever keeps it from that is thrown, and the next use tries again. */
  function connection(): Sqlite.Database {
    if (!opened.open && !isOver) opened = reconnect(path)
    return opened
  }

  /** After an I/O error what the connection holds in memory can't be trusted: a new one reads the files again. */
  function distrust(): void {
    prepared.forget()
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

  const isInTransaction = () => opened.open && opened.inTransaction
  return { connection, isInTransaction, prepare: prepared.prepare, distrust, close }
}

/** Statements prepared once, by their text; of more than 500 the oldest go, so that built texts don't pile up. */
export function rememberPrepared(connection: () => Sqlite.Database) {
  const prepared = new Map<string, Prepared>()
  return {
    prepare(sql: string): Prepared {
      const known = prepared.get(sql)
      if (known) return known
      const made = connection().prepare(sql)
      const oldest = prepared.size >= mostPrepared ? prepared.keys().next().value : undefined
      if (oldest !== undefined) prepared.delete(oldest)
      prepared.set(sql, made)
      return made
    },
    forget: () => prepared.clear(),
  }
}

const mostPrepared = 500

/**
 * The same file again, after an error of the disk. A volume that is gone leaves an empty folder behind, in which nothing
 * must be begun anew. @throws SqliteError while the file isn't there or can't be read
 */
function reconnect(path: string): Sqlite.Database {
  return prepareConnection(new Sqlite(path, { timeout: 0, fileMustExist: true }), (connection) => {
    if (connection.prepare('select count(*) from sqlite_schema').pluck().get() !== 0) return
    throw new Sqlite.SqliteError('the database is empty: another volume may be mounted there', 'SQLITE_CANTOPEN')
  })
}

function connect(path: string, timeout: number): Sqlite.Database {
  return prepareConnection(new Sqlite(path, { timeout }), () => undefined)
}

function prepareConnection(connection: Sqlite.Database, check: (opened: Sqlite.Database) => void): Sqlite.Database {
  try {
    check(connection)
    for (const pragma of pragmas) connection.pragma(pragma)
    connection.pragma('busy_timeout = 0')
  } catch (error) {
    connection.close()
    throw error
  }
  return connection
}

/** After one of these nothing that a connection has in memory can be trusted. */
export function isIoError(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && /^SQLITE_(?:IOERR|CORRUPT|NOTADB|CANTOPEN)/.test(error.code)
}
