import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gammaQuantile } from '../../src/statistics/gamma.ts'
import { betaQuantile } from '../../src/statistics/distribution.ts'
import {
  dispersionOfShares,
  rateOfGroups,
  shareOfGroups,
  shrinkRate,
  shrinkShare,
} from '../../src/statistics/shrinkage.ts'

const prior = (mean: number, weight: number) => ({ mean, weight, successes: 0, trials: 0 })

describe('shares of many small groups', () => {
  it('draws 2 orders of 15 clicks down to 3.0 %, and none of 40 up to 1.9 %', () => {
    const usual = prior(4.8 / 212, 212)
    expect(shrinkShare({ successes: 2, trials: 15 }, usual).value).toBeCloseTo(0.03, 3)
    expect(shrinkShare({ successes: 0, trials: 40 }, usual).value).toBeCloseTo(0.019, 3)
  })

  it('gives the posterior of the rat tumours: 4 of 14 under Beta(1.4, 8.6) is 0.223', () => {
    // Gelman et al., Bayesian Data Analysis, section 5.1: mean 0.223, standard deviation 0.083.
    const { value, low, high } = shrinkShare({ successes: 4, trials: 14 }, prior(0.14, 10), 0.95)
    expect(value).toBeCloseTo(0.225, 10)
    expect((high - low) / 2 / 1.96).toBeCloseTo(0.083, 2)
  })

  it('learns from the 71 groups of rats about what the full analysis learns', () => {
    // Tarone 1982; Bayesian Data Analysis, section 5.3: E(α) = 2.4, E(β) = 14.3.
    const found = shareOfGroups(rats.map(([successes, trials]) => ({ successes, trials })))
    expect(found).toMatchObject({ successes: 267, trials: 1739 })
    expect(found?.mean).toBeCloseTo(2.4 / 16.7, 1)
    expect(found?.weight).toBeGreaterThan(10)
    expect(found?.weight).toBeLessThan(22)
  })

  it('makes one pool of groups that differ no more than chance lets them', () => {
    const groups = [
      { successes: 2, trials: 100 },
      { successes: 3, trials: 120 },
      { successes: 1, trials: 60 },
    ]
    const found = shareOfGroups(groups)
    expect(found?.weight).toBe(Number.POSITIVE_INFINITY)
    const values = groups.map((group) => shrinkShare(group, found ?? prior(0, 0)).value)
    expect(new Set(values).size).toBe(1)
    expect(values[0]).toBeCloseTo(6.5 / 281, 10)
  })

  it('knows nothing of groups without a trial', () => {
    expect(shareOfGroups([])).toBeUndefined()
    expect(shareOfGroups([{ successes: 0, trials: 0 }])).toBeUndefined()
  })

  it('lies between what the group shows and what is usual', () => {
    const part = fc.tuple(fc.nat(50), fc.nat(500)).map(([x, more]) => ({ successes: x, trials: x + more + 1 }))
    fc.assert(
      fc.property(
        part,
        fc.double({ min: 0.001, max: 0.5, noNaN: true }),
        fc.integer({ min: 1, max: 1000 }),
        (own, mean, weight) => {
          const { value, low, high } = shrinkShare(own, prior(mean, weight))
          const raw = own.successes / own.trials
          expect(value).toBeGreaterThanOrEqual(Math.min(raw, mean) - 1e-12)
          expect(value).toBeLessThanOrEqual(Math.max(raw, mean) + 1e-12)
          expect(low).toBeLessThanOrEqual(high)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('holds the true share in its 80 % interval four times in five', () => {
    const random = seeded(20261122)
    let held = 0
    let all = 0
    for (let shop = 0; shop < 20; shop++) {
      const truths = Array.from({ length: 60 }, () => betaQuantile(random(), 4, 156))
      const posts = truths.map((truth) => {
        const trials = 20 + Math.floor(random() * 200)
        return {
          truth,
          trials,
          successes: Array.from({ length: trials }, () => random() < truth).filter(Boolean).length,
        }
      })
      const found = shareOfGroups(posts)
      for (const post of posts) {
        const { low, high } = shrinkShare(post, found ?? prior(0, 0), 0.8)
        all++
        if (low <= post.truth && post.truth <= high) held++
      }
    }
    // 74–84 %: learning the prior from the same posts costs a little.
    expect(held / all).toBeGreaterThan(0.74)
    expect(held / all).toBeLessThan(0.84)
  }, 30_000)
})

describe('counts per exposure', () => {
  it('puts counts and prior together: 3 deaths of 200,000 under Gamma(3, 5) are 1.2 per 100,000', () => {
    // Gelman et al., section 2.6, asthma: prior Gamma(3, 5), y = 3, x = 2.0: posterior Gamma(6, 7), mean 0.86; ten years: Gamma(33, 25), mean 1.32.
    expect(shrinkRate({ count: 3, exposure: 2 }, prior(0.6, 5)).value).toBeCloseTo(0.857, 3)
    expect(shrinkRate({ count: 30, exposure: 20 }, prior(0.6, 5)).value).toBeCloseTo(1.32, 10)
    expect(shrinkRate({ count: 3, exposure: 2 }, prior(0.6, 5), 0.95).high).toBeCloseTo(gammaQuantile(0.975, 6) / 7, 12)
  })

  it('holds the true rate in its 80 % interval four times in five', () => {
    const random = seeded(7)
    let held = 0
    let all = 0
    for (let shop = 0; shop < 40; shop++) {
      const channels = Array.from({ length: 30 }, () => {
        const truth = gammaQuantile(0.0001 + random() * 0.9998, 3) * 10
        const exposure = 1 + Math.floor(random() * 6)
        return { truth, exposure, count: poisson(truth * exposure, random) }
      })
      const found = rateOfGroups(channels)
      for (const channel of channels) {
        const { low, high } = shrinkRate(channel, found ?? prior(0, 0), 0.8)
        all++
        if (low <= channel.truth && channel.truth <= high) held++
      }
    }
    expect(held / all).toBeGreaterThan(0.76)
    expect(held / all).toBeLessThan(0.84)
  })

  it('pools counts that are as even as Poisson’s, and is nothing where nothing was counted', () => {
    const even = rateOfGroups([
      { count: 10, exposure: 1 },
      { count: 11, exposure: 1 },
    ])
    expect(even).toMatchObject({ mean: 10.5, weight: Number.POSITIVE_INFINITY })
    expect(rateOfGroups([{ count: 0, exposure: 0 }])).toBeUndefined()
    expect(shrinkRate({ count: 0, exposure: 1 }, prior(0, 5))).toEqual({ value: 0, low: 0, high: 0 })
  })
})

describe('scatter beyond chance', () => {
  it('is 1 of even weeks, Pearson’s chi² per degree of freedom of uneven ones', () => {
    expect(dispersionOfShares([{ successes: 5, trials: 100 }])).toBe(1)
    expect(
      dispersionOfShares([
        { successes: 5, trials: 100 },
        { successes: 5, trials: 100 },
      ]),
    ).toBe(1)
    // p = .1, expected 10 each: (10² + 10²) / (100 · .1 · .9) / 1
    expect(
      dispersionOfShares([
        { successes: 0, trials: 100 },
        { successes: 20, trials: 100 },
      ]),
    ).toBeCloseTo(200 / 9, 10)
  })
})

/** Mulberry32: the same numbers on every machine. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function poisson(mean: number, random: () => number): number {
  let count = 0
  for (let time = -Math.log(1 - random()); time < mean; time -= Math.log(1 - random())) count++
  return count
}

const rats = [
  ...[
    [0, 20],
    [0, 20],
    [0, 20],
    [0, 20],
    [0, 20],
    [0, 20],
    [0, 20],
    [0, 19],
    [0, 19],
    [0, 19],
    [0, 19],
    [0, 18],
  ],
  ...[
    [0, 18],
    [0, 17],
    [1, 20],
    [1, 20],
    [1, 20],
    [1, 20],
    [1, 19],
    [1, 19],
    [1, 18],
    [1, 18],
    [2, 25],
    [2, 24],
  ],
  ...[
    [2, 23],
    [2, 20],
    [2, 20],
    [2, 20],
    [2, 20],
    [2, 20],
    [2, 20],
    [1, 10],
    [5, 49],
    [2, 19],
    [5, 46],
    [3, 27],
  ],
  ...[
    [2, 17],
    [7, 49],
    [7, 47],
    [3, 20],
    [3, 20],
    [2, 13],
    [9, 48],
    [10, 50],
    [4, 20],
    [4, 20],
    [4, 20],
    [4, 20],
  ],
  ...[
    [4, 20],
    [4, 20],
    [4, 20],
    [10, 48],
    [4, 19],
    [4, 19],
    [4, 19],
    [5, 22],
    [11, 46],
    [12, 49],
    [5, 20],
    [5, 20],
  ],
  ...[
    [6, 23],
    [5, 19],
    [6, 22],
    [6, 20],
    [6, 20],
    [6, 20],
    [16, 52],
    [15, 46],
    [15, 47],
    [9, 24],
    [4, 14],
  ],
].map(([successes = 0, trials = 0]) => [successes, trials] as const)
