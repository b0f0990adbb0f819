import * as fc from 'fast-check'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { goalRoutes } from '../../src/goals/routes.ts'
import { createApiKey } from '../../src/access/api-key.ts'
import { answerError } from '../../src/http/problem.ts'
import { reportRoutes } from '../../src/reports/routes.ts'
import { localDay, showDay } from '../../src/shops/calendar.ts'
import { createShop } from '../../src/shops/store.ts'
import { shopDraft } from '../../src/shops/shop.ts'
import { adminKey, makeRuntime, noon, type TestRuntime } from '../make.ts'
import {
  histories,
  makeClick,
  makeOrder,
  onePost,
  type TestConversion,
  writeHistory,
  zone,
} from '../reports/history.ts'

const day = 86_400_000
const orders = { name: 'Salg', metric: 'orders', target: 60, from: '2026-11-01', to: '2026-11-30', main: true }
const followers = {
  name: 'Flere følgere',
  metric: 'followers',
  baseline: 400,
  target: 480,
  from: '2026-11-21',
  to: '2026-11-23',
  main: true,
  scope: { channel: 'facebook' },
}

const otherShop = shopDraft.parse({ name: 'Other', currency: 'SEK', timeZone: 'Europe/Stockholm' })

describe('POST /goals', () => {
  it('takes a followers goal as main goal, and says what is nearer to the sale', async () => {
    const runtime = await makeRuntime()
    const { status, body, location } = await send(runtime, 'POST', '/goals', followers)
    expect(status).toBe(201)
    expect(location).toBe(`/api/v1/goals/${body.id}`)
    expect(body).toMatchObject({ ...followers, createdAt: '2026-11-22T11:00:00.000Z', parentId: null, reason: null })
    expect(body.level).toBeLessThanOrEqual(3)
    expect(body.verdict.suitedAsMain).toBe(false)
    expect(body.suggestions.some((one: { level: number }) => one.level >= 4)).toBe(true)
    expect(Object.keys(body.smart)).toEqual(['specific', 'measurable', 'achievable', 'realistic', 'timeBound'])
  })

  it('puts an orders goal on level 5, suited', async () => {
    const { body } = await send(await makeRuntime(), 'POST', '/goals', orders)
    expect([body.level, body.verdict.suitedAsMain, body.suggestions]).toEqual([5, true, []])
  })

  it('answers a repeated Idempotency-Key as before', async () => {
    const runtime = await makeRuntime()
    const headers = { 'idempotency-key': 'once' }
    const first = await send(runtime, 'POST', '/goals', orders, headers)
    const second = await send(runtime, 'POST', '/goals', orders, headers)
    expect(second.body.id).toBe(first.body.id)
    expect((await send(runtime, 'GET', '/goals')).body.items).toHaveLength(1)
  })

  it.each([
    [{ to: '2026-10-31' }, '/to', 'before'],
    [{ metric: 'order' }, '/metric', 'orders'],
    [{ scope: { campaignId: 'cam_none' } }, '/scope/campaignId', 'no such campaign'],
    [{ scope: { postId: 'post_none' } }, '/scope/postId', 'no such post'],
    [{ parentId: 'goal_none' }, '/parentId', 'no such goal'],
    [{ targets: 3 }, '/targets', 'target'],
  ])('refuses %j, naming %s', async (over, pointer, detail) => {
    const { status, body } = await send(await makeRuntime(), 'POST', '/goals', { ...orders, ...over })
    expect(status).toBe(400)
    expect(body.errors).toEqual([{ pointer, detail: expect.stringContaining(detail) }])
  })

  it('judges what can be achieved by past periods of the same length', async () => {
    const runtime = await makeRuntime()
    const conversions = Array.from({ length: 40 }, (_, index) =>
      makeOrder({ id: `order-${index}`, at: noon - (index + 1) * day, click: index }),
    )
    const clicks = conversions.map(({ at }, random) => makeClick({ at: at - 60_000, random }))
    await writeHistory(runtime.database, { ...onePost, clicks, conversions })
    const week = { ...orders, from: '2026-11-22', to: '2026-11-28' }
    const ok = async (target: number) =>
      (await send(runtime, 'POST', '/goals', { ...week, target })).body.smart.achievable
    // An order a day, five whole weeks of it.
    expect(await ok(7)).toMatchObject({ ok: true, why: expect.stringContaining('5 of 5 past periods') })
    expect(await ok(70)).toMatchObject({ ok: false, why: expect.stringContaining('0 of 5') })
  })
})

