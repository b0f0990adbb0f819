import { expect, it } from 'vitest'
import { readPlan } from '../../src/goals/plan-reader.ts'
import { parseDay } from '../../src/shops/calendar.ts'
import { findShop } from '../../src/shops/store.ts'
import { statement } from '../../src/storage/database.ts'
import { makeRuntime, noon, type TestRuntime } from '../make.ts'
import { makeClick, makeOrder, writeHistory } from '../reports/history.ts'

const day = 86_400_000
const shopOf = async (runtime: TestRuntime) => {
  const shop = await findShop(runtime.database, 'shop-1')
  if (!shop) throw new Error('no shop')
  return shop
}

it('goes by the shop’s own half year: 25 orders of 1,000 clicks, 50 clicks of 2,500 impressions a post', async () => {
  const runtime = await makeRuntime()
  const { database } = runtime
  await writeHalfYear(runtime)
  const shop = await shopOf(runtime)
  const plan = await readPlan(database, shop, { metric: 'orders', target: 60, to: '2026-12-31' }, noon)
  expect(plan).toMatchObject({
    ...{ reached: 0, remaining: 60, daysLeft: 40 },
    rates: { from: '2026-05-26', to: '2026-11-21', days: 180 },
    channels: [
      {
        ...{ channel: 'instagram', share: 1 },
        rates: {
          conversion: { basis: 'own', told: '25 of 1,000 clicks' },
          click: { basis: 'own', told: '1,000 clicks of 50,000 impressions' },
          clicksPerPost: { basis: 'own', value: 50 },
          hoursPerPost: { basis: 'own', value: 2 },
          moneyPerClick: { basis: 'own', value: 0.5 },
        },
        needs: {
          clicks: { value: 2400 },
          impressions: { value: 120_000 },
          posts: { value: 48 },
          hours: { value: 96 },
          money: { value: 1200 },
        },
      },
    ],
    feasibility: { hoursPerWeek: { needed: 17, said: 5, fits: false } },
  })
  // The middle 80 % of Beta(25, 976) is 1.89–3.15 %: 1,905–3,175 clicks, rounded outward.
  const { low, high } = plan.totals.clicks
  expect([low, high]).toEqual([1900, 3200])
})

it('asks of revenue how many orders it is, at what one is worth after refunds', async () => {
  const runtime = await makeRuntime()
  await writeHalfYear(runtime)
  const shop = await shopOf(runtime)
  const plan = await readPlan(runtime.database, shop, { metric: 'revenue', target: 6000, to: '2026-12-31' }, noon)
  // All 25 orders are NOK 100.
  expect(plan.totals).toMatchObject({ results: { value: 60 }, clicks: { value: 2400 } })
})

it('takes off what came in since a goal began, in the goal’s scope', async () => {
  const runtime = await makeRuntime()
  await writeHalfYear(runtime)
  const shop = await shopOf(runtime)
  const body = { metric: 'orders', target: 60, from: '2026-11-01', to: '2026-12-31' } as const
  const own = await readPlan(runtime.database, shop, body, noon)
  expect(own.reached).toBe(2)
  const other = await readPlan(runtime.database, shop, { ...body, scope: { channel: 'facebook' } }, noon)
  expect(other).toMatchObject({ reached: 0, remaining: 60, channels: [{ channel: 'facebook' }] })
  expect(other.channels[0]?.rates.conversion).toMatchObject({ basis: 'others' })
})

/** 20 posts, a click in each of 1,000 moments, an order of each fortieth, with impressions, hours, money and what was said. */
async function writeHalfYear(runtime: TestRuntime): Promise<void> {
  const { database } = runtime
  const first = noon - 180 * day
  const at = (index: number) => first + Math.floor((index * 179 * day) / 1000)
  const ids = Array.from({ length: 20 }, (_, index) => `post-${index}`)
  const clicks = Array.from({ length: 1000 }, (_, index) =>
    makeClick({ at: at(index), link: index % 20, random: index }),
  )
  await writeHistory(database, {
    posts: ids.map((id) => ({ id, title: id, channel: 'instagram', campaign: null })),
    links: ids.map((_, post) => ({ id: `link-${post}`, slug: `slug-${post}`, post, content: null, archived: false })),
    clicks,
    conversions: Array.from({ length: 25 }, (_, order) =>
      makeOrder({ id: `order-${order}`, at: at(order * 40) + 1000, click: order * 40 }),
    ),
  })
  const [from, to] = [parseDay('2026-05-26'), parseDay('2026-11-21')]
  await database.batch([
    statement('update posts set published_at = ?', first),
    statement(
      `insert into metric_values (id, shop_id, metric, channel, from_day, to_day, value, source, created_at)
        values ('val-1', 'shop-1', 'impressions', 'instagram', ?, ?, 50000, 'typed', 0)`,
      from,
      to,
    ),
    statement(
      `insert into costs (id, shop_id, kind, amount, currency, hours, from_day, to_day, channel, created_at)
        values ('cost-1', 'shop-1', 'work', 50000, 'NOK', 40, ?, ?, 'instagram', 0)`,
      from,
      to,
    ),
    statement(`insert into purposes (shop_id, hours_per_week, updated_at) values ('shop-1', 5, 0)
      on conflict (shop_id) do update set hours_per_week = 5`),
  ])
}
