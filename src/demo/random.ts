/** The next number of a sequence, 0 ≤ x < 1. */
export type Random = () => number

/** Numbers that come the same from the same seed. @source mulberry32 by Tommy Ettinger, public domain */
export function seededRandom(seed: number): Random {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** One of a list, each as likely as the next. @throws RangeError for an empty list */
export function pick<T>(random: Random, list: readonly T[]): T {
  const one = list[Math.floor(random() * list.length)]
  if (one === undefined) throw new RangeError('there is nothing to pick from')
  return one
}

export type Weighted<T> = readonly (readonly [weight: number, value: T])[]

/** One of a list, by its weights. @throws RangeError for an empty list */
export function pickWeighted<T>(random: Random, list: Weighted<T>): T {
  let left = random() * list.reduce((sum, [weight]) => sum + weight, 0)
  for (const [weight, value] of list) {
    left -= weight
    if (left < 0) return value
  }
  throw new RangeError('there is nothing to pick from')
}

/** `count` different ones of a list; the chance of each is by its weight. @source Efraimidis & Spirakis 2006 */
export function sample<T>(random: Random, list: readonly T[], count: number, weigh: (one: T) => number): T[] {
  return list
    .map((one) => ({ one, key: exponential(random, 1) / weigh(one) }))
    .toSorted((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ one }) => one)
}

/** Waiting time with this mean, 0 or more. */
export function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - random())
}

/** A factor around 1 (its median): how well posts of the same kind do differs by this much. */
export function logNormal(random: Random, sigma: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return Math.exp(sigma * normal)
}

/** Whole numbers by the weights that add up to `total`: the largest remainders are rounded up. */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const exact = weights.map((weight) => (total * weight) / sum)
  const left = total - exact.reduce((all, share) => all + Math.floor(share), 0)
  const byRemainder = exact.map((share, index) => ({ index, remainder: share % 1 }))
  const up = new Set(
    byRemainder
      .toSorted((a, b) => b.remainder - a.remainder || a.index - b.index)
      .slice(0, left)
      .map(({ index }) => index),
  )
  return exact.map((share, index) => Math.floor(share) + (up.has(index) ? 1 : 0))
}