describe('a goal', () => {
  it('is read and listed as it was made, newest first', async () => {
    const runtime = await makeRuntime()
    const first = await send(runtime, 'POST', '/goals', orders)
    const second = await send(runtime, 'POST', '/goals', { ...followers, main: false, parentId: first.body.id })
    expect(second.body.warnings).toEqual([])
    expect((await send(runtime, 'GET', `/goals/${second.body.id}`)).body).toEqual(second.body)
    const page = (await send(runtime, 'GET', '/goals?limit=1')).body
    const { smart: _, ...listed } = second.body
    expect(page.items).toEqual([listed])
    const rest = (await send(runtime, 'GET', `/goals?limit=1&cursor=${page.nextCursor}`)).body
    expect([rest.items[0].id, rest.nextCursor]).toEqual([first.body.id, null])
  })

  it('changes in the fields given', async () => {
    const runtime = await makeRuntime()
    const { body } = await send(runtime, 'POST', '/goals', { ...orders, baseline: 10, owner: 'Kari' })
    const changed = await send(runtime, 'PATCH', `/goals/${body.id}`, { target: 70, baseline: null })
    expect(changed.status).toBe(200)
    expect(changed.body).toMatchObject({
      ...orders,
      target: 70,
      baseline: null,
      owner: 'Kari',
      createdAt: body.createdAt,
    })
    expect((await send(runtime, 'PATCH', `/goals/${body.id}`, { to: '2026-10-01' })).status).toBe(400)
  })

  it('lasts five years at most', async () => {
    const runtime = await makeRuntime()
    const five = { ...orders, from: '2026-01-01', to: '2030-12-31' }
    const { status, body } = await send(runtime, 'POST', '/goals', five)
    expect(status).toBe(201)
    const tooLong = [
      await send(runtime, 'POST', '/goals', { ...five, to: '9999-12-31' }),
      await send(runtime, 'PATCH', `/goals/${body.id}`, { from: '1971-01-01' }),
    ]
    for (const answer of tooLong) {
      expect(answer.status).toBe(400)
      expect(answer.body.errors).toEqual([{ pointer: '/to', detail: expect.stringContaining('five years') }])
    }
  })

  it('never leads to itself, however long the way', async () => {
    const runtime = await makeRuntime()
    const a = (await send(runtime, 'POST', '/goals', orders)).body.id
    const b = (await send(runtime, 'POST', '/goals', { ...orders, parentId: a })).body.id
    const c = (await send(runtime, 'POST', '/goals', { ...orders, parentId: b })).body.id
    for (const parentId of [a, b, c])
      expect((await send(runtime, 'PATCH', `/goals/${a}`, { parentId })).body.errors[0].pointer).toBe('/parentId')
    expect((await send(runtime, 'PATCH', `/goals/${c}`, { parentId: a })).status).toBe(200)
  })

  it('is not found by a key of another shop', async () => {
    const runtime = await makeRuntime()
    const { body } = await send(runtime, 'POST', '/goals', orders)
    const other = await createShop(runtime.database, otherShop, noon)
    const scopes = ['goals:read', 'goals:write'] as const
    const key = { name: 'other', scopes, shopId: other.id, now: noon }
    const { secret } = await createApiKey(runtime.database, key)
    const asOther = { authorization: `Bearer ${secret}` }
    for (const path of [`/goals/${body.id}`, `/goals/${body.id}/progress`])
      expect((await send(runtime, 'GET', path, undefined, asOther)).status).toBe(404)
    const milestone = await send(runtime, 'POST', '/goals', { ...orders, parentId: body.id }, asOther)
    expect(milestone.body.errors[0].pointer).toBe('/parentId')
    expect((await send(runtime, 'GET', '/goals', undefined, asOther)).body.items).toEqual([])
  })

  it('is not found where there is none', async () => {
    const runtime = await makeRuntime()
    for (const path of ['/goals/goal_none', '/goals/goal_none/progress'])
      expect((await send(runtime, 'GET', path)).status).toBe(404)
  })
})

