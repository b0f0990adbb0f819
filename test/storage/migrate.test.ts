import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { NewerDatabaseError, openMigrated } from '../../src/storage/migrate.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import { makeFolder, noon } from '../make.ts'

function makeMigrations(folder: string, files: Readonly<Record<string, string>>): string {
  const migrations = join(folder, 'migrations')
  mkdirSync(migrations, { recursive: true })
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(migrations, name), sql)
  return migrations
}

const first = { '0001-a.sql': 'create table a (x integer) strict; insert into a values (1);' }
const second = { '0002-b.sql': 'create table b (y integer) strict;' }

it('applies each migration once, in the order of their names', async () => {
  const folder = makeFolder()
  const path = join(folder, 'db.sqlite')
  const migrations = makeMigrations(folder, { ...first, ...second })
  for (let start = 0; start < 3; start++) {
    const database = await openMigrated(path, noon, migrations)
    expect(database.connection.prepare('select count(*) from a').pluck().get()).toBe(1)
    database.close()
  }
})

it('applies a migration whole or not at all, and goes on from there when it is mended', async () => {
  const folder = makeFolder()
  const path = join(folder, 'db.sqlite')
  const broken = makeMigrations(folder, {
    ...first,
    '0002-b.sql': 'create table b (y integer) strict; insert into nowhere values (1);',
  })
  await expect(openMigrated(path, noon, broken)).rejects.toThrow(/nowhere/)
  const after = openSqlite(path)
  expect(after.connection.prepare(`select name from sqlite_schema where name in ('a', 'b')`).pluck().all()).toEqual([
    'a',
  ])
  after.close()
  const mended = await openMigrated(path, noon, makeMigrations(folder, second))
  expect(mended.connection.prepare('select count(*) from b').pluck().get()).toBe(0)
  mended.close()
})

it('copies an existing database before it changes it, and not when there is nothing to change', async () => {
  const folder = makeFolder()
  const path = join(folder, 'db.sqlite')
  ;(await openMigrated(path, noon, makeMigrations(folder, first))).close()
  ;(await openMigrated(path, noon, makeMigrations(folder, first))).close()
  expect(readdirSync(folder)).not.toContain('backups')
  ;(await openMigrated(path, noon, makeMigrations(folder, second))).close()
  const [backup = ''] = readdirSync(join(folder, 'backups'))
  const copy = openSqlite(join(folder, 'backups', backup))
  expect(copy.connection.prepare('select x from a').pluck().all()).toEqual([1])
  expect(copy.connection.prepare(`select count(*) from sqlite_schema where name = 'b'`).pluck().get()).toBe(0)
  copy.close()
})

it('refuses a database that a newer program wrote, and leaves it as it is', async () => {
  const folder = makeFolder()
  const path = join(folder, 'db.sqlite')
  ;(await openMigrated(path, noon, makeMigrations(folder, { ...first, ...second }))).close()
  const older = makeMigrations(makeFolder(), first)
  await expect(openMigrated(path, noon, older)).rejects.toThrow(NewerDatabaseError)
  await expect(openMigrated(path, noon, older)).rejects.toThrow(/0002-b\.sql/)
})
