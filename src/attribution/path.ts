/**
 * Journeys that went the same way: their units oldest first, how many of them ended in a conversion, what these brought,
 * and how many ended in nothing. Units are posts, campaigns or channels. `hoursBefore`: of each touch, before the end.
 */
export type Path = {
  readonly path: readonly string[]
  readonly conversions: number
  readonly value: number
  readonly nulls: number
  readonly hoursBefore?: readonly number[] | undefined
}

/** What each unit is credited with. */
export type Credited = {
  readonly credit: ReadonlyMap<string, number>
  readonly value: ReadonlyMap<string, number>
}

/** The units of all paths in the order in which they first come. */
export function unitsOf(paths: readonly Path[]): string[] {
  return [...new Set(paths.flatMap(({ path }) => path))]
}
