import { makeBackup } from '../operations/backup.ts'
import { restoreBackup } from '../operations/restore.ts'
import { UnfitFileError } from '../storage/seal.ts'
import { command, tell } from './command.ts'
import { findDatabase } from './database.ts'
import { showSlowProgress } from './progress.ts'

export const backup = command({
  name: 'backup',
  usage: 'FILE [--force] [--json]',
  about: 'Backs the database up into one file, while Tilltrail serves. The file is read again before it gets its name.',
  example: 'backup /backups/tilltrail-2026-11-22.sqlite',
  operands: ['FILE'],
  options: { force: { type: 'boolean' }, json: { type: 'boolean' } },
  async run({ force, json }, [file = '']) {
    const database = findDatabase().path
    const order = { database, file, mayOverwrite: force ?? false, now: Date.now }
    const made = await naming(`the copy of ${database}`, () =>
      makeBackup({ ...order, onProgress: showSlowProgress('Backing up') }),
    )
    const text = `${made.file}\n\n${showSize(made.bytes)}, read again and found whole: ${showRows(made.rows)}.`
    tell(json, { ...made, madeAt: new Date(made.madeAt).toISOString() }, text)
  },
})

export const restore = command({
  name: 'restore',
  usage: 'FILE [--json]',
  about:
    'Puts a backup in the place of the database, which is kept under DATA_DIR/backups. Stop Tilltrail first. Refuses a damaged file.',
  example: 'restore /backups/tilltrail-2026-11-22.sqlite',
  operands: ['FILE'],
  options: { json: { type: 'boolean' } },
  async run({ json }, [file = '']) {
    const { dataDir } = findDatabase()
    const order = { file, dataDir, now: Date.now, onProgress: showSlowProgress('Restoring') }
    const restored = await naming(file, () => restoreBackup(order))
    const madeAt = restored.madeAt === null ? null : new Date(restored.madeAt).toISOString()
    const lines = [
      `Restored ${restored.file}${madeAt === null ? '' : `, made ${madeAt}`}: ${showRows(restored.rows)}.`,
      ...(madeAt === null ? ['It is a plain copy without a checksum: a single changed value could not be seen.'] : []),
      ...(restored.migrated.length > 0 ? [`Brought to this version: ${restored.migrated.join(', ')}.`] : []),
      ...(restored.erased > 0 ? [`Erased from it what was erased after it was made: ${restored.erased} ids.`] : []),
      ...(restored.keptAs === null ? [] : [`The database that was here is ${restored.keptAs}.`]),
    ]
    tell(json, { ...restored, madeAt }, lines.join('\n'))
  },
})

/** Puts the file's name in front of what is wrong with it. */
async function naming<Result>(file: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act()
  } catch (error) {
    throw error instanceof UnfitFileError ? new UnfitFileError(`${file} ${error.message}`) : error
  }
}

/** What people count by. */
const shownTables = ['shops', 'links', 'clicks', 'conversions', 'quarantine'] as const

function showRows(rows: Readonly<Record<string, number>>): string {
  return shownTables.map((table) => `${table} ${(rows[table] ?? 0).toLocaleString('en')}`).join(', ')
}

function showSize(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}
