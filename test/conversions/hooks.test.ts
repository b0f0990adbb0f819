import { describe, expect, it } from 'vitest'
import { hookSources } from '../../src/shops/source.ts'
import { statement } from '../../src/storage/database.ts'
import { makePurchase, makeTill, textOf, type Till } from './make-till.ts'
import {
  shopifyId,
  shopifyOrder,
  shopifyRefund,
  shopifyRefundId,
  stripeCharge,
  stripeEvent,
  stripeSession,
  wooOrder,
} from './sign.ts'

const hourMs = 3_600_000
const noContent = { status: 200, outcome: 'ok' }

async function makeHooked() {
  const till = await makeTill()
  await till.setSecrets()
  return till
}

async function said(answering: Promise<Response> | Response) {
  const answer = await answering
  return { status: answer.status, outcome: answer.headers.get('x-tilltrail') }
}

/** What the shop's orders come to: order id, amount, how they are credited, and what was given back of them. */
async function orders(till: Till) {
  const query = `select order_id as orderId, value, currency, click_note as note, is_test as isTest, trust,
    coalesce((select sum(value) from conversions refunds where refunds.event = 'refund'
      and refunds.order_id = conversions.order_id and refunds.is_test = conversions.is_test), 0) as refunded
    from conversions where event = 'purchase' order by number`
  return till.runtime.database.all(statement(query))
}

const refunds = (till: Till) =>
  till.runtime.database.all(
    statement(
      "select order_id as orderId, refund_id as refundId, value from conversions where event = 'refund' order by key",
    ),
  )

