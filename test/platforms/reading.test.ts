import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Question, Reading } from '../../src/platforms/reading/reading.ts'
import { readValue, sayCompleteness } from '../../src/platforms/reading/value.ts'

const likes = { id: 'likes', kind: 'running-total', unit: 'count' } as const
const clicks = { id: 'link_clicks', kind: 'flow', unit: 'count' } as const
const followers = { id: 'followers', kind: 'stock', unit: 'count' } as const
const rate = { id: 'engagement_rate', kind: 'flow', unit: 'percent' } as const

function reading(over: Partial<Reading>): Reading {
  return {
    from: null,
    to: 0,
    value: 0,
    toldAt: 1,
    channel: 'facebook',
    post: null,
    part: null,
    publishedDay: null,
    ...over,
  }
}

function ask(
  metric: Question['metric'],
  readings: readonly Reading[],
  [from, to]: readonly [number, number],
  scope: Question['scope'] = {},
) {
  return readValue({ metric, readings, scope, from, to })
}

describe('a stock', () => {
  it('is the last reading in the period, never a sum', () => {
    const readings = [reading({ to: 3, value: 400 }), reading({ to: 20, value: 480 }), reading({ to: 31, value: 999 })]
    expect(ask(followers, readings, [1, 30], { channel: 'facebook' })).toEqual({
      ...{ value: 480, coveredDays: 20, toldDays: 20, lastDay: 20, days: 30, completeness: 'partial', flags: [] },
    })
  })

  it('without a reading in the period is not known', () => {
    const none = ask(followers, [reading({ to: 3, value: 400 })], [4, 30])
    expect([none.value, sayCompleteness(none)]).toEqual([null, 'no readings'])
  })

  it('of all channels says that the same people may follow on several', () => {
    const readings = [reading({ to: 30, value: 400 }), reading({ to: 30, value: 50, channel: 'instagram' })]
    expect(ask(followers, readings, [1, 30])).toMatchObject({ value: 450, flags: ['same-people', 'sum-of-channels'] })
  })

  it('of all channels stays on one what it was, for 90 days before the period', () => {
    const onFacebook = reading({ to: 112, value: 420 })
    const both = (to: number) => [onFacebook, reading({ to, value: 1000, channel: 'instagram' })]
    expect(ask(followers, both(11), [101, 120])).toMatchObject({
      ...{ value: 1420, coveredDays: 12, lastDay: 112, completeness: 'partial' },
      flags: ['carried', 'same-people', 'sum-of-channels'],
    })
    const tooLong = ask(followers, both(10), [101, 120])
    expect(tooLong).toMatchObject({ value: 420, flags: ['parts-missing', 'sum-of-channels'] })
    // Where nothing is read in the period, nothing is known of it.
    expect(ask(followers, both(11), [113, 120]).value).toBeNull()
  })

  it('of all channels is never complete with a number from before', () => {
    const readings = [reading({ to: 120, value: 420 }), reading({ to: 90, value: 1000, channel: 'instagram' })]
    expect(ask(followers, readings, [101, 120])).toMatchObject({ value: 1420, completeness: 'partial' })
  })
})

describe('a count so far', () => {
  it('is the reading at the end less that before the beginning', () => {
    const readings = [reading({ to: 0, value: 100 }), reading({ to: 10, value: 130 }), reading({ to: 30, value: 180 })]
    expect(ask(likes, readings, [1, 30])).toMatchObject({ value: 80, completeness: 'complete', flags: [] })
  })

  it('begins at nothing on the day a post was published', () => {
    const post = { post: 'p', publishedDay: 11 }
    expect(ask(likes, [reading({ ...post, to: 20, value: 70 })], [1, 30], { post: 'p' })).toMatchObject({
      ...{ value: 70, coveredDays: 10, days: 20, completeness: 'partial' },
    })
  })

  it('that goes down is told, and is no negative growth', () => {
    const readings = [reading({ to: 0, value: 100 }), reading({ to: 30, value: 90 })]
    expect(ask(likes, readings, [1, 30])).toMatchObject({ value: 0, flags: ['decreased'] })
  })

  it('needs two readings where nobody knows when it began', () => {
    expect(ask(likes, [reading({ to: 20, value: 70 })], [1, 30]).value).toBeNull()
  })

  it('is cut evenly between two readings, and says that this is an estimate', () => {
    const readings = [reading({ to: 0, value: 100 }), reading({ to: 20, value: 140 })]
    expect(ask(likes, readings, [11, 20])).toMatchObject({ value: 20, completeness: 'complete', flags: ['estimated'] })
  })

  it('adds up over any cut of a period, while it grows', () => {
    const growth = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 500 })), {
      minLength: 2,
      maxLength: 12,
    })
    fc.assert(
      fc.property(growth, fc.nat(100), fc.nat(100), fc.nat(100), (steps, a, b, c) => {
        let [day, value] = [0, 0]
        const readings = steps.map(([days, more]) => reading({ to: (day += days), value: (value += more) }))
        const [from = 0, middle = 0, to = 0] = [a, b, c].toSorted((one, other) => one - other)
        if (middle === to) return
        const both = ask(likes, readings, [from, to]).value ?? 0
        const parts =
          (ask(likes, readings, [from, middle]).value ?? 0) + (ask(likes, readings, [middle + 1, to]).value ?? 0)
        expect(parts).toBeCloseTo(both, 6)
      }),
    )
  })
})