describe('GET /goals/{id}/progress', () => {
  it('counts our own orders of the period', async () => {
    const runtime = await makeRuntime()
    const clicks = [makeClick({ at: noon - 30 * day })]
    const conversions = [
      order('A', 0),
      order('B', 2),
      order('before', 22),
      makeOrder({ id: 'C', at: noon, click: null }),
    ]
    await writeHistory(runtime.database, { ...onePost, clicks, conversions })
    const { body } = await progressOf(runtime, orders)
    expect(body).toMatchObject({ value: 2, target: 60, status: 'behind' })
    // Noon of the 22nd: 21 and a half days of 30.
    expect(body.elapsedShare).toBeCloseTo(21.5 / 30, 9)
    expect(body.runRate).toBeCloseTo((2 * 30) / 21.5, 9)
    expect(body.probability).toBeLessThan(0.01)
  })

  it('gives money in whole units, net of refunds, with a probability from the orders’ size', async () => {
    const runtime = await makeRuntime()
    const refund = { value: 2500, tax: null, currency: 'NOK', after: day, test: false, trust: 4 }
    const conversions = [{ ...order('A', 3), refunds: [refund] }, order('B', 2), order('C', 1)]
    await writeHistory(runtime.database, { ...onePost, clicks: [makeClick({ at: noon - 10 * day })], conversions })
    const { body } = await progressOf(runtime, { ...orders, metric: 'revenue', target: 300 })
    expect(body.value).toBe(275)
    expect(body.probability).toBeGreaterThan(0.5)
  })

  it('promises less where the days before were uneven', async () => {
    const runtime = await makeRuntime()
    const widthAfter = async (perDay: (daysAgo: number) => number) => {
      const clicks = Array.from({ length: 40 }, (_, daysAgo) => daysAgo).flatMap((daysAgo) =>
        Array.from({ length: perDay(daysAgo) }, () => makeClick({ at: noon - daysAgo * day })),
      )
      await writeHistory(runtime.database, { ...onePost, clicks, conversions: [] })
      const { body } = await progressOf(runtime, { ...orders, metric: 'link_clicks', target: 500 })
      return body.interval[1] - body.interval[0]
    }
    const even = await widthAfter(() => 10)
    const bursts = await widthAfter((daysAgo) => (daysAgo % 4 === 0 ? 40 : 0))
    expect(bursts).toBeGreaterThan(2 * even)
  })

  it('is unknown where only the platform counts, or a place was named', async () => {
    const runtime = await makeRuntime()
    for (const goal of [followers, { ...orders, scope: { place: 'Bergen' } }])
      expect((await progressOf(runtime, goal)).body).toMatchObject({ value: null, status: 'unknown' })
  })

  it('has not started before its first day', async () => {
    const { body } = await progressOf(await makeRuntime(), { ...orders, from: '2026-11-23' })
    expect(body).toMatchObject({ status: 'not-started', elapsedShare: 0 })
  })

  it('doesn’t call none new who the shop never told of', async () => {
    const runtime = await makeRuntime()
    const value = async (isNew: boolean | null) => {
      const conversions = [{ ...order('A', 1), isNew }]
      await writeHistory(runtime.database, { ...onePost, clicks: [makeClick({ at: noon - 10 * day })], conversions })
      return (await progressOf(runtime, { ...orders, metric: 'new_customers' })).body.value
    }
    expect([await value(true), await value(false), await value(null)]).toEqual([1, 0, null])
  })

  it('never contradicts the report, whatever the scope', async () => {
    const runtime = await makeRuntime()
    const server = app(runtime)
    await fc.assert(
      fc.asyncProperty(
        histories(noon - 40 * day, 40),
        fc.constantFrom('facebook', 'instagram', 'newsletter', undefined),
        async (history, channel) => {
          await writeHistory(runtime.database, history)
          const scope = channel === undefined ? {} : { channel }
          const period = { from: showDay(localDay(noon, zone) - 30), to: showDay(localDay(noon, zone)) }
          const report = await request(server, 'GET', `/reports/summary?by=channel&from=${period.from}&to=${period.to}`)
          const counted = report.body.rows.find((row: { key: string }) => row.key === channel) ?? emptyRow
          const row = channel === undefined ? report.body.totals : counted
          const expected = {
            link_clicks: row.clicks.human,
            orders: row.orders,
            leads: row.leads,
            revenue: Number(row.revenue.net),
            aov: row.aov === null ? null : Number(row.aov),
            conversion_rate: row.clicks.human === 0 ? null : row.conversionRate.value * 100,
            gross_revenue: Number(row.revenue.gross),
            lead_rate: row.clicks.human === 0 ? null : (row.leads / row.clicks.human) * 100,
          }
          for (const [metric, value] of Object.entries(expected)) {
            const goal = await request(server, 'POST', '/goals', { ...orders, ...period, metric, scope })
            const progress = await request(server, 'GET', `/goals/${goal.body.id}/progress`)
            if (value === null) expect(progress.body.value).toBeNull()
            // The report rounds to whole øre, the goal doesn't.
            else expect(Math.abs(progress.body.value - value)).toBeLessThan(0.0051)
          }
        },
      ),
      { numRuns: 15 },
    )
  }, 60_000)
})

const emptyRow = {
  clicks: { human: 0 },
  orders: 0,
  leads: 0,
  revenue: { net: '0.00', gross: '0.00' },
  aov: null,
  conversionRate: { value: 0 },
}

/** So many days ago, credited to the history's only click. */
function order(id: string, daysAgo: number): TestConversion {
  return makeOrder({ id, at: noon - daysAgo * day })
}

async function progressOf(runtime: TestRuntime, goal: object) {
  const made = await send(runtime, 'POST', '/goals', goal)
  expect(made.status).toBe(201)
  return send(runtime, 'GET', `/goals/${made.body.id}/progress`)
}

function app(runtime: TestRuntime) {
  return new Hono()
    .route('/api/v1', goalRoutes(runtime))
    .route('/api/v1', reportRoutes(runtime))
    .onError((error, c) => answerError(error, c, (unforeseen) => runtime.log.error(String(unforeseen))))
}

type Server = ReturnType<typeof app>

function send(runtime: TestRuntime, method: string, path: string, ...rest: [body?: object, headers?: object]) {
  return request(app(runtime), method, path, ...rest)
}

async function request(
  server: Server,
  ...[method, path, body, headers = {}]: [method: string, path: string, body?: object, headers?: object]
) {
  const answer = await server.request(`/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json', ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return { status: answer.status, location: answer.headers.get('location'), body: await answer.json() }
}
