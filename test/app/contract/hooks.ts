import { expect, it } from 'vitest'
import * as z from 'zod'
import type { HookSource } from '../../../src/shops/source.ts'
import { hookSecrets } from '../../conversions/make-till.ts'
import {
  headersOf,
  shopifyId,
  shopifyOrder,
  shopifyRefund,
  stripeCharge,
  stripeEvent,
  stripeSession,
  wooOrder,
} from '../../conversions/sign.ts'
import { type Open, openShop, type Served, type Shop } from '../talk.ts'

export function hookContract(open: Open): void {
  it('by each shop system count each order once, with its refunds, and bring the click home', async () => {
    const { shop, hook, now: at } = await openHooked(await open())
    const click = await clickOf(shop)
    const now = new Date(at).toISOString()
    const shopify = shopifyOrder({ processed_at: now, note_attributes: [{ name: 'till', value: click }] })
    for (let tries = 0; tries < 2; tries++) {
      expect(await hook('shopify', shopify)).toBe('200 ok')
      expect(await hook('shopify', shopifyRefund({ processed_at: now }), 'refunds/create')).toBe('200 ok')
      const refunds = [{ id: 8, total: '-1.01' }]
      expect(await hook('woocommerce', wooOrder({ date_created_gmt: now.slice(0, 19), refunds }))).toBe('200 ok')
      const created = Math.floor(at / 1000)
      const session = stripeSession({ client_reference_id: click })
      expect(await hook('stripe', stripeEvent('charge.refunded', stripeCharge(), { created }))).toBe('200 ok')
      expect(await hook('stripe', stripeEvent('checkout.session.completed', session, { created }))).toBe('200 ok')
      const own = JSON.stringify({ event: 'purchase', orderId: 'own', value: '1', currency: 'NOK', click })
      expect(await hook('signed', own)).toBe('200 ok')
    }
    expect(await sales(shop)).toEqual([
      `${shopifyId} 499.50 shopify×2 credited`,
      '727 499.50 woocommerce×2',
      'cs_live_a1b2 499.50 stripe×2 credited',
      'own 1.00 signed×2 credited',
    ])
    expect(await refunds(shop)).toEqual(['727 1.01', `${shopifyId} 100.00`, 'cs_live_a1b2 100.00'])
  })

  it('make one order of what pages tell by another of its names, whichever comes first', async () => {
    const { shop, hook } = await openHooked(await open())
    const tell = (orderId: string) =>
      shop.post('/conversions', { event: 'purchase', orderId, value: '5', currency: 'NOK' })
    await tell('#1001')
    await tell(shopifyId)
    expect(await hook('shopify', shopifyOrder())).toBe('200 ok')
    expect((await tell('1001')).body).toMatchObject({ outcome: 'duplicate' })
    expect(await sales(shop)).toEqual([`${shopifyId} 499.50 api×3 shopify×1`])
  })

  it('give a cancelled order back once, whatever was refunded of it before or after', async () => {
    const { shop, hook } = await openHooked(await open())
    const cancelled = shopifyOrder({ cancelled_at: '2026-11-22T11:45:00+01:00' })
    for (let tries = 0; tries < 2; tries++) {
      expect(await hook('shopify', cancelled, 'orders/cancelled')).toBe('200 ok')
      expect(await hook('shopify', shopifyRefund(), 'refunds/create')).toBe('200 ok')
    }
    expect(await refunds(shop)).toEqual([`${shopifyId} 100.00`, `${shopifyId} 399.50`])
  })

  it('are a 401 unless they are signed with a secret of the shop, and then nothing is stored', async () => {
    const served = await open()
    const { shop, hook, url } = await openHooked(served)
    const other = await openHooked(served)
    expect(await hook('shopify', shopifyOrder(), undefined, 'guessed')).toBe('401')
    const body = shopifyOrder()
    const headers = headersOf.shopify(body, { secret: hookSecrets.shopify, at: 0 })
    const post = (sent: Record<string, string>, path = url('shopify')) =>
      served.fetch(path, { method: 'POST', headers: sent, body }).then(({ status }) => status)
    const mangled = ['', 'AAAA', `${'A'.repeat(43)}=`, 'A'.repeat(4000), '\u00ff'.repeat(44)]
    for (const value of mangled) expect(await post({ ...headers, 'x-shopify-hmac-sha256': value })).toBe(401)
    expect(await post({})).toBe(401)
    expect(await post(headers, '/hooks/shopify/shop_none')).toBe(401)
    expect(await post(headers, '/hooks/magento/shop_none')).toBe(404)
    await shop.call('DELETE', `/api/v1/shops/${shop.shopId}/sources/shopify`)
    expect(await post(headers)).toBe(401)
    expect((await shop.items('/quarantine')).items).toEqual([])
    expect(await sales(shop)).toEqual([])
    expect(await sales(other.shop)).toEqual([])
  })

  it('tell when the last one came, and the last that was signed wrongly', async () => {
    const { shop, hook } = await openHooked(await open())
    await hook('stripe', '{"type":"ping"}')
    await hook('stripe', '{"type":"ping"}', undefined, 'wrong')
    const { body } = await shop.get(`/shops/${shop.shopId}/sources/stripe`)
    const times = z.object({ lastDeliveryAt: z.iso.datetime(), lastBadSignatureAt: z.iso.datetime() })
    expect(times.safeParse(body).success).toBe(true)
  })

  it('are answered with 200 when WooCommerce tries them out, and stored nowhere', async () => {
    const served = await open()
    const { shop, url } = await openHooked(served)
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const sent = { method: 'POST', headers: form, body: 'webhook_id=14' }
    expect((await served.fetch(url('woocommerce'), sent)).status).toBe(200)
    expect((await shop.items('/quarantine')).items).toEqual([])
  })

  it('that cannot be counted lie in the quarantine with their topic, and can be replayed', async () => {
    const { shop, hook, now } = await openHooked(await open())
    const early = shopifyOrder({ processed_at: new Date(now + 3_600_000).toISOString() })
    expect(await hook('shopify', early)).toBe('200 quarantined')
    const [kept] = (await shop.items('/quarantine')).items
    expect(kept).toMatchObject({ source: 'shopify', reason: 'bad-field', raw: early })
    const replayed = await shop.post(`/quarantine/${kept?.id ?? ''}/replay`, {})
    expect(replayed.body).toMatchObject({ outcome: 'quarantined', reason: 'bad-field' })
    expect((await shop.post(`/quarantine/${kept?.id ?? ''}/replay`, {})).status).toBe(409)
  })

  it('count once however many come at once', async () => {
    const { shop, hook } = await openHooked(await open())
    const tellings = Array.from({ length: 10 }, (_, index) =>
      index % 2 === 0
        ? hook('shopify', shopifyOrder())
        : shop.post('/conversions', { event: 'purchase', orderId: '1001', value: '5', currency: 'NOK' }),
    )
    await Promise.all(tellings)
    expect(await sales(shop)).toEqual([`${shopifyId} 499.50 api×5 shopify×5`])
  })

  it('of networks come to an address that is told once: approved, brought up to date, reversed', async () => {
    const served = await open()
    const { shop } = await openHooked(served)
    const click = await clickOf(shop)
    const made = await shop.call('PUT', `/api/v1/shops/${shop.shopId}/sources/postback`, { body: {} })
    const { pathname } = new URL(z.object({ url: z.string() }).parse({ url: made.body.url }).url)
    const tell = (query: string) => served.fetch(`${pathname}?clickid=${click}&${query}`).then(({ status }) => status)
    expect(await tell('txid=t1&payout=5&currency=NOK&status=pending')).toBe(200)
    expect(await tell('txid=t1&payout=5&currency=NOK&status=approved')).toBe(200)
    expect(await tell('txid=t1&payout=7&currency=NOK&status=approved')).toBe(200)
    expect(await sales(shop)).toEqual(['t1 7.00 postback×2 credited'])
    expect(await tell('txid=t1&status=reversed')).toBe(200)
    expect((await shop.items('/conversions?event=refund')).items).toMatchObject([{ value: '7.00' }])
    expect((await shop.items('/conversions?event=lead')).items).toHaveLength(1)
    const posted = { method: 'POST', body: 'txid=t2&payout=1&currency=NOK' }
    expect((await served.fetch(pathname, posted)).status).toBe(200)
    expect(await tell('txid={txid}&payout=1&currency=NOK')).toBe(400)
    expect((await served.fetch('/postback/guessed')).status).toBe(404)
  })

  it('have their secrets kept: no answer shows them', async () => {
    const { shop } = await openHooked(await open())
    const { text } = await shop.get(`/shops/${shop.shopId}/sources`)
    for (const secret of Object.values(hookSecrets)) expect(text).not.toContain(secret)
    expect(z.object({ items: z.array(z.unknown()) }).parse(JSON.parse(text)).items).toHaveLength(4)
  })

  it('come in batches by the API, each with a result of its own, once for a key', async () => {
    const shop = await openShop(await open())
    const order = { event: 'purchase', orderId: '1', value: '5', currency: 'NOK' }
    const body = { conversions: [order, { ...order, value: 'x' }, { ...order, orderId: '2' }] }
    const key = { 'idempotency-key': crypto.randomUUID() }
    const first = await shop.post('/conversions/batch', body, key)
    expect([first.status, first.body]).toMatchObject([
      200,
      { results: [{ status: 201 }, { status: 400, errors: [{ pointer: '/value' }] }, { status: 201 }] },
    ])
    expect((await shop.post('/conversions/batch', body, key)).body).toEqual(first.body)
    expect(await sales(shop)).toEqual(['1 5.00 api×1', '2 5.00 api×1'])
  })
}

