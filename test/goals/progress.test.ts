import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeProgress } from '../../src/goals/progress.ts'
import type { GoalReading, Progress } from '../../src/goals/progress.ts'
import { findMetric, metrics } from '../../src/platforms/catalog.ts'
import type { Metric } from '../../src/platforms/catalog.ts'

// Thirty days, of which eighteen have passed.
const month = { from: 20_500, to: 20_529, now: 20_518 }

describe('a goal of 60 orders in a month', () => {
  it('is behind with 31 after 18 days, and says by how much', () => {
    const progress = judgeProgress(orders({ value: 31 }))
    expect(progress).toMatchObject({ value: 31, target: 60, elapsedShare: 0.6, interval: [45, 60], status: 'behind' })
    expect(progress.runRate).toBeCloseTo(51.67, 2)
    expect(progress.neededPerDay).toBeCloseTo(2.417, 3)
    expect(progress.probability).toBeCloseTo(0.1075, 4)
  })

  it('is on track at even odds, ahead at nine to one', () => {
    const status = [35, 36, 40, 41].map((value) => judgeProgress(orders({ value })).status)
    expect(status).toEqual(['behind', 'on-track', 'on-track', 'ahead'])
  })

  it('takes a bursty history into account', () => {
    expect(judgeProgress(orders({ value: 31, dispersion: 1.8 }))).toMatchObject({ interval: [43, 63] })
  })

  it('is reached before its time', () => {
    expect(judgeProgress(orders({ value: 60 }))).toMatchObject({ status: 'reached', probability: 1, neededPerDay: 0 })
  })

  it('has not started before its first day', () => {
    expect(judgeProgress(orders({ value: 0, now: 20_499.99 }))).toMatchObject({
      status: 'not-started',
      elapsedShare: 0,
    })
  })

  it('can’t be told on the first morning', () => {
    expect(judgeProgress(orders({ value: 0, now: 20_500 }))).toMatchObject({
      status: 'unknown',
      runRate: null,
      probability: null,
    })
    expect(judgeProgress(orders({ value: 1, now: 20_500.0001 })).runRate).toBeNull()
    expect(judgeProgress(orders({ value: 0, now: 20_501 })).status).toBe('unknown')
  })

  it('says no odds, range, pace or run rate until a twentieth of its days has gone', () => {
    const early = judgeProgress(orders({ value: 1, now: 20_500.015 }))
    const silent = { runRate: null, runRateAdjusted: null, pacePerDay: null, probability: null, interval: null }
    expect(early).toMatchObject({ ...silent, status: 'unknown' })
    expect(early.neededPerDay).toBeCloseTo(59 / 29.985, 9)
    expect(judgeProgress(orders({ value: 1, now: 20_501.4 }))).toMatchObject(silent)
    expect(judgeProgress(orders({ value: 1, now: 20_501.6 })).probability).not.toBeNull()
    expect(followers({ value: 421, now: 20_501.4 }).pacePerDay).toBeNull()
  })

  it('runs through its last day', () => {
    expect(judgeProgress(orders({ value: 59, now: 20_529.9 })).status).toBe('behind')
    expect(judgeProgress(orders({ value: 59, now: 20_530 })).status).toBe('missed')
  })

  it('matures while orders of its clicks can still come in, unless it is reached', () => {
    const over = { now: 20_540, clickWindowDays: 30 }
    expect(judgeProgress(orders({ value: 59, ...over }))).toMatchObject({
      status: 'maturing',
      elapsedShare: 1,
      interval: [59, 59],
    })
    expect(judgeProgress(orders({ value: 60, ...over })).status).toBe('reached')
    expect(judgeProgress(orders({ value: 59, ...over, now: 20_559.9 })).status).toBe('maturing')
    expect(judgeProgress(orders({ value: 59, ...over, now: 20_560 })).status).toBe('missed')
  })

  it('is unknown when nothing is measured', () => {
    expect(judgeProgress(orders({ value: null }))).toEqual({
      value: null,
      target: 60,
      elapsedShare: 0.6,
      runRate: null,
      runRateAdjusted: null,
      pacePerDay: null,
      neededPerDay: null,
      probability: null,
      interval: null,
      status: 'unknown',
    })
  })

  it('says what comes in a day beside what is needed', () => {
    const { pacePerDay, neededPerDay } = judgeProgress(orders({ value: 31 }))
    expect([pacePerDay, neededPerDay]).toEqual([expect.closeTo(31 / 18, 9), expect.closeTo(29 / 12, 9)])
  })

  it('weighs busy weekdays: a weekend to come is worth more than its two days', () => {
    // 2026-02-16, a Monday, to the following Sunday; Saturday and Sunday bring half of all.
    const week = { from: 20_500, to: 20_506, target: 20, value: 8 }
    const rhythm = { weekdays: [0.7, 0.7, 0.7, 0.7, 0.7, 1.75, 1.75], months: null }
    const friday = judgeProgress(orders({ ...week, now: 20_505, rhythm }))
    expect(friday.runRate).toBeCloseTo((8 / 5) * 7, 9)
    expect(friday.runRateAdjusted).toBeCloseTo((8 / 3.5) * 7, 9)
    const alike = judgeProgress(orders({ ...week, now: 20_505 }))
    expect(alike.runRateAdjusted).toBeNull()
    expect(friday.probability).toBeGreaterThan((alike.probability ?? 1) * 2)
  })
})

