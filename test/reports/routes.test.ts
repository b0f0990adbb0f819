import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { answerError } from '../../src/http/problem.ts'
import { metrics } from '../../src/platforms/catalog.ts'
import { platformRoutes } from '../../src/platforms/routes.ts'
import { reportRoutes } from '../../src/reports/routes.ts'
import { updateShop } from '../../src/shops/store.ts'
import { makePurchase, makeTill } from '../conversions/make-till.ts'
import { adminKey, makeRuntime, noon, type TestRuntime } from '../make.ts'
import { makeClick, makeOrder, onePost, writeHistory } from './history.ts'

const day = 86_400_000

describe('GET /reports/summary', () => {
  it('answers with the last 30 days of the shop’s calendar, by post, on the night clocks go forward', async () => {
    const runtime = await makeRuntime()
    // 00:30 in Oslo on the 30th of March, summer time since the day before; 22:30 UTC on the 29th.
    runtime.clock.now = Date.parse('2026-03-29T22:30:00Z')
    const { body } = await get(runtime, '/reports/summary')
    expect(body).toMatchObject({ from: '2026-03-01', to: '2026-03-30', timeZone: 'Europe/Oslo', by: 'post' })
    expect(body).toMatchObject({ model: 'last-touch', windowDays: 30, currency: 'NOK', revenueBasis: 'paid', rows: [] })
  })

  it('has the rows of the contract', async () => {
    const runtime = await makeRuntime()
    const clicks = [makeClick({ at: noon - 2 * day }), makeClick({ at: noon - day, class: 'preview', random: 8 })]
    const refund = { value: 5000, tax: null, currency: 'NOK', after: 60_000, test: false, trust: 4 }
    const conversions = [makeOrder({ at: noon - day, value: 20_000, refunds: [refund] })]
    await writeHistory(runtime.database, { ...onePost, clicks, conversions })
    const { status, body } = await get(
      runtime,
      '/reports/summary?by=link&from=2026-11-01&to=2026-11-22&model=last-touch',
    )
    expect(status).toBe(200)
    const [row] = body.rows
    expect(row).toEqual({
      key: 'link-0',
      label: 'advent',
      clicks: { raw: 2, human: 1, unique: 1, bot: 1, internal: 0 },
      leads: 0,
      orders: 1,
      verifiedOrders: 1,
      reportedOrders: 0,
      customers: { new: 0, returning: 0, wonBack: 0, unknown: 1 },
      revenue: { gross: '200.00', refunded: '50.00', net: '150.00' },
      currency: 'NOK',
      conversionRate: { value: 1, low: expect.closeTo(0.2065, 3), high: 1, n: 1 },
      aov: '200.00',
      ...{ before: null, change: null },
      ordersInterval: { low: expect.closeTo(0.0253, 4), high: expect.closeTo(5.5716, 4) },
      revenueInterval: { low: '5.06', high: '1114.33' },
      ...{ cost: null, moneyCost: '0.00', timeCost: null, hours: 0, unconvertedCosts: [] },
      ...{ costBasis: 'none', costIsPartial: false, costSays: 'no costs written down' },
      ...{ costPerOrder: null, costPerClick: null, costPerLead: null, costPerNewCustomer: null, costPerFollower: null },
      ...{ newFollowers: null, profit: null, profitWhyNot: expect.stringContaining('margin'), roi: null, roas: null },
      unconverted: [],
    })
    const { key: _, label: __, ...rest } = row
    expect(body.totals).toEqual(rest)
  })

  it('leaves out orders older than the window asked for', async () => {
    const runtime = await makeRuntime()
    const conversions = [makeOrder({ at: noon })]
    await writeHistory(runtime.database, { ...onePost, clicks: [makeClick({ at: noon - 8 * day })], conversions })
    const within = async (windowDays: number) =>
      (await get(runtime, `/reports/summary?windowDays=${windowDays}`)).body.totals.orders
    expect([await within(7), await within(30)]).toEqual([0, 1])
  })

  it('counts an order in a wider window than the shop’s when asked to, and goes by the shop’s when that changes', async () => {
    const till = await makeTill()
    await till.api(makePurchase({ click: await till.click(40 * day) }))
    const ordersIn = async (asked: string) => (await get(till.runtime, `/reports/summary${asked}`)).body.totals.orders
    expect([await ordersIn(''), await ordersIn('?windowDays=90')]).toEqual([0, 1])
    await updateShop(till.runtime.database, 'shop-1', { clickWindowDays: 90 })
    expect([await ordersIn(''), await ordersIn('?windowDays=30')]).toEqual([1, 0])
  })

  it.each([
    ['from=2026-11-23', '/from', 'after'],
    ['from=2026-11-20&to=2026-11-19', '/from', 'after'],
    ['from=2026-02-30', '/from', 'calendar'],
    ['to=yesterday', '/to', 'calendar'],
    ['from=2026-11-01&to=2027-11-24', '/to', '2027-11-23'],
    ['from=2016-11-14&to=2026-11-22', '/from', '2016-11-15'],
    ['by=moon', '/by', 'campaign'],
    ['model=best', '/model', 'time-decay'],
    ['windowDays=8', '/windowDays', '1, 7, 30, 90'],
    ['widowDays=7', '/widowDays', 'windowDays'],
  ])('refuses %s, naming %s', async (asked, pointer, detail) => {
    const { status, body } = await get(await makeRuntime(), `/reports/summary?${asked}`)
    expect(status).toBe(400)
    expect(body.errors).toEqual([{ pointer, detail: expect.stringContaining(detail) }])
  })

  it('takes a period of ten years, and one that ends in a year', async () => {
    const runtime = await makeRuntime()
    for (const asked of ['from=2016-11-15&to=2026-11-22', 'from=2026-11-01&to=2027-11-23'])
      expect((await get(runtime, `/reports/summary?${asked}`)).status).toBe(200)
    const heatMap = '/reports/heat-map?from=1970-01-01&to=2069-12-31'
    expect((await get(runtime, heatMap)).body.errors).toMatchObject([{ pointer: '/to' }])
  })

  it('tells nobody without a key', async () => {
    const runtime = await makeRuntime()
    expect((await app(runtime).request('/api/v1/reports/summary')).status).toBe(401)
  })

  it('knows no other shop', async () => {
    expect((await get(await makeRuntime(), '/reports/summary?shopId=shop-2')).status).toBe(404)
  })
})

