import { expect, it } from 'vitest'
import * as z from 'zod'
import { statement } from '../../src/storage/database.ts'
import { noon } from '../make.ts'
import { makePurchase, makeShop, makeTill, textOf, type Till } from './make-till.ts'
import { shopifyOrder } from './sign.ts'

const path = (source: string, shop = 'shop-1') => `/api/v1/shops/${shop}/sources/${source}`
const set = (till: Till, source: string, body: unknown) => till.call('PUT', path(source), { body })

it('gives the address to paste, and never shows a secret again', async () => {
  const till = await makeTill()
  const made = await set(till, 'shopify', { secrets: ['a-long-secret-9f3c', 'short'] })
  expect(made).toMatchObject({ status: 200, body: { url: 'http://localhost:8787/hooks/shopify/shop-1' } })
  const found = await till.call('GET', path('shopify'))
  expect(found.body).toEqual({
    source: 'shopify',
    url: 'http://localhost:8787/hooks/shopify/shop-1',
    secrets: [
      { end: '9f3c', setAt: new Date(noon).toISOString() },
      { end: null, setAt: new Date(noon).toISOString() },
    ],
    lastDeliveryAt: null,
    lastBadSignatureAt: null,
  })
  expect(await till.list('/api/v1/shops/shop-1/sources')).toEqual([found.body])
  expect(JSON.stringify([made.body, found.body])).not.toContain('secret-')
})

it.each([
  [{}, '/secrets'],
  [{ secrets: [] }, '/secrets'],
  [{ secrets: ['a', 'b', 'c'] }, '/secrets'],
  [{ secrets: [''] }, '/secrets/0'],
  [{ secrets: ['x'.repeat(257)] }, '/secrets/0'],
  [{ secrets: [1] }, '/secrets/0'],
  [{ secrets: 'hush' }, '/secrets'],
  [{ secrets: ['\ud800'] }, '/secrets/0'],
  [{ secret: 'hush' }, '/secret'],
])('refuses %j', async (body, pointer) => {
  const till = await makeTill()
  expect(await set(till, 'stripe', body)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } })
  expect((await till.call('GET', path('stripe'))).status).toBe(404)
})

it('has no sources of other names, and none of other shops', async () => {
  const till = await makeTill()
  expect((await set(till, 'magento', { secrets: ['x'] })).status).toBe(404)
  const body = { secrets: ['x'] }
  expect((await till.call('PUT', path('stripe', 'shop_none'), { body })).status).toBe(404)
  expect((await till.call('PUT', path('stripe'), { body, key: 'wrong' })).status).toBe(401)
})

it('lets two secrets live while the shop system changes over, and an older one die', async () => {
  const till = await makeTill()
  const send = async (secret: string) => (await till.hook('shopify', shopifyOrder(), { secret })).status
  await set(till, 'shopify', { secrets: ['first'] })
  await set(till, 'shopify', { secrets: ['second'], keepPrevious: true })
  expect([await send('first'), await send('second')]).toEqual([200, 200])
  await set(till, 'shopify', { secrets: ['third'], keepPrevious: true })
  expect([await send('first'), await send('second'), await send('third')]).toEqual([401, 200, 200])
  await set(till, 'shopify', { secrets: ['third'] })
  expect([await send('second'), await send('third')]).toEqual([401, 200])
  expect((await till.call('GET', path('shopify'))).body.secrets).toHaveLength(1)
  const removed = await till.app.request(path('shopify'), {
    method: 'DELETE',
    headers: { authorization: `Bearer ${till.runtime.adminApiKey}` },
  })
  expect([removed.status, await send('third')]).toEqual([204, 401])
})

it('knows when the last delivery came, and when the last one was signed wrongly, to five seconds', async () => {
  const till = await makeTill()
  await till.setSecrets()
  const times = async () => {
    const { lastDeliveryAt, lastBadSignatureAt } = (await till.call('GET', path('shopify'))).body
    return [lastDeliveryAt, lastBadSignatureAt].map((at) => (at === null ? null : Date.parse(textOf(at)) - noon))
  }
  await till.hook('shopify', shopifyOrder(), { secret: 'wrong' })
  expect(await times()).toEqual([null, 0])
  till.runtime.clock.now += 3000
  await till.hook('shopify', shopifyOrder(), { secret: 'wrong' })
  await till.hook('shopify', shopifyOrder())
  expect(await times()).toEqual([3000, 0])
  till.runtime.clock.now += 60_000
  await till.hook('shopify', shopifyOrder(), { secret: 'wrong' })
  await till.hook('shopify', shopifyOrder())
  expect(await times()).toEqual([63_000, 63_000])
})