describe('a flow', () => {
  it('is the sum of periods that do not overlap, and says how many days they cover', () => {
    const week = (from: number, value: number) => reading({ from, to: from + 6, value })
    const read = ask(clicks, [week(1, 10), week(8, 20), week(15, 30), week(29, 99)], [1, 30])
    expect([read.value, sayCompleteness(read), read.flags]).toEqual([
      60,
      'partial: covers 21 of 30 days',
      ['straddles'],
    ])
  })

  it('takes days before the month that sums them, and says that something was left out', () => {
    const days = Array.from({ length: 30 }, (_, at) => reading({ from: at + 1, to: at + 1, value: 2 }))
    const read = ask(clicks, [...days, reading({ from: 1, to: 30, value: 70, toldAt: 9 })], [1, 30])
    expect(read).toMatchObject({ value: 60, completeness: 'complete', flags: ['overlap'] })
  })

  it('takes the month before one day of it', () => {
    const read = ask(clicks, [reading({ from: 1, to: 30, value: 70 }), reading({ from: 4, to: 4, value: 2 })], [1, 30])
    expect(read).toMatchObject({ value: 70, completeness: 'complete', flags: ['overlap'] })
  })

  it('takes the newer of two that tell of the same days', () => {
    const read = ask(
      clicks,
      [reading({ from: 1, to: 7, value: 5, toldAt: 2 }), reading({ from: 1, to: 7, value: 4 })],
      [1, 7],
    )
    expect(read).toMatchObject({ value: 5, flags: ['several-tell'] })
  })

  it('never counts a day twice: whatever is told of a true series, the value is at most its sum, and all of it when covered', () => {
    const series = fc.array(fc.nat(50), { minLength: 5, maxLength: 20 })
    const cuts = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 15 })
    fc.assert(
      fc.property(series, cuts, (days, periods) => {
        const sum = (from: number, to: number) => days.slice(from, to + 1).reduce((all, one) => all + one, 0)
        const last = days.length - 1
        const readings = periods.map(([a, b], at) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)]
          return reading({ from, to, value: sum(from, to), toldAt: at })
        })
        const read = ask(clicks, readings, [0, last])
        expect(read.value ?? 0).toBeLessThanOrEqual(sum(0, last))
        if (read.completeness === 'complete') expect(read.value).toBe(sum(0, last))
      }),
    )
  })

  it('does not change by what is told of other days, posts or channels', () => {
    const own = [reading({ from: 1, to: 7, value: 5 })]
    const others = [reading({ from: 8, to: 9, value: 7 }), reading({ from: 1, to: 7, value: 7, channel: 'x' })]
    expect(ask(clicks, [...own, ...others], [1, 7], { channel: 'facebook' })).toEqual(
      ask(clicks, own, [1, 7], { channel: 'facebook' }),
    )
  })
})

describe('a wider scope', () => {
  const posts = [
    reading({ post: 'a', publishedDay: 2, to: 30, value: 10 }),
    reading({ post: 'b', publishedDay: 5, to: 30, value: 20 }),
  ]

  it('is the sum of its posts, where the channel tells nothing itself', () => {
    expect(ask(likes, posts, [1, 30], { channel: 'facebook' })).toMatchObject({ value: 30, flags: ['sum-of-posts'] })
  })

  it('is what the channel tells, where that covers as much: never both', () => {
    const own = reading({ from: 1, to: 30, value: 35 })
    expect(ask(likes, [...posts, own], [1, 30], { channel: 'facebook' })).toMatchObject({ value: 35, flags: [] })
  })

  it('of a campaign is that of its posts alone', () => {
    expect(ask(likes, posts, [1, 30], { posts: ['b'] })).toMatchObject({ value: 20 })
  })

  it('says that people were counted again where reach is summed, and has no mean of rates', () => {
    const reach = { id: 'reach', kind: 'running-total', unit: 'count' } as const
    expect(ask(reach, posts, [1, 30], { channel: 'facebook' }).flags).toContain('same-people')
    const rates = posts.map((one) => ({ ...one, from: 1 }))
    expect(ask(rate, rates, [1, 30], { channel: 'facebook' }).value).toBeNull()
  })

  it('is of the days on which any post was told, and as complete as the one told of least', () => {
    const daily = Array.from({ length: 20 }, (_, at) => reading({ post: 'a', from: at + 1, to: at + 1, value: 10 }))
    const late = reading({ post: 'b', from: 19, to: 19, value: 1 })
    expect(ask(clicks, [...daily, late], [1, 30], { channel: 'facebook' })).toMatchObject({
      ...{ value: 201, toldDays: 20, lastDay: 20, coveredDays: 1 },
    })
  })

  it('goes on at each channel’s own pace', () => {
    const readings = [
      reading({ from: 1, to: 14, value: 14_000 }),
      reading({ from: 1, to: 7, value: 3000, channel: 'instagram' }),
    ]
    const { value, toldDays, coveredDays } = ask(clicks, readings, [1, 14])
    expect([value, coveredDays]).toEqual([17_000, 7])
    expect((17_000 / toldDays) * 28).toBeCloseTo(14_000 * 2 + 3000 * 4, 2)
  })

  it('adds what a platform shows of a post: itself and its ads', () => {
    const parts = [
      reading({ post: 'a', part: 'organic', publishedDay: 2, to: 30, value: 10 }),
      reading({ post: 'a', part: 'ad', from: 1, to: 30, value: 5 }),
    ]
    expect(ask(likes, parts, [1, 30], { post: 'a' })).toMatchObject({ value: 15, flags: ['sum-of-parts'] })
  })
})

describe('a rate', () => {
  it('is a mean by days, never a sum', () => {
    const readings = [reading({ from: 1, to: 20, value: 3 }), reading({ from: 21, to: 30, value: 6 })]
    expect(ask(rate, readings, [1, 30])).toMatchObject({ value: 4, flags: ['averaged'] })
  })
})
