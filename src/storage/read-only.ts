import Sqlite from 'better-sqlite3'
import { isIoError, rememberPrepared } from './connection.ts'
import type { Database } from './database.ts'

/**
 * A database on a connection of its own that can only read, for another thread than the one that writes. What is to be
 * written all the same (when a key was last used) goes the way of `batch`. @throws SqliteError where there is no file
 */
export function openReadOnly(path: string, batch: Database['batch']): Database {
  let connection = connect(path)
  const prepared = rememberPrepared(() => connection)
  return {
    async all({ sql, params }) {
      try {
        return prepared.prepare(sql).all(...params)
      } catch (error) {
        // What the connection holds in memory can't be trusted: the next use reads the file anew.
        if (isIoError(error)) {
          prepared.forget()
          connection.close()
          connection = connect(path)
        }
        throw error
      }
    },
    batch,
  }
}

function connect(path: string): Sqlite.Database {
  // The wait is for a checkpoint at most, and holds up nobody but this thread.
  const connection = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: 5_000 })
  connection.pragma('trusted_schema = OFF')
  connection.pragma('cell_size_check = ON')
  return connection
}
