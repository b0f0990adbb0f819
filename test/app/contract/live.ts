import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Open, openShop, safari, type Served, type Shop } from '../talk.ts'

export function liveContract(open: Open): void {
  it('shows each source that told, with what became of it', async () => {
    const served = await open()
    const shop = await openShop(served)
    const order = { event: 'purchase', orderId: 'A-1', value: '49.50', currency: 'NOK' }
    await tell(served, shop, order)
    await tell(served, shop, order)
    await shop.post('/conversions', order)
    await shop.post('/conversions', { ...order, orderId: 'A-2', value: '1', test: true })
    await tell(served, shop, { event: 'purchase', value: '5', currency: 'NOK' })
    const { items } = await live(shop)
    const shown = items.map(({ source, orderId, value, told, test, reason }) =>
      [source, orderId, value, told, test, reason].join(' '),
    )
    expect(shown.toSorted()).toEqual([
      'api A-1 49.50 1 false no-click',
      'api A-2 1.00 1 true no-click',
      'script   1 false no-order',
      'script A-1 49.50 2 false no-click',
    ])
    expect(items.map(({ outcome }) => outcome).toSorted()).toEqual(['merged', 'quarantined', 'stored', 'stored'])
    expect(items.find(({ outcome }) => outcome === 'quarantined')?.detail).toMatch(/orderId/)
    expect((await live(shop, '&limit=2')).items).toEqual(items.slice(0, 2))
  })

  it('says when the snippet was last heard', async () => {
    const served = await open()
    const shop = await openShop(served)
    expect(await live(shop)).toEqual({ items: [], nextCursor: null, lastVisitDay: null })
    const visit = { shop: shop.shopId, visit: 'abcdef0123456', page: '/', views: 1, seconds: 1 }
    await served.fetch('/-/v', { method: 'POST', headers: person, body: JSON.stringify(visit) })
    await expect.poll(async () => (await live(shop)).lastVisitDay).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  })

  it('shows nothing of another shop, and refuses fields it doesn’t know', async () => {
    const served = await open()
    const [mine, other] = [await openShop(served), await openShop(served)]
    await tell(served, other, { event: 'purchase', orderId: 'B-1', value: '5', currency: 'NOK' })
    expect((await live(mine)).items).toEqual([])
    expect((await mine.get(`/conversions/live?shopId=${other.shopId}`)).status).toBe(404)
    expect((await mine.get('/conversions/live?cursor=3')).status).toBe(400)
    expect((await served.fetch('/api/v1/conversions/live')).status).toBe(401)
  })
}

const person = { 'user-agent': safari, 'content-type': 'text/plain', origin: 'https://shop.example' }

function tell(served: Served, { shopId }: Shop, ping: Record<string, string>): Promise<Response> {
  return served.fetch('/e', { method: 'POST', headers: person, body: JSON.stringify({ shop: shopId, ...ping }) })
}

async function live(shop: Shop, more = '') {
  return liveAnswer.parse((await shop.get(`/conversions/live?shopId=${shop.shopId}${more}`)).body)
}

const liveAnswer = z.strictObject({
  items: z.array(
    z.looseObject({
      id: z.string(),
      outcome: z.string(),
      source: z.string(),
      orderId: z.string().nullable(),
      value: z.string().nullable(),
      told: z.number(),
      test: z.boolean(),
      reason: z.string().nullable(),
      detail: z.string().nullable(),
      receivedAt: z.string(),
    }),
  ),
  nextCursor: z.null(),
  lastVisitDay: z.string().nullable(),
})
