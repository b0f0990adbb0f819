import { createHmac } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import * as z from 'zod'
import { keepWooCommerce } from '../../../src/conversions/woocommerce/keep.ts'
import { callShop } from '../../../src/conversions/woocommerce/client.ts'
import { dayMs } from '../../../src/shops/calendar.ts'
import { answers } from '../../../src/http/answers.ts'
import { makeApp } from '../../app/make-app.ts'
import { openShop } from '../../app/talk.ts'
import { noon } from '../../make.ts'
import { wooOrder } from '../sign.ts'
import { consumer, openFakeShop } from './fake-shop.ts'

describe('connecting a WooCommerce shop', () => {
  it('asks the shop for keys, makes two webhooks and reads the past orders, each once', async () => {
    const { shop, fake, runtime, connect, work } = await open()
    fake.sell(120, noon - dayMs)
    await connect()
    await work(6)
    expect(fake.webhooks.map(({ topic, status, delivery_url: to }) => [topic, status, to])).toEqual([
      ['order.created', 'active', `http://localhost:8787/hooks/woocommerce/${shop.shopId}`],
      ['order.updated', 'active', `http://localhost:8787/hooks/woocommerce/${shop.shopId}`],
    ])
    const { connection } = await state(shop)
    expect(connection).toMatchObject({
      state: 'connected',
      ordersRead: 120,
      ordersTotal: 120,
      problem: null,
      keyEnd: 'cdef',
    })
    expect(await countOrders(runtime.database)).toEqual({ orders: 120, told: 124 })
    const everything = JSON.stringify([await shop.get(`/shops/${shop.shopId}/woocommerce`), runtime.logged])
    expect(everything).not.toContain(consumer.secret)
    expect(everything).not.toContain(consumer.key)
  })

  it('shows how far it is while it reads, and goes on there after a restart or an error', async () => {
    const { shop, fake, runtime, connect, work } = await open()
    fake.sell(120, noon - dayMs)
    await connect()
    await work(2)
    expect((await state(shop)).connection).toMatchObject({ state: 'orders', ordersRead: 25, ordersTotal: 120 })
    fake.state.isBroken = true
    await work(1)
    expect((await state(shop)).connection).toMatchObject({
      state: 'orders',
      problem: expect.stringMatching(/error 500/),
    })
    fake.state.isBroken = false
    await work(1)
    expect((await state(shop)).connection?.ordersRead).toBe(25)
    runtime.clock.now += 11 * 60_000
    await work(5)
    expect((await state(shop)).connection).toMatchObject({ state: 'connected', ordersRead: 120, problem: null })
  })

  it('reads more orders of one second than a page holds', async () => {
    const { fake, runtime, connect, work } = await open()
    fake.sell(70, noon - dayMs)
    for (const order of fake.orders) order.date_created_gmt = '2026-11-20T10:00:00'
    await connect()
    await work(5)
    expect((await countOrders(runtime.database)).orders).toBe(70)
  })

  it('takes webhooks that were there already to the new secret and doubles none', async () => {
    const { shop, fake, connect, work } = await open()
    await connect()
    await work(2)
    const [first] = fake.webhooks
    if (first) first.status = 'disabled'
    await connect()
    await work(2)
    expect(fake.webhooks.map(({ topic, status }) => [topic, status])).toEqual([
      ['order.created', 'active'],
      ['order.updated', 'active'],
    ])
    const body = wooOrder({ date_created_gmt: '2026-11-22T10:00:00' })
    const signature = createHmac('sha256', fake.webhooks[0]?.secret ?? '')
      .update(body)
      .digest('base64')
    const headers = { 'x-wc-webhook-signature': signature, 'x-wc-webhook-topic': 'order.created' }
    expect((await shop.fetch(`/hooks/woocommerce/${shop.shopId}`, { method: 'POST', body, headers })).status).toBe(200)
  })

  it('keeps a secret that was set by hand beside its own', async () => {
    const { shop, fake, connect, work } = await open()
    await shop.call('PUT', `/api/v1/shops/${shop.shopId}/sources/woocommerce`, {
      body: { secrets: ['set by hand, once'] },
    })
    await connect()
    await work(2)
    const body = wooOrder({ date_created_gmt: '2026-11-22T10:00:00' })
    for (const secret of ['set by hand, once', fake.webhooks[0]?.secret ?? '']) {
      const signature = createHmac('sha256', secret).update(body).digest('base64')
      const headers = { 'x-wc-webhook-signature': signature, 'x-wc-webhook-topic': 'order.created' }
      expect((await shop.fetch(`/hooks/woocommerce/${shop.shopId}`, { method: 'POST', body, headers })).status).toBe(
        200,
      )
    }
  })

  it('keeps both secrets that were set by hand beside its own', async () => {
    const { shop, connect, work } = await open()
    await shop.call('PUT', `/api/v1/shops/${shop.shopId}/sources/woocommerce`, {
      body: { secrets: ['the new one of these', 'the old one of these'] },
    })
    await connect()
    await work(2)
    const { body } = await shop.get(`/shops/${shop.shopId}/sources/woocommerce`)
    expect(z.object({ secrets: z.array(z.object({ end: z.string() })) }).parse(body).secrets).toHaveLength(3)
    for (const secret of ['the new one of these', 'the old one of these']) {
      const body = wooOrder({ date_created_gmt: '2026-11-22T10:00:00' })
      const headers = {
        'x-wc-webhook-signature': createHmac('sha256', secret).update(body).digest('base64'),
        'x-wc-webhook-topic': 'order.created',
      }
      const told = await shop.fetch(`/hooks/woocommerce/${shop.shopId}`, { method: 'POST', body, headers })
      expect([secret, told.status]).toEqual([secret, 200])
    }
  })
})

