import { describe, expect, it } from 'vitest'
import { judgeSmart } from '../../src/goals/smart.ts'
import type { GoalDraft, History } from '../../src/goals/smart.ts'
import { findMetric } from '../../src/platforms/catalog.ts'
import type { Metric } from '../../src/platforms/catalog.ts'

describe('the new pizzeria: 400 → 480 Facebook followers in our city in a month', () => {
  const pizza = draft({
    metric: metric('followers'),
    baseline: 400,
    target: 480,
    scope: { channel: 'facebook', place: 'Oslo' },
  })

  it('is specific, measurable and time-bound', () => {
    const { specific, measurable, timeBound } = judgeSmart(pizza)
    expect([specific.ok, measurable.ok, timeBound.ok]).toEqual([true, true, true])
    expect(specific.why).toContain('facebook, Oslo')
  })

  it('is plausible, but unknown without a history, and a four-week baseline is suggested', () => {
    const { achievable, realistic } = judgeSmart(pizza)
    expect([achievable.ok, realistic.ok]).toEqual([null, null])
    expect(realistic.why).toMatch(/20% more .*plausible/)
    expect(achievable.why).toContain('four weeks')
  })

  it('is judged by the growth of its own past months', () => {
    expect(judgeSmart(pizza, grew([1.25, 1.3, 1.2, 1.05])).achievable).toMatchObject({ ok: true })
    expect(judgeSmart(pizza, grew([1.25, 1.1, 1.1, 1.05])).achievable.why).toMatch(/25%; 1 of 4 .*a stretch/)
    expect(judgeSmart(pizza, grew([1.02, 1.03, 1.01, 1.05, 1.04])).realistic).toMatchObject({ ok: false })
  })

  it('is not judged by three months', () => {
    expect(
      judgeSmart(pizza, { periods: [1, 2, 3].map(() => ({ opening: 300, result: 301 })) }).achievable.ok,
    ).toBeNull()
  })
})

describe('10,000 more followers in a month on 400', () => {
  const dream = draft({ metric: metric('followers'), baseline: 400, target: 10_400, scope: { channel: 'facebook' } })

  it('is unrealistic without a budget, and says so', () => {
    const { realistic, specific } = judgeSmart(dream)
    expect(realistic.ok).toBe(false)
    expect(realistic.why).toMatch(/2500% more .*unrealistic without a budget/)
    expect(specific.ok).toBe(true)
  })

  it('is open with a budget whose yield isn’t known', () => {
    expect(judgeSmart({ ...dream, effort: { money: 500_000 } }).realistic.ok).toBeNull()
  })

  it.each([undefined, 0, 10, 29, 400, 4_999, 6_000, 12_000, 200_000])('is unrealistic from %s too', (baseline) => {
    const { realistic } = judgeSmart({ ...dream, baseline, target: (baseline ?? 0) + 10_000 })
    expect(realistic).toMatchObject({ ok: false, why: expect.stringContaining('unrealistic without a budget') })
  })

  it('is unrealistic as new followers too, unless as many came before', () => {
    const flow = draft({ metric: metric('new_followers'), target: 10_000 })
    expect(judgeSmart(flow).realistic.ok).toBe(false)
    expect(judgeSmart({ ...flow, baseline: 20 }).realistic.ok).toBe(false)
    expect(judgeSmart({ ...flow, baseline: 11_000 }).realistic.ok).toBeNull()
    expect(judgeSmart({ ...flow, effort: { money: 500_000 } }).realistic.ok).toBeNull()
  })

  it('is little where there are a great many already, or over a year', () => {
    expect(judgeSmart({ ...dream, baseline: 1_000_000, target: 1_010_000 }).realistic.ok).toBeNull()
    expect(judgeSmart({ ...dream, baseline: 20, target: 10_020, to: dream.from + 364 }).realistic.ok).toBeNull()
    expect(judgeSmart(draft({ metric: metric('impressions'), target: 10_000 })).realistic.ok).toBeNull()
  })

  it('is judged by the budget’s yield once that is known', () => {
    const yields: History = { periods: [], perMoney: 0.01, perHour: 10 }
    const short = judgeSmart({ ...dream, effort: { money: 500_000, hours: 10 } }, yields).realistic
    expect(short.ok).toBe(false)
    expect(short.why).toMatch(/51%.*490 more hours/)
    expect(judgeSmart({ ...dream, effort: { money: 1_000_000 } }, yields).realistic.ok).toBe(true)
  })

  it('is less steep over two years than in a month', () => {
    expect(judgeSmart({ ...dream, to: dream.from + 729 }).realistic.ok).toBeNull()
  })
})

