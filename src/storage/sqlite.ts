import type Sqlite from 'better-sqlite3'
import type { Database } from './database.ts'
import { type Append, groupCommit } from './group-commit.ts'
import { openConnection, type Prepared } from './connection.ts'

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
