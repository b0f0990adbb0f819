import { join } from 'node:path'
import Sqlite from 'better-sqlite3'

/** Somebody else serves this folder. */
export class ServedElsewhereError extends Error {}

/**
 * Takes the folder for this process; the lock is SQLite's own, so that it is free the moment the process is gone, however
 * it went. Returns what gives it back. @throws ServedElsewhereError
 */
export function lockForServing(folder: string): () => void {
  const lock = new Sqlite(join(folder, 'serving.lock'), { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if (!(error instanceof Sqlite.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error
    throw new ServedElsewhereError(
      `DATA_DIR: another Tilltrail serves ${folder}. Stop it first, or name another folder.`,
    )
  }
  return () => lock.close()
}
