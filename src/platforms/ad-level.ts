/** How fine a report tells of ads: each is the sum of the next, so that of the same days only one of them counts. */
export const adLevels = ['account', 'campaign', 'ad-set', 'ad'] as const
export type AdLevel = (typeof adLevels)[number]

/** What the names in a column of a report are of; `Ad set name` → `ad-set`. */
export function levelOfColumn(name: string): AdLevel {
  if (/camp|kamp|แคมเปญ/i.test(name)) return 'campaign'
  return /ad ?set|ad ?group|zestaw|gruppe?|annonsesett|ชุดโฆษณา/i.test(name) ? 'ad-set' : 'ad'
}

export function isFiner(one: AdLevel, other: AdLevel): boolean {
  return adLevels.indexOf(one) > adLevels.indexOf(other)
}

type Told = { readonly adLevel?: AdLevel | null; readonly from: number | null; readonly to: number }

/** Of readings of the same ads those of the finest level; a coarser one stays on days that no finer one tells of. */
export function finestOf<Reading extends Told>(readings: readonly Reading[]): readonly Reading[] {
  const told = new Set(readings.flatMap(({ adLevel }) => adLevel ?? []))
  if (told.size < 2) return readings
  const taken: Reading[] = readings.filter(({ adLevel }) => !adLevel)
  const days = new Set<number>()
  let [first, soFar] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const level of adLevels.toReversed()) {
    const own = readings.filter(({ adLevel }) => adLevel === level)
    const kept = own.filter(({ from, to }) =>
      from === null
        ? to < first && soFar === Number.NEGATIVE_INFINITY
        : from > soFar && daysOf(from, to).every((day) => !days.has(day)),
    )
    taken.push(...kept)
    for (const { from, to } of kept) {
      first = Math.min(first, from ?? to)
      if (from === null) soFar = Math.max(soFar, to)
      else for (const day of daysOf(from, to)) days.add(day)
    }
  }
  return taken
}

function daysOf(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at)
}
