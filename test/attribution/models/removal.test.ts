import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { markov } from '../../../src/attribution/models/markov.ts'
import { seededRandom } from '../../../src/demo/random.ts'
import { removalEffects } from '../../../src/attribution/models/removal.ts'

const paths = fc.array(
  fc.record({
    path: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 7 }),
    conversions: fc.nat(5),
    value: fc.constant(0),
    nulls: fc.nat(5),
  }),
  { maxLength: 12 },
)

it('has the removal effects of the Markov model, which solves the walk anew without each unit', () => {
  fc.assert(
    fc.property(paths, (drawn) => {
      const told = drawn.filter(({ conversions, nulls }) => conversions + nulls > 0)
      const { probability, effects } = removalEffects(told)
      const slow = markov(told, 1)
      expect(probability).toBeCloseTo(slow.probability, 9)
      expect([...effects.keys()].toSorted()).toEqual([...slow.removal.keys()].toSorted())
      for (const [unit, effect] of slow.removal) expect(effects.get(unit)).toBeCloseTo(effect, 8)
    }),
    { numRuns: 500 },
  )
})

it('takes ten thousand units that are hardly ever on the same way', () => {
  const units = Array.from({ length: 10_000 }, (_, one) => `post-${one}`)
  const told = units.flatMap((unit, one) => [
    { path: [unit], conversions: 3, value: 0, nulls: 200 },
    { path: [unit, `post-${(one * 7919) % 10_000}`, unit], conversions: 1, value: 0, nulls: 0 },
  ])
  const { effects } = removalEffects(told)
  expect(effects.size).toBe(10_000)
  expect(effects.get('post-1')).toBeCloseTo(1.5 / 10_000, 4)
})

it.each([
  [300, 900, 9],
  [500, 1500, 9],
  [1200, 3600, 5],
  [2000, 6000, 5],
])('takes %i posts on %i journeys that all ended in an order', (posts, journeys, digits) => {
  const told = drawWays(posts, journeys)
  const { probability, effects } = removalEffects(told)
  expect(probability).toBeCloseTo(1, 9)
  const busiest = told.flatMap(({ path }) => path.slice(0, 1)).slice(0, 4)
  for (const unit of ['post-1', ...busiest]) expect(effects.get(unit)).toBeCloseTo(lostWithout(told, unit), digits)
})

it('takes units that only lead to each other, and hardly ever to an order', () => {
  const path = Array.from({ length: 400 }, (_, one) => (one % 2 === 0 ? 'a' : 'b'))
  const told = [
    { path, conversions: 1, value: 0, nulls: 0 },
    { path: ['c', 'a'], conversions: 1, value: 0, nulls: 3 },
  ]
  const { effects } = removalEffects(told)
  for (const unit of ['a', 'b', 'c']) expect(effects.get(unit)).toBeCloseTo(markov(told, 1).removal.get(unit) ?? 0, 8)
})

/** Ways of two to five touches, all of which ended in an order. */
function drawWays(posts: number, journeys: number) {
  const random = seededRandom(7)
  const draw = (most: number) => Math.floor(random() * most)
  return Array.from({ length: journeys }, () => ({
    path: Array.from({ length: 2 + draw(4) }, () => `post-${draw(posts)}`),
    ...{ conversions: 1, value: 0, nulls: 0 },
  }))
}

/** What share of the orders no walk reaches any more, walked out step by step for this unit alone. */
function lostWithout(told: ReturnType<typeof drawWays>, removed: string): number {
  const next = new Map<string, string[]>()
  const starts: string[] = []
  for (const { path } of told) {
    const once = path.filter((unit, index) => unit !== path[index - 1])
    starts.push(once[0] ?? '')
    for (const [index, unit] of once.entries()) {
      const followers = next.get(unit) ?? []
      followers.push(once[index + 1] ?? '(order)')
      next.set(unit, followers)
    }
  }
  let walking = new Map<string, number>()
  const add = (to: Map<string, number>, unit: string, mass: number) => to.set(unit, (to.get(unit) ?? 0) + mass)
  for (const unit of starts) add(walking, unit, 1 / starts.length)
  let lost = 0
  for (let round = 0; round < 400 && walking.size > 0; round++) {
    const further = new Map<string, number>()
    for (const [unit, mass] of walking) {
      if (unit === removed) lost += mass
      else if (unit !== '(order)' && mass > 1e-16)
        for (const to of next.get(unit) ?? []) add(further, to, mass / (next.get(unit)?.length ?? 1))
    }
    walking = further
  }
  return lost
}
