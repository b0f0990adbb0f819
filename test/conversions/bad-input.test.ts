import { describe, expect, it } from 'vitest'
import { statement } from '../../src/storage/database.ts'
import { noon } from '../make.ts'
import { makePurchase, makeShop, makeTill } from './make-till.ts'

const nested = `${'['.repeat(5000)}${']'.repeat(5000)}`
const tooLong = 'x'.repeat(129)

/** Bodies as they are sent, the pointer the answer names, the reason in quarantine. */
const bad: readonly [name: string, body: unknown, pointer: string, reason: string][] = [
  ['broken JSON', '{"event":', '', 'bad-json'],
  ['an empty body', '', '', 'bad-json'],
  ['bytes that are no UTF-8', Uint8Array.from([0x22, 0xff, 0x22]), '', 'bad-json'],
  ['null', 'null', '', 'bad-field'],
  ['a list', '[]', '', 'bad-field'],
  ['deep nesting', nested, '', 'bad-field'],
  ['a number beyond all', '{"event":"purchase","orderId":"1","currency":"NOK","value":1e999}', '/value', 'bad-money'],
  ['__proto__', '{"event":"lead","__proto__":{"x":1}}', '/__proto__', 'bad-field'],
  ['a slip in a name', makePurchase({ order_id: '1' }), '/order_id', 'bad-field'],
  ['no event', { orderId: '1' }, '/event', 'bad-field'],
  ['an event with capitals', { event: 'Purchase', orderId: '1' }, '/event', 'bad-field'],
  ['an event too long', { event: 'x'.repeat(65) }, '/event', 'bad-field'],
  ['a sale under a misspelt name', makePurchase({ event: 'puchase' }), '/event', 'bad-field'],
  ['a sale under a name of its own', makePurchase({ event: 'order' }), '/event', 'bad-field'],
  ['no order', makePurchase({ orderId: undefined }), '/orderId', 'no-order'],
  ['a refund without an order', { event: 'refund', value: '1', currency: 'NOK' }, '/orderId', 'no-order'],
  ['an empty order', makePurchase({ orderId: '  ' }), '/orderId', 'bad-field'],
  ['an order too long', makePurchase({ orderId: tooLong }), '/orderId', 'bad-field'],
  ['an order with a line break', makePurchase({ orderId: '1\n2' }), '/orderId', 'bad-field'],
  ['an order with NUL', makePurchase({ orderId: '1\u00002' }), '/orderId', 'bad-field'],
  ['an order with half a letter', '{"event":"purchase","orderId":"1\\ud800"}', '/orderId', 'bad-field'],
  ['an order that is a fraction', makePurchase({ orderId: 1.5 }), '/orderId', 'bad-field'],
  ['an order number beyond safety', '{"event":"purchase","orderId":9007199254740993}', '/orderId', 'bad-field'],
  ['an order that is a list', makePurchase({ orderId: ['1'] }), '/orderId', 'bad-field'],
  ['an order that a snippet left unfilled', makePurchase({ orderId: 'YOUR-ORDER-ID' }), '/orderId', 'no-order'],
  ['an order that a script had none of', makePurchase({ orderId: 'undefined' }), '/orderId', 'no-order'],
  ['an event id too long', { event: 'lead', eventId: tooLong }, '/eventId', 'bad-field'],
  ['a refund id too long', makePurchase({ event: 'refund', refundId: tooLong }), '/refundId', 'bad-field'],
  ['a purchase without amount', makePurchase({ value: undefined }), '/value', 'bad-money'],
  ['a refund without amount', makePurchase({ event: 'refund', value: undefined }), '/value', 'bad-money'],
  ['an amount in words', makePurchase({ value: 'NaN' }), '/value', 'bad-money'],
  ['an amount below nothing', makePurchase({ value: '-1.00' }), '/value', 'bad-money'],
  ['an amount below nothing as a number', makePurchase({ value: -1 }), '/value', 'bad-money'],
  ['an amount with an exponent', makePurchase({ value: 1e21 }), '/value', 'bad-money'],
  ['an amount with a comma', makePurchase({ value: '499,50' }), '/value', 'bad-money'],
  ['too many decimals', makePurchase({ value: '1.005' }), '/value', 'bad-money'],
  ['noise of floating point', makePurchase({ value: 0.1 + 0.2 }), '/value', 'bad-money'],
  ['an amount that is true', makePurchase({ value: true }), '/value', 'bad-money'],
  ['an amount too large', makePurchase({ value: '99999999999.00' }), '/value', 'bad-money'],
  ['tax in words', makePurchase({ tax: 'x' }), '/tax', 'bad-money'],
  ['shipping with too many decimals', makePurchase({ shipping: '1.234' }), '/shipping', 'bad-money'],
  ['tax without an amount', { event: 'lead', tax: '1', currency: 'NOK' }, '/value', 'bad-money'],
  ['no currency', makePurchase({ currency: undefined }), '/currency', 'bad-money'],
  ['a currency that is none', makePurchase({ currency: 'XXX1' }), '/currency', 'bad-money'],
  ['three letters that are none', makePurchase({ currency: 'QQQ' }), '/currency', 'bad-money'],
  ['a currency that is none, without amount', { event: 'lead', currency: 'QQQ' }, '/currency', 'bad-money'],
  ['a click too long', makePurchase({ click: 'x'.repeat(65) }), '/click', 'bad-field'],
  ['a click that is a number', makePurchase({ click: 1 }), '/click', 'bad-field'],
  ['a link that is none', makePurchase({ link: 'nowhere' }), '/link', 'bad-field'],
  ['a time that is none', makePurchase({ occurredAt: 'yesterday' }), '/occurredAt', 'bad-field'],
  ['a day that is none', makePurchase({ occurredAt: '2026-02-30T10:00:00Z' }), '/occurredAt', 'bad-field'],
  ['a time without its zone', makePurchase({ occurredAt: '2026-11-22T11:00:00' }), '/occurredAt', 'bad-field'],
  [
    'a time too far ahead',
    makePurchase({ occurredAt: new Date(noon + 600_001).toISOString() }),
    '/occurredAt',
    'bad-field',
  ],
  ['a time long gone', makePurchase({ occurredAt: '1999-12-31T23:59:59Z' }), '/occurredAt', 'bad-field'],
  ['a customer with a control character', makePurchase({ customerId: 'a\u0007' }), '/customerId', 'bad-field'],
  ['new in words', makePurchase({ newCustomer: 'yes' }), '/newCustomer', 'bad-field'],
  ['a coupon too long', makePurchase({ coupon: 'x'.repeat(65) }), '/coupon', 'bad-field'],
  ['a test in words', makePurchase({ test: 'true' }), '/test', 'bad-field'],
  ["another's shop", makePurchase({ shopId: 'shop_unknown' }), '/shopId', 'no-shop'],
]

