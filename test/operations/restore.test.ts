import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDatabase } from '../../src/operations/check.ts'
import { restoreBackup } from '../../src/operations/restore.ts'
import { verifyBackup } from '../../src/storage/backup.ts'
import { lockForServing } from '../../src/storage/lock.ts'
import { migrationsFolder, openMigrated } from '../../src/storage/migrate.ts'
import { UnfitFileError } from '../../src/storage/seal.ts'
import { makeFolder, noon } from '../make.ts'
import { addClicks, change, countClicks, databaseOf, makeBackupFile, makeShopFolder, openBeside } from './make-shop.ts'
import { runCli, runCliUntil, startCli } from './run-cli.ts'

describe('a damaged backup', () => {
  it('is refused wherever a bit has flipped', async () => {
    const file = await makeBackupFile(await makeShopFolder(2_000))
    const whole = readFileSync(file)
    const flipped = join(makeFolder(), 'flipped.sqlite')
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(7), (at, bit) => {
        const bytes = Buffer.from(whole)
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
        writeFileSync(flipped, bytes)
        expect(() => verifyBackup(flipped)).toThrow(UnfitFileError)
      }),
      { numRuns: 50 },
    )
  })

  it('is refused wherever it was cut, but between its database and its seal', async () => {
    const file = await makeBackupFile(await makeShopFolder(2_000))
    const { bytes } = verifyBackup(file)
    const cut = join(makeFolder(), 'cut.sqlite')
    fc.assert(
      fc.property(fc.nat(statSync(file).size - 1), (length) => {
        fc.pre(length !== bytes)
        copyFileSync(file, cut)
        truncateSync(cut, length)
        expect(() => verifyBackup(cut)).toThrow(UnfitFileError)
      }),
      { numRuns: 50 },
    )
    truncateSync(file, bytes)
    expect(verifyBackup(file)).toMatchObject({ seal: undefined, rows: { clicks: 2_000 } })
  })

  it('says what is wrong in a line, and leaves the database as it was', async () => {
    const folder = await makeShopFolder(3)
    const file = await makeBackupFile(folder)
    const bytes = readFileSync(file)
    bytes[5_000] = (bytes[5_000] ?? 0) ^ 1
    writeFileSync(file, bytes)
    const before = readFileSync(databaseOf(folder))
    const { code, out, err } = await runCli(folder, 'restore', file)
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/backup\.sqlite is damaged: [^\n]+\n$/)
    expect(readFileSync(databaseOf(folder)).equals(before)).toBe(true)
    expect(readdirSync(folder).filter((name) => !/^(?:serving|tilltrail)\./.test(name))).toEqual([])
  })
})

describe('a file that is not ours', () => {
  it('is refused: no database, another program’s, a newer one’s, one with a trigger of its own', async () => {
    const folder = makeFolder()
    const foreign = new Sqlite(join(folder, 'foreign.sqlite'))
    foreign.exec('create table customers (name text)')
    foreign.close()
    writeFileSync(join(folder, 'text.sqlite'), 'Dear diary')
    writeFileSync(join(folder, 'empty.sqlite'), '')
    plainCopy(await changed(`insert into d1_migrations (name) values ('9999-later.sql')`), folder, 'newer')
    const spy = 'create trigger spy after insert on users begin delete from clicks; end'
    plainCopy(await changed(spy), folder, 'trigger')
    plainCopy(await changed('drop table quarantine'), folder, 'lacking')
    const refusal = (name: string) => restore(makeFolder(), join(folder, `${name}.sqlite`))
    await expect(refusal('foreign')).rejects.toThrow('is a SQLite database, but not one of Tilltrail')
    await expect(refusal('text')).rejects.toThrow('is not a SQLite database')
    await expect(refusal('empty')).rejects.toThrow('is not a SQLite database')
    await expect(refusal('newer')).rejects.toThrow(/was written by a newer Tilltrail \(it has 9999-later\.sql\)/)
    await expect(refusal('trigger')).rejects.toThrow(/not of Tilltrail: trigger spy/)
    await expect(refusal('lacking')).rejects.toThrow(/missing or changed: table quarantine/)
    await expect(refusal('nowhere')).rejects.toThrow(/there is no file/)
    await expect(restore(folder, folder)).rejects.toThrow(/is not a file/)
  })

  it('is refused when its newest rows lie in the -wal beside it', async () => {
    const folder = await makeShopFolder(1)
    addClicks(openBeside(folder), 5)
    const copy = makeFolder()
    for (const end of ['', '-wal']) copyFileSync(databaseOf(folder) + end, join(copy, `raw.sqlite${end}`))
    await expect(restore(makeFolder(), join(copy, 'raw.sqlite'))).rejects.toThrow(/raw copy of a database in use/)
  })
})