describe('a number that somebody tells', () => {
  it('is judged up to the last day told, not to today', () => {
    const told = { metric: metric('likes'), target: 60, ...month, value: 31 }
    const progress = judgeProgress({ ...told, measuredDays: 10 })
    expect(progress.runRate).toBeCloseTo(93, 9)
    expect(progress).toMatchObject({ status: 'ahead', pacePerDay: 3.1, neededPerDay: expect.closeTo(29 / 12, 9) })
    expect(judgeProgress(told).status).toBe('behind')
  })

  it('is not called missed while days of it are untold', () => {
    const over = { metric: metric('likes'), target: 60, ...month, value: 31, now: 20_531 }
    expect(judgeProgress({ ...over, measuredDays: 20 }).status).toBe('unknown')
    expect(judgeProgress({ ...over, measuredDays: 30 }).status).toBe('missed')
    expect(judgeProgress({ ...over, measuredDays: 20, value: 60 }).status).toBe('reached')
    expect(followers({ now: 20_531, measuredDays: 25 }).status).toBe('missed')
    expect(followers({ now: 20_531, measuredDays: 20 }).status).toBe('unknown')
  })
})

describe('a goal of 480 followers', () => {
  it('is judged by the way from its baseline', () => {
    expect(followers({ value: 448 }).status).toBe('on-track')
    expect(followers({ value: 453 }).status).toBe('ahead')
    expect(followers({ value: 447 }).status).toBe('behind')
    expect(followers({ value: 390 }).status).toBe('behind')
  })

  it('has no run rate and no probability, but a daily need', () => {
    const progress = followers({ value: 456 })
    expect(progress).toMatchObject({ runRate: null, probability: null, interval: null, neededPerDay: 2 })
  })

  it('is unknown on its way without a baseline, but not at its end', () => {
    expect(followers({ baseline: null }).status).toBe('unknown')
    expect(followers({ baseline: null, now: 20_530 }).status).toBe('missed')
    expect(followers({ baseline: null, value: 480 }).status).toBe('reached')
  })

  it('never matures: no order is awaited', () => {
    expect(followers({ now: 20_531, clickWindowDays: 30 }).status).toBe('missed')
  })
})

describe('a rate', () => {
  it('has no run rate, need or probability', () => {
    expect(aov({})).toMatchObject({ runRate: null, neededPerDay: null, probability: null, interval: null })
  })

  it('is not reached before its end: it may still fall', () => {
    expect(aov({}).status).toBe('on-track')
    expect(aov({ value: 49_000 }).status).toBe('behind')
    expect(aov({ value: 56_000 }).status).toBe('ahead')
    expect(aov({ now: 20_530 }).status).toBe('reached')
  })
})

