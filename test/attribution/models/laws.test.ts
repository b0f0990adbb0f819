import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { creditByPlace, creditPaths } from '../../../src/attribution/credit-paths.ts'
import { firstTouch } from '../../../src/attribution/models/first.ts'
import { lastNonDirect } from '../../../src/attribution/models/last-non-direct.ts'
import { lastTouch } from '../../../src/attribution/models/last.ts'
import { linear } from '../../../src/attribution/models/linear.ts'
import { markov } from '../../../src/attribution/models/markov.ts'
import { positionBased } from '../../../src/attribution/models/position-based.ts'
import { shapley, shapleyOf, worthKey } from '../../../src/attribution/models/shapley.ts'
import { timeDecay } from '../../../src/attribution/models/time-decay.ts'
import { type Path, unitsOf } from '../../../src/attribution/path.ts'

const models = { firstTouch, lastTouch, lastNonDirect, linear, positionBased, shapley, timeDecay }
const units = ['a', 'b', 'c', 'd'] as const

const anyPath = fc
  .record({
    path: fc.array(fc.constantFrom(...units), { minLength: 1, maxLength: 6 }),
    conversions: fc.integer({ min: 0, max: 5 }),
    nulls: fc.integer({ min: 0, max: 5 }),
    each: fc.integer({ min: 0, max: 100 }),
  })
  .map(
    ({ each, ...one }): Path => ({
      ...one,
      value: each * one.conversions,
      hoursBefore: one.path.map((_, index) => (one.path.length - index) * 30),
    }),
  )
const anyPaths = fc.array(anyPath, { minLength: 1, maxLength: 8 })
const sum = (numbers: Iterable<number>) => [...numbers].reduce((all, one) => all + one, 0)

describe('credits', () => {
  it('add up to the conversions and to what they brought, under every model of single journeys', () => {
    const law = fc.property(anyPaths, fc.constantFrom(...Object.values(models)), (paths, model) => {
      const { credit, value } = creditPaths(paths, model)
      expect(sum(credit.values())).toBeCloseTo(sum(paths.map(({ conversions }) => conversions)), 9)
      expect(sum(value.values())).toBeCloseTo(sum(paths.map((one) => one.value)), 6)
      expect(Math.min(...credit.values())).toBeGreaterThanOrEqual(0)
    })
    fc.assert(law)
  })

  it('add up under Markov chains of every order', () => {
    const law = fc.property(anyPaths, fc.constantFrom(1, 2, 3), (paths, order) => {
      const { credit, removal, probability } = markov(paths, order)
      const total = sum(paths.map(({ conversions }) => conversions))
      expect(sum(credit.values())).toBeCloseTo(total, 6)
      const all = total + sum(paths.map(({ nulls }) => nulls))
      expect(probability).toBeCloseTo(all === 0 ? 0 : total / all, 9)
      for (const effect of removal.values()) expect(effect >= -1e-9 && effect <= 1 + 1e-9).toBe(true)
    })
    fc.assert(law)
  })

  it('go by the place of a unit in a path as much as in all', () => {
    const law = fc.property(anyPaths, (paths) => {
      const { credit } = creditPaths(paths, shapley)
      for (const [unit, places] of creditByPlace(paths)) expect(sum(places)).toBeCloseTo(credit.get(unit) ?? 0, 9)
    })
    fc.assert(law)
  })

  it('don’t depend on the order of the paths, nor on what units are called', () => {
    const renamed: Readonly<Record<string, string>> = { a: 'd', b: 'a', c: 'b', d: 'c' }
    const law = fc.property(anyPaths, (paths) => {
      const here = markov(paths, 1).credit
      const turned = paths.toReversed().map((one) => ({ ...one, path: one.path.map((unit) => renamed[unit] ?? '') }))
      const there = markov(turned, 1).credit
      for (const [unit, credit] of here) expect(there.get(renamed[unit] ?? '')).toBeCloseTo(credit, 8)
    })
    fc.assert(law)
  })
})

it('gives Instagram its share of instagram > email > order under every model of several touches', () => {
  const paths: Path[] = [
    { path: ['instagram', 'email'], conversions: 1, value: 100, nulls: 0, hoursBefore: [48, 1] },
    { path: ['email'], conversions: 0, value: 0, nulls: 3, hoursBefore: [1] },
  ]
  const several = { firstTouch, linear, positionBased, shapley, timeDecay }
  const shares = Object.values(several).map((model) => creditPaths(paths, model).credit.get('instagram') ?? 0)
  expect(Math.min(...shares, markov(paths, 1).credit.get('instagram') ?? 0)).toBeGreaterThan(0.1)
  expect(creditPaths(paths, lastTouch).credit.get('instagram')).toBe(0)
})

describe('the closed forms come to what their definitions say', () => {
  it('of Shapley, by all coalitions', () => {
    const law = fc.property(anyPaths, (paths) => {
      const all = unitsOf(paths)
      const worth = new Map(
        Array.from({ length: 2 ** all.length }, (_, set) => all.filter((__, index) => set & (1 << index))).map(
          (set) => [
            worthKey(set),
            sum(paths.filter(({ path }) => path.every((unit) => set.includes(unit))).map((one) => one.conversions)),
          ],
        ),
      )
      const { credit } = creditPaths(paths, shapley)
      for (const [unit, value] of shapleyOf(all, worth)) expect(credit.get(unit)).toBeCloseTo(value, 9)
    })
    fc.assert(law)
  })

  it('of Markov chains, by following every walk until next to nothing is left of it', () => {
    const law = fc.property(anyPaths, fc.constantFrom(1, 2, 3), (paths, order) => {
      const { probability, removal } = markov(paths, order)
      expect(walkAll(paths, order)).toBeCloseTo(probability, 7)
      for (const [unit, effect] of removal) {
        const left = probability === 0 ? 1 : walkAll(paths, order, unit) / probability
        expect(1 - left).toBeCloseTo(effect, 6)
      }
    })
    fc.assert(law, { numRuns: 60 })
  })
})

/** The share of walks that convert, a step at a time: the whole crowd of walkers moves on until nobody is left. */
function walkAll(paths: readonly Path[], order: number, removed?: string): number {
  const ways = paths.flatMap(({ path, conversions, nulls }) => {
    const steps = path.filter((unit, index) => unit !== path[index - 1])
    const states = steps.map((_, index) => steps.slice(Math.max(0, index + 1 - order), index + 1).join('>'))
    const end = (to: string, weight: number) => ({ states: ['start', ...states, to], weight })
    return [end('converted', conversions), end('lost', nulls)].filter(({ weight }) => weight > 0)
  })
  const moves = new Map<string, Map<string, number>>()
  for (const { states, weight } of ways)
    for (const [index, from] of states.slice(0, -1).entries()) {
      const next = moves.get(from) ?? new Map<string, number>()
      const to = states[index + 1] ?? ''
      moves.set(from, next.set(to, (next.get(to) ?? 0) + weight))
    }
  let crowd = new Map([['start', 1]])
  let converted = 0
  for (let step = 0; step < 20_000 && sum(crowd.values()) > 1e-12; step++) {
    const moved = new Map<string, number>()
    for (const [from, share] of crowd) {
      const next = moves.get(from) ?? new Map<string, number>()
      const all = sum(next.values())
      for (const [to, weight] of next) {
        const part = (share * weight) / all
        if (to === 'converted') converted += part
        else if (to !== 'lost' && !(removed !== undefined && to.split('>').includes(removed)))
          moved.set(to, (moved.get(to) ?? 0) + part)
      }
    }
    crowd = moved
  }
  return converted
}
