import { expect, it } from 'vitest'
import * as z from 'zod'
import { makeApp } from '../app/make-app.ts'
import { openShop } from '../app/talk.ts'

it('works alarms out once in five minutes for the dashboard and /metrics alike, and sets them aside at once', async () => {
  const app = await makeApp()
  const { runtime } = app
  const shop = await openShop(app)
  const alarms = async () => alarmList.parse((await shop.get('/alarms')).body).items
  const counted = async () => /code="webhook-refused"\} (\d+)/.exec((await shop.admin('GET', '/metrics')).text)?.[1]
  const refuse = async () => {
    await shop.call('PUT', `/api/v1/shops/${shop.shopId}/sources/shopify`, { body: { secrets: ['some secret here'] } })
    const headers = { 'x-shopify-hmac-sha256': `${'A'.repeat(43)}=`, 'x-shopify-topic': 'orders/paid' }
    const init = { method: 'POST', headers, body: '{}' }
    expect((await app.fetch(`/hooks/shopify/${shop.shopId}`, init)).status).toBe(401)
  }
  expect(await alarms()).toEqual([])
  await refuse()
  runtime.clock.now += 4 * 60_000
  expect([await alarms(), await counted()]).toEqual([[], '0'])
  runtime.clock.now += 60_000
  expect([await alarms(), await counted()]).toEqual([[{ code: 'webhook-refused', snoozedUntil: null }], '1'])
  const snoozed = await shop.post('/alarms/snooze', { code: 'webhook-refused', source: 'shopify' })
  expect(await alarms()).toEqual([{ code: 'webhook-refused', snoozedUntil: snoozed.body.snoozedUntil }])
})

const alarmList = z.object({
  items: z.array(z.object({ code: z.string(), snoozedUntil: z.string().nullable() })),
})