describe('a share of things that happen one by one', () => {
  const share = (successes: number, trials: number, over: Partial<GoalReading> = {}) =>
    judgeProgress({
      ...{ metric: metric('conversion_rate'), target: 2.5, value: (successes / trials) * 100, ...month },
      ...{ share: { successes, trials }, ...over },
    })

  it('of fewer than thirty says nothing yet, but shows how wide it is', () => {
    expect(share(1, 3)).toMatchObject({ status: 'unknown', runRate: null })
    const [low, high] = share(1, 3).interval ?? []
    expect([low, high]).toEqual([expect.closeTo(10.15, 1), expect.closeTo(68.47, 1)])
    expect(share(1, 29).status).toBe('unknown')
    expect(share(3, 30).status).not.toBe('unknown')
  })

  it('is judged by how likely the true one is at the target', () => {
    expect(share(25, 1000)).toMatchObject({ status: 'on-track' })
    expect(share(40, 1000).status).toBe('ahead')
    expect(share(20, 1000).status).toBe('behind')
    // Three of a hundred are a fifth over the target, and may be chance.
    expect(share(3, 100).status).toBe('on-track')
    expect(share(0, 100)).toMatchObject({ status: 'behind', interval: [0, expect.any(Number)] })
  })

  it('that should fall, the other way round', () => {
    const bounces = { metric: metric('bounce_rate'), target: 40 }
    expect([30, 39, 50].map((bounced) => share(bounced, 100, bounces).status)).toEqual(['ahead', 'on-track', 'behind'])
  })

  it('is known when it is over', () => {
    expect(share(1, 3, { now: 20_530 })).toMatchObject({ status: 'reached', probability: 1 })
  })
})

describe('what should fall', () => {
  it('is missed as soon as a count has grown past its limit', () => {
    expect(unfollows({ value: 21 })).toMatchObject({ status: 'missed', probability: 0 })
  })

  it('is reached only at the end', () => {
    expect(unfollows({ value: 5 }).status).toBe('ahead')
    expect(unfollows({ value: 19 }).status).toBe('behind')
    expect(unfollows({ value: 20, now: 20_530 }).status).toBe('reached')
  })

  it('can still hold at the limit itself', () => {
    const { probability, status } = unfollows({ value: 20 })
    expect(probability).toBeGreaterThan(0)
    expect(probability).toBeLessThan(0.01)
    expect(status).toBe('behind')
  })

  it('is reached at once by a stock, which needs so much less a day', () => {
    expect(backlog(52)).toMatchObject({ neededPerDay: 1, status: 'ahead' })
    expect(backlog(70)).toMatchObject({ neededPerDay: 2.5, status: 'behind' })
    expect(backlog(40).status).toBe('reached')
  })

  it('may aim at zero', () => {
    expect([0, 1].map((value) => waiting({ target: 0, value }).status)).toEqual(['on-track', 'behind'])
  })

  it('leaves room of so many a day', () => {
    expect(unfollows({ value: 8 }).neededPerDay).toBe(1)
  })

  it('turns the comparison round for a rate', () => {
    expect([20, 30, 31].map((value) => waiting({ value }).status)).toEqual(['ahead', 'on-track', 'behind'])
  })
})

describe('money', () => {
  it('has a run rate, but no probability without the size of its orders', () => {
    const progress = revenue({})
    expect(progress.runRate).toBeCloseTo(516_667, 0)
    expect(progress).toMatchObject({ probability: null, interval: null, status: 'behind' })
  })

  it('is as certain as the count when all orders are alike', () => {
    expect(revenue({ eventSize: 10_000 })).toMatchObject({ interval: [450_000, 600_000] })
    expect(revenue({ eventSize: 10_000 }).probability).toBeCloseTo(0.1075, 4)
  })

  it('is less certain the more unequal the orders', () => {
    const [low, high] = revenue({ eventSize: 40_000 }).interval ?? [0, 0]
    expect(high - low).toBeGreaterThan(150_000)
  })

  it('bears a negative net when refunds exceed sales', () => {
    expect(revenue({ value: -5_000, eventSize: 10_000 })).toMatchObject({ probability: null, status: 'behind' })
  })
})