describe('the keys', () => {
  it('are taken once, within the hour, and for read and write alone', async () => {
    const { shop, fake, runtime, begin } = await open()
    const told = { consumer_key: consumer.key, consumer_secret: consumer.secret, key_permissions: 'read_write' }
    const give = (over: Record<string, unknown>) =>
      shop.fetch('/-/woocommerce/keys', { method: 'POST', body: JSON.stringify({ ...told, ...over }) })
    expect((await give({ user_id: 'made up' })).status).toBe(403)
    const late = await begin()
    runtime.clock.now += 3_600_001
    expect((await give({ user_id: late })).status).toBe(403)
    const state1 = await begin()
    expect((await give({ user_id: state1, key_permissions: 'read' })).status).toBe(400)
    expect((await give({ user_id: state1 })).status).toBe(200)
    expect((await give({ user_id: state1 })).status).toBe(403)
    expect((await state(shop)).connection).toMatchObject({ url: fake.url, state: 'webhooks' })
  })

  it('connect the shop that asked and no other', async () => {
    const { app, shop, connect } = await open()
    const other = await openShop(app)
    await connect()
    expect((await state(other)).connection).toBeNull()
    expect((await other.get(`/shops/${shop.shopId}/woocommerce`)).status).toBe(404)
  })

  it('are refused in words the owner understands when the shop no longer knows them', async () => {
    const { shop, fake, connect, work } = await open()
    await connect()
    fake.state.knowsKeys = false
    await work(1)
    expect((await state(shop)).connection?.problem).toMatch(/Connect again/)
  })

  it('go nowhere but to the address that was given', async () => {
    const { shop, fake, connect, work } = await open()
    const elsewhere = await openFakeShop()
    onTestFinished(async () => void (await elsewhere.close()))
    await connect()
    fake.state.redirectTo = `${elsewhere.url}/wp-json/wc/v3/webhooks`
    await work(1)
    expect(elsewhere.asked).toEqual([])
    expect((await state(shop)).connection?.problem).toMatch(/leads on to another address, http:\/\/localhost/)
  })

  it('are in no error, whatever the shop does', async () => {
    const keys = { url: 'http://localhost:1', consumerKey: consumer.key, consumerSecret: consumer.secret }
    const error = await callShop(keys, { path: '/orders' }).catch(String)
    expect(error).toMatch(/did not answer/)
    expect(error).not.toMatch(/ck_|cs_/)
  })
})

