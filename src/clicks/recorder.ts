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
  return keepGoing(database, log, (click) => {
    const firsts = neighbours.settle(click)
    return {
      statements: [...newReferrer(referrers, click.referrer), insertSettledClick(click, firsts)],
      undo() {
        neighbours.forget(click, firsts)
        referrers.delete(click.referrer)
      },
    }
  })
}

/** The recorder without a memory of its own (Workers until its queue): SQL settles, in the same batch. */
export function createStatelessRecorder(database: Database, log: Log): Recorder {
  return keepGoing(database, log, (click) => ({
    statements: [...newReferrer(new Set(), click.referrer), ...insertClick(click)],
    undo() {},
  }))
}

/** What stores a click, and what takes back that it was remembered when it can't be stored. */
type Plan = { readonly statements: readonly Statement[]; undo(): void }

/** A visitor goes on though a click can't be stored; what is lost is counted, and the count is stored when it can be. */
function keepGoing(database: Database, log: Log, toPlan: (click: Click) => Plan): Recorder {
  const dropped = new Map<string, number>()
  const count = (reason: string, more: number) => dropped.set(reason, (dropped.get(reason) ?? 0) + more)

  return {
    async record(click) {
      const plan = toPlan(click)
      // Taken out before the batch, so that no two clicks of the same moment store the same drops.
      const owed = [...dropped]
      dropped.clear()
      try {
        await database.batch([...plan.statements, ...owed.map(([reason, drops]) => countDrops(reason, drops))])
      } catch (error) {
        plan.undo()
        for (const [reason, drops] of owed) count(reason, drops)
        const reason = dropReason(error)
        count(reason, 1)
        log.error('a click could not be stored', { reason, error: String(error) })
      }
    },
  }
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
