import { describe, expect, it } from 'vitest'
import { judgeMeasurable, readMeasurable } from '../../src/goals/measurable.ts'
import { isOurs } from '../../src/goals/ours.ts'
import { readStanding } from '../../src/goals/standing.ts'
import { createGoal } from '../../src/goals/store.ts'
import { findMetric, metrics } from '../../src/platforms/catalog.ts'
import { createCosts, newCostId } from '../../src/platforms/cost-store.ts'
import { keepValues } from '../../src/platforms/value-store.ts'
import { localDay } from '../../src/shops/calendar.ts'
import type { Shop } from '../../src/shops/shop.ts'
import { findShop, updateShop } from '../../src/shops/store.ts'
import { statement } from '../../src/storage/database.ts'
import { addVisit } from '../../src/visits/store.ts'
import { makeRuntime, noon, type TestRuntime } from '../make.ts'
import { makeClick, makeOrder, onePost, writeHistory, zone } from '../reports/history.ts'

const today = localDay(noon, zone)
const november = { name: 'November', main: true, from: '2026-11-01', to: '2026-11-30' }
const unfollowed = ['follower_purchase_rate', 'visits_before_purchase']

describe('what a goal can follow', () => {
  it.each(metrics.map(({ id }) => id))('%s: judged measurable means that a goal on it has a value', async (id) => {
    const { runtime, shop } = await openFull()
    const metric = findMetric(id)
    if (!metric) throw new Error(id)
    const judged = judgeMeasurable(metric, await readMeasurable(runtime.database, shop, noon))
    const goal = await createGoal(runtime.database, shop.id, { ...november, metric: id, target: 50 }, noon)
    const { value } = await readStanding(runtime.database, shop, goal, noon)
    expect({ id, isMeasurable: judged.ok }).toEqual({ id, isMeasurable: value !== null })
    if (unfollowed.includes(id)) expect(judged.how).toMatch(/doesn’t reckon it/)
    else expect(judged.ok).toBe(true)
  })

  it('is none of it in a new shop, each with the step that would give it', async () => {
    const runtime = await makeRuntime()
    const measurable = await readMeasurable(runtime.database, await shopOf(runtime), noon)
    for (const metric of metrics.filter(({ id }) => !unfollowed.includes(id))) {
      const { ok, unlock } = judgeMeasurable(metric, measurable)
      expect({ id: metric.id, ok, unlocks: unlock?.metric }).toEqual({ id: metric.id, ok: false, unlocks: metric.id })
    }
    expect(measurable.ids).toEqual(['link_clicks'])
  })

  it('asks for costs, advertising and the margin where these alone are missing', async () => {
    const { runtime, shop } = await openFull()
    await runtime.database.batch([statement('delete from costs')])
    await updateShop(runtime.database, shop.id, { grossMarginPercent: null })
    const measurable = await readMeasurable(runtime.database, await shopOf(runtime), noon)
    const pageOf = (id: string) => {
      const metric = findMetric(id)
      return metric && judgeMeasurable(metric, measurable).unlock?.page
    }
    expect(['cost_per_order', 'roas', 'profit', 'roi'].map(pageOf)).toEqual(['costs', 'costs', 'settings', 'settings'])
  })
})

/** A shop in which everything was told. */
async function openFull(): Promise<{ runtime: TestRuntime; shop: Shop }> {
  const runtime = await makeRuntime()
  const { database } = runtime
  const told = (event: 'lead' | 'add_to_cart' | 'begin_checkout') => makeOrder({ id: event, at: noon, click: 0, event })
  const order = makeOrder({ id: 'o-1', at: noon, click: 0, isNew: true, customer: 'ada' })
  await writeHistory(database, {
    ...onePost,
    clicks: [makeClick({ at: noon - 3_600_000 })],
    conversions: [order, told('lead'), told('add_to_cart'), told('begin_checkout')],
  })
  const visit = { shop: 1, day: today, page: '/', at: noon, scroll: 0, id: 1, views: 2, seconds: 60 }
  await database.batch([addVisit({ ...visit, click: { link: 1, at: noon - 3_600_000, random: 0 } })])
  const platform = metrics.filter(({ id, source }) => source === 'platform' && !isOurs(id))
  const values = platform.map(({ id, kind }) => ({
    ...{ metric: id, channel: 'instagram', postId: null, linkId: null, key: null, to: today, value: 10 },
    from: kind === 'flow' ? today - 21 : null,
  }))
  const before = platform
    .filter(({ kind }) => kind === 'running-total')
    .map(({ id }) => ({
      ...{ metric: id, channel: 'instagram', postId: null, linkId: null, key: null, from: null },
      ...{ to: today - 22, value: 4 },
    }))
  await keepValues(database, { shopId: 'shop-1', source: 'api', importId: null, now: noon }, [...before, ...values])
  const place = { linkId: null, postId: 'post-0', campaignId: null, channel: null, note: null }
  const boost = { kind: 'boost', amount: 5_000, currency: 'NOK', hours: null, from: today, to: today } as const
  await createCosts(database, [{ ...place, ...boost, id: newCostId(), shopId: 'shop-1' }], noon)
  await updateShop(database, 'shop-1', { grossMarginPercent: 50 })
  return { runtime, shop: await shopOf(runtime) }
}

async function shopOf({ database }: TestRuntime): Promise<Shop> {
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('shop-1 is gone')
  return shop
}
