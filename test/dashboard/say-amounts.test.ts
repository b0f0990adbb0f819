import { describe, expect, it } from 'vitest'
import { rateIsSaid, roundAmount } from '../../src/dashboard/pages/report/say-amounts.ts'

const rateOf = (buyers: number, n: number) => ({ value: n === 0 ? 0 : buyers / n, low: 0, high: 1, n })

describe('a rate', () => {
  it('is said from five clicks with an order on', () => {
    expect(rateIsSaid({ orders: 5, conversionRate: rateOf(5, 237) })).toBe(true)
    expect(rateIsSaid({ orders: 4, conversionRate: rateOf(4, 237) })).toBe(false)
  })

  it('isn’t said of orders that came without a click', () => {
    expect(rateIsSaid({ orders: 8, conversionRate: rateOf(0, 0) })).toBe(false)
    expect(rateIsSaid({ orders: 9, conversionRate: rateOf(1, 237) })).toBe(false)
  })
})

describe('an amount', () => {
  it('loses its hundredths from a thousand on, below zero too', () => {
    expect([999.99, '1000.49', '-5068.81'].map(roundAmount)).toEqual([999.99, 1000, -5069])
  })
})