describe('an orders goal', () => {
  const orders = draft({ metric: metric('orders'), target: 60 })

  it('is specific without a channel: it counts the whole shop', () => {
    expect(judgeSmart(orders).specific).toMatchObject({ ok: true })
  })

  it('may ask for a little more than ever happened', () => {
    const { achievable } = judgeSmart(orders, months([55, 58, 57, 59, 56]))
    expect(achievable.ok).toBe(true)
    expect(achievable.why).toContain('0 of 5')
  })

  it('may not ask for a multiple of it', () => {
    expect(judgeSmart({ ...orders, target: 160 }, months([55, 58, 57, 59, 56])).realistic.ok).toBe(false)
  })

  it('has no verdict on a handful: from 4 to 20 is a small shop’s chance', () => {
    expect(judgeSmart({ ...orders, baseline: 4, target: 20 }).realistic.ok).toBeNull()
  })
})

describe('what is not SMART', () => {
  it('is not specific: followers of no channel', () => {
    expect(judgeSmart(draft({ metric: metric('followers'), target: 480 })).specific.ok).toBe(false)
  })

  it('is not measurable: a share over 100%, no number', () => {
    expect(judgeSmart(draft({ metric: metric('conversion_rate'), target: 101 })).measurable.ok).toBe(false)
    expect(judgeSmart(draft({ metric: metric('orders'), target: Number.NaN })).measurable.ok).toBe(false)
  })

  it('is not time-bound: it ends before it begins, or years away', () => {
    const goal = draft({ metric: metric('orders'), target: 5 })
    expect(judgeSmart({ ...goal, to: goal.from - 1 }).timeBound.ok).toBe(false)
    expect(judgeSmart({ ...goal, to: goal.from + 366 }).timeBound.ok).toBe(false)
    expect(judgeSmart({ ...goal, to: goal.from + 365 }).timeBound.ok).toBe(true)
  })

  it('is no goal: already met', () => {
    const { achievable, realistic } = judgeSmart(draft({ metric: metric('followers'), baseline: 500, target: 480 }))
    expect([achievable.why, realistic.why].every((why) => why.includes('already'))).toBe(true)
  })
})

it('reminds a goal on a stock of its missing baseline', () => {
  const goal = draft({ metric: metric('followers'), target: 480 })
  expect(judgeSmart(goal).measurable.why).toContain('baseline')
  expect(judgeSmart({ ...goal, baseline: 400 }).measurable.why).not.toContain('baseline')
})

it('reads a falling history for a metric that should fall', () => {
  const goal = draft({ metric: metric('response_time'), baseline: 90, target: 30 })
  const periods = [40, 29, 28, 25].map((result) => ({ result }))
  expect(judgeSmart(goal, { periods }).achievable.why).toContain('3 of 4')
  expect(judgeSmart(goal).realistic.ok).toBeNull()
})

function draft(goal: Pick<GoalDraft, 'metric' | 'target'> & Partial<GoalDraft>): GoalDraft {
  return { from: 20_500, to: 20_529, ...goal }
}

function metric(id: string): Metric {
  const found = findMetric(id)
  if (!found) throw new Error(`no metric ${id}`)
  return found
}

function grew(factors: number[]): History {
  return { periods: factors.map((by) => ({ opening: 300, result: 300 * by })) }
}

function months(results: number[]): History {
  return { periods: results.map((result) => ({ result })) }
}
