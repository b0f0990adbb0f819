import { closeSync, existsSync, fstatSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { copyDatabase, syncToDisk, verifyBackup } from '../storage/backup.ts'
import { writeSeal } from '../storage/seal.ts'

/** An operator's command that couldn't do its work. The message is one line with the remedy. */
export class OperationError extends Error {}

export type BackupMade = {
  readonly file: string
  readonly bytes: number
  /** UTC milliseconds: everything acknowledged before is in it. */
  readonly madeAt: number
  readonly sha256: string
  readonly rows: Readonly<Record<string, number>>
}

export type BackupOrder = {
  /** Path of the database, which may be in use. */
  readonly database: string
  readonly file: string
  readonly mayOverwrite: boolean
  now(): number
  /** The share done, 0–1. */
  onProgress(share: number): void
}

/**
 * Backs the database up while it is written to. The file gets its name only when it has been read again and found whole.
 * Signing keys are in the database and travel along; the salts of visitor hashes are not, and never do.
 * @throws OperationError, UnfitFileError when the copy isn't sound (then the database itself isn't)
 */
export async function makeBackup(order: BackupOrder): Promise<BackupMade> {
  const file = resolve(order.file)
  refuseTarget(file, order)
  const part = `${file}.part`
  removeParts(part)
  // Made here, so that nobody else may read it: it holds hashed passwords and signing keys.
  const opened = openSync(part, 'wx', 0o600)
  try {
    const madeAt = order.now()
    const rows = await copyDatabase(order.database, part, (share) => order.onProgress(share * 0.6))
    const { sha256 } = writeSeal(part, madeAt)
    order.onProgress(0.7)
    syncToDisk(part)
    const copied = verifyBackup(part).rows
    const lost = Object.keys(rows).find((table) => rows[table] !== copied[table])
    if (lost !== undefined) throw new OperationError(`the copy has not all rows of ${lost}: nothing was kept`)
    if (fstatSync(opened).ino !== statSync(part).ino)
      throw new OperationError(`another backup writes ${part}: wait for it`)
    renameSync(part, file)
    syncToDisk(dirname(file))
    order.onProgress(1)
    return { file, bytes: fstatSync(opened).size, madeAt, sha256, rows }
  } catch (error) {
    removeParts(part)
    throw error
  } finally {
    closeSync(opened)
  }
}

/** Also what a killed or failed copy left beside it. */
function removeParts(part: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(part + end, { force: true })
}

function refuseTarget(file: string, { database, mayOverwrite }: BackupOrder): void {
  if (!existsSync(database)) throw new OperationError(`DATA_DIR: there is no database in ${dirname(resolve(database))}`)
  if (!existsSync(dirname(file))) throw new OperationError(`there is no folder ${dirname(file)}`)
  if (!existsSync(file)) return
  const target = statSync(file)
  if (!target.isFile()) throw new OperationError(`${file} is not a file: name the file to write`)
  const live = statSync(database)
  if (target.ino === live.ino && target.dev === live.dev)
    throw new OperationError(`${file} is the database itself: name another file`)
  if (!mayOverwrite) throw new OperationError(`${file} exists: name another file, or add --force to replace it`)
}
