import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/demo/random.ts'
import { betaOf, compareRates, compareShares, gammaOf, wordsFor } from '../../src/statistics/better.ts'
import { betaQuantile, logGamma } from '../../src/statistics/distribution.ts'

const few = { successes: 12, trials: 480 }
const more = { successes: 21, trials: 500 }

describe('which of two shares is better', () => {
  it('says of 21 in 500 beside 12 in 480: .9272 by Miller’s sum, .9306 by Jeffreys’ prior', () => {
    expect(compareShares(betaOf(few), betaOf(more)).probability).toBeCloseTo(0.9272, 4)
    expect(compareShares(betaOf(few, 'jeffreys'), betaOf(more, 'jeffreys')).probability).toBeCloseTo(0.9306, 4)
  })

  it('integrates to what it sums up to', () => {
    const part = fc.tuple(fc.nat(60), fc.nat(900)).map(([successes, rest]) => ({ successes, trials: successes + rest }))
    fc.assert(
      fc.property(part, part, (one, other) => {
        const [first, second] = [betaOf(one), betaOf(other)]
        const summed = compareShares(first, second)
        // A billionth of a success more makes it no whole number.
        const integrated = compareShares(first, { ...second, a: second.a + 1e-9 })
        expect(integrated.probability).toBeCloseTo(summed.probability, 7)
        expect(integrated.lossOfA).toBeCloseTo(summed.lossOfA, 7)
      }),
      { numRuns: 60 },
    )
  })

  it('gives the other one the rest', () => {
    const part = fc.tuple(fc.nat(60), fc.nat(900)).map(([successes, rest]) => ({ successes, trials: successes + rest }))
    fc.assert(
      fc.property(part, part, fc.constantFrom('uniform', 'jeffreys'), (one, other, prior) => {
        const there = compareShares(betaOf(one, prior), betaOf(other, prior))
        const back = compareShares(betaOf(other, prior), betaOf(one, prior))
        expect(there.probability + back.probability).toBeCloseTo(1, 8)
        expect(there.lossOfA).toBeCloseTo(back.lossOfB, 9)
        // What B wins over A less what it loses is what their means differ by.
        const means = [betaOf(one, prior), betaOf(other, prior)].map(({ a, b }) => a / (a + b))
        expect(there.lossOfA - there.lossOfB).toBeCloseTo((means[1] ?? 0) - (means[0] ?? 0), 8)
      }),
      { numRuns: 60 },
    )
  })

  it('agrees with draws from both', () => {
    const random = seededRandom(2015)
    const [first, second] = [betaOf(few, 'jeffreys'), betaOf(more, 'jeffreys')]
    let wins = 0
    let loss = 0
    const runs = 4000
    for (let run = 0; run < runs; run++) {
      const one = betaQuantile(random() || 0.5, first.a, first.b)
      const other = betaQuantile(random() || 0.5, second.a, second.b)
      if (other > one) wins++
      loss += Math.max(0, one - other)
    }
    const found = compareShares(first, second)
    expect(Math.abs(wins / runs - found.probability)).toBeLessThan(0.015)
    expect(Math.abs(loss / runs / found.lossOfB - 1)).toBeLessThan(0.2)
  })

  it('stays exact for a shop’s largest posts', () => {
    const { probability } = compareShares(
      betaOf({ successes: 20_000, trials: 1_000_000 }),
      betaOf({ successes: 20_280, trials: 1_000_000 }),
    )
    // Normal: 280 / √(20,000·0.98 + 20,280·0.98) = 1.409.
    expect(probability).toBeCloseTo(0.9206, 3)
  })

  it('refuses what is no share', () => {
    expect(() => betaOf({ successes: 3, trials: 2 })).toThrow(RangeError)
    expect(() => betaOf({ successes: Number.NaN, trials: 2 })).toThrow(RangeError)
  })
})

describe('which of two rates is better', () => {
  const fourteenDays = (count: number) => gammaOf({ count, exposure: 14 })

  it('says of 9 orders beside 4, in 14 days each: .9102', () => {
    expect(compareRates(fourteenDays(4), fourteenDays(9)).probability).toBeCloseTo(0.9102, 4)
  })

  it('agrees with Miller’s sum', () => {
    const count = fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 60 })).map(([c, e]) => ({ count: c, exposure: e }))
    fc.assert(
      fc.property(count, count, (one, other) => {
        const [first, second] = [gammaOf(one), gammaOf(other)]
        let sum = 0
        for (let k = 0; k < second.shape; k++) {
          const logBeta = logGamma(k + 1) + logGamma(first.shape) - logGamma(k + 1 + first.shape)
          sum += Math.exp(
            k * Math.log(second.per) +
              first.shape * Math.log(first.per) -
              Math.log(k + first.shape) -
              (k + first.shape) * Math.log(first.per + second.per) -
              logBeta,
          )
        }
        expect(compareRates(first, second).probability).toBeCloseTo(sum, 9)
        expect(compareRates(second, first).probability).toBeCloseTo(1 - sum, 9)
      }),
    )
  })

  it('loses on average what the other wins, less the difference of their means', () => {
    const { lossOfA, lossOfB } = compareRates(fourteenDays(4), fourteenDays(9))
    expect(lossOfA - lossOfB).toBeCloseTo(5 / 14, 9)
    expect(lossOfB).toBeGreaterThan(0)
  })

  it('refuses no time at all', () => {
    expect(() => gammaOf({ count: 1, exposure: 0 })).toThrow(RangeError)
  })
})

describe('words for how sure it is', () => {
  it.each([
    [0.5, 'no difference shown'],
    [0.7999, 'no difference shown'],
    [0.8, 'probably'],
    [0.9499, 'probably'],
    [0.95, 'clearly'],
    [1, 'clearly'],
  ])('%d is “%s”', (probability, words) => {
    expect(wordsFor(probability)).toBe(words)
  })

  it('has none for what is no probability', () => {
    expect(() => wordsFor(1.01)).toThrow(RangeError)
    expect(() => wordsFor(Number.NaN)).toThrow(RangeError)
  })
})
