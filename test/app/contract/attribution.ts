import { expect, it } from 'vitest'
import * as z from 'zod'
import { models } from '../../../src/reports/question.ts'
import { type Open, openShop } from '../talk.ts'

const modelsAnswer = z.looseObject({
  rows: z.array(
    z.looseObject({
      key: z.string(),
      orders: z.record(z.enum(models), z.number()),
      revenue: z.record(z.enum(models), z.string()),
      range: z.object({ orders: z.tuple([z.number(), z.number()]), revenue: z.tuple([z.string(), z.string()]) }),
      says: z.string(),
    }),
  ),
})

export function attributionContract(open: Open): void {
  it('shares orders out under every model, to the cent, beside what reports say by last touch', async () => {
    const served = await open()
    const shop = await openShop(served)
    const instagram = await shop.link()
    const newsletter = await shop.link({ channel: 'newsletter' })
    await shop.visit(`/${instagram.slug}`)
    for (const [index, link] of [instagram, newsletter, newsletter].entries()) {
      const { click } = await shop.visit(`/${link.slug}`)
      const told = { event: 'purchase', orderId: `M-${index}`, value: '33.34', currency: 'NOK', click }
      expect((await shop.post('/conversions', told)).status).toBe(201)
    }
    const answer = await shop.get('/reports/attribution?by=channel')
    expect([answer.status, answer.body]).toMatchObject([
      200,
      {
        by: 'channel',
        models: [...models],
        totals: {
          says: '3 orders under every model',
          journeys: { orders: 3, touchesPerOrder: 1, ofSeveralTouches: 0 },
        },
        coverage: { trust: [{ source: 'api', orders: 3 }] },
      },
    ])
    const { rows } = modelsAnswer.parse(answer.body)
    expect(rows.map(({ key, says }) => [key, says])).toEqual([
      ['newsletter', '2 orders under every model'],
      ['instagram', '1 order under every model'],
    ])
    for (const model of models) {
      const { body } = await shop.get(`/reports/summary?by=channel&model=${model}`)
      const summary = z
        .looseObject({
          model: z.string(),
          rows: z.array(
            z.looseObject({
              key: z.string(),
              orders: z.number(),
              revenue: z.looseObject({ net: z.string() }),
              ordersInterval: z.object({ low: z.number(), high: z.number() }),
            }),
          ),
        })
        .parse(body)
      expect(summary.model).toBe(model)
      expect(summary.rows.map(({ key, orders, revenue }) => [key, orders, revenue.net])).toEqual(
        rows.map(({ key, orders, revenue }) => [key, orders[model], revenue[model]]),
      )
      // Garwood's exact interval of two.
      expect(summary.rows[0]?.ordersInterval.low).toBeCloseTo(0.2422, 4)
      expect(summary.rows[0]?.ordersInterval.high).toBeCloseTo(7.2247, 4)
    }
    expect((await shop.get('/reports/attribution?by=day')).status).toBe(400)
    expect((await shop.get('/reports/summary?model=best')).status).toBe(400)
  })
}
