/** Clicks that could not be stored, by reason, until the count of them can be: nothing is lost silently. */
export type Drops = {
  add(reason: string): void
  /** What is owed to the counters; it stays owed until `settle`. */
  owed(): readonly (readonly [reason: string, count: number])[]
  /** These counts are stored. */
  settle(stored: readonly (readonly [reason: string, count: number])[]): void
}

/** `keep` is told each new state, to keep it across a restart; `kept` is what an earlier process left. */
export function createDrops(
  kept: Readonly<Record<string, number>> = {},
  keep: (counts: Readonly<Record<string, number>>) => void = () => {},
): Drops {
  const counts = new Map(Object.entries(kept).filter(([, count]) => count > 0))
  const change = (reason: string, by: number) => {
    const count = (counts.get(reason) ?? 0) + by
    if (count > 0) counts.set(reason, count)
    else counts.delete(reason)
  }
  return {
    add(reason) {
      change(reason, 1)
      keep(Object.fromEntries(counts))
    },
    owed: () => [...counts],
    settle(stored) {
      for (const [reason, count] of stored) change(reason, -count)
      keep(Object.fromEntries(counts))
    },
  }
}
