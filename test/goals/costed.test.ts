import { describe, expect, it } from 'vitest'
import type { GoalDraft } from '../../src/goals/goal.ts'
import { readPast } from '../../src/goals/past.ts'
import { readStanding } from '../../src/goals/standing.ts'
import { createGoal } from '../../src/goals/store.ts'
import { createCosts, newCostId, saveHourlyRate } from '../../src/platforms/cost-store.ts'
import { keepValues } from '../../src/platforms/value-store.ts'
import { costMetrics, measureCost, readCostDays } from '../../src/reports/cost-metric.ts'
import { localDay } from '../../src/shops/calendar.ts'
import { findShop, updateShop } from '../../src/shops/store.ts'
import { makeRuntime, noon } from '../make.ts'
import { makeClick, makeOrder, onePost, writeHistory, zone } from '../reports/history.ts'

const day = 86_400_000
const today = localDay(noon, zone)
const november = { name: 'November', main: true, from: '2026-11-01', to: '2026-11-30' }

describe('a goal on what it costs', () => {
  it('has the report’s number, and is on track while under its target', async () => {
    const { stand } = await open()
    // 2 orders of 100, of 10 clicks; 50 of money and an hour at 30.
    expect(await stand({ metric: 'cost_per_order', target: 50 })).toMatchObject({
      value: 40,
      status: 'ahead',
      start: null,
    })
    expect(await stand({ metric: 'cost_per_order', target: 41 })).toMatchObject({ status: 'on-track' })
    expect(await stand({ metric: 'cost_per_order', target: 30 })).toMatchObject({ status: 'behind' })
    expect(await stand({ metric: 'cost_per_click', target: 9 })).toMatchObject({ value: 8 })
    expect(await stand({ metric: 'profit', target: 100 })).toMatchObject({ value: 200 * 0.5 - 80 })
    expect(await stand({ metric: 'roi', target: 100 })).toMatchObject({ value: 25 })
    expect(await stand({ metric: 'roas', target: 300 })).toMatchObject({ value: 400 })
  })

  it('counts a post’s costs under its channel and campaign', async () => {
    const { stand } = await open()
    const value = async (scope: NonNullable<GoalDraft['scope']>) =>
      (await stand({ metric: 'profit', target: 100, scope })).value
    expect(await value({ channel: 'instagram' })).toBe(20)
    expect(await value({ campaignId: 'campaign-0' })).toBe(20)
    expect(await value({ channel: 'facebook' })).toBe(0)
  })

  it('is drawn day by day, and its line ends at its value', async () => {
    const { stand } = await open()
    const { course, value } = await stand({ metric: 'profit', target: 100 })
    expect(course.at(-1)).toEqual({ day: '2026-11-22', value })
    expect(course.length).toBeGreaterThan(1)
  })

  it('is the same count, read by days or at once', async () => {
    const { database, shop } = await open()
    const question = { shop, from: today - 21, to: today, windowDays: shop.clickWindowDays }
    for (const metric of costMetrics.filter((one) => one !== 'roas' && one !== 'cost_per_follower')) {
      const { between } = await readCostDays(database, question, metric)
      expect([metric, between(today - 5, today)]).toEqual([
        metric,
        await measureCost(database, { ...question, from: today - 5 }, metric),
      ])
    }
  })

  it('is of followers what the days cost that they are told of', async () => {
    const { stand, database } = await open()
    const cost = async () => (await stand({ metric: 'cost_per_follower', target: 5 })).value
    expect(await cost()).toBeNull()
    const place = { channel: 'instagram', postId: null, linkId: null, key: null }
    const teller = { shopId: 'shop-1', source: 'api', importId: null, now: noon } as const
    const stock = { ...place, metric: 'followers', from: null }
    // 40 more between the 9th and the 21st, on one of which days 80 was spent.
    await keepValues(database, teller, [
      { ...stock, to: today - 13, value: 400 },
      { ...stock, to: today - 1, value: 440 },
    ])
    expect(await cost()).toBe(2)
    // Ten new ones on days that nothing was spent on: what was spent on others didn't bring them.
    const flow = { ...place, metric: 'new_followers' }
    await keepValues(database, teller, [{ ...flow, from: today - 12, to: today - 6, value: 10 }])
    expect(await cost()).toBeNull()
    await keepValues(database, teller, [{ ...flow, from: today - 5, to: today - 1, value: 10 }])
    expect(await cost()).toBe(4)
  })

  it('has a past to be judged by', async () => {
    const { past } = await open()
    const { baseline } = await past({ metric: 'cost_per_order', target: 30, from: '2026-11-22', to: '2026-11-23' })
    expect(baseline.value).toBe(40)
  })
})

