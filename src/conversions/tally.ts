import type { Runtime } from '../runtime.ts'
import { countUp } from '../storage/counters.ts'

/** Counts what becomes of pings that leave no row behind. What can't be stored yet is owed, in memory. */
export type Tally = {
  add(label: 'failed' | 'rate-limited'): Promise<void>
  /** Stores what is owed; never fails. One write at a time, whatever the flood. */
  settle(): Promise<void>
}

export function createTally({ database, log }: Pick<Runtime, 'database' | 'log'>): Tally {
  const owed = new Map<string, number>()
  let isStoring = false
  const owe = (label: string, more: number) => owed.set(label, (owed.get(label) ?? 0) + more)

  async function settle(): Promise<void> {
    if (isStoring) return
    isStoring = true
    for (let isGoing = true; isGoing && owed.size > 0; ) isGoing = await storeOwed()
    isStoring = false
  }

  async function storeOwed(): Promise<boolean> {
    const taken = [...owed]
    owed.clear()
    try {
      await database.batch(taken.map(([label, more]) => countUp('conversions', label, more)))
      return true
    } catch (error) {
      for (const [label, more] of taken) owe(label, more)
      log.warn('counts of pings could not be stored yet', { owed: Object.fromEntries(owed), error: String(error) })
      return false
    }
  }

  return {
    settle,
    add(label) {
      owe(label, 1)
      return settle()
    },
  }
}