describe('looking after it, once a day', () => {
  it('switches a webhook on again once, and tells', async () => {
    const { shop, fake, runtime, connect, work } = await open()
    await connect()
    await work(3)
    const off = () => fake.webhooks.map(({ status }) => status)
    const nextDay = async () => {
      runtime.clock.now += dayMs + 1
      await work(3)
    }
    const [first] = fake.webhooks
    if (!first) throw new Error('no webhook')
    first.status = 'disabled'
    await nextDay()
    expect(off()).toEqual(['active', 'active'])
    expect((await state(shop)).connection?.webhookDisabledAt).toMatch(/^2026-11-23/)
    first.status = 'disabled'
    await nextDay()
    expect(off()).toEqual(['disabled', 'active'])
    first.status = 'active'
    for (let day = 0; day < 4; day++) await nextDay()
    expect((await state(shop)).connection?.webhookDisabledAt).toBeNull()
  })

  it('tells orders that the webhook missed, and those it didn’t once', async () => {
    const { fake, runtime, connect, work } = await open()
    fake.sell(3, noon - dayMs)
    await connect()
    await work(3)
    runtime.clock.now += dayMs + 1
    fake.sell(2, runtime.clock.now - 1000)
    await work(3)
    expect((await countOrders(runtime.database)).orders).toBe(5)
  })

  it('makes the one webhook anew that somebody removed', async () => {
    const { fake, runtime, connect, work } = await open()
    await connect()
    await work(3)
    fake.webhooks.shift()
    runtime.clock.now += dayMs + 1
    await work(1)
    expect(fake.webhooks.map(({ topic }) => topic).toSorted()).toEqual(['order.created', 'order.updated'])
    const [one, other] = fake.webhooks.map(({ secret }) => secret)
    expect(one).toBe(other)
  })

  it('gives the webhooks a new secret where somebody set others in its stead', async () => {
    const { shop, fake, runtime, connect, work } = await open()
    await connect()
    await work(3)
    runtime.clock.now += dayMs + 1
    await shop.call('PUT', `/api/v1/shops/${shop.shopId}/sources/woocommerce`, {
      body: { secrets: ['by hand, later'] },
    })
    runtime.clock.now += 1
    await work(1)
    const body = wooOrder({ date_created_gmt: '2026-11-22T10:00:00' })
    const secret = fake.webhooks[0]?.secret ?? ''
    const signature = createHmac('sha256', secret).update(body).digest('base64')
    const headers = { 'x-wc-webhook-signature': signature, 'x-wc-webhook-topic': 'order.created' }
    expect((await shop.fetch(`/hooks/woocommerce/${shop.shopId}`, { method: 'POST', body, headers })).status).toBe(200)
  })

  it('takes the webhooks to the new address once PUBLIC_URL is another, and to none that the shop can’t reach', async () => {
    const { shop, fake, runtime, connect, work } = await open()
    await connect()
    await work(3)
    const addresses = () => [...new Set(fake.webhooks.map((one) => one.delivery_url))]
    const checkAs = async (publicUrl: string) => {
      runtime.clock.now += dayMs + 1
      await keepWooCommerce({ ...runtime, publicUrl })
      await work(1)
      return addresses()
    }
    expect(await checkAs('https://till.example')).toEqual([`https://till.example/hooks/woocommerce/${shop.shopId}`])
    expect(fake.webhooks).toHaveLength(2)
    for (const unreachable of ['http://localhost:8787', 'http://10.0.0.7', 'https://scheduled.invalid'])
      expect(await checkAs(unreachable)).toEqual([`https://till.example/hooks/woocommerce/${shop.shopId}`])
    expect(await checkAs('https://go.till.example')).toEqual([
      `https://go.till.example/hooks/woocommerce/${shop.shopId}`,
    ])
    expect(fake.webhooks).toHaveLength(2)
  })
})

