import { type Credited, type Path, unitsOf } from '../path.ts'
import { goRounds } from './steps.ts'

/**
 * Credits by what would be lost without a unit: journeys are taken for a random walk from touch to touch, and a unit's
 * removal effect is the share of conversions that no walk reaches any more when whoever comes to it gives up. Solved
 * exactly, not simulated. Journeys that ended in nothing belong to it.
 * @source Anderl, Becker, von Wangenheim, Schumann, IJRM 2016; Bryl, analyzecore.com 2016-08-03 (order 1)
 */
export type Markov = Credited & {
  /** The chance that a walk ends in a conversion. */
  readonly probability: number
  /** By unit, 0–1; for conversions, and for what they bring. */
  readonly removal: ReadonlyMap<string, number>
}

export const mostStates = 20_000

/** `order`: how many touches back a step depends on. @throws RangeError for more states than can be gone through */
export function markov(paths: readonly Path[], order: 1 | 2 | 3): Markov {
  const chain = chainOf(paths, order)
  const whole = solve(chain, undefined)
  const units = unitsOf(paths)
  const without = new Map(units.map((unit) => [unit, solve(chain, unit)]))
  const effect = (of: 'conversions' | 'value') =>
    new Map(units.map((unit) => [unit, whole[of] > 0 ? 1 - (without.get(unit)?.[of] ?? 0) / whole[of] : 0]))
  const removal = effect('conversions')
  const total = (of: 'conversions' | 'value') => paths.reduce((sum, path) => sum + path[of], 0)
  return {
    removal,
    probability: whole.conversions,
    credit: spread(removal, total('conversions')),
    value: spread(effect('value'), total('value')),
  }
}

function spread(effects: ReadonlyMap<string, number>, total: number): ReadonlyMap<string, number> {
  const sum = [...effects.values()].reduce((all, one) => all + one, 0)
  return new Map([...effects].map(([unit, one]) => [unit, sum > 0 ? (total * one) / sum : 0]))
}

/** A state is what was touched last. `next`: the chance of each state to follow; `value`: what a step's conversions bring. */
type State = {
  readonly units: readonly string[]
  readonly next: Map<number, number>
  weight: number
  conversions: number
  value: number
}
type Chain = { readonly states: readonly State[]; readonly start: ReadonlyMap<number, number> }

function chainOf(paths: readonly Path[], order: number): Chain {
  const states: State[] = []
  const numbers = new Map<string, number>()
  const start = new Map<number, number>()
  let starts = 0
  const stateOf = (units: readonly string[]) => {
    const key = JSON.stringify(units)
    const known = numbers.get(key)
    if (known !== undefined) return known
    if (states.length === mostStates)
      throw new RangeError(`these paths have more than ${mostStates} states by order ${order}: take a lower one`)
    numbers.set(key, states.length)
    return states.push({ units, next: new Map(), weight: 0, conversions: 0, value: 0 }) - 1
  }
  for (const { path, conversions, value, nulls } of paths) {
    const weight = conversions + nulls
    const steps = path.filter((unit, index) => unit !== path[index - 1])
    if (weight === 0 || steps.length === 0) continue
    let from: State | undefined
    for (const index of steps.keys()) {
      const to = stateOf(steps.slice(Math.max(0, index + 1 - order), index + 1))
      const next = from ? from.next : start
      next.set(to, (next.get(to) ?? 0) + weight)
      from = states[to]
      if (from) from.weight += weight
    }
    starts += weight
    if (from) {
      from.conversions += conversions
      from.value += value
    }
  }
  for (const state of states) for (const [to, weight] of state.next) state.next.set(to, weight / state.weight)
  for (const [to, weight] of start) start.set(to, weight / starts)
  return { states, start }
}

/** How often a walk converts, and what it brings, when whoever comes to `removed` gives up. */
function solve({ states, start }: Chain, removed: string | undefined): { conversions: number; value: number } {
  const isOut = states.map(({ units }) => removed !== undefined && units.includes(removed))
  const sum = (ends: (state: State) => number) => {
    const reached = reach(states, isOut, ends)
    let total = 0
    for (const [to, chance] of start) total += chance * (reached[to] ?? 0)
    return total
  }
  return { conversions: sum(({ conversions }) => conversions), value: sum(({ value }) => value) }
}

/** h = r + Q h by Gauss–Seidel from nought upwards; it ends, as every state leads out of the chain. */
function reach(states: readonly State[], isOut: readonly boolean[], ends: (state: State) => number): Float64Array {
  const rows = states.map((state) => ({ to: [...state.next.keys()], by: [...state.next.values()] }))
  const reached = new Float64Array(states.length)
  goRounds(() => {
    let [largest, most] = [0, 0]
    for (let number = states.length - 1; number >= 0; number--) {
      const state = states[number]
      const row = rows[number]
      if (!state || !row || isOut[number]) continue
      let value = ends(state) / state.weight
      for (let edge = 0; edge < row.to.length; edge++) value += (row.by[edge] ?? 0) * (reached[row.to[edge] ?? 0] ?? 0)
      largest = Math.max(largest, value - (reached[number] ?? 0))
      most = Math.max(most, value)
      reached[number] = value
    }
    return { largest, most }
  })
  return reached
}
