export type DropCount = readonly [reason: string, count: number]

/** Clicks that could not be stored, by reason, until the count of them can be: nothing is lost silently. */
export type Drops = {
  add(reason: string): void
  /** What the counters in the database don't tell yet. */
  owed(): readonly DropCount[]
  /** All that were ever dropped, of the reasons that are owed: where the counters belong. */
  totals(): readonly DropCount[]
  /** The counters stand there now. */
  settle(totals: readonly DropCount[]): void
}

type Counts = Readonly<Record<string, number>>
type Known = {
  /** Totals that an earlier process left in a file. */
  readonly kept?: Counts
  /** Totals as the database has them. */
  readonly stored?: Counts
  /** Is told each new state, to keep it across a restart. */
  keep?(totals: Counts): void
}

/**
 * The drops of the one process that writes to its database. They are counted over all starts: file and database may each
 * be older than the other, or gone, and the greater number is right; nothing is counted twice by being stored again.
 */
export function createDrops({ kept = {}, stored = {}, keep = () => {} }: Known = {}): Drops {
  const known = new Map(Object.entries(stored))
  const totals = new Map(known)
  for (const [reason, total] of Object.entries(kept)) totals.set(reason, Math.max(total, totals.get(reason) ?? 0))
  const findOwing = () => [...totals].filter(([reason, total]) => total > (known.get(reason) ?? 0))
  // Every click that lands asks.
  let owing: readonly DropCount[] = findOwing()
  return {
    add(reason) {
      totals.set(reason, (totals.get(reason) ?? 0) + 1)
      owing = findOwing()
      keep(Object.fromEntries(totals))
    },
    owed: () => owing.map(([reason, total]) => [reason, total - (known.get(reason) ?? 0)]),
    totals: () => owing,
    settle(told) {
      for (const [reason, total] of told) known.set(reason, Math.max(total, known.get(reason) ?? 0))
      owing = findOwing()
    },
  }
}

/** The drops of one of many processes that keep nothing (isolates on Workers): what is owed leaves with the next click. */
export function createOwedDrops() {
  const owed = new Map<string, number>()
  const add = (reason: string, count = 1) => void owed.set(reason, (owed.get(reason) ?? 0) + count)
  return {
    add,
    owed: (): readonly DropCount[] => [...owed],
    /** What is owed, taken off: no other click carries it too. */
    take(): readonly DropCount[] {
      const taken = [...owed]
      owed.clear()
      return taken
    },
    /** The click that carried them could not be stored either. */
    giveBack(taken: readonly DropCount[]): void {
      for (const [reason, count] of taken) add(reason, count)
    },
  }
}
