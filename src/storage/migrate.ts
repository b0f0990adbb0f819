import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type Sqlite from 'better-sqlite3'
import { openSqlite, type SqliteDatabase } from './sqlite.ts'

export const migrationsFolder = join(import.meta.dirname, 'migrations')

/** The database was written by a newer Tilltrail than this one. */
export class NewerDatabaseError extends Error {}

/**
 * Opens the database at `path` and brings it to the newest version: each migration whole or not at all. An existing
 * database is copied to `backups/` beside it first. `now` names the backup (UTC milliseconds).
 * @throws NewerDatabaseError when the database knows a migration that this program doesn't.
 */
export async function openMigrated(path: string, now: number, folder = migrationsFolder): Promise<SqliteDatabase> {
  const isNew = !existsSync(path)
  mkdirSync(dirname(path), { recursive: true })
  const database = openSqlite(path)
  try {
    await migrate(database.connection, { folder, backupTo: isNew ? undefined : backupName(path, now) })
    return database
  } catch (error) {
    database.connection.close()
    throw error
  }
}

async function migrate(
  connection: Sqlite.Database,
  { folder, backupTo }: { folder: string; backupTo: string | undefined },
): Promise<void> {
  connection.exec(migrationsTable)
  const known = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
  const applied = new Set(connection.prepare('select name from d1_migrations').pluck().all().map(String))
  refuseNewer(applied, known)
  const pending = known.filter((name) => !applied.has(name))
  if (pending.length === 0) return
  if (backupTo && applied.size > 0) await backUp(connection, backupTo)
  for (const name of pending) apply(connection, name, readFileSync(join(folder, name), 'utf8'))
}

/** The table and file names that `wrangler d1 migrations apply` uses: one folder serves both sides. */
const migrationsTable = `create table if not exists d1_migrations (
  id integer primary key autoincrement,
  name text unique,
  applied_at timestamp default current_timestamp not null
)`

function refuseNewer(applied: ReadonlySet<string>, known: readonly string[]): void {
  const unknown = [...applied].filter((name) => !known.includes(name))
  if (unknown.length === 0) return
  throw new NewerDatabaseError(
    `the database was written by a newer Tilltrail (it has ${unknown.join(', ')}). Start that version, or put back a backup from DATA_DIR/backups.`,
  )
}

async function backUp(connection: Sqlite.Database, to: string): Promise<void> {
  mkdirSync(dirname(to), { recursive: true })
  await connection.backup(to)
}

function backupName(path: string, now: number): string {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-')
  return join(dirname(path), 'backups', `before-migration-${stamp}.sqlite`)
}

function apply(connection: Sqlite.Database, name: string, sql: string): void {
  connection.transaction(() => {
    connection.exec(sql)
    connection.prepare('insert into d1_migrations (name) values (?)').run(name)
  })()
}