describe('disconnecting', () => {
  it('removes the webhooks, the keys and the secret', async () => {
    const { shop, fake, connect, work } = await open()
    await connect()
    await work(3)
    fake.webhooks.push({ ...foreign, id: 7 })
    const ended = await shop.call('DELETE', `/api/v1/shops/${shop.shopId}/woocommerce`)
    expect([ended.status, ended.body]).toEqual([200, { problem: null }])
    expect(fake.webhooks.map(({ id }) => id)).toEqual([7])
    expect((await state(shop)).connection).toBeNull()
    expect((await shop.get(`/shops/${shop.shopId}/sources/woocommerce`)).status).toBe(404)
    expect((await shop.call('DELETE', `/api/v1/shops/${shop.shopId}/woocommerce`)).status).toBe(404)
  })

  it('forgets the keys also where the shop can’t be reached, and says so', async () => {
    const { shop, fake, connect, work } = await open()
    await connect()
    await work(3)
    fake.state.isBroken = true
    const ended = await shop.call('DELETE', `/api/v1/shops/${shop.shopId}/woocommerce`)
    expect(ended.body.problem).toMatch(/error 500/)
    expect((await state(shop)).connection).toBeNull()
  })
})

describe('an address', () => {
  it.each([
    ['https://till.example', 'http://shop.example', /https:\/\//],
    ['https://till.example', 'https://192.168.1.2', /on the internet/],
    ['https://till.example', 'https://169.254.169.254/latest', /on the internet/],
    ['https://till.example', 'https://0x7f.1', /on the internet/],
    ['https://till.example', 'https://[fd00::1]', /on the internet/],
    ['https://till.example', 'https://[::ffff:10.0.0.1]', /on the internet/],
    ['https://till.example', 'http://localhost:8080', /on the internet/],
    ['https://till.example', 'https://nas.local', /on the internet/],
    ['https://till.example', 'https://kari:hush@shop.example', /name or password/],
    ['https://till.example', 'ftp://shop.example', /web address/],
    ['https://till.example', '', /missing/],
    ['http://localhost:8787', 'https://10.0.0.1', /on this computer/],
    ['https://till.example', 'nonsense', /must be the web address of your shop/],
    ['http://localhost:8787', 'http://shop.example', /on this computer/],
    ['http://localhost:8787', 'https://shop.example', /on this computer, such as http:.*PUBLIC_URL/],
    ['http://localhost:8787', 'nonsense', /on this computer/],
  ])('with %s is refused: %s', async (publicUrl, url, reason) => {
    const app = await makeApp({ publicUrl })
    const shop = await openShop(app)
    const answer = await shop.post(`/shops/${shop.shopId}/woocommerce`, { url })
    expect(answer.status).toBe(400)
    expect(answer.text).toMatch(reason)
  })

  it('is refused where its name leads into the network of one’s own', async () => {
    const app = await makeApp({
      publicUrl: 'https://till.example',
      lookUpHost: async () => ['93.184.216.34', '10.1.2.3'],
    })
    const shop = await openShop(app)
    const answer = await shop.post(`/shops/${shop.shopId}/woocommerce`, { url: 'shop.example' })
    expect([answer.status, answer.text]).toEqual([400, expect.stringMatching(/leads to an address/)])
  })

  it('is refused where its name leads nowhere', async () => {
    const app = await makeApp({ publicUrl: 'https://till.example', lookUpHost: async () => [] })
    const shop = await openShop(app)
    const answer = await shop.post(`/shops/${shop.shopId}/woocommerce`, { url: 'shop.example' })
    expect([answer.status, answer.text]).toEqual([400, expect.stringMatching(/there is no address for/)])
  })

  it('is tried first, and refused where nobody answers', async () => {
    const app = await makeApp({ publicUrl: 'http://localhost:8787', answers })
    const shop = await openShop(app)
    const ask = (url: string) => shop.post(`/shops/${shop.shopId}/woocommerce`, { url })
    const nobody = await ask('http://localhost:1/butikk')
    expect([nobody.status, nobody.text]).toEqual([400, expect.stringMatching(/localhost:1 does not answer/)])
    const { fake } = await open()
    expect((await ask(fake.url)).status).toBe(200)
  })

  it('is taken as it is typed, with the folder of the shop', async () => {
    const app = await makeApp({ publicUrl: 'https://till.example' })
    const shop = await openShop(app)
    const answer = await shop.post(`/shops/${shop.shopId}/woocommerce`, {
      url: ' Shop.example/butikk/wp-admin/index.php?a=b ',
    })
    const { authorizeUrl } = z.object({ authorizeUrl: z.string() }).parse(answer.body)
    const { searchParams, origin, pathname } = new URL(authorizeUrl)
    expect(origin + pathname).toBe('https://shop.example/butikk/wc-auth/v1/authorize')
    expect(Object.fromEntries(searchParams)).toEqual({
      app_name: 'Tilltrail',
      scope: 'read_write',
      user_id: expect.stringMatching(/^[\w-]{43}$/),
      return_url: 'https://till.example/app/install',
      callback_url: 'https://till.example/-/woocommerce/keys',
    })
  })

  it('is of no use where the shop could not call back', async () => {
    const app = await makeApp({ publicUrl: 'http://till.example' })
    const shop = await openShop(app)
    expect((await shop.get(`/shops/${shop.shopId}/woocommerce`)).body).toEqual({ reach: 'insecure', connection: null })
    expect((await shop.post(`/shops/${shop.shopId}/woocommerce`, { url: 'https://shop.example' })).status).toBe(409)
  })
})

const foreign = {
  name: '',
  topic: 'order.updated',
  delivery_url: 'https://other.example',
  secret: '',
  status: 'active',
}

async function open() {
  const app = await makeApp()
  const { runtime, fetch } = app
  const fake = await openFakeShop()
  onTestFinished(async () => void (await fake.close()))
  const shop = { ...(await openShop(app)), fetch }
  async function begin(): Promise<string> {
    const { body } = await shop.post(`/shops/${shop.shopId}/woocommerce`, { url: fake.url })
    return new URL(z.object({ authorizeUrl: z.string() }).parse(body).authorizeUrl).searchParams.get('user_id') ?? ''
  }
  async function connect(): Promise<void> {
    const told = { key_id: 1, user_id: await begin(), consumer_key: consumer.key, consumer_secret: consumer.secret }
    const body = JSON.stringify({ ...told, key_permissions: 'read_write' })
    expect((await fetch('/-/woocommerce/keys', { method: 'POST', body })).status).toBe(200)
  }
  async function work(times: number): Promise<void> {
    for (let done = 0; done < times; done++) expect(await keepWooCommerce(runtime)).toBe(false)
  }
  return { app, runtime, fake, shop, begin, connect, work }
}

type Told = { readonly shopId: string; get(path: string): Promise<{ body: unknown }> }

async function state(shop: Told) {
  return stateShape.parse((await shop.get(`/shops/${shop.shopId}/woocommerce`)).body)
}

const stateShape = z.object({
  connection: z
    .looseObject({
      state: z.string(),
      ordersRead: z.number(),
      problem: z.string().nullable(),
      webhookDisabledAt: z.string().nullable(),
    })
    .nullable(),
})

async function countOrders(database: Awaited<ReturnType<typeof open>>['runtime']['database']) {
  const query = `select (select count(*) from conversions where event = 'purchase') as orders,
    (select sum(told) from evidence) as told`
  const [row] = await database.all({ sql: query, params: [] })
  return z.object({ orders: z.number(), told: z.number().nullable() }).parse(row)
}
