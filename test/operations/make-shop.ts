import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { makeBackup } from '../../src/operations/backup.ts'
import { openMigrated } from '../../src/storage/migrate.ts'
import { makeFolder, noon } from '../make.ts'

/** A data folder with a shop, a link and as many clicks as asked for; closed. */
export async function makeShopFolder(clicks: number): Promise<string> {
  const folder = makeFolder()
  ;(await openMigrated(databaseOf(folder), noon)).close()
  change(folder, (database) => fill(database, clicks))
  return folder
}

export function databaseOf(folder: string): string {
  return join(folder, 'tilltrail.sqlite')
}

/** Opens the folder's database as it lies there. */
export function change<Result>(folder: string, act: (database: Sqlite.Database) => Result): Result {
  const database = new Sqlite(databaseOf(folder))
  try {
    return act(database)
  } finally {
    database.close()
  }
}

export function countClicks(folder: string): number {
  return Number(change(folder, (database) => database.prepare('select count(*) from clicks').pluck().get()))
}

/** A backup of the folder, in a file of its own. */
export async function makeBackupFile(folder: string): Promise<string> {
  const file = join(makeFolder(), 'backup.sqlite')
  await backUp(folder, file)
  return file
}

export function backUp(folder: string, file: string, mayOverwrite = false) {
  return makeBackup({ database: databaseOf(folder), file, mayOverwrite, now: () => noon, onProgress: () => {} })
}

/** A second connection that holds the database's newest rows in its `-wal`, as a running server does. */
export function openBeside(folder: string): Sqlite.Database {
  const database = new Sqlite(databaseOf(folder))
  database.pragma('journal_mode = WAL')
  onTestFinished(() => void database.close())
  return database
}

function fill(database: Sqlite.Database, clicks: number): void {
  database.exec(`insert into shops (id, name, currency, time_zone, created_at) values ('shop-1', 'S', 'NOK', 'Europe/Oslo', 0);
    insert into posts (id, shop_id, channel, title, created_at) values ('post_1', 'shop-1', 'facebook', 'P', 0);
    insert into links (id, shop_id, post_id, slug, destination, utm_source, utm_medium, utm_campaign, created_at, updated_at)
      values ('link_1', 'shop-1', 'post_1', 'abc', 'https://shop.example/', 'facebook', 'social', 'c', 0, 0);
    insert into slugs (domain, slug, link_id) values ('', 'abc', 'link_1');
    insert into signing_keys (secret, from_at) values (randomblob(16), 0);
    insert into conversions (id, shop_id, event, key, order_id, value, currency, occurred_at, day, trust, link_number, created_at)
      values ('conv_1', 'shop-1', 'purchase', '1001', '1001', 49950, 'NOK', ${noon}, 20779, 3, 1, ${noon});
    insert into evidence (conversion_id, source, value, currency, received_at) values ('conv_1', 'api', 49950, 'NOK', ${noon});
    insert into credits (conversion_id, position, link_number, click_at, click_random, click_day, share)
      values ('conv_1', 0, 1, ${noon}, -1, 20779, 1);`)
  addClicks(database, clicks)
}

export function addClicks(database: Sqlite.Database, clicks: number): void {
  const insert = database.prepare(
    'insert into clicks (at, link, day, verdict, visit, referrer, visitor, random) values (?, 1, 20779, 512, 0, 0, ?, ?)',
  )
  database.transaction(() => {
    for (let click = 0; click < clicks; click++) insert.run(noon + click, click * 7919, click)
  })()
}