describe('a call with', () => {
  it.each(bad)('%s is a 400 that names it, kept byte for byte', async (_, body, pointer, reason) => {
    const till = await makeTill()
    const answer = await till.api(body)
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer, detail: expect.stringMatching(/\S/) }] } })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    const kept = await till.runtime.database.all(statement('select hex(raw) as raw, source, reason from quarantine'))
    expect(kept).toEqual([{ raw: hexOf(body), source: 'api', reason }])
    expect(await till.list('/api/v1/conversions')).toEqual([])
    expect(await till.count('conversions', 'quarantined')).toBe(1)
  })

  it('a time just within 10 minutes ahead is taken', async () => {
    const till = await makeTill()
    const occurredAt = new Date(noon + 600_000).toISOString()
    expect((await till.api(makePurchase({ occurredAt }))).status).toBe(201)
  })

  it('a test order may have the example’s id, and an order one that looks alike', async () => {
    const till = await makeTill()
    expect((await till.api(makePurchase({ orderId: 'YOUR-ORDER-ID', test: true }))).status).toBe(201)
    expect((await till.api(makePurchase({ orderId: 'ORDER-1001' }))).status).toBe(201)
  })

  it('a field nearly right is told which was meant', async () => {
    const till = await makeTill()
    const answer = await till.api(makePurchase({ orderid: '1' }))
    expect(JSON.stringify(answer.body.errors)).toContain('Did you mean orderId?')
  })

  it('more than 16 KB is a 413, counted and not kept', async () => {
    const till = await makeTill()
    const answer = await till.api(makePurchase({ coupon: 'x'.repeat(17_000) }))
    expect(answer.status).toBe(413)
    expect(await till.list('/api/v1/quarantine')).toEqual([])
    expect(await till.count('conversions', 'too-large')).toBe(1)
  })
})

