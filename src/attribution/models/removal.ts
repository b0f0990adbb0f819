import type { Path } from '../path.ts'

/** `probability`: the chance that a walk ends in a conversion. `effects`: by unit, 0–1. */
export type Removal = { readonly probability: number; readonly effects: ReadonlyMap<string, number> }

/**
 * The removal effects of `markov` by order 1, for any number of units: instead of solving the walk anew without each unit,
 * what is lost with it is how many walks ever come to it, times how likely one there still converts. Walks that come
 * to a unit are its visits ÷ how often a walk that is there stands there in all. Right to about 1e-9.
 * @source Kemeny and Snell, Finite Markov Chains, 1960, theorem 3.2.4; the effect as in markov.ts
 */
export function removalEffects(paths: readonly Path[]): Removal {
  const chain = chainOf(paths)
  const converts = settle(chain.states.length, chain.to, (one) => chain.states[one]?.ends ?? 0)
  const visits = settle(chain.states.length, chain.from, (one) => chain.start[one] ?? 0)
  const probability = chain.start.reduce((sum, chance, one) => sum + chance * (converts[one] ?? 0), 0)
  const effects = chain.states.map(({ unit }, one): [string, number] => {
    const lost = ((visits[one] ?? 0) / timesThere(chain, one)) * (converts[one] ?? 0)
    return [unit, probability > 0 ? Math.min(1, lost / probability) : 0]
  })
  return { probability, effects: new Map(effects) }
}

type Step = { readonly at: number; readonly chance: number }
type Steps = readonly (readonly Step[])[]
type Chain = {
  /** `ends`: the chance that the next thing is the conversion. */
  readonly states: readonly { readonly unit: string; readonly ends: number }[]
  readonly start: readonly number[]
  /** Where each state leads to, and where one comes to it from. */
  readonly to: Steps
  readonly from: Steps
}

function chainOf(paths: readonly Path[]): Chain {
  const numbers = new Map<string, number>()
  const counted: { start: number; weight: number; ends: number; next: Map<number, number> }[] = []
  const numberOf = (unit: string) => {
    const known = numbers.get(unit)
    if (known !== undefined) return known
    numbers.set(unit, counted.length)
    return counted.push({ start: 0, weight: 0, ends: 0, next: new Map() }) - 1
  }
  for (const { path, conversions, nulls } of paths) {
    const weight = conversions + nulls
    const steps = weight === 0 ? [] : path.filter((unit, index) => unit !== path[index - 1]).map(numberOf)
    for (const [index, number] of steps.entries()) {
      const state = counted[number]
      const next = steps[index + 1]
      if (!state) continue
      state.weight += weight
      if (index === 0) state.start += weight
      if (next === undefined) state.ends += conversions
      else state.next.set(next, (state.next.get(next) ?? 0) + weight)
    }
  }
  const starts = counted.reduce((sum, { start }) => sum + start, 0)
  const leads = counted.map(({ next, weight }) => [...next].map(([at, times]) => ({ at, chance: times / weight })))
  return {
    states: [...numbers].map(([unit, one]) => ({
      unit,
      ends: (counted[one]?.ends ?? 0) / (counted[one]?.weight ?? 1),
    })),
    start: counted.map(({ start }) => start / starts),
    to: leads,
    from: turn(leads),
  }
}

/** The same steps, listed where they lead to. */
function turn(leads: Steps): Steps {
  const turned: Step[][] = leads.map(() => [])
  for (const [from, steps] of leads.entries())
    for (const { at, chance } of steps) turned[at]?.push({ at: from, chance })
  return turned
}

/** x = own + Steps x by Gauss–Seidel from nought upwards; it ends, as every state leads out of the chain. */
function settle(states: number, steps: Steps, own: (state: number) => number): Float64Array {
  const settled = new Float64Array(states)
  let before = 0
  for (let round = 0; round < mostRounds; round++) {
    let [largest, most] = [0, 0]
    for (let one = states - 1; one >= 0; one--) {
      let value = own(one)
      for (const { at, chance } of steps[one] ?? []) value += chance * (settled[at] ?? 0)
      largest = Math.max(largest, value - (settled[one] ?? 0))
      most = Math.max(most, value)
      settled[one] = value
    }
    const shrinking = Math.min(0.999_999, largest / before)
    if (largest === 0 || (before > 0 && (largest * shrinking) / (1 - shrinking) < precision * most)) break
    before = largest
  }
  return settled
}

/** How often a walk that is in this state stands there in all, this time included: followed until next to none still walk. */
function timesThere({ to }: Chain, state: number): number {
  let walking = new Map([[state, 1]])
  let times = 1
  for (let left = 1; left > few; ) {
    const further = new Map<number, number>()
    for (const [from, mass] of walking)
      for (const { at, chance } of to[from] ?? []) further.set(at, (further.get(at) ?? 0) + mass * chance)
    left = 0
    for (const mass of further.values()) left += mass
    times += further.get(state) ?? 0
    walking = further
  }
  return times
}

const mostRounds = 100_000
const precision = 1e-13
/** Of the walks that still go on. Each step some end: they become fewer than that. */
const few = 1e-10