it('does not promise likes: they come in bursts', () => {
  const likes = judgeProgress({ metric: metric('likes'), target: 100, value: 60, ...month })
  expect(likes).toMatchObject({ probability: null, interval: null, status: 'on-track' })
  expect(likes.runRate).toBeCloseTo(100, 9)
})

it('gives finite numbers and a status for whatever is measured', () => {
  const number = fc.oneof(fc.integer({ min: 0, max: 100_000 }), fc.double({ min: 0, max: 1e6, noNaN: true }))
  const reading = fc.record({
    metric: fc.constantFrom(...metrics),
    target: fc.oneof(fc.constant(0), number),
    baseline: fc.option(number),
    value: fc.option(number),
    days: fc.integer({ min: 0, max: 400 }),
    passed: fc.double({ min: -0.2, max: 1.2, noNaN: true }),
    clickWindowDays: fc.nat(90),
    eventSize: fc.double({ min: 0.01, max: 1e5, noNaN: true }),
    dispersion: fc.double({ min: 1, max: 50, noNaN: true }),
  })
  fc.assert(
    fc.property(reading, ({ days, passed, ...rest }) => {
      const to = 20_500 + days
      const progress = judgeProgress({ ...rest, from: 20_500, to, now: 20_500 + (days + 1) * passed })
      const { elapsedShare, runRate, neededPerDay, probability, interval } = progress
      const numbers = [elapsedShare, runRate, neededPerDay, probability, ...(interval ?? [])]
      expect(numbers.filter((one) => one !== null && !Number.isFinite(one))).toEqual([])
      expect(probability === null || (probability >= 0 && probability <= 1)).toBe(true)
      expect(interval === null || interval[0] <= interval[1]).toBe(true)
    }),
  )
})

it('refuses an end before the beginning, half days and numbers that are none', () => {
  expect(() => judgeProgress(orders({ value: 1, to: 20_499 }))).toThrow(RangeError)
  expect(() => judgeProgress(orders({ value: 1, from: 20_500.5 }))).toThrow(RangeError)
  expect(() => judgeProgress(orders({ value: Number.NaN }))).toThrow(RangeError)
})

function orders(reading: Pick<GoalReading, 'value'> & Partial<GoalReading>): GoalReading {
  return { metric: metric('orders'), target: 60, ...month, ...reading }
}

function metric(id: string): Metric {
  const found = findMetric(id)
  if (!found) throw new Error(`no metric ${id}`)
  return found
}

function followers(reading: Partial<GoalReading>): Progress {
  return judgeProgress({ metric: metric('followers'), baseline: 400, target: 480, value: 448, ...month, ...reading })
}

function aov(reading: Partial<GoalReading>): Progress {
  return judgeProgress({ metric: metric('aov'), target: 50_000, value: 50_000, ...month, ...reading })
}

function unfollows(reading: Partial<GoalReading>): Progress {
  return judgeProgress({ metric: metric('unfollows'), target: 20, value: 5, ...month, ...reading })
}

function revenue(reading: Partial<GoalReading>): Progress {
  return judgeProgress({ metric: metric('revenue'), target: 600_000, value: 310_000, ...month, ...reading })
}

function waiting(reading: Partial<GoalReading>): Progress {
  return judgeProgress({ metric: metric('response_time'), target: 30, value: 30, ...month, ...reading })
}

/** A stock that should shrink. */
function backlog(value: number): Progress {
  const falling: Metric = { ...metric('followers'), direction: 'down' }
  return judgeProgress({ metric: falling, baseline: 100, target: 40, value, ...month })
}
