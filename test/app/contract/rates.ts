import { expect, it } from 'vitest'
import { zipOf } from '../../shops/make-rates.ts'
import { adminKey } from '../../make.ts'
import { type Open, openShop, type Served } from '../talk.ts'

// Currencies that no other case uses: all shops share the rates.
const file = 'Date,ISK,CLP,PYG\n2025-03-07,150.0,1000.0,N/A\n2025-03-05,140.0,1000.0,N/A\n'

export function rateContract(open: Open): void {
  it('keeps an amount apart until there is a rate of its day, and then says which', async () => {
    const served = await open()
    const shop = await openShop(served, { currency: 'CLP' })
    // A Sunday: the rate of Friday holds.
    const order = {
      event: 'purchase',
      orderId: 'r-1',
      value: '1500',
      currency: 'ISK',
      occurredAt: '2025-03-09T12:00:00Z',
    }
    expect((await shop.post('/conversions', order)).status).toBe(201)
    await shop.post('/conversions', {
      ...order,
      event: 'refund',
      refundId: 'r-1-a',
      occurredAt: '2025-06-01T12:00:00Z',
    })
    const report = () => shop.get('/reports/summary?from=2025-03-01&to=2025-03-31')
    expect((await report()).body.shopTotals).toMatchObject({
      revenue: { gross: '0', net: '0' },
      unconverted: [{ currency: 'ISK', gross: '1500', refunded: '1500' }],
    })
    expect((await shop.get('/rates/state')).body).toMatchObject({
      ...{ currency: 'CLP', waiting: 2 },
      currencies: [{ currency: 'ISK', orders: 2, waiting: 2, waitsFrom: '2025-03-09', waitsUntil: '2025-06-01' }],
    })

    const sent = await send(served, await zipOf(file))
    expect(sent.status).toBe(200)
    expect(await sent.json()).toMatchObject({ rates: 4, leftOut: 0, firstDay: '2025-03-05', lastDay: '2025-03-07' })
    expect((await report()).body.shopTotals).toMatchObject({
      revenue: { gross: '10000', refunded: '10000', net: '0' },
      aov: '10000',
      unconverted: [],
    })
    const { items } = await shop.items('/conversions')
    const converted = { value: '10000', currency: 'CLP', rate: 1000 / 150, rateDay: '2025-03-07' }
    expect(items).toEqual([
      expect.objectContaining({
        event: 'refund',
        value: '1500',
        currency: 'ISK',
        converted: expect.objectContaining(converted),
      }),
      expect.objectContaining({ event: 'purchase', converted: expect.objectContaining(converted) }),
    ])
    expect((await shop.get('/export/conversions.csv')).text).toContain(`,"10000","CLP",${1000 / 150},"2025-03-07"`)
    expect((await shop.get('/rates/state')).body).toMatchObject({ waiting: 0, currencies: [{ rateDay: '2025-03-07' }] })

    // A rate that is put right counts in place of the old one; a sale that comes later is converted at once.
    await send(served, 'date,currency,per_euro\n2025-03-07,ISK,125')
    await shop.post('/conversions', { ...order, orderId: 'r-2', occurredAt: '2025-03-06T12:00:00Z', value: '1400' })
    expect((await report()).body.shopTotals).toMatchObject({ revenue: { gross: '22000', refunded: '12000' } })
    expect((await shop.get('/rates?currency=ISK&from=2025-03-01&to=2025-03-31')).body.items).toEqual([
      { currency: 'ISK', day: '2025-03-07', perEuro: 125 },
      { currency: 'ISK', day: '2025-03-05', perEuro: 140 },
    ])
  })

  it('converts to the shop’s new currency when it changes', async () => {
    const served = await open()
    await send(served, 'Date,DJF,GNF\n2025-04-04,200,9000\n')
    const shop = await openShop(served, { currency: 'GNF' })
    const order = { event: 'purchase', value: '200', currency: 'DJF', occurredAt: '2025-04-04T12:00:00Z' }
    await shop.post('/conversions', { ...order, orderId: 'c-1' })
    await shop.post('/conversions', { ...order, orderId: 'c-2', value: '9000', currency: 'GNF' })
    const totals = async () => (await shop.get('/reports/summary?from=2025-04-01&to=2025-04-30')).body.shopTotals
    expect(await totals()).toMatchObject({ revenue: { gross: '18000' }, unconverted: [] })
    expect((await shop.call('PATCH', `/api/v1/shops/${shop.shopId}`, { body: { currency: 'DJF' } })).status).toBe(200)
    expect(await totals()).toMatchObject({ currency: 'DJF', revenue: { gross: '400' }, unconverted: [] })
  })

  it('takes nothing of a file with a fault, and says where it is', async () => {
    const served = await open()
    const answer = await send(served, 'date,currency,per_euro\n2025-03-07,UGX,4000\n2025-03-32,UGX,4000\n')
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({
      errors: [{ pointer: '', detail: 'Line 3: 2025-03-32 is not a day such as 2026-11-20.' }],
    })
    const shop = await openShop(served)
    expect((await shop.get('/rates?currency=UGX&from=2025-01-01&to=2025-12-31')).body.items).toEqual([])
    expect((await shop.get('/rates?currency=UGXX')).body.errors).toMatchObject([{ pointer: '/currency' }])
    expect((await shop.get('/rates?currency=UGX&from=2025-02-02&to=2025-01-01')).body.errors).toMatchObject([
      { pointer: '/from' },
    ])
    // All shops share the rates.
    expect((await send(served, file, shop.key)).status).toBe(403)
  })
}

function send(served: Served, body: string | Uint8Array<ArrayBuffer>, key = adminKey): Promise<Response> {
  return served.fetch('/api/v1/rates/import', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/octet-stream' },
    body,
  })
}
