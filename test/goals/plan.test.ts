import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planBackwards, type PlanQuestion } from '../../src/goals/plan.ts'
import { type ChannelPast, type Fallback, isKnown, ratesOf } from '../../src/goals/plan-rates.ts'
import { rounded, sayNeed } from '../../src/goals/plan-words.ts'
import { parseDay } from '../../src/shops/calendar.ts'

const instagram = { id: 'instagram', name: 'Instagram' } as const
const facebook = { id: 'facebook', name: 'Facebook' } as const
const benchmark: Fallback = { value: 0.025, range: [0.02, 0.03], told: 'BigCommerce, 2024-02-28, medium trust' }
const others = { conversion: benchmark, click: null }

describe('a plan backwards', () => {
  it('turns 60 orders at 2.5 % into 2,400 clicks, and these into impressions, posts, hours and money', () => {
    const past = [channelPast()]
    const plan = planBackwards(question({ rates: ratesOf(past, instagram, others) }))
    const { results, clicks, impressions, posts, hours, money } = plan.channels[0]?.needs ?? plan.totals
    expect(results.words).toBe('about 60 orders')
    expect(clicks).toMatchObject({ value: 2400, unknown: null })
    expect(clicks.words).toMatch(/^about 2,400 clicks \(1,\d00–3,\d00\)$/)
    // One click of 50 impressions, 50 clicks and 2 hours a post, NOK 0.50 a click.
    expect(impressions.value).toBe(120_000)
    expect(posts.value).toBe(48)
    expect(hours.value).toBe(96)
    expect(money).toMatchObject({ value: 1200 })
    expect(money.words).toMatch(/^about NOK 1,200 \(/)
    expect(plan.totals).toEqual(plan.channels[0]?.needs)
  })

  it('takes off what is reached, and asks for nothing once all is', () => {
    const rates = ratesOf([channelPast()], instagram, others)
    expect(planBackwards(question({ rates }, { reached: 24 })).channels[0]?.needs.clicks.value).toBe(1400)
    const done = planBackwards(question({ rates }, { reached: 70 }))
    expect(done).toMatchObject({ remaining: 0, totals: { clicks: { value: 0 }, hours: { value: 0 } } })
  })

  it('says when it needs more hours than the shop has', () => {
    const rates = ratesOf([channelPast()], instagram, others)
    // 96 hours in 40 days.
    const plan = planBackwards(question({ rates }, { said: { hoursPerWeek: 5, moneyPerMonth: 2000 } }))
    expect(plan.daysLeft).toBe(40)
    expect(plan.feasibility.hoursPerWeek).toMatchObject({ needed: 17, said: 5, fits: false })
    expect(plan.feasibility.hoursPerWeek.words).toContain('Needs about 17 h/week; you said 5 h/week')
    expect(plan.feasibility.moneyPerMonth).toMatchObject({ said: 2000, fits: true })
    const unsaid = planBackwards(question({ rates })).feasibility.hoursPerWeek
    expect(unsaid).toMatchObject({ fits: null, said: null })
    expect(unsaid.words).toContain('say it under Purpose')
  })

  it('names the one thing to enter where nobody knows a rate, and leaves the total unknown too', () => {
    const past = [channelPast({ seen: null, hours: 0, money: 0 })]
    const plan = planBackwards(question({ rates: ratesOf(past, instagram, others) }))
    expect(plan.totals.clicks.value).toBe(2400)
    expect(plan.totals.impressions.words).toBe('unknown: type in impressions for Instagram')
    expect(plan.totals.hours.unknown).toBe('Write down the hours that posts on Instagram take.')
    expect(plan.feasibility.hoursPerWeek).toMatchObject({ needed: null, fits: null })
  })

  it('takes a cost of 0 that was written down for what it is, and no costs for unknown', () => {
    const perClick = (over: Partial<ChannelPast>) =>
      ratesOf([channelPast(over), channelPast({ channel: 'facebook' })], instagram, others).moneyPerClick
    expect(perClick({ hours: 0, money: 0 })).toMatchObject({ value: 0, basis: 'own' })
    expect(perClick({ hours: 0, money: 0, isCostTold: false })).toMatchObject({ page: 'costs' })
  })

  it('goes by a dated benchmark where own orders are too few, and says so', () => {
    const past = [channelPast({ clicks: 90, results: 3 })]
    const plan = planBackwards(question({ rates: ratesOf(past, instagram, others) }))
    expect(plan.channels[0]?.rates.conversion).toMatchObject({ basis: 'benchmark', told: benchmark.told, value: 0.025 })
    expect(plan.channels[0]?.needs.clicks).toMatchObject({ value: 2400, low: 2000, high: 3000 })
    expect(plan.assumptions.join(' ')).toContain('others’ are used')
    const unknown = ratesOf(past, instagram, { conversion: { unknown: 'Wait for orders.' }, click: null })
    expect(planBackwards(question({ rates: unknown })).totals.clicks.words).toBe('unknown: wait for orders')
  })

  it('says that it holds if rates stay, and how far chance alone goes', () => {
    const { assumptions } = planBackwards(question({ rates: ratesOf([channelPast()], instagram, others) }))
    expect(assumptions[0]).toContain('if rates stay')
    expect(assumptions[1]).toMatch(/makes 60 come out at 5\d–7\d/)
  })

  it('adds up whole posts: two channels that need a fifth of one need two', () => {
    const rates = ratesOf([channelPast()], instagram, others)
    const halves = ['instagram', 'facebook'] as const
    const { totals, channels } = planBackwards({
      ...question({ rates }, { target: 0.5 }),
      channels: halves.map((channel) => ({ channel, share: 0.5, rates })),
    })
    expect(channels.map(({ needs }) => needs.posts.value)).toEqual([1, 1])
    expect(totals.posts.value).toBe(2)
  })

  it('needs more for more, and its range holds its value', () => {
    const rates = ratesOf([channelPast(), channelPast({ channel: 'facebook', results: 10 })], instagram, others)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 1000 }), (target, more) => {
        const [less, greater] = [target, target + more].map(
          (one) => planBackwards(question({ rates }, { target: one })).totals,
        )
        for (const name of ['clicks', 'impressions', 'posts', 'hours', 'money'] as const) {
          const { value, low, high } = less?.[name] ?? {}
          expect(low).toBeLessThanOrEqual(value ?? -1)
          expect(high).toBeGreaterThanOrEqual(value ?? Infinity)
          expect(greater?.[name].value).toBeGreaterThanOrEqual(value ?? Infinity)
        }
      }),
      { numRuns: 50 },
    )
  })
})

