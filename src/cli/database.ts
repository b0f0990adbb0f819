import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '../config.ts'
import { OperationError } from '../operations/backup.ts'
import type { Shop } from '../shops/shop.ts'
import { findShop, listShops } from '../shops/store.ts'
import { makeDataFolder } from '../storage/data-folder.ts'
import type { Database } from '../storage/database.ts'
import { readMigrations } from '../storage/examine.ts'
import { lockForServing } from '../storage/lock.ts'
import { openMigrated } from '../storage/migrate.ts'
import { openSnapshot } from '../storage/snapshot.ts'
import type { SqliteDatabase } from '../storage/sqlite.ts'
import { UsageError } from './command.ts'

/** The folder of DATA_DIR and the database in it, which may not be there yet. */
export function findDatabase(): { dataDir: string; path: string } {
  const { dataDir } = readConfig(process.env)
  return { dataDir, path: join(dataDir, 'tilltrail.sqlite') }
}

/** The path of the database. @throws OperationError where there is none */
export function presentDatabase(): string {
  const { dataDir, path } = findDatabase()
  if (!existsSync(path)) throw new OperationError(`DATA_DIR: there is no database in ${dataDir}`)
  return path
}

/** Runs `use` with the present database, to read and write beside a serving process. */
export async function withDatabase(use: (database: SqliteDatabase) => Promise<void>): Promise<void> {
  presentDatabase()
  await withNewDatabase(use)
}

/** The same, and makes the database where there is none. */
export async function withNewDatabase(use: (database: SqliteDatabase) => Promise<void>): Promise<void> {
  const { dataDir, path } = findDatabase()
  makeDataFolder(dataDir)
  // An older server may still run on it: its tables aren't changed under its hands.
  const unlock = isOlder(path) ? lockForServing(dataDir) : undefined
  try {
    const database = await openMigrated(path, Date.now())
    try {
      await use(database)
    } finally {
      database.close()
    }
  } finally {
    unlock?.()
  }
}

function isOlder(path: string): boolean {
  if (!existsSync(path)) return false
  const snapshot = openSnapshot(path)
  try {
    return readMigrations(snapshot.connection).pending.length > 0
  } finally {
    snapshot.close()
  }
}

/** The shop asked for, else the only one. @throws UsageError */
export async function chooseShop(database: Database, asked: string | undefined): Promise<Shop> {
  if (asked !== undefined) {
    const shop = await findShop(database, asked)
    if (shop) return shop
    throw new UsageError(`no such shop: ${asked}. Shops: ${await nameShops(database)}`)
  }
  const [only, second] = await listShops(database)
  if (!only) throw new OperationError('there is no shop yet')
  if (second) throw new UsageError(`--shop is missing: there are several. Shops: ${await nameShops(database)}`)
  return only
}

async function nameShops(database: Database): Promise<string> {
  return (await listShops(database)).map(({ id, name }) => `${id} (${name})`).join(', ')
}
