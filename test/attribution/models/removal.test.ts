import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { markov } from '../../../src/attribution/models/markov.ts'
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