describe('the rates of a channel', () => {
  it('draws a channel with few clicks towards the others, and widens what it doesn’t know', () => {
    const big = channelPast({ channel: 'facebook', clicks: 4000, results: 100 })
    const few = channelPast({ clicks: 30, results: 3 })
    const { conversion } = ratesOf([big, few], instagram, others)
    if (!isKnown(conversion)) throw new Error('unknown')
    expect(conversion.basis).toBe('others')
    expect(conversion.value).toBeGreaterThan(0.025)
    expect(conversion.value).toBeLessThan(0.06)
    const sure = ratesOf([big, few], facebook, others).conversion
    if (!isKnown(sure)) throw new Error('unknown')
    expect(sure.basis).toBe('own')
    expect(widthOf(conversion.range)).toBeGreaterThan(3 * widthOf(sure.range))
  })

  it('lends a channel that has nothing the rate of the others, never its certainty', () => {
    const big = channelPast({ channel: 'facebook', clicks: 40_000, results: 1000 })
    const { conversion, clicksPerPost, click } = ratesOf([big], instagram, others)
    if (!isKnown(conversion) || !isKnown(clicksPerPost)) throw new Error('unknown')
    expect(conversion).toMatchObject({ basis: 'others' })
    expect(widthOf(conversion.range)).toBeGreaterThan(1)
    expect(clicksPerPost.basis).toBe('others')
    expect(click).toEqual({ unknown: 'Type in impressions for Instagram.', page: 'numbers' })
  })

  it('is wider where the weeks were uneven', () => {
    const even = channelPast({ weeks: Array.from({ length: 20 }, () => ({ clicks: 50, results: 1 })) })
    const uneven = channelPast({
      weeks: Array.from({ length: 20 }, (_, at) => ({ clicks: 50, results: at === 0 ? 20 : 0 })),
    })
    const [narrow, wide] = [even, uneven].map((one) => ratesOf([one], instagram, others).conversion)
    if (!narrow || !wide || !isKnown(narrow) || !isKnown(wide)) throw new Error('unknown')
    expect(widthOf(wide.range)).toBeGreaterThan(2 * widthOf(narrow.range))
    expect(wide.value).toBeCloseTo(narrow.value, 2)
  })
})

describe('the words of a plan', () => {
  it('round to two figures, the range outward', () => {
    const say = (value: number, low: number, high: number) =>
      sayNeed(rounded({ value, range: [low, high] }, 'clicks'), 'clicks', { metric: 'orders', currency: 'NOK' })
    expect(say(2412.4, 1723, 3511)).toBe('about 2,400 clicks (1,700–3,600)')
    expect(say(1, 1, 1)).toBe('about 1 click')
    expect(say(29.15, 29.15, 29.15)).toBe('about 29 clicks')
    expect(say(7.4, 6.2, 8.1)).toBe('about 7 clicks (6–9)')
  })
})

function channelPast(over: Partial<ChannelPast> = {}): ChannelPast {
  return {
    ...{ channel: 'instagram', clicks: 1000, results: 25, weeks: [] },
    seen: { impressions: 50_000, clicks: 1000 },
    posts: Array.from({ length: 20 }, () => 50),
    ...{ hours: 40, money: 500, isCostTold: true },
    ...over,
  }
}

function question(
  { rates }: { readonly rates: ReturnType<typeof ratesOf> },
  over: Partial<PlanQuestion> = {},
): PlanQuestion {
  return {
    ...{ metric: 'orders', target: 60, reached: 0, currency: 'NOK' },
    from: parseDay('2026-11-22'),
    to: parseDay('2026-12-31'),
    today: parseDay('2026-11-22'),
    channels: [{ channel: 'instagram', share: 1, rates }],
    perResult: { value: 1, range: [1, 1], basis: 'own', told: '' },
    said: { hoursPerWeek: null, moneyPerMonth: null },
    hasOtherCosts: false,
    ...over,
  }
}

function widthOf([low, high]: readonly [number, number]): number {
  return Math.log(high / low)
}