describe('Shopify', () => {
  it('counts an order when it is paid, with its exact id, click, tax and customer', async () => {
    const till = await makeHooked()
    const click = await till.click(hourMs)
    const body = shopifyOrder({ note_attributes: [{ name: 'till', value: click }] })
    expect(await said(till.hook('shopify', body))).toEqual(noContent)
    expect(await till.list('/api/v1/conversions')).toMatchObject([
      {
        orderId: shopifyId,
        value: '499.50',
        tax: '99.90',
        shipping: '49.00',
        currency: 'NOK',
        coupon: 'HØST20',
        attributedTo: { linkId: till.link.id },
        occurredAt: '2026-11-22T10:30:00.000Z',
        test: false,
        sources: [{ source: 'shopify', click }],
      },
    ])
  })

  it('passes over what is created and not paid, and topics it has no use for', async () => {
    const till = await makeHooked()
    const pending = shopifyOrder({ financial_status: 'pending' })
    expect(await said(till.hook('shopify', pending, { topic: 'orders/create' }))).toEqual({
      status: 200,
      outcome: 'ignored',
    })
    expect(await said(till.hook('shopify', '{}', { topic: 'app/uninstalled' }))).toMatchObject({ outcome: 'ignored' })
    expect(await said(till.hook('shopify', pending, { topic: 'orders/paid' }))).toMatchObject({ outcome: 'ignored' })
    expect(await orders(till)).toEqual([])
    expect(await said(till.hook('shopify', shopifyOrder(), { topic: 'orders/create' }))).toEqual(noContent)
    expect(await orders(till)).toHaveLength(1)
  })

  it('makes one order of what the page tells by number, before or after, and what the webhook tells by id', async () => {
    for (const order of ['#1001', '1001', `gid://shopify/Order/${shopifyId}`, 'XPAV284CT', shopifyId]) {
      const till = await makeHooked()
      const click = await till.click(hourMs)
      const pixel = { event: 'purchase', order, value: '450', currency: 'NOK', click }
      await till.pixel(pixel)
      await till.hook('shopify', shopifyOrder())
      await till.script({ event: 'purchase', orderId: order, value: '450', currency: 'NOK' })
      expect(await till.list('/api/v1/conversions')).toMatchObject([
        {
          orderId: shopifyId,
          value: '499.50',
          attributedTo: { linkId: till.link.id },
          sources: [{ source: 'pixel' }, { source: 'script' }, { source: 'shopify' }],
        },
      ])
    }
  })

  it('makes one of what was already told twice, by id and by number, and keeps the click that one of them had', async () => {
    const till = await makeHooked()
    const click = await till.click(hourMs)
    await till.api(makePurchase({ orderId: shopifyId, value: '499' }))
    await till.script({ event: 'purchase', orderId: '1001', value: '450', currency: 'NOK', click, newCustomer: true })
    await till.api({ event: 'refund', orderId: '1001', refundId: 'r', value: '50', currency: 'NOK' })
    expect(await orders(till)).toHaveLength(2)
    await till.hook('shopify', shopifyOrder())
    expect(await orders(till)).toEqual([
      { orderId: shopifyId, value: 49950, currency: 'NOK', note: null, isTest: 0, trust: 5, refunded: 5000 },
    ])
    expect(await till.list('/api/v1/conversions?event=purchase')).toMatchObject([
      {
        newCustomer: true,
        coupon: 'HØST20',
        sources: [{ source: 'api', value: '499.00' }, { source: 'script', click }, { source: 'shopify' }],
      },
    ])
    await till.api({ event: 'refund', orderId: '#1001', refundId: 's', value: '50', currency: 'NOK' })
    expect(await orders(till)).toMatchObject([{ refunded: 10000 }])
  })

  it('leaves another order alone that has the number for an id, a long time ago', async () => {
    const till = await makeHooked()
    await till.api(makePurchase({ orderId: '1001', occurredAt: '2026-05-01T00:00:00Z' }))
    await till.hook('shopify', shopifyOrder())
    expect(await orders(till)).toMatchObject([{ orderId: '1001' }, { orderId: shopifyId }])
  })

  it('takes refunds by their ids, whether they come alone or in the order, before it or after', async () => {
    const till = await makeHooked()
    expect(await said(till.hook('shopify', shopifyRefund(), { topic: 'refunds/create' }))).toEqual(noContent)
    await till.hook('shopify', shopifyOrder({ refunds: ['#refund#'] }).replace('"#refund#"', shopifyRefund()))
    expect(await refunds(till)).toEqual([{ orderId: shopifyId, refundId: shopifyRefundId, value: 10000 }])
    const restocked = shopifyRefund({ transactions: [] })
    expect(await said(till.hook('shopify', restocked, { topic: 'refunds/create' }))).toMatchObject({
      outcome: 'ignored',
    })
    expect(await orders(till)).toMatchObject([{ value: 49950, refunded: 10000 }])
  })

  it.each([
    ['cancelled, refund, paid', [2, 1, 0]],
    ['paid, cancelled, refund', [0, 2, 1]],
    ['refund, cancelled, paid', [1, 2, 0]],
    ['paid, refund, cancelled', [0, 1, 2]],
  ] as const)('gives a cancelled order back once, whole: %s', async (_, sequence) => {
    const till = await makeHooked()
    const cancelled = shopifyOrder({ cancelled_at: '2026-11-22T11:45:00+01:00' })
    const sends = [
      () => till.hook('shopify', shopifyOrder()),
      () => till.hook('shopify', shopifyRefund(), { topic: 'refunds/create' }),
      () => till.hook('shopify', cancelled, { topic: 'orders/cancelled' }),
    ]
    for (const index of [...sequence, ...sequence])
      expect(await said(sends[index]?.() ?? new Response())).toEqual(noContent)
    expect(await orders(till)).toMatchObject([{ value: 49950, refunded: 49950 }])
  })

  it('gives back what a page told of an order that was cancelled before anybody paid, and else says nothing', async () => {
    const till = await makeHooked()
    const body = shopifyOrder({ cancelled_at: '2026-11-22T11:45:00+01:00', financial_status: 'voided' })
    const cancel = () => said(till.hook('shopify', body, { topic: 'orders/cancelled' }))
    expect(await cancel()).toMatchObject({ outcome: 'ignored' })
    await till.pixel({ event: 'purchase', order: shopifyId, value: '499.50', currency: 'NOK' })
    expect(await cancel()).toEqual(noContent)
    expect(await orders(till)).toMatchObject([{ value: 49950, refunded: 49950 }])
  })

  it('does not take an order for cancelled because a header says so', async () => {
    const till = await makeHooked()
    expect(await said(till.hook('shopify', shopifyOrder(), { topic: 'orders/cancelled' }))).toMatchObject({
      outcome: 'quarantined',
    })
    expect(await refunds(till)).toEqual([])
  })

  it('keeps test orders apart, and reads the click of the landing page', async () => {
    const till = await makeHooked()
    const landing_site = `/produkt?utm_source=facebook&till=${await till.click(hourMs)}#topp`
    await till.hook('shopify', shopifyOrder({ test: true, landing_site }))
    expect(await orders(till)).toMatchObject([{ isTest: 1, note: null }])
  })

  it('counts an order whose garnish is odd, and takes a newer amount for an older one', async () => {
    const till = await makeHooked()
    const odd = {
      discount_codes: [{ code: 'x'.repeat(300) }],
      customer: 5,
      note_attributes: [null, { name: 7 }],
      landing_site: 9,
    }
    await till.hook('shopify', shopifyOrder({ ...odd, updated_at: '2026-11-22T11:50:00+01:00', total_price: '600.00' }))
    await till.hook('shopify', shopifyOrder())
    expect(await orders(till)).toMatchObject([{ value: 60000 }])
    await till.hook('shopify', shopifyOrder({ updated_at: '2026-11-22T11:51:00+01:00', total_price: '650.00' }))
    expect(await orders(till)).toMatchObject([{ value: 65000 }])
  })
})

