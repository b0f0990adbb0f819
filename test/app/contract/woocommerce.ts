import { expect, it } from 'vitest'
import * as z from 'zod'
import { hookSecrets } from '../../conversions/make-till.ts'
import { type Open, openShop, type Shop } from '../talk.ts'

export function wooCommerceContract(open: Open): void {
  it('takes the keys of the shop that was asked, once, and shows neither', async () => {
    const served = await open()
    const shop = await openShop(served)
    const url = 'http://localhost:1/butikk'
    const begun = await shop.post(`/shops/${shop.shopId}/woocommerce`, { url })
    const { searchParams } = new URL(z.object({ authorizeUrl: z.string() }).parse(begun.body).authorizeUrl)
    const told = {
      user_id: searchParams.get('user_id'),
      consumer_key: 'ck_0123456789abcdef',
      consumer_secret: 'cs_fedcba9876543210',
      key_permissions: 'read_write',
    }
    const give = () => served.fetch('/-/woocommerce/keys', { method: 'POST', body: JSON.stringify(told) })
    expect([(await give()).status, (await give()).status]).toEqual([200, 403])
    const shown = await shop.get(`/shops/${shop.shopId}/woocommerce`)
    expect(shown.body).toMatchObject({ reach: 'local', connection: { url, keyEnd: 'cdef', state: 'webhooks' } })
    expect(shown.text).not.toMatch(/ck_0123|cs_fedc/)
    const elsewhere = await shop.post(`/shops/${shop.shopId}/woocommerce`, { url: 'http://localhost:2' })
    expect([elsewhere.status, elsewhere.text]).toEqual([409, expect.stringMatching(/disconnect that one first/)])
    const ended = await shop.call('DELETE', `/api/v1/shops/${shop.shopId}/woocommerce`)
    expect([ended.status, ended.body]).toEqual([
      200,
      { problem: expect.stringMatching(/did not answer|answered with error/) },
    ])
  })

  it('refuses keys that are none, or that nobody asked for', async () => {
    const served = await open()
    const give = (body: string) => served.fetch('/-/woocommerce/keys', { method: 'POST', body })
    expect((await give('')).status).toBe(400)
    expect((await give('{"user_id":"x"}')).status).toBe(400)
    expect((await give('x'.repeat(20_000))).status).toBe(413)
    expect((await served.fetch('/-/woocommerce/keys')).status).toBe(404)
    expect((await served.fetch('/api/v1/shops/shop-1/woocommerce')).status).toBe(401)
  })

  it('raises no alarm at a new shop, and one where deliveries are refused, until it is set aside', async () => {
    const served = await open()
    const shop = await openShop(served)
    await shop.call('PUT', `/api/v1/shops/${shop.shopId}/sources/shopify`, { body: { secrets: [hookSecrets.shopify] } })
    const headers = { 'x-shopify-hmac-sha256': `${'A'.repeat(43)}=`, 'x-shopify-topic': 'orders/paid' }
    const init = { method: 'POST', headers, body: '{}' }
    expect((await served.fetch(`/hooks/shopify/${shop.shopId}`, init)).status).toBe(401)
    const [alarm] = await alarms(shop)
    expect(alarm).toMatchObject({ code: 'webhook-refused', source: 'shopify', snoozedUntil: null, page: '/install' })
    const snoozed = await shop.post('/alarms/snooze', { code: 'webhook-refused', source: 'shopify' })
    expect(snoozed.status).toBe(200)
    expect((await alarms(shop))[0]?.snoozedUntil).toBe(snoozed.body.snoozedUntil)
    expect((await shop.post('/alarms/snooze', { code: 'fire' })).status).toBe(400)
    const other = await openShop(served)
    expect(await alarms(other)).toEqual([])
    expect((await other.get(`/alarms?shopId=${shop.shopId}`)).status).toBe(404)
    const metrics = await shop.admin('GET', '/metrics')
    expect(metrics.text).toMatch(
      /^# TYPE tilltrail_alarms gauge\n(?:.*\n)*tilltrail_alarms\{code="webhook-refused"\} \d+$/m,
    )
  })
}

async function alarms(shop: Shop) {
  return alarmList.parse((await shop.get('/alarms')).body).items
}

const alarmList = z.object({
  items: z.array(z.looseObject({ code: z.string(), since: z.iso.datetime(), snoozedUntil: z.string().nullable() })),
})
