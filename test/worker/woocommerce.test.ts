import { expect, it } from 'vitest'
import * as z from 'zod'
import { openFakeShop } from '../conversions/woocommerce/fake-shop.ts'
import { origin } from '../app/talk.ts'
import { adminKey } from '../make.ts'
import { startWorker } from './harness.ts'

const begun = z.object({ authorizeUrl: z.string() })
const shown = z.object({ connection: z.looseObject({ state: z.string(), ordersRead: z.number() }).nullable() })

it('connects a WooCommerce shop by minutes: webhooks first, then a page of orders each', async () => {
  const { worker, close } = await startWorker({ PUBLIC_URL: origin })
  const shop = await openFakeShop()
  shop.sell(60, Date.now() - 3_600_000)
  try {
    const headers = { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' }
    const path = `${origin}/api/v1/shops/shop-1/woocommerce`
    const asked = await worker.fetch(path, { method: 'POST', headers, body: JSON.stringify({ url: shop.url }) })
    const { searchParams } = new URL(begun.parse(await asked.json()).authorizeUrl)
    const told = {
      user_id: searchParams.get('user_id'),
      consumer_key: 'ck_0123456789abcdef',
      consumer_secret: 'cs_fedcba9876543210',
      key_permissions: 'read_write',
    }
    const given = await worker.fetch(`${origin}/-/woocommerce/keys`, { method: 'POST', body: JSON.stringify(told) })
    expect(given.status).toBe(200)
    const states: string[] = []
    for (let minute = 0; minute < 4; minute++) {
      await worker.scheduled({ cron: '* * * * *' })
      const { connection } = shown.parse(await (await worker.fetch(path, { headers })).json())
      states.push(`${connection?.state} ${connection?.ordersRead}`)
    }
    expect(states).toEqual(['orders 0', 'orders 25', 'orders 49', 'connected 60'])
    expect(shop.webhooks.map(({ topic }) => topic)).toEqual(['order.created', 'order.updated'])
  } finally {
    await shop.close()
    await close()
  }
})