describe('the click rate', () => {
  it('is our clicks of the impressions told, of the days they were told of', async () => {
    const { stand, database } = await open()
    expect(await stand({ metric: 'click_rate', target: 2 })).toMatchObject({ value: null })
    const flow = { metric: 'impressions', channel: 'instagram', postId: null, linkId: null, key: null }
    const teller = { shopId: 'shop-1', source: 'api', importId: null, now: noon } as const
    await keepValues(database, teller, [{ ...flow, from: today - 21, to: today - 3, value: 500 }])
    // Clicks came the day before yesterday, of which no impressions are told.
    expect(await stand({ metric: 'click_rate', target: 2 })).toMatchObject({ value: 0 })
    await keepValues(database, teller, [{ ...flow, from: today - 2, to: today, value: 500 }])
    expect(await stand({ metric: 'click_rate', target: 2 })).toMatchObject({ value: 1 })
  })
})

it('takes a platform’s number of a place for its whole channel, and says so', async () => {
  const { stand, past, database } = await open()
  const followers = { metric: 'followers', channel: 'facebook', postId: null, linkId: null, key: null, from: null }
  const teller = { shopId: 'shop-1', source: 'api', importId: null, now: noon } as const
  await keepValues(database, teller, [{ ...followers, to: today, value: 400 }])
  const goal = { metric: 'followers', target: 480, scope: { channel: 'facebook', place: 'our city' } } as const
  const note = 'The platform’s number is for the whole channel; your place (our city) isn’t told apart.'
  expect(await stand(goal)).toMatchObject({ value: 400, readings: { note } })
  expect((await past({ ...goal, from: '2026-11-22' })).baseline.how).toContain(note)
  expect(await stand({ ...goal, scope: { channel: 'facebook' } })).toMatchObject({ readings: { note: null } })
  // What is counted here has no value for a place.
  expect(await stand({ ...goal, metric: 'orders' })).toMatchObject({ value: null, readings: null })
})

async function open() {
  const runtime = await makeRuntime()
  const { database } = runtime
  const at = noon - 2 * day
  await writeHistory(database, {
    ...onePost,
    clicks: Array.from({ length: 10 }, (_, random) => makeClick({ at, random })),
    conversions: [0, 1].map((click) => makeOrder({ id: `o-${click}`, at: at + 1000, click, value: 10_000 })),
  })
  const place = { linkId: null, postId: 'post-0', campaignId: null, channel: null, note: null }
  const span = { from: today - 2, to: today - 2, shopId: 'shop-1' }
  const boost = { kind: 'boost', amount: 5_000, currency: 'NOK', hours: null } as const
  const work = { kind: 'work', amount: null, currency: null, hours: 1 } as const
  const costs = [boost, work].map((one) => ({ ...place, ...span, ...one, id: newCostId() }))
  await createCosts(database, costs, noon)
  await saveHourlyRate(database, 'shop-1', 3_000, noon)
  await updateShop(database, 'shop-1', { grossMarginPercent: 50 })
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('shop-1 is gone')
  const make = (draft: Partial<GoalDraft> & Pick<GoalDraft, 'metric' | 'target'>) =>
    createGoal(database, shop.id, { ...november, ...draft }, noon)
  return {
    ...{ database, shop },
    stand: async (draft: Parameters<typeof make>[0]) => readStanding(database, shop, await make(draft), noon),
    past: async (draft: Parameters<typeof make>[0]) => readPast(database, shop, await make(draft), noon),
  }
}