describe('the other reports', () => {
  it('explain coverage with what it was worked out from', async () => {
    const runtime = await makeRuntime()
    const conversions = [makeOrder({ id: 'A', at: noon }), makeOrder({ id: 'B', at: noon, click: null, trust: 1 })]
    await writeHistory(runtime.database, { ...onePost, clicks: [makeClick({ at: noon - day })], conversions })
    const { body } = await get(runtime, '/reports/coverage')
    expect(body.inputs).toEqual({ orders: 2, verifiedOrders: 1, verifiedSeenByBrowser: 0, creditedOrders: 1 })
    expect(body.coverage.links).toMatchObject({ value: 0.5, n: 2 })
    expect(body.formulas.refundsWithoutOrder).toContain('whose order was never told')
  })

  it('draw the five levels of each campaign', async () => {
    const runtime = await makeRuntime()
    const conversions = [makeOrder({ at: noon })]
    await writeHistory(runtime.database, { ...onePost, clicks: [makeClick({ at: noon - day })], conversions })
    const { body } = await get(runtime, '/reports/funnel?by=campaign')
    expect(body.rows).toHaveLength(1)
    expect(body.rows[0]).toMatchObject({
      key: 'campaign-0',
      label: 'The campaign-0',
      conversionRate: { value: 1, n: 1 },
    })
    expect(body.rows[0].levels).toHaveLength(5)
    expect(body.rows[0].levels[4].figures).toContainEqual({ metric: 'orders', name: 'Orders', value: 1 })
  })

  it('list the catalog of metrics', async () => {
    const { body } = await get(await makeRuntime(), '/catalog')
    expect(body.items).toEqual(metrics)
  })
})

function app(runtime: TestRuntime) {
  return new Hono()
    .route('/api/v1', reportRoutes(runtime))
    .route('/api/v1', platformRoutes(runtime))
    .onError((error, c) => answerError(error, c, (unforeseen) => runtime.log.error(String(unforeseen))))
}

async function get(runtime: TestRuntime, path: string) {
  const answer = await app(runtime).request(`/api/v1${path}`, { headers: { authorization: `Bearer ${adminKey}` } })
  return { status: answer.status, body: await answer.json() }
}
