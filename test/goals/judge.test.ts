import { describe, expect, it } from 'vitest'
import type { GoalSketch } from '../../src/goals/goal.ts'
import { judgeSketch } from '../../src/goals/judge.ts'
import { createGoal } from '../../src/goals/store.ts'
import { keepValues } from '../../src/platforms/value-store.ts'
import { createCosts, newCostId } from '../../src/platforms/cost-store.ts'
import { localDay } from '../../src/shops/calendar.ts'
import type { Shop } from '../../src/shops/shop.ts'
import { findShop } from '../../src/shops/store.ts'
import { makeRuntime, noon, type TestRuntime } from '../make.ts'
import { makeClick, makeOrder, onePost, writeHistory, zone } from '../reports/history.ts'

const day = 86_400_000
const today = localDay(noon, zone)
const month = { from: '2026-11-22', to: '2026-12-21' }
const orders = {
  name: 'Sales',
  metric: 'orders',
  target: 60,
  ...month,
  main: true,
  businessGoal: 'Live off it',
} as const

describe('the new pizzeria: a fifth more of 400 Facebook followers in our city within a month', () => {
  const pizza: GoalSketch = {
    ...{ metric: 'followers', target: 480, ...month, main: false },
    scope: { channel: 'facebook', place: 'our city' },
  }

  it('is accepted as a milestone of a main goal, without a warning', async () => {
    const { judge, shop, runtime } = await open()
    const main = await createGoal(runtime.database, shop.id, orders, noon)
    const judged = await judge({ ...pizza, parentId: main.id })
    expect(judged).toMatchObject({ level: 3, warnings: [], verdict: { suitedAsMain: false } })
    expect(judged.why).toMatch(/^Fits as a milestone/)
  })

  it('knows the 400, finds 480 plausible, and offers four weeks of counting', async () => {
    const { judge, tell } = await open()
    await tell('followers', 'facebook', [[today, 400]])
    const { smart, baseline, baselineGoal, measurable } = await judge(pizza)
    expect(baseline).toMatchObject({ value: 400, from: '2026-11-22', to: '2026-11-22' })
    expect(Object.values(smart ?? {}).map(({ ok }) => ok)).toEqual([true, true, null, null, true])
    expect(smart?.realistic.why).toMatch(/20% more .*plausible/)
    expect(baselineGoal).toMatchObject({ metric: 'followers', target: 400, to: '2026-12-19', main: false })
    expect(measurable).toMatchObject({ ok: true })
  })

  it('is to be measured for four weeks where nobody knows the number, and says that 1 is no target', async () => {
    const { judge, tell } = await open()
    const { baselineGoal: unknown } = await judge(pizza)
    expect(unknown).toMatchObject({ name: 'Measure followers for four weeks', target: 1 })
    expect(unknown?.reason).toContain('1 only holds the target’s place')
    await tell('followers', 'facebook', [[today, 400]])
    expect((await judge(pizza)).baselineGoal?.reason).toContain('what is known already')
  })

  it('is judged by its own past months', async () => {
    const { judge, tell } = await open()
    const growing = Array.from({ length: 9 }, (_, index) => [today - 240 + index * 30, 200 * 1.25 ** index] as const)
    await tell('followers', 'facebook', growing)
    const past = await judge({ ...pizza, target: 1.2 * 200 * 1.25 ** 8 })
    expect(past.smart?.achievable).toMatchObject({ ok: true, why: expect.stringContaining('past periods') })
    const steep = await judge({ ...pizza, target: 6000 })
    expect(steep.smart?.achievable).toMatchObject({ ok: false })
  })

  it('shows the way to the sale in its own numbers', async () => {
    const { judge, tell, runtime } = await open()
    await sell(runtime, { days: 60, everyOrder: 6 })
    await tell('followers', 'instagram', [[today - 1, 400]])
    const { chain } = await judge({ ...pizza, scope: { channel: 'instagram' } })
    const [followers, clicks, bought] = chain?.steps ?? []
    expect(followers).toMatchObject({ metric: 'followers', value: 480 })
    // 60 clicks of 400 followers in 90 days: 24 of 480 in 30.
    expect(clicks?.value).toBeCloseTo(24, 6)
    expect(bought?.value).toBeCloseTo(24 / 6, 6)
    for (const step of [clicks, bought]) {
      expect(step?.likely?.[0]).toBeGreaterThan(step?.sure?.[0] ?? Number.NaN)
      expect(step?.likely?.[1]).toBeLessThan(step?.sure?.[1] ?? Number.NaN)
    }
    expect(chain?.sentence).toMatch(
      /^480 followers → about 24 link clicks \(\d+–\d+\) → about 4 orders \([\d.]+–[\d.]+\)$/,
    )
  })

  it('puts a question mark where a number is missing, and says which one to type in', async () => {
    const { judge } = await open()
    const { chain } = await judge(pizza)
    expect(chain?.sentence).toBe('480 followers → ? link clicks → ? orders')
    expect(chain?.steps[1]?.missing).toMatchObject({ metrics: ['followers'], page: 'numbers' })
    expect(chain?.steps[1]?.missing?.remedy).toContain('on Facebook')
    expect(chain?.steps[2]?.missing).toMatchObject({ page: 'install' })
  })
})

