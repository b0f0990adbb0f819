import { describe, expect, it } from 'vitest'
import { expectOrders, lagCurve } from '../../src/goals/lag.ts'

// Half on the day of the click, a quarter the day after, the rest on the third.
const lags = [
  { days: 0, orders: 10 },
  { days: 1, orders: 5 },
  { days: 3, orders: 5 },
]

describe('lagCurve', () => {
  it('is the share of orders that are in by the end of each day', () => {
    expect(lagCurve(lags, 7)).toEqual([0.5, 0.75, 0.75, 1, 1, 1, 1, 1])
  })

  it('says nothing of under ten orders', () => {
    expect(lagCurve([{ days: 0, orders: 9 }], 7)).toBeNull()
  })
})

describe('expectOrders', () => {
  const curve = lagCurve(lags, 7) ?? []

  it('awaits what the clicks’ own days haven’t brought yet', () => {
    // Before today's first click all of a yesterday's second half is open: .5 of 40 × .1.
    const expected = { curve, perClick: 0.1, now: 100, until: 110 }
    expect(expectOrders([{ day: 99, clicks: 40 }], expected)).toBeCloseTo(2, 12)
    expect(expectOrders([{ day: 100, clicks: 40 }], expected)).toBeCloseTo(4, 12)
    expect(expectOrders([{ day: 96, clicks: 40 }], expected)).toBe(0)
  })

  it('goes no further than the day asked for, and takes parts of a day', () => {
    const asked = { curve, perClick: 0.1, now: 100.5, until: 100 }
    expect(expectOrders([{ day: 100, clicks: 40 }], asked)).toBeCloseTo(1, 12)
    expect(expectOrders([{ day: 100, clicks: 40 }], { ...asked, until: 101 })).toBeCloseTo(2, 12)
  })
})