describe('WooCommerce', () => {
  it('counts an order when it is paid or handled, once however often it is updated', async () => {
    const till = await makeHooked()
    const send = (over: Record<string, unknown>) => said(till.hook('woocommerce', wooOrder(over)))
    for (const status of ['pending', 'on-hold', 'checkout-draft', 'trash'])
      expect(await send({ status, date_paid_gmt: null })).toMatchObject({ outcome: 'ignored' })
    expect(await orders(till)).toEqual([])
    expect(await send({ date_paid_gmt: null })).toEqual(noContent)
    expect(await send({ status: 'completed' })).toEqual(noContent)
    expect(await till.list('/api/v1/conversions')).toMatchObject([
      {
        orderId: '727',
        value: '499.50',
        occurredAt: '2026-11-22T10:30:00.000Z',
        coupon: 'host20',
        sources: [{ told: 2 }],
      },
    ])
  })

  it("reads the click of the shop's own field, else of the landing page that WooCommerce remembers", async () => {
    const till = await makeHooked()
    const [own, landed] = [await till.click(hourMs), await till.click(hourMs + 1)]
    const entry = {
      id: 1,
      key: '_wc_order_attribution_session_entry',
      value: `https://shop.example/?a=b&till=${landed}`,
    }
    await till.hook('woocommerce', wooOrder({ id: 1, meta_data: [entry] }))
    await till.hook(
      'woocommerce',
      wooOrder({ id: 2, meta_data: [entry, { id: 2, key: '_till', value: own }, { key: 'x', value: { a: 1 } }] }),
    )
    expect(await till.list('/api/v1/conversions')).toMatchObject([
      { orderId: '2', sources: [{ click: own }] },
      { orderId: '1', sources: [{ click: landed }] },
    ])
  })

  it('takes each refund in the order once, and a poisoned one keeps none of the others back', async () => {
    const till = await makeHooked()
    const list = [
      { id: 75, reason: '', total: '-10.00' },
      { id: 76, reason: 'x', total: 'much' },
      { id: 77, total: '-1.01' },
    ]
    expect(await said(till.hook('woocommerce', wooOrder({ refunds: list })))).toMatchObject({ outcome: 'quarantined' })
    await till.hook('woocommerce', wooOrder({ refunds: list.slice(0, 1) }))
    expect(await refunds(till)).toEqual([
      { orderId: '727', refundId: '75', value: 1000 },
      { orderId: '727', refundId: '77', value: 101 },
    ])
    const [kept] = await till.list('/api/v1/quarantine')
    expect(kept).toMatchObject({ source: 'woocommerce', reason: 'bad-money', raw: wooOrder({ refunds: list }) })
  })

  it('gives a cancelled or refunded order back whole, and one that was never told not at all', async () => {
    const till = await makeHooked()
    await till.hook('woocommerce', wooOrder())
    const later = { date_modified_gmt: '2026-11-22T11:00:00' }
    await till.hook('woocommerce', wooOrder({ status: 'refunded', refunds: [{ id: 9, total: '-499.50' }], ...later }))
    await till.hook('woocommerce', wooOrder({ status: 'cancelled', ...later }))
    expect(await orders(till)).toMatchObject([{ value: 49950, refunded: 49950 }])
    const never = wooOrder({ id: 5, number: '5', order_key: 'k5', status: 'failed', date_paid_gmt: null })
    expect(await said(till.hook('woocommerce', never))).toMatchObject({ outcome: 'ignored' })
  })

  it('passes over a deleted order, which tells an id alone', async () => {
    const till = await makeHooked()
    const gone = till.hook('woocommerce', '{"id":727}', { topic: 'order.deleted' })
    expect(await said(gone)).toMatchObject({ status: 200, outcome: 'ignored' })
  })

  it('answers the unsigned ping of a new webhook with 200, and stores nothing', async () => {
    const till = await makeHooked()
    const ping = (body: string, headers: Record<string, string> = {}, path = '/hooks/woocommerce/shop-1') =>
      till.app.request(path, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      })
    expect((await ping('webhook_id=14')).status).toBe(200)
    expect((await ping('webhook_id=14', { 'x-wc-webhook-topic': 'order.updated' })).status).toBe(401)
    expect((await ping('webhook_id=14&order=1')).status).toBe(401)
    expect((await ping('webhook_id=14', {}, '/hooks/shopify/shop-1')).status).toBe(401)
    expect(await till.list('/api/v1/quarantine')).toEqual([])
  })

  it.each([
    ['a&amp;b&lt;c&#039;d&#x22;', 'a&b<c\'d"'],
    ['æøå 🙂', 'æøå 🙂'],
    ['x', 'x'],
    ['ש'.repeat(256), 'ש'.repeat(256)],
    ['a&amp;b', 'a&amp;b'],
  ])('takes the secret %j for what WooCommerce signs with', async (secret, signsWith) => {
    const till = await makeTill()
    const set = await till.call('PUT', '/api/v1/shops/shop-1/sources/woocommerce', { body: { secrets: [secret] } })
    expect(set.status).toBe(200)
    expect((await till.hook('woocommerce', wooOrder(), { secret: signsWith })).status).toBe(200)
    expect((await till.hook('woocommerce', wooOrder(), { secret: `${signsWith}x` })).status).toBe(401)
  })
})

