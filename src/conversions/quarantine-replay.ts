import type { Runtime } from '../runtime.ts'
import { countQuarantined, findQuarantined, listWaiting, type QuarantineFilter } from './quarantine-store.ts'
import type { Database } from '../storage/database.ts'
import { replay } from './replay.ts'

/** How many came to what. `failed`: what threw; it waits on, and the others go on without it. */
export type ReplayedMany = {
  readonly outcomes: Readonly<Record<string, number>>
  readonly failed: readonly string[]
  /** The number to go on after; null when all have been gone through. */
  readonly next: number | null
}

type Page = { readonly after: number; readonly upTo: number; readonly limit: number }

/**
 * Replays what waits, oldest first, each once: `limit` of the rows after number `after`. `upTo` is the newest when it all
 * began, so that what is refused again, and lies there anew, isn't replayed for ever.
 */
export async function replayWaiting(runtime: Runtime, filter: QuarantineFilter, page: Page): Promise<ReplayedMany> {
  const waiting = await listWaiting(runtime.database, filter, page)
  const outcomes: Record<string, number> = {}
  const failed: string[] = []
  for (const { id } of waiting) {
    const outcome = await tryReplay(runtime, id)
    if (outcome === 'failed') failed.push(id)
    else outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  }
  const last = waiting.at(-1)
  return { outcomes, failed, next: last && waiting.length === page.limit ? last.number : null }
}

/** The number of the newest that waits for the reason, 0 when none does. */
export async function newestWaiting(database: Database, filter: QuarantineFilter): Promise<number> {
  const { reasons } = await countQuarantined(database, filter)
  const wanted = reasons.filter(({ reason }) => filter.reason === undefined || reason === filter.reason)
  return Math.max(0, ...wanted.map(({ newest }) => newest))
}

async function tryReplay(runtime: Runtime, id: string): Promise<string> {
  try {
    const found = await findQuarantined(runtime.database, id)
    if (!found) return 'gone'
    const replayed = await replay(runtime, found)
    if (replayed.kind === 'already-replayed') return 'already-replayed'
    const { recorded } = replayed
    return recorded?.kind === 'refused' ? 'quarantined' : (recorded?.kind ?? 'ignored')
  } catch (error) {
    runtime.log.error('a ping in quarantine could not be replayed; it waits on', { id, error: String(error) })
    return 'failed'
  }
}
