import { workerData } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'

/**
 * Rewrites a database and empties its WAL. `secure_delete` overwrites what is deleted, but not the copies that SQLite left
 * of it in unused parts of pages when it moved rows between them: only a rewritten file has none. A thread's whole work;
 * ends with 3 where the WAL could not be emptied.
 */
const mostTries = 100
const pauseMs = 100
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
    return emptyWal()
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && /^SQLITE_(?:BUSY|FULL|LOCKED)/.test(error.code)) return false
    throw error
  }
}

/**
 * Asks again and again rather than once with a long wait: who waits here for a reader to end (a report may take seconds)
 * holds up all who write.
 */
function emptyWal(): boolean {
  database.pragma('busy_timeout = 0')
  for (let tries = 0; tries < mostTries; tries++) {
    if (database.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0) return true
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs)
  }
  return false
}
