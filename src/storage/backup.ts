import { closeSync, fsyncSync, openSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { countRows, type Examined, examine } from './examine.ts'
import { readSealed, type Seal, UnfitFileError } from './seal.ts'

/** Somebody else holds the database so that it can't be read or replaced now. */
export class DatabaseBusyError extends Error {}

/**
 * Copies the database at `from`, as it is this moment, to `to`, in steps of some milliseconds beside whoever writes.
 * Resolves with the rows of each table. `onProgress`: the share done, 0–1.
 */
export async function copyDatabase(
  from: string,
  to: string,
  onProgress: (share: number) => void,
): Promise<Readonly<Record<string, number>>> {
  const source = new Sqlite(from, { readonly: true, fileMustExist: true, timeout: 5_000 })
  try {
    // One read transaction for all steps: without it, each write beside it would make the copy start over.
    source.exec('begin')
    const rows = countRows(source)
    await source.backup(to, {
      progress({ totalPages, remainingPages }) {
        onProgress(1 - remainingPages / totalPages)
        return pagesPerStep
      },
    })
    makeSingleFile(to)
    return rows
  } finally {
    source.close()
  }
}

const pagesPerStep = 500

export type Backup = {
  readonly seal: Seal | undefined
  /** Bytes of the database in it. */
  readonly bytes: number
  readonly rows: Readonly<Record<string, number>>
  readonly migrations: Examined['migrations']
}

/**
 * Reads a whole backup, or a plain copy of a database, and changes nothing in it.
 * @throws UnfitFileError when it is damaged, foreign or newer than this program
 */
export function verifyBackup(path: string): Backup {
  const { seal, bytes } = readSealed(path)
  try {
    const connection = new Sqlite(path, { readonly: true, fileMustExist: true })
    try {
      connection.pragma('trusted_schema = OFF')
      connection.pragma('cell_size_check = ON')
      const { migrations, faults } = examine(connection)
      refuse(migrations, faults)
      return { seal, bytes, migrations, rows: countRows(connection) }
    } finally {
      connection.close()
    }
  } catch (error) {
    if (!isDamage(error)) throw error
    throw new UnfitFileError(`is damaged: ${error.message}`)
  }
}

function refuse({ applied, unknown }: Examined['migrations'], faults: readonly string[]): void {
  if (applied.length === 0) throw new UnfitFileError('is a SQLite database, but not one of Tilltrail')
  if (unknown.length > 0)
    throw new UnfitFileError(`was written by a newer Tilltrail (it has ${unknown.join(', ')}): use that version`)
  const [first] = faults
  if (first !== undefined) throw new UnfitFileError(`is damaged: ${first}${more(faults.length - 1)}`)
}

function more(count: number): string {
  return count === 0 ? '' : ` (and ${count} more)`
}

/** Moves what lies in a `-wal` into the file itself, which then stands alone. @throws DatabaseBusyError */
export function makeSingleFile(path: string): void {
  claimSingleFile(path).close()
}

/**
 * The same, and nobody else reads or writes the database until the connection is closed.
 * @throws DatabaseBusyError, or what `isDamage` tells
 */
export function claimSingleFile(path: string): Sqlite.Database {
  const connection = new Sqlite(path, { fileMustExist: true, timeout: 5_000 })
  try {
    connection.pragma('synchronous = FULL')
    if (connection.pragma('journal_mode = DELETE', { simple: true }) !== 'delete') throw new DatabaseBusyError(busy)
    connection.exec('begin exclusive')
    return connection
  } catch (error) {
    connection.close()
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) throw new DatabaseBusyError(busy)
    throw error
  }
}

const busy = 'another command uses the database: try again when it has ended'

/**
 * Links made after a backup are gone once it is restored, their printed click ids are not: a new link must not get a
 * number that such an id, still rightly signed, names.
 */
export function skipLinkNumbers(path: string): void {
  const connection = new Sqlite(path, { fileMustExist: true })
  try {
    connection.exec(`insert into sqlite_sequence (name, seq) select 'links', 0
      where not exists (select 1 from sqlite_sequence where name = 'links')`)
    connection.exec(`update sqlite_sequence set seq = seq + ${skippedNumbers} where name = 'links'`)
  } finally {
    connection.close()
  }
}

const skippedNumbers = 100_000

/** Whether SQLite says so of a file's content, not of the computer. */
export function isDamage(error: unknown): error is Error {
  if (!(error instanceof Sqlite.SqliteError)) return false
  return /^SQLITE_(?:CORRUPT|NOTADB|FORMAT)/.test(error.code) || error.message === 'unsupported file format'
}

/** Resolves what was written to a file, or renamed in a folder, onto the disk. */
export function syncToDisk(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