describe('Stripe', () => {
  const completed = (over: Record<string, unknown> = {}, event: Record<string, unknown> = {}) =>
    stripeEvent('checkout.session.completed', stripeSession(over), event)
  const refunded = (amount_refunded: number) => stripeEvent('charge.refunded', stripeCharge({ amount_refunded }))

  it('counts a session that is paid, or that turns out to be', async () => {
    const till = await makeHooked()
    const unpaid = completed({ payment_status: 'unpaid' })
    expect(await said(till.hook('stripe', unpaid))).toMatchObject({ status: 200, outcome: 'ignored' })
    expect(await orders(till)).toEqual([])
    const click = await till.click(hourMs)
    const succeeded = stripeEvent(
      'checkout.session.async_payment_succeeded',
      stripeSession({ client_reference_id: click }),
    )
    expect(await said(till.hook('stripe', succeeded))).toEqual(noContent)
    expect(await till.list('/api/v1/conversions')).toMatchObject([
      {
        orderId: 'cs_live_a1b2',
        value: '499.50',
        tax: '99.90',
        shipping: '49.00',
        currency: 'NOK',
        attributedTo: { slug: till.link.slug },
      },
    ])
  })

  it.each([
    ['jpy', 500, '500'],
    ['mga', 500, '500.00'],
    ['isk', 50000, '500'],
    ['kwd', 1230, '1.230'],
    ['huf', 1234500, '12345.00'],
  ])('reads an amount in %s', async (currency, amount_total, value) => {
    const till = await makeHooked()
    await till.hook('stripe', completed({ currency, amount_total, total_details: null }))
    expect(await till.list('/api/v1/conversions')).toMatchObject([{ value, currency: currency.toUpperCase() }])
  })

  it.each([
    ['after the order', [0, 1, 2]],
    ['before it', [1, 2, 0]],
    ['the larger sum first', [2, 0, 1]],
  ] as const)('takes the sum given back so far for what it is, joined by the payment: %s', async (_, sequence) => {
    const till = await makeHooked()
    const sends = [completed(), refunded(10000), refunded(25000)]
    for (const index of [...sequence, ...sequence]) await till.hook('stripe', sends[index] ?? '')
    expect(await orders(till)).toMatchObject([{ orderId: 'cs_live_a1b2', refunded: 25000 }])
    expect(await refunds(till)).toHaveLength(1)
  })

  it("makes one of the shop's own order number and the session", async () => {
    const till = await makeHooked()
    await till.api(makePurchase({ orderId: 'A-17', value: '1' }))
    await till.hook('stripe', completed({ metadata: { order_id: 'A-17' } }))
    await till.pixel({ event: 'purchase', order: 'cs_live_a1b2', value: '1', currency: 'NOK' })
    expect(await orders(till)).toMatchObject([{ orderId: 'A-17', value: 49950 }])
  })

  it('keeps what is not live apart, and gives back what a page told of a payment that failed', async () => {
    const till = await makeHooked()
    await till.hook('stripe', completed({}, { livemode: false }))
    expect(await orders(till)).toMatchObject([{ isTest: 1 }])
    await till.pixel({ event: 'purchase', order: 'cs_2', value: '499.50', currency: 'NOK' })
    await till.hook('stripe', stripeEvent('checkout.session.async_payment_failed', stripeSession({ id: 'cs_2' })))
    expect(await orders(till)).toMatchObject([{ isTest: 1 }, { orderId: 'cs_2', refunded: 49950 }])
  })

  it('takes no foreign client_reference_id for a click', async () => {
    const till = await makeHooked()
    await till.hook('stripe', completed({ client_reference_id: 'customer-4711-'.repeat(10) }))
    expect(await orders(till)).toMatchObject([{ note: 'no-click' }])
  })
})

