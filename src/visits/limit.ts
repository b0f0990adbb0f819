import { createAttempts, networkOf } from '../access/attempts.ts'
import type { Runtime } from '../runtime.ts'
import { countUp } from '../storage/counters.ts'

/** How often pages may tell of visits: 120 times a minute from one address, as with pings. In memory, bounded. */
export function createVisitLimit() {
  const byAddress = createAttempts({ most: 120, windowMs: 60_000 })
  /** Whether one more from this address ('' when it isn't known) may be taken; counts it. `now`: UTC milliseconds. */
  return (address: string, now: number) => address === '' || byAddress.take(networkOf(address), now) === 0
}

/** Counts what wasn't taken, by why; stored once a second at most, since a flood is no reason to write. */
export function createDropCounter({ database, log, now }: Pick<Runtime, 'database' | 'log' | 'now'>) {
  const owed = new Map<string, number>()
  let storedAt = 0
  return async (why: string): Promise<void> => {
    owed.set(why, (owed.get(why) ?? 0) + 1)
    if (now() - storedAt < 1_000) return
    storedAt = now()
    const taken = [...owed]
    owed.clear()
    try {
      await database.batch(taken.map(([label, more]) => countUp('visits', label, more)))
    } catch (error) {
      for (const [label, more] of taken) owed.set(label, (owed.get(label) ?? 0) + more)
      log.warn('counts of visits could not be stored yet', { error: String(error) })
    }
  }
}