it('makes the token of a postback itself, tells it once and keeps its hash', async () => {
  const till = await makeTill()
  const made = await set(till, 'postback', {})
  const url = new URL(textOf(made.body.url))
  expect(url.pathname).toMatch(/^\/postback\/[A-Za-z0-9_-]{43}$/)
  expect((await till.call('GET', path('postback'))).body.url).toBeNull()
  const token = url.pathname.slice('/postback/'.length)
  const rows = await till.runtime.database.all(statement("select secrets from sources where source = 'postback'"))
  expect(JSON.stringify(rows)).not.toContain(token)
  const answers = [await till.app.request(url.pathname), await till.app.request('/postback/unknown')]
  expect(answers.map(({ status }) => status)).toEqual([400, 404])
  const second = await set(till, 'postback', { keepPrevious: true })
  expect(second.body.secrets).toHaveLength(2)
  expect((await till.app.request(url.pathname)).status).toBe(400)
  await set(till, 'postback', {})
  expect((await till.app.request(url.pathname)).status).toBe(404)
})

it.each(['tok', 'a/b c?d#e%2F', 'æøå 🙂', '../x', '%'])('takes the own token %j of a postback', async (token) => {
  const till = await makeTill()
  const made = await set(till, 'postback', { secrets: [token] })
  const url = textOf(made.body.url)
  const answer = await till.app.request(`${url}?txid=1&payout=5&currency=NOK`)
  expect(answer.status).toBe(200)
  expect(await till.list('/api/v1/conversions')).toMatchObject([{ orderId: '1' }])
})

it('refuses a token that another shop has, or that no address can hold', async () => {
  const till = await makeTill()
  const other = await makeShop(till.runtime)
  const body = { secrets: ['the-same-token'] }
  expect((await till.call('PUT', path('postback', other.id), { body })).status).toBe(200)
  expect(await set(till, 'postback', body)).toMatchObject({ status: 409, body: { errors: [{ pointer: '/secrets' }] } })
  expect((await till.call('GET', path('postback'))).status).toBe(404)
  expect((await set(till, 'postback', { secrets: ['..'] })).status).toBe(400)
})

it('takes many conversions in one call, each with a result of its own, and once for a key', async () => {
  const till = await makeTill()
  const conversions = [
    makePurchase(),
    makePurchase({ value: 'x' }),
    makePurchase({ orderId: '2', valeu: 1 }),
    { event: 'lead' },
  ]
  const send = (more: Record<string, string> = {}) =>
    till.call('POST', '/api/v1/conversions/batch', { body: { conversions }, headers: more })
  const made = await send({ 'idempotency-key': 'one' })
  const result = z.object({ results: z.array(z.looseObject({ status: z.number() })) })
  expect([made.status, result.parse(made.body).results]).toMatchObject([
    200,
    [
      { status: 201, outcome: 'stored' },
      { status: 400, errors: [{ pointer: '/value' }] },
      { status: 400, errors: [{ pointer: '/valeu' }] },
      { status: 201, outcome: 'stored' },
    ],
  ])
  expect((await send({ 'idempotency-key': 'one' })).body).toEqual(made.body)
  expect(await till.list('/api/v1/conversions')).toHaveLength(2)
  expect(await till.list('/api/v1/quarantine')).toHaveLength(2)
  expect(result.parse((await send()).body).results[0]).toMatchObject({ status: 200, outcome: 'duplicate' })
})

it.each([
  ['{"conversions":[]}', 400],
  [JSON.stringify({ conversions: Array.from({ length: 101 }, () => ({ event: 'lead' })) }), 400],
  ['[]', 400],
  ['{', 400],
  [JSON.stringify({ conversions: ['x'.repeat(300_000)] }), 413],
])('refuses a batch as a whole: %.40s', async (body, status) => {
  const till = await makeTill()
  const answer = await till.call('POST', '/api/v1/conversions/batch', { body })
  expect(answer.status).toBe(status)
  expect(await till.list('/api/v1/conversions')).toEqual([])
})
