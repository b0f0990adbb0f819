import { groupStates, packSteps, type Steps, settle, turn } from './steps.ts'

/**
 * How often a walk that is in a state stands there in all, that time included: the diagonal of (I − Steps)^-1. Exact (1e-10)
 * in groups of up to some 600 states that lead back to each other, and in larger ones where walks end soon. Else walks are
 * followed as far as there is time for, and those that go on are taken to come by as all `visits` do: right to 1 in 500 by
 * trial where ways have two to seven touches, and to a fifth where all have thirty among the same dozen of 1,200 states.
 * `visits`: how often all walks come to each state.
 */
export function timesThere(steps: Steps, visits: Float64Array): Float64Array {
  const states = steps.first.length - 1
  const times = new Float64Array(states).fill(1)
  let room = mostInverted
  for (const group of groupStates(steps, turn(steps))) {
    const size = group.length
    if (size === 1) continue
    const own = within(steps, group)
    const isSmall = size ** 3 <= room
    let found = isSmall ? followAll(own, size ** 2) : estimate(own, pick(visits, group), states)
    if (!found) {
      room -= size ** 3
      found = invertedDiagonal(own)
    }
    for (const [index, state] of group.entries()) times[state] = found[index] ?? 1
  }
  return times
}

/** Multiplications of all inversions together: a few tenths of a second. */
const mostInverted = 2.2e8

function pick(of: Float64Array, group: readonly number[]): Float64Array {
  return Float64Array.from(group, (one) => of[one] ?? 0)
}

/** The steps that stay in the group, whose states are counted from 0. */
function within({ first, at, chance }: Steps, group: readonly number[]): Steps {
  const numbers = new Map(group.map((state, number) => [state, number]))
  return packSteps(
    group.map((state) => {
      const [start, end] = [first[state] ?? 0, first[state + 1] ?? 0]
      return [...at.subarray(start, end)].flatMap((to, index) => {
        const number = numbers.get(to)
        return number === undefined ? [] : [{ at: number, chance: chance[start + index] ?? 0 }]
      })
    }),
  )
}

/** Each state's walks to their end; undefined as soon as one takes more steps than `most`. */
function followAll(steps: Steps, most: number): Float64Array | undefined {
  const follow = walkerOf(steps)
  const times = new Float64Array(steps.first.length - 1)
  for (const state of times.keys()) {
    const walked = follow(state, most)
    if (walked.left > few) return undefined
    times[state] = walked.times
  }
  return times
}

/** `states` of the whole chain share the steps there is time for. */
function estimate(steps: Steps, visits: Float64Array, states: number): Float64Array {
  const further = settle(steps, () => 1)
  const all = visits.reduce((sum, one) => sum + one, 0)
  const follow = walkerOf(steps)
  return visits.map((own, state) => {
    const { times, rest } = follow(state, mostWalked / states, further)
    return times + (all > 0 ? (rest * own) / all : 0)
  })
}

/** Steps of all walks together: a few tenths of a second. */
const mostWalked = 5e7
/** Of the walks that still go on. */
const few = 1e-10

/** `left` of a walk that began in a state still go on, and come to `rest` more states in all, by `further` from each. */
type Walked = { readonly times: number; readonly left: number; readonly rest: number }

function walkerOf({ first, at, chance }: Steps) {
  let [here, there] = [new Float64Array(first.length - 1), new Float64Array(first.length - 1)]
  return (state: number, most: number, further?: Float64Array): Walked => {
    let walking = [state]
    here[state] = 1
    let [times, left, taken] = [1, 1, 0]
    while (left > few && taken < most) {
      const next: number[] = []
      for (const from of walking) {
        const mass = here[from] ?? 0
        here[from] = 0
        const [start, end] = [first[from] ?? 0, first[from + 1] ?? 0]
        taken += end - start + 1
        for (let step = start; step < end; step++) {
          const to = at[step] ?? 0
          const known = there[to] ?? 0
          if (known === 0) next.push(to)
          there[to] = known + mass * (chance[step] ?? 0)
        }
      }
      walking = next
      ;[here, there] = [there, here]
      times += here[state] ?? 0
      left = 0
      for (const one of walking) left += here[one] ?? 0
    }
    let rest = 0
    for (const one of walking) {
      rest += (here[one] ?? 0) * ((further?.[one] ?? 1) - 1)
      here[one] = 0
    }
    return { times, left, rest }
  }
}

/** By Gauss–Jordan in place; what leads out of every state makes all pivots positive, in any order. */
function invertedDiagonal({ first, at, chance }: Steps): Float64Array {
  const size = first.length - 1
  const rows = Array.from({ length: size }, (_, state) => {
    const row = new Float64Array(size)
    row[state] = 1
    for (let step = first[state] ?? 0; step < (first[state + 1] ?? 0); step++) row[at[step] ?? 0] = -(chance[step] ?? 0)
    return row
  })
  for (const [column, pivotRow] of rows.entries()) {
    const pivot = pivotRow[column] ?? 1
    pivotRow[column] = 1
    for (let index = 0; index < size; index++) pivotRow[index] = (pivotRow[index] ?? 0) / pivot
    for (const row of rows) {
      const times = row[column] ?? 0
      if (row === pivotRow || times === 0) continue
      row[column] = 0
      for (let index = 0; index < size; index++) row[index] = (row[index] ?? 0) - times * (pivotRow[index] ?? 0)
    }
  }
  return Float64Array.from(rows, (row, state) => row[state] ?? 1)
}
