import Sqlite from 'better-sqlite3'
import { rememberPrepared } from './connection.ts'
import type { Database } from './database.ts'

/**
 * A database on a connection of its own that can only read, for another thread than the one that writes. What is to be
 * written all the same (when a key was last used) goes the way of `batch`. @throws SqliteError where there is no file
 */
export function openReadOnly(path: string, batch: Database['batch']): Database & { close(): void } {
  // The wait is for a checkpoint at most, and holds up nobody but this thread.
  const connection = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: 5_000 })
  connection.pragma('trusted_schema = OFF')
  connection.pragma('cell_size_check = ON')
  const { prepare } = rememberPrepared(() => connection)
  return {
    all: async ({ sql, params }) => prepare(sql).all(...params),
    batch,
    close: () => connection.close(),
  }
}