describe('ten thousand more followers in a month', () => {
  const dream: GoalSketch = { metric: 'followers', ...month, main: true, scope: { channel: 'facebook' } }

  it('is unrealistic without a budget on 400, and says why', async () => {
    const { judge, tell } = await open()
    await tell('followers', 'facebook', [[today, 400]])
    const { smart } = await judge({ ...dream, target: 10_400 })
    expect(smart?.realistic).toMatchObject({ ok: false, why: expect.stringContaining('unrealistic without a budget') })
  })

  it('is unrealistic without a budget where nobody knows how many there are', async () => {
    const { judge } = await open()
    const { smart } = await judge({ ...dream, target: 10_000 })
    expect(smart?.realistic).toMatchObject({ ok: false, why: expect.stringContaining('Type in today’s number') })
    expect((await judge({ ...dream, target: 10_000, plannedMoney: 50_000 })).smart?.realistic.ok).toBeNull()
  })

  it('is weighed by what money and hours brought before', async () => {
    const { judge, runtime, shop } = await open()
    await sell(runtime, { days: 60, everyOrder: 1 })
    const cost = { kind: 'ad', amount: 60_000, currency: 'NOK', hours: null, from: today - 60, to: today - 1 } as const
    const place = {
      linkId: null,
      postId: null,
      campaignId: null,
      channel: 'instagram',
      note: null,
      importId: null,
    } as const
    await createCosts(runtime.database, [{ ...cost, ...place, id: newCostId(), shopId: shop.id }], noon)
    const goal: GoalSketch = { ...orders, target: 100, scope: { channel: 'instagram' } }
    // 600 kr brought 60 orders.
    expect((await judge({ ...goal, plannedMoney: 1000 })).smart?.realistic).toMatchObject({ ok: true })
    const short = await judge({ ...goal, plannedMoney: 500 })
    expect(short.smart?.realistic).toMatchObject({ ok: false, why: expect.stringContaining('50%') })
  })
})

