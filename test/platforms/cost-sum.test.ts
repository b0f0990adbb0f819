import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cost, costKinds } from '../../src/platforms/cost.ts'
import { addCosts, addSpent, type CostDimension, nothingSpent, type Spent } from '../../src/platforms/cost-sum.ts'
import { parseDay } from '../../src/shops/calendar.ts'

const first = parseDay('2026-10-01')
const dimensions = ['link', 'post', 'campaign', 'channel', 'content', 'country', 'device', 'day'] as const

function makeCost(over: Partial<Cost> = {}): Cost {
  return {
    ...{ number: 1, id: 'cost_1', shopId: 'shop-1', kind: 'other', amount: 1000, currency: 'NOK', hours: null },
    ...{ from: first, to: first, scope: 'shop', link: null, post: null, campaign: null, channel: null },
    ...{ note: null, importId: null, createdAt: 0, rate: 1 },
    ...over,
  }
}

const asked = (by: CostDimension, hourlyRate: number | null = 35_000) => ({
  ...{ by, hourlyRate, from: first, to: first + 30, currency: 'NOK' },
})

const post = { id: 'post_1', title: 'A post' }
const campaign = { id: 'camp_1', name: 'Spring' }

const costs = fc.array(
  fc
    .record({
      kind: fc.constantFrom(...costKinds),
      amount: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
      hours: fc.option(fc.integer({ min: 1, max: 400 }).map((quarters) => quarters / 4)),
      start: fc.integer({ min: -20, max: 50 }),
      length: fc.integer({ min: 0, max: 40 }),
      foreign: fc.constantFrom('no', 'rated', 'unrated'),
      post: fc.option(fc.constantFrom('a', 'b').map((name) => ({ id: `post_${name}`, title: name }))),
      campaign: fc.option(fc.constant(campaign)),
      channel: fc.option(fc.constantFrom('instagram' as const, 'facebook' as const)),
    })
    .map(({ start, length, foreign, amount, ...rest }) =>
      makeCost({
        ...rest,
        amount,
        currency: amount === null ? null : foreign === 'no' ? 'NOK' : 'EUR',
        rate: foreign === 'no' ? 1 : foreign === 'rated' ? 11.7345 : null,
        from: first + start,
        to: first + start + length,
      }),
    ),
  { maxLength: 12 },
)

describe('the sum of costs', () => {
  it('adds up over rows and what is of none of them, by every dimension', () => {
    fc.assert(
      fc.property(costs, fc.constantFrom(...dimensions), fc.boolean(), (all, by, isPriced) => {
        const { rows, unassigned, total } = addCosts(all, asked(by, isPriced ? 35_050 : null))
        const { label: _, ...sum }: Spent & { label?: unknown } = [...rows.values()].reduce<Spent>(addSpent, unassigned)
        expect(sum).toEqual(total)
      }),
    )
  })

  it('is the same however the days are cut', () => {
    fc.assert(
      fc.property(costs, fc.integer({ min: 0, max: 29 }), (all, cut) => {
        const whole = addCosts(all, asked('post')).total
        const before = addCosts(all, { ...asked('post'), to: first + cut }).total
        const after = addCosts(all, { ...asked('post'), from: first + cut + 1 }).total
        expect(addSpent(before, after)).toEqual(whole)
      }),
    )
  })

  it('is, of money alone, what a count of single days says', () => {
    fc.assert(
      fc.property(costs, (all) => {
        let exact = 0
        for (const { amount, currency, rate, from, to } of all)
          for (let day = from; day <= to; day++)
            if (day >= first && day <= first + 30 && amount !== null && rate !== null)
              exact += (currency === 'NOK' ? amount : amount * rate) / (to - from + 1)
        expect(Math.abs(addCosts(all, asked('channel')).total.moneyMinor - exact)).toBeLessThanOrEqual(all.length * 1.5)
      }),
    )
  })

  it('keeps a campaign’s own costs apart where posts are asked for', () => {
    const all = [makeCost({ post, campaign, channel: 'instagram' }), makeCost({ campaign, amount: 50_000 })]
    const byPost = addCosts(all, asked('post'))
    expect(byPost.rows.get('post_1')?.moneyMinor).toBe(1000)
    expect(byPost.unassigned.moneyMinor).toBe(50_000)
    expect(addCosts(all, asked('campaign')).rows.get('camp_1')?.moneyMinor).toBe(51_000)
  })

  it('prices hours only where an hour has a price', () => {
    const all = [makeCost({ amount: null, currency: null, hours: 2.5, rate: null })]
    expect(addCosts(all, asked('post')).total).toEqual({ ...nothingSpent, seconds: 9000, timeMinor: 87_500 })
    expect(addCosts(all, asked('post', null)).total).toEqual({ ...nothingSpent, seconds: 9000 })
  })

  it('keeps money without an exchange rate in its own currency', () => {
    const { total } = addCosts([makeCost({ currency: 'THB', rate: null, amount: 12_345 })], asked('post'))
    expect(total).toEqual({ ...nothingSpent, unconverted: new Map([['THB', 12_345]]) })
  })
})
