import Sqlite from 'better-sqlite3'
import type { Database } from './database.ts'

/** The database as it was when this was opened, read-only, however long one looks at it and whoever writes beside. */
export type Snapshot = Database & { readonly connection: Sqlite.Database; close(): void }

export function openSnapshot(path: string): Snapshot {
  const connection = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: 5_000 })
  connection.pragma('trusted_schema = OFF')
  connection.exec('begin')
  // A transaction begins with its first read.
  connection.prepare('select count(*) from sqlite_schema').get()
  return {
    connection,
    all: async ({ sql, params }) => connection.prepare(sql).all(...params),
    batch: async () => {
      throw new Error('a snapshot is read-only')
    },
    close: () => connection.close(),
  }
}