describe('a webhook of one’s own', () => {
  it('tells one conversion or a list, and each try of it counts once, also of an event without an id', async () => {
    const till = await makeHooked()
    const list = JSON.stringify([{ event: 'lead' }, { event: 'lead' }, makePurchase(), { event: 'purchase' }])
    for (let tries = 0; tries < 3; tries++) await till.hook('signed', list, { id: 'msg_1' })
    await till.hook('signed', JSON.stringify(makePurchase({ orderId: '2' })))
    expect(await till.list('/api/v1/conversions?event=lead')).toHaveLength(2)
    expect(await orders(till)).toMatchObject([{ orderId: '1001', trust: 5 }, { orderId: '2' }])
    expect(await till.list('/api/v1/quarantine')).toMatchObject([{ reason: 'bad-money' }, {}, {}])
    const [kept] = await till.list('/api/v1/quarantine')
    const replayed = await till.call('POST', `/api/v1/quarantine/${textOf(kept?.id)}/replay`)
    expect(replayed.body).toMatchObject({ outcome: 'quarantined' })
    expect(await till.list('/api/v1/conversions?event=lead')).toHaveLength(2)
  })

  it('takes 100 at most', async () => {
    const till = await makeHooked()
    const rows = Array.from({ length: 101 }, (_, index) => makePurchase({ orderId: String(index) }))
    expect(await said(till.hook('signed', JSON.stringify(rows)))).toMatchObject({ outcome: 'quarantined' })
    expect(await orders(till)).toEqual([])
    expect(await said(till.hook('signed', JSON.stringify(rows.slice(1))))).toEqual(noContent)
    expect(await orders(till)).toHaveLength(100)
  })

  it('tells of no other shop', async () => {
    const till = await makeHooked()
    const other = JSON.stringify(makePurchase({ shopId: 'shop_other' }))
    expect(await said(till.hook('signed', other))).toMatchObject({ outcome: 'quarantined' })
  })
})

describe('a delivery that cannot be counted', () => {
  it('is kept byte for byte with what its headers said, and counts once when it is replayed', async () => {
    const till = await makeHooked()
    const early = shopifyOrder({ processed_at: '2026-11-22T13:00:00Z' })
    expect(await said(till.hook('shopify', early))).toEqual({ status: 200, outcome: 'quarantined' })
    const [kept] = await till.list('/api/v1/quarantine')
    expect(kept).toMatchObject({ source: 'shopify', shopId: 'shop-1', reason: 'bad-field', raw: early })
    await till.runtime.database.batch([statement('update quarantine set received_at = received_at + 86400000')])
    const replay = () => till.call('POST', `/api/v1/quarantine/${textOf(kept?.id)}/replay`)
    expect((await replay()).body).toMatchObject({ outcome: 'stored' })
    expect((await replay()).status).toBe(409)
    expect(await orders(till)).toMatchObject([{ orderId: shopifyId }])
  })

  it.each([...hookSources])('by %s, whatever its bytes are, is answered with 200', async (source) => {
    const till = await makeHooked()
    const deep = '['.repeat(50_000) + ']'.repeat(50_000)
    for (const body of ['', '{', 'null', '[]', '5', '"x"', '\u0000', '{"id":1e999}', deep, '{"__proto__":{"id":1}}'])
      expect((await said(till.hook(source, body))).status).toBe(200)
    expect(await orders(till)).toEqual([])
  })

  it('for want of a place to store it is a 503 with Retry-After', async () => {
    const till = await makeHooked()
    const { database } = till.runtime
    await database.batch([
      statement("create trigger t before insert on conversions begin select raise(abort, 'x'); end"),
    ])
    expect(await said(till.hook('shopify', shopifyOrder()))).toMatchObject({ status: 200, outcome: 'quarantined' })
    await database.batch([
      statement("create trigger q before insert on quarantine begin select raise(abort, 'x'); end"),
    ])
    const answer = await till.hook('shopify', shopifyOrder())
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30'])
    await database.batch([statement('drop trigger t'), statement('drop trigger q')])
    const [kept] = await till.list('/api/v1/quarantine')
    expect(kept).toMatchObject({ reason: 'failed' })
    const replayed = await till.call('POST', `/api/v1/quarantine/${textOf(kept?.id)}/replay`)
    expect(replayed.body).toMatchObject({ outcome: 'stored' })
  })
})