describe('restore', { timeout: 120_000 }, () => {
  it('is refused while a server serves the folder', async () => {
    const folder = await makeShopFolder(1)
    const file = await makeBackupFile(folder)
    const unlock = lockForServing(folder)
    const { code, err } = await runCli(folder, 'restore', file)
    unlock()
    expect(code).toBe(1)
    expect(err).toMatch(/^DATA_DIR: another Tilltrail serves [^\n]+\n$/)
  })

  it('keeps the database that was there, its newest rows in, and that one is the way back', async () => {
    const folder = await makeShopFolder(10)
    const file = await makeBackupFile(folder)
    addClicks(openBeside(folder), 5)
    const dead = copyOfDead(folder)
    const { keptAs } = await restore(dead, file)
    expect(countClicks(dead)).toBe(10)
    expect((await checkDatabase(databaseOf(dead), () => {})).isOk).toBe(true)
    await restore(dead, keptAs ?? '')
    expect(countClicks(dead)).toBe(15)
    await expect(restore(dead, databaseOf(dead))).rejects.toThrow(/is the database in use/)
  })

  it('takes the place of a database too damaged to open, and of one that left its -wal behind', async () => {
    const file = await makeBackupFile(await makeShopFolder(10))
    const damaged = makeFolder()
    writeFileSync(databaseOf(damaged), 'nothing that SQLite knows '.repeat(500))
    writeFileSync(`${databaseOf(damaged)}-wal`, 'stale')
    const { keptAs } = await restore(damaged, file)
    expect(readFileSync(keptAs ?? '', 'utf8')).toMatch(/^nothing that SQLite knows/)
    expect(countClicks(damaged)).toBe(10)

    const folder = await makeShopFolder(1)
    addClicks(openBeside(folder), 5)
    const orphaned = makeFolder()
    copyFileSync(`${databaseOf(folder)}-wal`, `${databaseOf(orphaned)}-wal`)
    expect((await restore(orphaned, file)).keptAs).toBeNull()
    expect(countClicks(orphaned)).toBe(10)
  })

  it('brings an older backup to this version', async () => {
    const [first = '', ...later] = readdirSync(migrationsFolder)
      .filter((name) => name.endsWith('.sql'))
      .toSorted()
    const migrations = join(makeFolder(), 'migrations')
    mkdirSync(migrations)
    copyFileSync(join(migrationsFolder, first), join(migrations, first))
    const old = makeFolder()
    ;(await openMigrated(databaseOf(old), noon, migrations)).close()
    const folder = makeFolder()
    expect((await restore(folder, databaseOf(old))).migrated).toEqual(later)
    expect((await checkDatabase(databaseOf(folder), () => {})).isOk).toBe(true)
    expect(existsSync(join(folder, 'restoring'))).toBe(false)
  })

  it('gives no new link a number that a click id from after the backup may name', async () => {
    const folder = await makeShopFolder(1)
    const file = await makeBackupFile(folder)
    const addLink = (database: Sqlite.Database, id: string) =>
      database
        .prepare(`insert into links (id, shop_id, post_id, slug, destination, utm_source, utm_medium, utm_campaign,
          created_at, updated_at) select ?, shop_id, post_id, ?, '', '', '', '', 0, 0 from links limit 1 returning number`)
        .pluck()
        .get(id, id)
    const lost = change(folder, (database) => addLink(database, 'link_lost'))
    await restore(folder, file)
    expect(change(folder, (database) => addLink(database, 'link_new'))).not.toBe(lost)
  })

  it('leaves the old or the new database, whole, at whatever change to the files it is killed', async () => {
    const old = await makeShopFolder(2_000)
    const file = await makeBackupFile(old)
    addClicks(openBeside(old), 5)
    const outcomes: ('old' | 'new')[] = []
    for (let n = 1; ; n++) {
      const folder = copyOfDead(old)
      const { code } = await runCliUntil(n, folder, 'restore', file)
      const clicks = countClicks(folder)
      expect([2_000, 2_005]).toContain(clicks)
      expect((await checkDatabase(databaseOf(folder), () => {})).isOk).toBe(true)
      outcomes.push(clicks === 2_005 ? 'old' : 'new')
      // What a killed one left lying about is in nobody's way.
      await restore(folder, file)
      expect(countClicks(folder)).toBe(2_000)
      if (code === 0) break
    }
    expect(outcomes.length).toBeGreaterThan(10)
    expect(outcomes.join(' ')).toMatch(/^(?:old )+new(?: new)*$/)
  })

  it('leaves the old or the new database, whole, at whatever moment it is killed', async () => {
    const old = await makeShopFolder(60_000)
    const file = await makeBackupFile(old)
    addClicks(openBeside(old), 5)
    const startedAt = Date.now()
    await runCli(copyOfDead(old), 'restore', file)
    const took = Date.now() - startedAt
    for (let round = 1; round <= 6; round++) {
      const folder = copyOfDead(old)
      const { child, ended } = startCli(folder, 'restore', file)
      const killing = setTimeout(() => child.kill('SIGKILL'), took * (0.4 + round / 10))
      await ended
      clearTimeout(killing)
      expect([60_000, 60_005]).toContain(countClicks(folder))
      expect((await checkDatabase(databaseOf(folder), () => {})).isOk).toBe(true)
    }
  })
})

/** The folder as a killed server leaves it: the newest rows in the -wal. */
function copyOfDead(folder: string): string {
  const dead = makeFolder()
  for (const end of ['', '-wal', '-shm']) copyFileSync(databaseOf(folder) + end, databaseOf(dead) + end)
  return dead
}

function restore(dataDir: string, file: string) {
  return restoreBackup({ file, dataDir, now: Date.now, onProgress: () => {} })
}

async function changed(sql: string): Promise<string> {
  const folder = await makeShopFolder(1)
  change(folder, (database) => database.exec(sql))
  return folder
}

/** The database of a closed folder, as a plain file. */
function plainCopy(folder: string, to: string, name: string): void {
  copyFileSync(databaseOf(folder), join(to, `${name}.sqlite`))
}
