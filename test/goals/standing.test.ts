import { describe, expect, it } from 'vitest'
import type { GoalDraft } from '../../src/goals/goal.ts'
import { readStanding } from '../../src/goals/standing.ts'
import { createGoal } from '../../src/goals/store.ts'
import { localDay, parseDay } from '../../src/shops/calendar.ts'
import type { Shop } from '../../src/shops/shop.ts'
import { findShop } from '../../src/shops/store.ts'
import { addVisit } from '../../src/visits/store.ts'
import { makeRuntime, noon, type TestRuntime } from '../make.ts'
import { makeClick, makeOrder, onePost, writeHistory, zone } from '../reports/history.ts'

const day = 86_400_000
const month = { name: 'November', metric: 'orders', target: 60, main: true, from: '2026-11-01', to: '2026-11-30' }

describe('the weekday-adjusted run rate', () => {
  it('knows that the shop sells at weekends, from eight weeks on', async () => {
    const runtime = await makeRuntime()
    // From Monday, 31 August: Saturdays and Sundays bring six orders, other days one; today's Sunday is half over.
    await writeDays(runtime, { from: '2026-08-31', to: '2026-11-21', ordersOn: (weekday) => (weekday > 4 ? 6 : 1) })
    const { value, runRate, runRateAdjusted } = await stand(runtime, month)
    expect(value).toBe(57 - 6)
    expect(runRate).toBeCloseTo((51 / 21.5) * 30, 6)
    // Left are half a Sunday, five days of one and a weekend's Saturday, Sunday and Monday.
    expect(runRateAdjusted).toBeGreaterThan(51 + 15)
    expect(runRateAdjusted).toBeLessThan(runRate ?? 0)
  })

  it('says nothing of weekdays before', async () => {
    const runtime = await makeRuntime()
    await writeDays(runtime, { from: '2026-10-05', to: '2026-11-21', ordersOn: () => 2 })
    expect(await stand(runtime, month)).toMatchObject({ value: 42, runRateAdjusted: null })
  })
})

describe('what still comes in', () => {
  it('is told from the shop’s own lags: half of the orders come on the day of the click, half two days later', async () => {
    const runtime = await makeRuntime()
    const old = Array.from({ length: 40 }, (_, index) => noon - (60 + index) * day)
    const fresh = Array.from({ length: 20 }, () => noon - day)
    const clicks = [...old, ...fresh].map((at, random) => makeClick({ at, random }))
    const conversions = old
      .slice(0, 20)
      .map((at, index) => makeOrder({ id: `o-${index}`, at: at + (index % 2) * 2 * day, click: index }))
    await writeHistory(runtime.database, { ...onePost, clicks, conversions })
    // Twenty of forty clicks ordered; of the twenty clicks of yesterday five orders are still to come.
    expect((await stand(runtime, month)).maturing).toEqual({
      since: '2026-11-01',
      until: '2026-12-22',
      orders: 5,
      inTime: 5,
    })
    // They come tomorrow, when the goal is over.
    expect((await stand(runtime, { ...month, to: '2026-11-22' })).maturing).toMatchObject({ orders: 5, inTime: 0 })
    expect((await stand(runtime, { ...month, from: '2026-09-01', to: '2026-10-22' })).maturing).toBeNull()
    expect((await stand(runtime, { ...month, metric: 'link_clicks' })).maturing).toBeNull()
  })

  it('isn’t guessed from too few', async () => {
    const runtime = await makeRuntime()
    await writeHistory(runtime.database, { ...onePost, clicks: [makeClick({ at: noon - day })], conversions: [] })
    expect((await stand(runtime, month)).maturing).toMatchObject({ orders: null, inTime: null })
  })
})

describe('the same season last year', () => {
  it('is counted over the same dates, in all and so far', async () => {
    const runtime = await makeRuntime()
    await writeDays(runtime, { from: '2025-11-10', to: '2025-11-26', ordersOn: () => 1 })
    expect((await stand(runtime, month)).lastYear).toEqual({
      value: 17,
      soFar: 13,
      from: '2025-11-01',
      to: '2025-11-30',
    })
  })

  it('is none where nobody counted', async () => {
    expect((await stand(await makeRuntime(), month)).lastYear).toBeNull()
  })
})

