import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  betaCdf,
  betaQuantile,
  logGamma,
  negativeBinomialAtLeast,
  negativeBinomialCdf,
  negativeBinomialQuantile,
} from '../../src/statistics/distribution.ts'

describe('logGamma', () => {
  it('knows the factorials and Γ(½) = √π', () => {
    expect(logGamma(1)).toBeCloseTo(0, 12)
    expect(logGamma(5)).toBeCloseTo(Math.log(24), 12)
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12)
  })

  it('agrees with reference values far from 1', () => {
    expect(logGamma(1e-3)).toBeCloseTo(6.907178885383853, 12)
    expect(logGamma(171.5)).toBeCloseTo(709.143163, 6)
    expect(logGamma(1e5)).toBeCloseTo(1051287.7089737, 4)
  })

  it('refuses zero and below', () => {
    expect(() => logGamma(0)).toThrow(RangeError)
  })
})

describe('betaCdf', () => {
  it('agrees with closed forms', () => {
    expect(betaCdf(0.5, 2, 3)).toBeCloseTo(11 / 16, 12)
    expect(betaCdf(0.3, 1, 1)).toBeCloseTo(0.3, 12)
    // The arcsine law: 2/π · asin √x.
    expect(betaCdf(0.25, 0.5, 0.5)).toBeCloseTo(1 / 3, 12)
  })

  it('agrees with reference values for lopsided and large parameters', () => {
    expect(betaCdf(0.3, 10, 20)).toBeCloseTo(0.3640040810719437, 10)
    expect(betaCdf(0.3, 0.01, 5)).toBeCloseTo(0.9991442234826969, 10)
    expect(betaCdf(0.505, 5000, 5000)).toBeCloseTo(0.8413447463710366, 9)
  })

  it('is inverted by betaQuantile', () => {
    const parameter = fc.double({ min: 0.5, max: 500, noNaN: true })
    const share = fc.double({ min: 0.001, max: 0.999, noNaN: true })
    fc.assert(
      fc.property(share, parameter, parameter, (share, a, b) => {
        expect(betaCdf(betaQuantile(share, a, b), a, b)).toBeCloseTo(share, 8)
      }),
    )
  })

  it('refuses what is no beta distribution', () => {
    expect(() => betaCdf(0.5, 0, 1)).toThrow(RangeError)
    expect(() => betaCdf(1.1, 1, 1)).toThrow(RangeError)
    expect(() => betaQuantile(1, 1, 1)).toThrow(RangeError)
  })
})

describe('the negative binomial', () => {
  it('counts failures before the fifth head of a fair coin', () => {
    expect(negativeBinomialCdf(3, { size: 5, chance: 0.5 })).toBeCloseTo(93 / 256, 12)
  })

  it('takes a size that is not whole', () => {
    // Without a failure at all: chance^size.
    expect(negativeBinomialCdf(0, { size: 0.5, chance: 0.1 })).toBeCloseTo(Math.sqrt(0.1), 12)
    expect(negativeBinomialCdf(17, { size: 31.5, chance: 0.6 })).toBeCloseTo(0.291382117848827, 10)
  })

  it('finds the quantiles', () => {
    const quantiles = [0.025, 0.5, 0.975].map((share) => negativeBinomialQuantile(share, { size: 31.5, chance: 0.6 }))
    expect(quantiles).toEqual([11, 21, 34])
    expect(negativeBinomialQuantile(0.3, { size: 0.5, chance: 0.1 })).toBe(0)
  })

  it('gives both tails one whole', () => {
    const size = fc.double({ min: 0.5, max: 300, noNaN: true })
    const chance = fc.double({ min: 0.01, max: 0.99, noNaN: true })
    fc.assert(
      fc.property(fc.nat(500), size, chance, (count, size, chance) => {
        const law = { size, chance }
        expect(negativeBinomialCdf(count, law) + negativeBinomialAtLeast(count + 1, law)).toBeCloseTo(1, 10)
      }),
    )
  })

  it('refuses a chance of one', () => {
    expect(() => negativeBinomialCdf(1, { size: 1, chance: 1 })).toThrow(RangeError)
  })
})
