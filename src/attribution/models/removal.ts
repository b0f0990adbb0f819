import type { Path } from '../path.ts'
import { packSteps, type Steps, settle, turn } from './steps.ts'
import { rememberTimes } from './remember.ts'

/** `probability`: the chance that a walk ends in a conversion. `effects`: by unit, 0–1. */
export type Removal = { readonly probability: number; readonly effects: ReadonlyMap<string, number> }

/**
 * The removal effects of `markov` by order 1, for any number of units: instead of solving the walk anew without each unit,
 * what is lost with it is how many walks ever come to it, times how likely one there still converts. Walks that come
 * to a unit are its visits ÷ how often a walk that is there stands there in all. Right to about 1e-9, unless more than some
 * 600 units lead back to each other and walks are long: see times-there.ts, which keeps it to about a second.
 * @source Kemeny and Snell, Finite Markov Chains, 1960, theorem 3.2.4; the effect as in markov.ts
 */
export function removalEffects(paths: readonly Path[]): Removal {
  const { states, start, steps } = chainOf(paths)
  const converts = settle(steps, (one) => states[one]?.ends ?? 0)
  const visits = settle(turn(steps), (one) => start[one] ?? 0)
  const times = rememberTimes(steps, visits)
  const probability = start.reduce((sum, chance, one) => sum + chance * (converts[one] ?? 0), 0)
  const effects = states.map(({ unit }, one): [string, number] => {
    const lost = ((visits[one] ?? 0) / (times[one] ?? 1)) * (converts[one] ?? 0)
    return [unit, probability > 0 ? Math.min(1, lost / probability) : 0]
  })
  return { probability, effects: new Map(effects) }
}

type Chain = {
  /** `ends`: the chance that the next thing is the conversion. */
  readonly states: readonly { readonly unit: string; readonly ends: number }[]
  readonly start: readonly number[]
  readonly steps: Steps
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
    steps: packSteps(leads),
  }
}
