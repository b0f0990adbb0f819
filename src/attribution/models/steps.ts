/** Chances from state to state, row by row: those of `state` are at `first[state]` up to `first[state + 1]`. No state leads to itself. */
export type Steps = {
  readonly first: Int32Array<ArrayBuffer>
  readonly at: Int32Array<ArrayBuffer>
  readonly chance: Float64Array<ArrayBuffer>
}

type Rows = readonly (readonly { readonly at: number; readonly chance: number }[])[]

export function packSteps(rows: Rows): Steps {
  const all = rows.flat()
  const first = new Int32Array(rows.length + 1)
  for (const [state, row] of rows.entries()) first[state + 1] = (first[state] ?? 0) + row.length
  return { first, at: Int32Array.from(all, ({ at }) => at), chance: Float64Array.from(all, ({ chance }) => chance) }
}

/** The same steps, listed where they lead to. */
export function turn({ first, at, chance }: Steps): Steps {
  const states = first.length - 1
  const turned = new Int32Array(states + 1)
  for (const to of at) turned[to + 1] = (turned[to + 1] ?? 0) + 1
  for (let state = 0; state < states; state++) turned[state + 1] = (turned[state + 1] ?? 0) + (turned[state] ?? 0)
  const free = turned.slice()
  const whole = { first: turned, at: new Int32Array(at.length), chance: new Float64Array(at.length) }
  for (let from = 0; from < states; from++)
    for (let step = first[from] ?? 0; step < (first[from + 1] ?? 0); step++) {
      const to = at[step] ?? 0
      const place = free[to] ?? 0
      free[to] = place + 1
      whole.at[place] = from
      whole.chance[place] = chance[step] ?? 0
    }
  return whole
}

/** x = own + Steps x by Gauss–Seidel from nought upwards; it ends, as every state leads out of the chain. */
export function settle({ first, at, chance }: Steps, own: (state: number) => number): Float64Array {
  const states = first.length - 1
  const settled = new Float64Array(states)
  goRounds(() => {
    let [largest, most] = [0, 0]
    for (let one = states - 1; one >= 0; one--) {
      let value = own(one)
      const end = first[one + 1] ?? 0
      for (let step = first[one] ?? 0; step < end; step++) value += (chance[step] ?? 0) * (settled[at[step] ?? 0] ?? 0)
      largest = Math.max(largest, value - (settled[one] ?? 0))
      most = Math.max(most, value)
      settled[one] = value
    }
    return { largest, most }
  })
  return settled
}

/**
 * Goes through values that each round only adds to, until what is still to come, bounded by how fast the rounds shrink, is
 * below what a number can tell apart. `largest`: the most that a round added to a value; `most`: the largest value.
 */
export function goRounds(round: () => { readonly largest: number; readonly most: number }): void {
  let before = 0
  for (let rounds = 0; rounds < mostRounds; rounds++) {
    const { largest, most } = round()
    const shrinking = Math.min(0.999_999, largest / before)
    if (largest === 0 || (before > 0 && (largest * shrinking) / (1 - shrinking) < precision * most)) return
    before = largest
  }
}

const mostRounds = 100_000
const precision = 1e-13

/** The states in groups: of one group are those that a walk can come back to from each other. @source Kosaraju, 1978 */
export function groupStates(steps: Steps, turned: Steps): number[][] {
  const isTaken = new Uint8Array(steps.first.length - 1)
  return leftInOrder(steps)
    .toReversed()
    .flatMap((root) => {
      if (isTaken[root]) return []
      isTaken[root] = 1
      const group = [root]
      for (const one of group)
        for (const from of turned.at.subarray(turned.first[one], turned.first[one + 1]))
          if (!isTaken[from]) {
            isTaken[from] = 1
            group.push(from)
          }
      return [group]
    })
}

/** States in the order in which going through them, depth first, leaves them for good. */
function leftInOrder({ first, at }: Steps): number[] {
  const states = first.length - 1
  const order: number[] = []
  const isSeen = new Uint8Array(states)
  const step = first.slice(0, states)
  for (let root = 0; root < states; root++) {
    const open = isSeen[root] ? [] : [root]
    isSeen[root] = 1
    for (let one = open.at(-1); one !== undefined; one = open.at(-1)) {
      const next = step[one] ?? 0
      if (next === first[one + 1]) {
        order.push(one)
        open.pop()
        continue
      }
      step[one] = next + 1
      const to = at[next] ?? 0
      if (!isSeen[to]) open.push(to)
      isSeen[to] = 1
    }
  }
  return order
}
