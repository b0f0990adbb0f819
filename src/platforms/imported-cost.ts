import { type AdLevel, isFiner } from './ad-level.ts'
import type { Days } from './spread.ts'

/** What a file tells was spent on one of its posts or ads; `key` null: on the channel. */
export type ToldCost = Days & {
  readonly key: string | null
  /** Null: of a post. */
  readonly adLevel: AdLevel | null
  readonly amount: number
  readonly currency: string
}

/** What an earlier file told. */
export type KnownCost = ToldCost & { readonly id: string }

export type CostChanges = {
  readonly added: readonly ToldCost[]
  readonly changed: readonly { readonly id: string; readonly amount: number; readonly currency: string }[]
  readonly removed: readonly string[]
  readonly unchanged: number
  /** Told for days of which other files know more, or told on another level: left out, or they would count twice. */
  readonly overlapping: number
}

/**
 * What becomes of a file's costs beside those of earlier files, so that no day of a post or ad counts twice. The same days:
 * the new amount. Other days that overlap: the new ones where together they cover all of the old, else the old stay.
 * The same money stands in reports by campaign and by ad: the level that came first stays, and in one file the finest.
 */
export function compareImported(told: readonly ToldCost[], known: readonly KnownCost[]): CostChanges {
  const added: ToldCost[] = []
  const changed: { id: string; amount: number; currency: string }[] = []
  const removed: string[] = []
  const once = withoutOtherLevels(told, known)
  let [unchanged, overlapping] = [0, told.length - once.length]
  for (const [key, rows] of Map.groupBy(once, (one) => one.key)) {
    const own = known.filter((one) => one.key === key)
    const covered = new Set(rows.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at)))
    const isCovered = ({ from, to }: Days) =>
      Array.from({ length: to - from + 1 }, (_, at) => from + at).every((day) => covered.has(day))
    const gone = new Set<string>()
    for (const row of rows) {
      const same = own.find(({ from, to }) => from === row.from && to === row.to)
      const others = own.filter((one) => one !== same && one.from <= row.to && one.to >= row.from)
      if (same) {
        if (same.amount === row.amount && same.currency === row.currency) unchanged++
        else changed.push({ id: same.id, amount: row.amount, currency: row.currency })
      } else if (others.every((one) => isCovered(one))) {
        for (const { id } of others) gone.add(id)
        added.push(row)
      } else overlapping++
    }
    removed.push(...gone)
  }
  return { added, changed, removed, unchanged, overlapping }
}

/** Without those whose days are told on another level: by an earlier file, or finer by their own. */
function withoutOtherLevels(told: readonly ToldCost[], known: readonly KnownCost[]): readonly ToldCost[] {
  const byLevel = Map.groupBy(told, ({ adLevel }) => adLevel)
  return [...byLevel].flatMap(([level, rows]) => {
    if (level === null) return rows
    const others = [
      ...known.filter(({ adLevel }) => adLevel !== null && adLevel !== level),
      ...told.filter(({ adLevel }) => adLevel !== null && isFiner(adLevel, level)),
    ]
    return rows.filter(({ from, to }) => !others.some((other) => other.from <= to && other.to >= from))
  })
}
