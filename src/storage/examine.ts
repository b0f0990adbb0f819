import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { migrationsFolder } from './migrate.ts'

export type Examined = {
  /** What is broken inside, a sentence each; empty when SQLite and the schema agree with themselves. */
  readonly faults: readonly string[]
  readonly migrations: Migrations
}

export type Migrations = {
  readonly applied: readonly string[]
  /** Known to this program, not yet to the database. */
  readonly pending: readonly string[]
  /** Known to the database, not to this program: a newer one wrote it. */
  readonly unknown: readonly string[]
}

/** Looks at a whole database: SQLite's own integrity check, and whether its tables are those its migrations made. */
export function examine(connection: Sqlite.Database): Examined {
  const migrations = readMigrations(connection)
  const told = connection.prepare('pragma integrity_check').pluck().all().map(String)
  const broken = told.filter((line) => line !== 'ok')
  const isKnown = broken.length === 0 && migrations.unknown.length === 0
  return { migrations, faults: isKnown ? compareSchema(connection, migrations.applied) : broken }
}

/** None applied: the database is not Tilltrail's, or an empty one. */
export function readMigrations(connection: Sqlite.Database): Migrations {
  const known = readdirSync(migrationsFolder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
  const hasTable = connection.prepare(`select 1 from sqlite_schema where name = 'd1_migrations'`).get() !== undefined
  const query = 'select name from d1_migrations order by id'
  const applied = hasTable ? connection.prepare(query).pluck().all().map(String) : []
  return {
    applied,
    pending: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
  }
}

/** Rows per table, by name. */
export function countRows(connection: Sqlite.Database): Readonly<Record<string, number>> {
  const query = `select name from sqlite_schema where type = 'table' and name not like 'sqlite@_%' escape '@' order by 1`
  const tables = connection.prepare(query).pluck().all().map(String)
  const count = (table: string) => Number(connection.prepare(`select count(*) from "${table}"`).pluck().get())
  return Object.fromEntries(tables.map((table) => [table, count(table)]))
}

/**
 * Missing tables, columns and indexes, and triggers or views that nobody here wrote: they would run with our rights. An
 * index or table that an operator added does no harm.
 */
function compareSchema(connection: Sqlite.Database, applied: readonly string[]): string[] {
  const [present, expected] = [listSchema(connection), expectedSchema(applied)]
  const missing = expected.filter((one) => !present.includes(one)).map((one) => `missing or changed: ${one}`)
  const foreign = present.filter((one) => /^(?:trigger|view) /.test(one) && !expected.includes(one))
  return [...missing, ...foreign.map((one) => `not of Tilltrail: ${one}`)]
}

function expectedSchema(applied: readonly string[]): string[] {
  const model = new Sqlite(':memory:')
  try {
    for (const name of applied) model.exec(readFileSync(join(migrationsFolder, name), 'utf8'))
    return listSchema(model)
  } finally {
    model.close()
  }
}

function listSchema(connection: Sqlite.Database): string[] {
  const columns = `select group_concat(name || ' ' || type, ', ' order by cid) from pragma_table_xinfo(m.name)`
  const query = `select case when type in ('trigger', 'view') then type || ' ' || name || ': ' || sql
      else type || ' ' || name || ' (' || coalesce((${columns}), '') || ')' end
    from sqlite_schema m where name not like 'sqlite@_%' escape '@' and name <> 'd1_migrations'`
  return connection.prepare(query).pluck().all().map(String)
}
