import { isDamage } from '../storage/backup.ts'
import type { Database } from '../storage/database.ts'
import { countRows, examine, type Migrations } from '../storage/examine.ts'
import { openSnapshot, type Snapshot } from '../storage/snapshot.ts'
import { findMiscounted, findRollupFaults, findVisitSumFaults } from './check-rollups.ts'
import { countOrphans, findBrokenKeys, references } from './check-store.ts'

export type Checked = {
  readonly isOk: boolean
  readonly parts: readonly CheckedPart[]
  readonly migrations: Migrations
  /** Rows per table. */
  readonly rows: Readonly<Record<string, number>>
}

export type CheckedPart = { readonly name: string; readonly faults: readonly string[] }

/**
 * Whether the database at `path` agrees with itself, at one moment of it: beside a server, numbers read one after the
 * other would never agree. `onProgress`: the share done, 0–1.
 */
export async function checkDatabase(path: string, onProgress: (share: number) => void): Promise<Checked> {
  try {
    const snapshot = openSnapshot(path)
    try {
      return await checkSnapshot(snapshot, onProgress)
    } finally {
      snapshot.close()
    }
  } catch (error) {
    if (!isDamage(error)) throw error
    const parts = [{ name: 'integrity', faults: [error.message] }]
    return { isOk: false, parts, migrations: { applied: [], pending: [], unknown: [] }, rows: {} }
  }
}

async function checkSnapshot(database: Snapshot, onProgress: (share: number) => void): Promise<Checked> {
  const { migrations, faults } = examine(database.connection)
  const parts: CheckedPart[] = [
    { name: 'integrity', faults },
    { name: 'version', faults: judgeVersion(migrations) },
  ]
  // What is broken inside or of another version may not answer further questions.
  const isReadable = parts.every((part) => part.faults.length === 0)
  for (const [index, { name, find }] of isReadable ? checks.entries() : []) {
    onProgress((index + 1) / (checks.length + 1))
    parts.push({ name, faults: await find(database) })
  }
  const isOk = parts.every((part) => part.faults.length === 0)
  const rows = isReadable ? countRows(database.connection) : {}
  onProgress(1)
  return { isOk, parts, migrations, rows }
}

const checks: readonly { readonly name: string; find(database: Database): Promise<readonly string[]> }[] = [
  { name: 'foreign keys', find: findBrokenKeys },
  { name: 'references', find: findOrphans },
  { name: 'roll-ups', find: findRollupFaults },
  { name: 'visits', find: findVisitSumFaults },
  { name: 'conversions', find: findMiscounted },
]

function judgeVersion({ applied, pending, unknown }: Migrations): string[] {
  if (applied.length === 0) return ['this is not a database of Tilltrail']
  if (unknown.length > 0) return [`a newer Tilltrail wrote it (it has ${unknown.join(', ')}): use that version`]
  if (pending.length > 0) return [`it is of an older version (without ${pending.join(', ')}): start Tilltrail once`]
  return []
}

async function findOrphans(database: Database): Promise<string[]> {
  const found: string[] = []
  for (const { told, sql } of references) {
    const count = await countOrphans(database, sql)
    if (count > 0) found.push(`${count} ${told}`)
  }
  return found
}
