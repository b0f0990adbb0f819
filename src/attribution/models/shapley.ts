import type { Touched } from './touched.ts'

/**
 * The Shapley value where a set of units is worth the conversions of the paths within it: each path's conversion in equal
 * parts to its different units, however often each touched; here at each one's first touch.
 * @source Zhao, Mahboobi, Bagheri, arXiv 1804.05327: the sum over all coalitions comes to this
 */
export function shapley(touches: readonly Pick<Touched, 'unit'>[]): readonly number[] {
  const units = touches.map(({ unit }) => unit)
  const different = new Set(units).size
  return units.map((unit, index) => (units.indexOf(unit) === index ? 1 / different : 0))
}

/** What a set of units is worth; the key of `worthOf` are the units, sorted, joined by " + ". Missing: nothing. */
export type Worth = ReadonlyMap<string, number>

export function worthKey(units: readonly string[]): string {
  return units.toSorted().join(' + ')
}

/** With more units the sets are too many to go through. */
export const mostUnits = 16

/**
 * The Shapley value of each unit under any worth, also one that isn't a sum: φᵢ = Σ over sets S without i of
 * |S|! (n−|S|−1)! ÷ n! · (v(S ∪ i) − v(S)). @throws RangeError for more than 16 units
 * @source Shapley 1953
 */
export function shapleyOf(units: readonly string[], worth: Worth): ReadonlyMap<string, number> {
  const { length: n } = units
  if (n > mostUnits) throw new RangeError(`more than ${mostUnits} units make too many sets`)
  const values = Array.from(
    { length: 2 ** n },
    (_, set) => worth.get(worthKey(units.filter((__, i) => set & (1 << i)))) ?? 0,
  )
  const value = (index: number) => {
    let sum = 0
    for (const [set, own] of values.entries()) {
      if (set & (1 << index)) continue
      const size = countBits(set)
      sum += (factorial(size) * factorial(n - size - 1) * ((values[set | (1 << index)] ?? 0) - own)) / factorial(n)
    }
    return sum
  }
  return new Map(units.map((unit, index) => [unit, value(index)]))
}

function countBits(set: number): number {
  let bits = 0
  for (let rest = set; rest > 0; rest &= rest - 1) bits++
  return bits
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1)
}