/** A shop whose sources are set, and its hooks to send to: answered as status and outcome. `now`: by the server's clock. */
async function openHooked(served: Served) {
  const shop = await openShop(served)
  let now = 0
  for (const [source, secret] of Object.entries(hookSecrets)) {
    const path = `/api/v1/shops/${shop.shopId}/sources/${source}`
    const { body } = await shop.call('PUT', path, { body: { secrets: [secret] } })
    now = Date.parse(secretsAnswer.parse(body).secrets[0].setAt)
  }
  const url = (source: HookSource) => `/hooks/${source}/${shop.shopId}`
  const hook = async (source: HookSource, body: string, topic?: string, secret: string = hookSecrets[source]) => {
    const signing = { secret, at: now, ...(topic === undefined ? {} : { topic }) }
    const headers = headersOf[source](body, signing)
    const answer = await served.fetch(url(source), { method: 'POST', headers, body })
    return [answer.status, answer.headers.get('x-tilltrail')].filter((part) => part !== null).join(' ')
  }
  return { shop, hook, url, now }
}

const secretsAnswer = z.object({ secrets: z.tuple([z.object({ setAt: z.string() })]) })

async function clickOf(shop: Shop): Promise<string> {
  const link = await shop.link()
  return z.string().parse((await shop.visit(`/${link.slug}`)).click)
}

const sale = z.object({
  orderId: z.string(),
  value: z.string(),
  attributedTo: z.unknown(),
  sources: z.array(z.object({ source: z.string(), told: z.number() })),
})

/** Purchases, oldest first, in a line each. */
async function sales(shop: Shop): Promise<string[]> {
  const { items } = await shop.items('/conversions?event=purchase')
  return items.toReversed().map((item) => {
    const { orderId, value, attributedTo, sources } = sale.parse(item)
    const told = sources.map((one) => `${one.source}×${one.told}`).toSorted()
    return [orderId, value, ...told, ...(attributedTo === null ? [] : ['credited'])].join(' ')
  })
}

/** Refunds, in a line each, in the order of the lines. */
async function refunds(shop: Shop): Promise<string[]> {
  const { items } = await shop.items('/conversions?event=refund')
  const lines = items.map((item) => z.object({ orderId: z.string(), value: z.string() }).parse(item))
  return lines.map(({ orderId, value }) => `${orderId} ${value}`).toSorted((a, b) => (a < b ? -1 : 1))
}