describe('what a main goal is set on', () => {
  it('likes: warned of, and led to link clicks, which any shop can measure today', async () => {
    const { judge } = await open()
    const judged = await judge({ metric: 'likes', target: 500, ...month, main: true, scope: { channel: 'facebook' } })
    expect(judged).toMatchObject({ level: 3, verdict: { suitedAsMain: false } })
    expect(judged.warnings.map(({ code }) => code)).toEqual(['main-goal-far-from-sale', 'no-business-goal'])
    expect(judged.suggestions.map(({ metric }) => metric)).toEqual(['link_clicks'])
    expect(judged.measurable).toMatchObject({ ok: false, unlock: { metric: 'likes', page: 'numbers' } })
    const reasoned = await judge({ metric: 'likes', main: true, reason: 'We open in May', businessGoal: 'Be known' })
    expect(reasoned.warnings).toEqual([])
  })

  it('orders: the best there is, once a shop tells of them', async () => {
    const { judge, runtime } = await open()
    const before = await judge(orders)
    expect(before).toMatchObject({
      level: 5,
      verdict: { suitedAsMain: true },
      chain: null,
      suggestions: [],
      warnings: [],
    })
    expect(before.measurable).toMatchObject({ ok: false, unlock: { metric: 'orders', page: 'install' } })
    await sell(runtime, { days: 60, everyOrder: 1 })
    const after = await judge(orders)
    expect(after.measurable).toEqual({ ok: true, how: expect.stringContaining('Counted here'), unlock: null })
    expect(after.baseline).toMatchObject({ value: 30, from: '2026-10-23', to: '2026-11-21' })
    expect((await judge({ metric: 'likes' })).suggestions.map(({ metric }) => metric)).toContain('orders')
  })

  it('visits: well suited, measured once the snippet tells of one', async () => {
    const { judge } = await open()
    const judged = await judge({ metric: 'sessions', target: 1000, ...month, main: true, businessGoal: 'Sales' })
    expect(judged).toMatchObject({ level: 4, verdict: { suitedAsMain: true }, warnings: [] })
    expect(judged.measurable).toMatchObject({ ok: false, unlock: { metric: 'sessions', page: 'install' } })
  })

  it('link clicks: measured with the first link, and the way to orders shown', async () => {
    const { judge, runtime } = await open()
    expect((await judge({ metric: 'link_clicks' })).measurable).toMatchObject({ ok: false, unlock: { page: 'links' } })
    await sell(runtime, { days: 60, everyOrder: 6 })
    const { chain, measurable } = await judge({ metric: 'link_clicks', target: 120, ...month })
    expect(measurable?.ok).toBe(true)
    expect(chain?.steps.map(({ metric, value }) => [metric, value])).toEqual([
      ['link_clicks', 120],
      ['orders', 20],
    ])
  })
})

describe('a goal that is only half written', () => {
  it('is judged as far as it goes', async () => {
    const { judge } = await open()
    expect(await judge({})).toMatchObject({ level: null, smart: null, chain: null, suggestions: [] })
    const { smart, level } = await judge({ metric: 'orders' })
    expect(level).toBe(5)
    expect([smart?.measurable.ok, smart?.timeBound.ok, smart?.achievable.ok]).toEqual([false, false, null])
    expect(
      (await judge({ metric: 'orders', target: 5, from: '2026-12-01', to: '2026-11-01' })).smart?.timeBound,
    ).toEqual({
      ok: false,
      why: 'It ends before it begins.',
    })
  })

  it('leaves nothing behind', async () => {
    const { judge, runtime } = await open()
    await judge(orders)
    expect(await runtime.database.all({ sql: 'select id from goals', params: [] })).toEqual([])
  })
})

async function open() {
  const runtime = await makeRuntime()
  const { database } = runtime
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('no shop')
  return {
    runtime,
    shop,
    judge: (sketch: GoalSketch) => judgeSketch(database, shop, sketch, noon),
    tell: (metric: string, channel: string, told: readonly (readonly [day: number, value: number])[]) =>
      tellAll({ runtime, shop }, { metric, channel }, told),
  }
}

async function tellAll(
  { runtime, shop }: { runtime: TestRuntime; shop: Shop },
  { metric, channel }: { metric: string; channel: string },
  told: readonly (readonly [day: number, value: number])[],
): Promise<void> {
  const teller = { shopId: shop.id, source: 'typed', importId: null, now: noon } as const
  const none = { postId: null, linkId: null, key: null, from: null }
  const values = told.map(([to, value]) => ({ ...none, metric, channel, to, value }))
  await keepValues(runtime.database, teller, values)
}

/** A click a day on Instagram, of which every so manieth buys. */
async function sell(runtime: TestRuntime, { days, everyOrder }: { days: number; everyOrder: number }): Promise<void> {
  const clicks = Array.from({ length: days }, (_, index) =>
    makeClick({ at: noon - (index + 1) * day, random: index + 1 }),
  )
  const conversions = clicks.flatMap(({ at }, index) =>
    index % everyOrder === 0 ? [makeOrder({ id: `order-${index}`, at: at + 60_000, click: index })] : [],
  )
  await writeHistory(runtime.database, { ...onePost, clicks, conversions })
}