describe('what the snippet tells', () => {
  it('is read for the goal’s scope; without the snippet nothing is known', async () => {
    const runtime = await makeRuntime()
    await writeHistory(runtime.database, { ...onePost, clicks: [makeClick({ at: noon })], conversions: [] })
    const shop = await shopOf(runtime)
    const goal = { ...month, metric: 'sessions' }
    expect(await stand(runtime, goal)).toMatchObject({ value: null, status: 'unknown' })
    const about = { shop: shop.number, day: localDay(noon, zone), page: '/', at: noon, scroll: 0 }
    const click = { link: 1, at: noon, random: 7 }
    await runtime.database.batch([
      addVisit({ ...about, id: 1, click, views: 3, seconds: 90 }),
      addVisit({ ...about, id: 2, click, views: 1, seconds: 4 }),
      addVisit({ ...about, id: 3, click: undefined, views: 1, seconds: 4 }),
    ])
    const value = async (metric: string, scope: GoalDraft['scope'] = {}) =>
      (await stand(runtime, { ...goal, metric, scope })).value
    expect(await value('sessions')).toBe(2)
    expect(await value('sessions', { channel: 'instagram' })).toBe(2)
    expect(await value('sessions', { channel: 'facebook' })).toBe(0)
    expect(await value('time_on_site', { postId: 'post-0' })).toBe(47)
    expect(await value('time_on_page')).toBe(23.5)
    expect(await value('bounce_rate', { campaignId: 'campaign-0' })).toBe(50)
    expect(await value('social_traffic_share')).toBeCloseTo(200 / 3, 9)
  })
})

it('draws the value day by day up to today, and ends where the value is', async () => {
  const runtime = await makeRuntime()
  await writeDays(runtime, { from: '2026-11-20', to: '2026-11-21', ordersOn: () => 2 })
  const { course, value, coverage } = await stand(runtime, { ...month, from: '2026-11-19' })
  expect(course).toEqual([
    { day: '2026-11-19', value: 0 },
    { day: '2026-11-20', value: 2 },
    { day: '2026-11-21', value: 4 },
    { day: '2026-11-22', value: 4 },
  ])
  expect(value).toBe(4)
  expect(coverage?.links).toMatchObject({ value: 1, n: 4 })
})

it('draws a share of all the shop’s revenue too, those without a link in the whole', async () => {
  const runtime = await makeRuntime()
  const clicks = [makeClick({ at: noon - 3 * day })]
  const conversions = [
    makeOrder({ id: 'o-1', at: noon - 2 * day, click: 0 }),
    makeOrder({ id: 'o-2', at: noon - day, click: null, value: 30_000 }),
  ]
  await writeHistory(runtime.database, { ...onePost, clicks, conversions })
  const goal = { ...month, metric: 'social_revenue_share', from: '2026-11-20' }
  const { course, value } = await stand(runtime, goal)
  expect(value).toBe(25)
  expect(course).toEqual([
    { day: '2026-11-20', value: 100 },
    { day: '2026-11-21', value: 25 },
    { day: '2026-11-22', value: 25 },
  ])
  expect((await stand(runtime, { ...goal, scope: { channel: 'facebook' } })).course.at(-1)?.value).toBe(0)
})

it('does not call a shop ahead for one order of three clicks', async () => {
  const runtime = await makeRuntime()
  const clicks = [1, 2, 3].map((random) => makeClick({ at: noon - 3 * day + random, random }))
  const conversions = [makeOrder({ id: 'o-1', at: noon - 2 * day, click: 0 })]
  await writeHistory(runtime.database, { ...onePost, clicks, conversions })
  const { status, interval, value } = await stand(runtime, { ...month, metric: 'conversion_rate', target: 2.5 })
  expect([status, interval === null]).toEqual(['unknown', false])
  expect(value).toBeCloseTo(100 / 3, 9)
})

type Days = { readonly from: string; readonly to: string; readonly ordersOn: (weekday: number) => number }

/** Orders at noon of each day of a stretch, credited to one click before all of them. Monday is 0. */
async function writeDays(runtime: TestRuntime, { from, to, ordersOn }: Days): Promise<void> {
  const [first, last] = [parseDay(from), parseDay(to)]
  const today = localDay(noon, zone)
  const conversions = Array.from({ length: last - first + 1 }, (_, index) => first + index).flatMap((one) => {
    const at = noon - (today - one) * day
    return Array.from({ length: ordersOn((one + 3) % 7) }, (_, index) =>
      makeOrder({ id: `${one}-${index}`, at, click: one - first }),
    )
  })
  const clicks = Array.from({ length: last - first + 1 }, (_, index) =>
    makeClick({ at: noon - (today - first - index) * day - 3_600_000, random: index }),
  )
  await writeHistory(runtime.database, { ...onePost, clicks, conversions })
}

async function shopOf({ database }: TestRuntime): Promise<Shop> {
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('shop-1 is gone')
  return shop
}

async function stand(runtime: TestRuntime, draft: GoalDraft) {
  const shop = await shopOf(runtime)
  const goal = await createGoal(runtime.database, shop.id, draft, noon)
  return readStanding(runtime.database, shop, goal, noon)
}
