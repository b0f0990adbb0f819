import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Open, openShop } from '../talk.ts'

export function funnelContract(open: Open): void {
  it('has five levels, complete or with their gaps, and how many went on', async () => {
    const served = await open()
    const shop = await openShop(served)
    const link = await shop.link()
    for (let at = 0; at < 3; at++) await shop.visit(`/${link.slug}`)
    const { click } = await shop.visit(`/${link.slug}`)
    const told = { event: 'purchase', orderId: 'F-1', value: '100', currency: 'NOK', click }
    expect((await shop.post('/conversions', told)).status).toBe(201)
    const before = await shop.get('/reports/funnel')
    expect(before.body).toMatchObject({
      by: 'post',
      rows: [
        {
          levels: [
            { level: 1, value: null, completeness: 'not-entered', figures: [] },
            { level: 2 },
            { level: 3, value: null },
            { level: 4, value: 4, completeness: 'complete' },
            { level: 5, value: 1 },
          ],
          conversionRate: { value: 1 / 4, n: 4 },
          hint: { kind: 'few' },
        },
      ],
    })
    const { from, to } = before.body
    const values = [
      { metric: 'impressions', value: 200, from, to, postId: link.postId },
      { metric: 'likes', value: 7, from, to, postId: link.postId },
    ]
    expect((await shop.post('/values', values)).status).toBe(201)
    for (const by of ['post', 'campaign', 'channel']) {
      const { body } = await shop.get(`/reports/funnel?by=${by}`)
      const { rows, totals } = z.object({ rows: z.array(z.unknown()), totals: z.unknown() }).parse(body)
      for (const one of [rows[0], totals])
        expect(one).toMatchObject({
          levels: [
            { value: 200, completeness: 'complete', metrics: ['impressions'] },
            {},
            { value: 7, completeness: 'partial', says: 'partial: without comments + shares' },
            { value: 4 },
            { value: 1 },
          ],
          steps: [
            { from: 1, to: 2, rate: null },
            { from: 1, to: 3, part: 7, of: 200 },
            { from: 1, to: 4, part: 4, of: 200, rate: 0.02, interval: { n: 200 }, notes: [] },
            { from: 4, to: 5, part: 1, of: 4 },
          ],
        })
    }
    expect((await shop.get('/reports/funnel?by=day')).status).toBe(400)
  })
}
