import type { Log } from '../runtime.ts'
import type { Database, Statement } from '../storage/database.ts'
import type { Click } from './redirect.ts'
import type { Neighbours } from './neighbours.ts'
import { countDrops, insertClick, insertSettledClick, rememberReferrer } from './store.ts'

/** Puts clicks on disk. `record` resolves when the click is durable: its 302 leaves after that, never before. */
export type Recorder = { record(click: Click): Promise<void> }

/**
 * The recorder of the embedded database: verdicts are settled against the neighbours in memory, and the driver commits
 * the clicks of one event-loop turn together.
 */
export function createRecorder(database: Database, neighbours: Neighbours, log: Log): Recorder {
  const referrers = new Set<string>()
  return keepGoing(database, log, (click) => [
    ...newReferrer(referrers, click.referrer),
    insertSettledClick(click, neighbours.settle(click)),
  ])
}

/** The recorder without a memory of its own (Workers until its queue): SQL settles, in the same batch. */
export function createStatelessRecorder(database: Database, log: Log): Recorder {
  return keepGoing(database, log, (click) => [...newReferrer(new Set(), click.referrer), ...insertClick(click)])
}

/** A visitor goes on though a click can't be stored; what is lost is counted, and the count is stored when it can be. */
function keepGoing(database: Database, log: Log, toStatements: (click: Click) => readonly Statement[]): Recorder {
  const dropped = new Map<string, number>()
  return {
    async record(click) {
      const owed = [...dropped]
      try {
        await database.batch([...toStatements(click), ...owed.map(([reason, count]) => countDrops(reason, count))])
        for (const [reason, count] of owed) settleDebt(dropped, reason, count)
      } catch (error) {
        const reason = dropReason(error)
        dropped.set(reason, (dropped.get(reason) ?? 0) + 1)
        log.error('a click could not be stored', { reason, error: String(error) })
      }
    },
  }
}

function settleDebt(dropped: Map<string, number>, reason: string, count: number): void {
  const left = (dropped.get(reason) ?? 0) - count
  if (left > 0) dropped.set(reason, left)
  else dropped.delete(reason)
}

function dropReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code.startsWith('SQLITE_FULL')) return 'disk-full'
  if (code.startsWith('SQLITE_BUSY')) return 'locked'
  return code.startsWith('SQLITE_IOERR') ? 'io-error' : 'other'
}

function newReferrer(known: Set<string>, host: string): Statement[] {
  if (host === '' || known.has(host)) return []
  if (known.size >= 10_000) known.clear()
  known.add(host)
  return [rememberReferrer(host)]
}