describe('a browser that pings', () => {
  const pixelPurchase = { event: 'purchase', order: '1001', value: '499.50', currency: 'NOK' }
  const badPixels: readonly [name: string, query: Record<string, string>, reason: string][] = [
    ['nothing at all', {}, 'bad-field'],
    ['money that is none', { ...pixelPurchase, value: 'masse', currency: 'KRONER' }, 'bad-money'],
    ['no order', { ...pixelPurchase, order: '' }, 'no-order'],
    ['an order left unfilled', { ...pixelPurchase, order: '{{ order.name }}' }, 'no-order'],
    ['no such shop', { ...pixelPurchase, shop: 'nowhere' }, 'no-shop'],
    ['a made-up click', { ...pixelPurchase, click: 'A'.repeat(32) }, 'unknown-click'],
  ]

  it.each(badPixels)('by pixel %s still gets its image', async (_, query, reason) => {
    const till = await makeTill()
    const answer = await till.pixel(query)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/gif'])
    expect(answer.headers.get('x-tilltrail')).toBe('quarantined')
    const raw = new URLSearchParams(query).toString()
    expect(await till.list('/api/v1/quarantine')).toMatchObject([{ source: 'pixel', reason, raw }])
    expect(await till.list('/api/v1/conversions')).toEqual([])
  })

  it.each([
    ['broken JSON', '{', 'bad-json'],
    ['a list', '[]', 'bad-json'],
    ['a number', '1', 'bad-json'],
    ['no event', { shop: 'shop-1', orderId: '1' }, 'bad-field'],
    ['money that is none', { shop: 'shop-1', ...makePurchase({ value: 'x' }) }, 'bad-money'],
    ['no order', makePurchase({ orderId: '' }), 'no-order'],
  ])('by script %s gets its 204', async (_, body, reason) => {
    const till = await makeTill()
    expect((await till.script(body)).status).toBe(204)
    const raw = typeof body === 'string' ? body : JSON.stringify(body)
    expect(await till.list('/api/v1/quarantine')).toMatchObject([{ source: 'script', reason, raw, shopId: 'shop-1' }])
  })

  it('by script more than 16 KB gets 413, streamed too', async () => {
    const till = await makeTill()
    const body = new Blob(['{"event":"', 'x'.repeat(20_000)]).stream()
    const streamed = { method: 'POST', body, duplex: 'half' }
    const answer = await till.app.request(new Request('http://x/e', streamed))
    expect(answer.status).toBe(413)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('by pixel with a click of another shop, or too old, is not counted', async () => {
    const till = await makeTill()
    const second = await makeShop(till.runtime)
    await till.pixel({ ...pixelPurchase, shop: second.id, click: await till.click() })
    await till.pixel({ ...pixelPurchase, shop: 'shop-1', click: await till.click(31 * 86_400_000) })
    expect(await till.list(`/api/v1/quarantine?shopId=${second.id}`)).toMatchObject([{ reason: 'foreign-click' }])
    expect(await till.list('/api/v1/quarantine?shopId=shop-1')).toMatchObject([{ reason: 'outside-window' }])
    expect(await till.runtime.database.all(statement('select * from conversions'))).toEqual([])
  })

  it('by script with a click that is not ours is stored, credited to nobody, the reason beside it', async () => {
    const till = await makeTill()
    await till.script({ ...makePurchase(), click: 'A'.repeat(32) })
    expect(await till.list('/api/v1/conversions')).toMatchObject([{ attributedTo: null, clickNote: 'unknown-click' }])
  })
})

function hexOf(body: unknown): string {
  if (body instanceof Uint8Array) return Buffer.from(body).toString('hex').toUpperCase()
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
    .toString('hex')
    .toUpperCase()
}
