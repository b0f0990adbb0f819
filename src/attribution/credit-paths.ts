import type { SharesOf } from './models/touched.ts'
import { type Credited, type Path, unitsOf } from './path.ts'

/** What each unit gets under a model that looks at one journey at a time; those that ended in nothing play no part. */
export function creditPaths(paths: readonly Path[], sharesOf: SharesOf): Credited {
  const credit = new Map(unitsOf(paths).map((unit) => [unit, 0]))
  const value = new Map(credit)
  for (const one of paths) {
    if (one.conversions === 0 && one.value === 0) continue
    const touches = one.path.map((unit, index) => ({ unit, hoursBefore: one.hoursBefore?.[index] ?? null }))
    for (const [index, share] of sharesOf(touches).entries()) {
      const unit = one.path[index] ?? ''
      credit.set(unit, (credit.get(unit) ?? 0) + share * one.conversions)
      value.set(unit, (value.get(unit) ?? 0) + share * one.value)
    }
  }
  return { credit, value }
}

/** What each unit gets by the place it has among the different units of a path: the first place, the second, … */
export function creditByPlace(paths: readonly Path[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>(unitsOf(paths).map((unit) => [unit, []]))
  for (const { path, conversions } of paths)
    for (const [place, unit] of [...new Set(path)].entries()) {
      const own = places.get(unit) ?? []
      while (own.length <= place) own.push(0)
      own[place] = (own[place] ?? 0) + conversions / new Set(path).size
    }
  return places
}
