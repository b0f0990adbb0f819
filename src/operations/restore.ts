import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import type Sqlite from 'better-sqlite3'
import {
  type Backup,
  claimSingleFile,
  isDamage,
  makeSingleFile,
  skipLinkNumbers,
  syncToDisk,
  verifyBackup,
} from '../storage/backup.ts'
import { readErasures, reapplyErasures } from '../privacy/reapply.ts'
import { makeDataFolder } from '../storage/data-folder.ts'
import { lockForServing } from '../storage/lock.ts'
import { readErasureFile } from '../storage/erasure-file.ts'
import { openMigrated } from '../storage/migrate.ts'
import { readSealed } from '../storage/seal.ts'
import { OperationError } from './backup.ts'

export type Restored = {
  readonly file: string
  /** UTC milliseconds; null for a plain copy of a database, which has no seal. */
  readonly madeAt: number | null
  readonly rows: Readonly<Record<string, number>>
  /** Migrations applied to it here, because it came from an older version. */
  readonly migrated: readonly string[]
  /** Erasures that were made after it was, and are made again. */
  readonly erased: number
  /** Where the database that was here lies now; null when there was none. */
  readonly keptAs: string | null
}

export type RestoreOrder = {
  readonly file: string
  readonly dataDir: string
  now(): number
  /** The share done, 0–1. */
  onProgress(share: number): void
}

/**
 * Puts a backup in the place of the database. Ended at any moment, the old or the new one is there, whole.
 * @throws OperationError, ServedElsewhereError while a server runs on the folder, UnfitFileError
 */
export async function restoreBackup(order: RestoreOrder): Promise<Restored> {
  const file = resolve(order.file)
  makeDataFolder(order.dataDir)
  const present = join(order.dataDir, 'tilltrail.sqlite')
  const workshop = join(order.dataDir, 'restoring')
  const unlock = lockForServing(order.dataDir)
  try {
    refuseSource(file, present)
    // Damage that shows at once is told before anything is copied.
    readSealed(file)
    order.onProgress(0.2)
    rmSync(workshop, { recursive: true, force: true })
    mkdirSync(workshop, { mode: 0o700 })
    const { path, backup, erased } = await prepare(file, workshop, order)
    const keptAs = replace(present, path, order)
    order.onProgress(1)
    return {
      file,
      madeAt: backup.seal?.madeAt ?? null,
      rows: backup.rows,
      migrated: backup.migrations.pending,
      erased,
      keptAs,
    }
  } finally {
    rmSync(workshop, { recursive: true, force: true })
    unlock()
  }
}

function refuseSource(file: string, present: string): void {
  if (!existsSync(file)) throw new OperationError(`there is no file ${file}`)
  const source = statSync(file)
  if (!source.isFile()) throw new OperationError(`${file} is not a file`)
  if (existsSync(present) && statSync(present).ino === source.ino && statSync(present).dev === source.dev)
    throw new OperationError(`${file} is the database in use: name a backup`)
  if (existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0)
    throw new OperationError(
      `${file} is a raw copy of a database in use: its newest rows are in the -wal file beside it. ` +
        'Put both into an empty folder as tilltrail.sqlite and tilltrail.sqlite-wal, and back that folder up first',
    )
}

/** A copy in the same file system, verified as it lies there, on this program's version, in one file, on the disk. */
async function prepare(file: string, workshop: string, { dataDir, now, onProgress }: RestoreOrder) {
  const path = join(workshop, 'tilltrail.sqlite')
  copyFileSync(file, path)
  // The copy has the mode of its source, which may be kept read-only.
  chmodSync(path, 0o600)
  onProgress(0.4)
  const backup: Backup = verifyBackup(path)
  onProgress(0.8)
  truncateSync(path, backup.bytes)
  const erased = await eraseAgain(path, dataDir, now())
  skipLinkNumbers(path)
  makeSingleFile(path)
  syncToDisk(path)
  return { path, backup, erased }
}

/** Brings the copy to this version, and erases from it what was erased after it was made. Resolves with how many. */
async function eraseAgain(path: string, dataDir: string, now: number): Promise<number> {
  const database = await openMigrated(path, now)
  try {
    const erased = await reapplyErasures(database, readErasures(readErasureFile(dataDir)))
    if (erased > 0) database.connection.exec('vacuum')
    return erased
  } finally {
    database.close()
  }
}

/** The one moment of change is a rename. Before it, nothing may be left beside that SQLite would add to the new file. */
function replace(present: string, path: string, { dataDir, now }: RestoreOrder): string | null {
  const claimed = claim(present)
  try {
    const keptAs = keepPresent(present, dataDir, now())
    renameSync(path, present)
    syncToDisk(dataDir)
    return keptAs
  } finally {
    claimed?.close()
  }
}

/** undefined when there is no database, or one too damaged to be opened. */
function claim(present: string): Sqlite.Database | undefined {
  if (!existsSync(present)) return undefined
  try {
    return claimSingleFile(present)
  } catch (error) {
    if (isDamage(error)) return undefined
    throw error
  }
}

function keepPresent(present: string, dataDir: string, now: number): string | null {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-')
  const keptAs = join(dataDir, 'backups', `before-restore-${stamp}.sqlite`)
  mkdirSync(join(dataDir, 'backups'), { recursive: true, mode: 0o700 })
  for (const beside of ['-wal', '-journal'])
    if (existsSync(present + beside)) renameSync(present + beside, keptAs + beside)
  rmSync(`${present}-shm`, { force: true })
  if (!existsSync(present)) return null
  secondName(present, keptAs)
  syncToDisk(join(dataDir, 'backups'))
  return keptAs
}

/** A copy where the file system has no second names, or the backups lie on another one. */
function secondName(path: string, name: string): void {
  try {
    linkSync(path, name)
  } catch {
    copyFileSync(path, name)
    syncToDisk(name)
  }
}
