import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Open, openShop, safari, type Served } from '../talk.ts'

export function insightContract(open: Open): void {
  it('answers six questions of the same click, visit and order', async () => {
    const served = await open()
    const shop = await openShop(served)
    const link = await shop.link()
    for (let order = 1; order <= 5; order++) {
      const { click } = await shop.visit(`/${link.slug}`)
      await land(served, { shop: shop.shopId, click, visit: `0123456789ab${order}`, seconds: order < 3 ? 4 : 40 })
      const told = { event: 'purchase', orderId: `I-${order}`, value: `${order}00`, currency: 'NOK', click }
      expect((await shop.post('/conversions', told)).status).toBe(201)
    }
    await land(served, { shop: shop.shopId, visit: 'fedcba9876543', seconds: 90 })
    const get = async (path: string) => {
      const { status, body } = await shop.get(`/reports/${path}`)
      expect([path, status]).toEqual([path, 200])
      return body
    }
    expect(await get('buying-time?by=post')).toMatchObject({
      totals: { orders: 5, timed: 5, touches: { median: 1 }, buckets: [{ bucket: 'hour', orders: 5 }, {}, {}, {}, {}] },
      rows: [{ key: link.postId, orders: 5 }],
    })
    expect(await get('landings?by=link')).toMatchObject({
      totals: { clicks: 5, visits: 5, landed: { value: 1 }, bounced: { value: 2 / 5, n: 5 }, seconds: { mean: 25.6 } },
      rows: [{ key: link.id, visits: 5 }],
      mismatches: { compared: 0, found: [], whyNot: 'too-few' },
    })
    expect(await get('beside')).toMatchObject({
      ofVisits: { value: 5 / 6 },
      ofOrders: { value: 1 },
      ours: { visits: 5, orders: 5, orderValue: { mean: '300.00', n: 5 } },
      rest: { visits: 1, orders: 0, bounced: { value: 0 } },
    })
    const map = heatMap.parse(await get('heat-map'))
    for (const { total, grid, best } of [map.clicks, map.orders]) {
      expect([total, grid.length]).toEqual([5, 7])
      // Thirty days hold three whole weeks or four, by the day they end on.
      expect(['few-weeks', 'few']).toContain(best.whyNot)
      expect(grid.flatMap(({ hours }) => hours).reduce((sum, { number }) => sum + number, 0)).toBe(5)
    }
    expect(await get('forecast?of=quarter&forecast=9000.50')).toMatchObject({
      share: { value: 1, high: 1 },
      forecast: { by: 'told', amount: { value: '9000.50' } },
      aim: { value: '9000.50' },
    })
    expect(await get('forecast')).toMatchObject({ forecast: { amount: null, whyNot: 'short-history' }, aim: null })
    expect(await get('order-values?above=300')).toMatchObject({
      above: '300.00',
      ours: { median: { value: '300.00' }, above: { value: 3 / 5 } },
      channels: [{ key: 'instagram', orders: 5 }],
      rest: { orders: 0 },
    })
  })

  it('names the field that can’t be answered', async () => {
    const shop = await openShop(await open())
    const wrong = [
      ['buying-time?by=day', '/by'],
      ['landings?by=country', '/by'],
      ['landings?device=mobile', '/device'],
      ['beside?channel=facebook', '/channel'],
      ['forecast?channel=facebook', '/channel'],
      ['forecast?forecast=a%20lot', '/forecast'],
      ['forecast?forecast=0', '/forecast'],
      ['forecast?of=year', '/of'],
      ['order-values?above=1.234', '/above'],
      ['heat-map?post=post_nobodys', '/post'],
    ] as const
    for (const [path, pointer] of wrong) {
      const { status, body } = await shop.get(`/reports/${path}`)
      expect([path, status, body['errors']]).toEqual([path, 400, [expect.objectContaining({ pointer })]])
    }
  })
}

const heats = z.object({
  total: z.number(),
  grid: z.array(z.object({ hours: z.array(z.object({ number: z.number() })) })),
  best: z.object({ whyNot: z.string().nullable() }),
})
const heatMap = z.object({ clicks: heats, orders: heats })

async function land(served: Served, told: Record<string, unknown>): Promise<void> {
  const headers = { 'user-agent': safari, 'content-type': 'text/plain', origin: 'https://shop.example' }
  const body = JSON.stringify({ page: '/kampanje', views: 1, scroll: 20, ...told })
  expect((await served.fetch('/-/v', { method: 'POST', headers, body })).status).toBe(204)
}
