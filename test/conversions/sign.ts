import { createHmac } from 'node:crypto'
import { getHmac } from '@shopify/shopify-api/test-helpers'
import { Stripe } from 'stripe'
import type { HookSource } from '../../src/shops/source.ts'

const stripe = new Stripe('sk_test_none')

export type Signing = { readonly secret: string; readonly topic?: string; readonly at: number; readonly id?: string }
type Sign = (body: string, signing: Signing) => Record<string, string>

/** The headers that a shop system sends with a body, made by its own SDK where there is one. `at`: UTC milliseconds. */
export const headersOf: Readonly<Record<HookSource, Sign>> = {
  shopify: (body, { secret, topic = 'orders/paid' }) => ({
    'x-shopify-hmac-sha256': getHmac(body, secret),
    'x-shopify-topic': topic,
    'x-shopify-shop-domain': 'test-shop.myshopify.com',
    'x-shopify-api-version': '2026-07',
    'x-shopify-webhook-id': 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
  }),
  woocommerce: (body, { secret, topic = 'order.updated' }) => ({
    'user-agent': 'WooCommerce/11.2.0 Hookshot (WordPress/7.0)',
    'x-wc-webhook-source': 'https://shop.example/',
    'x-wc-webhook-topic': topic,
    'x-wc-webhook-signature': createHmac('sha256', secret).update(body).digest('base64'),
    'x-wc-webhook-id': '1',
    'x-wc-webhook-delivery-id': '8d9f6a6a6b6d5c4b3a29181716151413',
  }),
  stripe: (payload, { secret, at }) => ({
    'stripe-signature': stripe.webhooks.generateTestHeaderString({
      payload,
      secret,
      timestamp: Math.floor(at / 1000),
    }),
  }),
  signed: (body, { secret, at, id = `msg_${crypto.randomUUID()}` }) => {
    const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret)
    const time = String(Math.floor(at / 1000))
    const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')
    return { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}` }
  },
}

/** Shopify's own sample ids: beyond what a JSON number holds exactly. */
export const shopifyId = '820982911946154508'
export const shopifyRefundId = '890088186047892319'

/** A paid order as Shopify tells it; `over` are members of JSON text. The id is written as a number. */
export function shopifyOrder(over: Record<string, unknown> = {}): string {
  const order = {
    id: '#id#',
    admin_graphql_api_id: `gid://shopify/Order/${shopifyId}`,
    name: '#1001',
    order_number: 1001,
    confirmation_number: 'XPAV284CT',
    checkout_token: 'bd5a8aa1ecd019dd3520ff791ee3a24c',
    currency: 'NOK',
    presentment_currency: 'NOK',
    total_price: '499.50',
    current_total_price: '499.50',
    total_tax: '99.90',
    total_shipping_price_set: { shop_money: { amount: '49.00', currency_code: 'NOK' } },
    financial_status: 'paid',
    test: false,
    created_at: '2026-11-22T11:30:00+01:00',
    processed_at: '2026-11-22T11:30:00+01:00',
    updated_at: '2026-11-22T11:30:05+01:00',
    cancelled_at: null,
    customer: { id: 115310627314723954n.toString(), email: 'john@example.com' },
    discount_codes: [{ code: 'HØST20', amount: '20.00', type: 'fixed_amount' }],
    note_attributes: [],
    landing_site: '/',
    line_items: [{ id: 1, title: 'Kaffe', price: '499.50', quantity: 1 }],
    refunds: [],
    ...over,
  }
  return JSON.stringify(order).replace('"#id#"', shopifyId)
}

export function shopifyRefund(over: Record<string, unknown> = {}): string {
  const refund = {
    id: '#id#',
    order_id: '#order#',
    created_at: '2026-11-22T11:40:00+01:00',
    processed_at: '2026-11-22T11:40:00+01:00',
    note: 'wrong size',
    refund_line_items: [],
    transactions: [
      { id: 179259969, kind: 'refund', status: 'success', amount: '100.00', currency: 'NOK', test: false },
    ],
    ...over,
  }
  return JSON.stringify(refund).replace('"#id#"', shopifyRefundId).replace('"#order#"', shopifyId)
}

export function wooOrder(over: Record<string, unknown> = {}): string {
  return JSON.stringify({
    id: 727,
    number: '727',
    order_key: 'wc_order_58d2d042d1d',
    status: 'processing',
    currency: 'NOK',
    total: '499.50',
    total_tax: '99.90',
    shipping_total: '49.00',
    date_created_gmt: '2026-11-22T10:30:00',
    date_modified_gmt: '2026-11-22T10:31:00',
    date_paid_gmt: '2026-11-22T10:31:00',
    customer_id: 0,
    billing: { email: 'John.Doe@example.com', phone: '(555) 555-5555' },
    coupon_lines: [{ id: 5, code: 'host20', discount: '20.00' }],
    refunds: [],
    meta_data: [],
    ...over,
  })
}

/** A Stripe event; `at`: UTC milliseconds. */
export function stripeEvent(type: string, object: Record<string, unknown>, over: Record<string, unknown> = {}): string {
  return JSON.stringify({
    id: 'evt_1',
    object: 'event',
    api_version: '2026-09-30',
    created: Math.floor(Date.parse('2026-11-22T10:30:00Z') / 1000),
    livemode: true,
    type,
    data: { object },
    ...over,
  })
}

export function stripeSession(over: Record<string, unknown> = {}) {
  return {
    id: 'cs_live_a1b2',
    object: 'checkout.session',
    mode: 'payment',
    payment_status: 'paid',
    status: 'complete',
    amount_total: 49950,
    amount_subtotal: 40050,
    currency: 'nok',
    client_reference_id: null,
    customer: null,
    customer_details: { email: 'john@example.com' },
    payment_intent: 'pi_3abc',
    invoice: null,
    total_details: { amount_discount: 0, amount_shipping: 4900, amount_tax: 9990 },
    metadata: {},
    ...over,
  }
}

export function stripeCharge(over: Record<string, unknown> = {}) {
  return {
    id: 'ch_3abc',
    object: 'charge',
    amount: 49950,
    amount_refunded: 10000,
    currency: 'nok',
    payment_intent: 'pi_3abc',
    refunded: false,
    ...over,
  }
}
