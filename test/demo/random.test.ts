import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pickWeighted, sample, seededRandom, shareOut } from '../../src/demo/random.ts'

it('gives the numbers of mulberry32', () => {
  // The reference implementation's first three for seed 1.
  const random = seededRandom(1)
  expect([random(), random(), random()].map((number) => number * 2 ** 32)).toEqual([2693262067, 11749833, 2265367787])
})

it('shares out all of it, each share within one of what is exact', () => {
  const weights = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 1, maxLength: 50 })
  fc.assert(
    fc.property(fc.nat(100_000), weights, (total, weights) => {
      const sum = weights.reduce((all, weight) => all + weight, 0)
      const shares = shareOut(total, weights)
      expect(shares.reduce((all, share) => all + share, 0)).toBe(total)
      for (const [index, share] of shares.entries())
        expect(Math.abs(share - (total * (weights[index] ?? 0)) / sum)).toBeLessThan(1 + 1e-6)
    }),
  )
})

it('picks by weight', () => {
  const random = seededRandom(5)
  const picks = Array.from({ length: 4_000 }, () =>
    pickWeighted(random, [
      [3, 'often'],
      [1, 'seldom'],
      [0, 'never'],
    ]),
  )
  expect(picks.filter((one) => one === 'often').length / 4_000).toBeCloseTo(0.75, 1)
  expect(picks).not.toContain('never')
})

it('samples different ones, the heavy ones more often', () => {
  const random = seededRandom(5)
  const list = Array.from({ length: 200 }, (_, index) => index)
  const samples = Array.from({ length: 50 }, () => sample(random, list, 20, (one) => (one < 100 ? 5 : 1))).map(
    (one) => {
      expect(new Set(one).size).toBe(20)
      return one.filter((index) => index < 100).length
    },
  )
  expect(samples.reduce((all, heavy) => all + heavy, 0) / 1_000).toBeGreaterThan(0.75)
})
