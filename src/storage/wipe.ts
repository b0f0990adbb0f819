import { workerData } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'

/**
 * Rewrites a database and empties its WAL. `secure_delete` overwrites what is deleted, but not the copies that SQLite left
 * of it in unused parts of pages when it moved rows between them: only a rewritten file has none. A thread's whole work;
 * ends with 3 where the WAL could not be emptied.
 */
const database = new Sqlite(String(workerData), { fileMustExist: true, timeout: 10_000 })
try {
  database.pragma('secure_delete = ON')
  database.pragma('synchronous = FULL')
  if (!rewrite()) process.exitCode = 3
} finally {
  database.close()
}

function rewrite(): boolean {
  try {
    database.exec('vacuum')
    return database.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && /^SQLITE_(?:BUSY|FULL|LOCKED)/.test(error.code)) return false
    throw error
  }
}
