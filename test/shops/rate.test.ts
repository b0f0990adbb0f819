import { expect, it } from 'vitest'
import { convertMinor, crossRate } from '../../src/shops/rate.ts'

/** @source ECB, euro foreign exchange reference rates of 3 January 2024: USD 1.0919, JPY 155.91, NOK 11.3480, SEK 11.2050 */
const published = { USD: 1.0919, JPY: 155.91, NOK: 11.348, SEK: 11.205, EUR: 1 } as const

it('crosses two rates of a day: 100 USD at 11.3480 and 1.0919 a euro are 1039.29 NOK', () => {
  const rate = crossRate(published.USD, published.NOK)
  expect(rate).toBeCloseTo(10.392893, 6)
  expect(convertMinor(10_000, { from: 'USD', to: 'NOK', rate })).toBe(103_929)
})

it('goes from and to the euro itself', () => {
  expect(convertMinor(10_000, { from: 'EUR', to: 'NOK', rate: crossRate(published.EUR, published.NOK) })).toBe(113_480)
  expect(convertMinor(113_480, { from: 'NOK', to: 'EUR', rate: crossRate(published.NOK, published.EUR) })).toBe(10_000)
})

it('goes by the decimals of both currencies', () => {
  expect(convertMinor(15_591, { from: 'JPY', to: 'EUR', rate: crossRate(published.JPY, 1) })).toBe(10_000)
  expect(convertMinor(10_000, { from: 'EUR', to: 'JPY', rate: published.JPY })).toBe(15_591)
  expect(convertMinor(1000, { from: 'KWD', to: 'USD', rate: 3.25 })).toBe(325)
})

it('rounds halves away from zero', () => {
  expect(convertMinor(1, { from: 'EUR', to: 'NOK', rate: 2.5 })).toBe(3)
  expect(convertMinor(-1, { from: 'EUR', to: 'NOK', rate: 2.5 })).toBe(-3)
  expect(convertMinor(1, { from: 'EUR', to: 'NOK', rate: 2.4 })).toBe(2)
})

it('knows no currency that is none', () => {
  expect(convertMinor(1, { from: 'XXX', to: 'NOK', rate: 1 })).toBeUndefined()
})
