import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Open, openShop, problemAnswer } from '../talk.ts'

const purchase = { event: 'purchase', value: '10.00', currency: 'NOK' }

export function privacyContract(open: Open): void {
  it('erases an order, which is told as erased from then on and stored by nobody', async () => {
    const shop = await openShop(await open())
    await shop.post('/conversions', { ...purchase, orderId: 'A-1' })
    await shop.post('/conversions', { ...purchase, orderId: 'A-1', value: 'free' })
    await shop.post('/conversions', { ...purchase, orderId: 'A-2' })
    const erased = await shop.post('/erasures', { orderId: 'A-1' })
    expect([erased.status, erased.body]).toEqual([
      200,
      expect.objectContaining({ conversions: 1, clicks: 0, quarantined: 1 }),
    ])
    const again = await shop.post('/conversions', { ...purchase, orderId: 'A-1' })
    expect([again.status, again.body]).toEqual([
      200,
      { id: null, outcome: 'erased', attributedTo: null, attributionNote: null },
    ])
    expect((await shop.post('/conversions', { ...purchase, orderId: 'A-1', value: {} })).status).toBe(400)
    expect((await shop.items('/quarantine')).items).toEqual([])
    expect((await shop.items('/conversions')).items).toEqual([expect.objectContaining({ orderId: 'A-2' })])
    expect((await shop.post('/erasures', { orderId: 'A-1' })).body).toMatchObject({ conversions: 0, quarantined: 0 })
  })

  it('erases a customer and a click, and leaves the sale with its link', async () => {
    const shop = await openShop(await open())
    const link = await shop.link()
    const { click } = await shop.visit(`/${link.slug}`)
    await shop.post('/conversions', { ...purchase, orderId: 'A-1', click, customerId: 'kari@example.no' })
    expect((await shop.post('/erasures', { customerId: 'Kari@example.no' })).body).toMatchObject({ conversions: 1 })
    expect((await shop.post('/erasures', { click })).body).toMatchObject({ conversions: 1, clicks: 1 })
    const [sale] = (await shop.items('/conversions')).items
    expect(sale).toMatchObject({ orderId: 'A-1', attributedTo: { linkId: link.id } })
    expect(JSON.stringify(sale)).not.toContain(click)
    expect(await shop.clicks(link.id)).toEqual([expect.objectContaining({ id: null, class: 'human' })])
  })

  it('says what is wrong with what is to be erased', async () => {
    const served = await open()
    const [shop, other] = [await openShop(served), await openShop(served)]
    const { click } = await other.visit(`/${(await other.link()).slug}`)
    const bodies = [
      [{}, ''],
      [{ orderId: '1', click: 'x' }, ''],
      [{ orderId: '' }, '/orderId'],
      [{ order: '1' }, '/order'],
      [{ click: 'made-up' }, '/click'],
      [{ click }, '/click'],
    ] as const
    for (const [body, pointer] of bodies) {
      const { status, body: told } = await shop.post('/erasures', body)
      expect([body, status, problemAnswer.parse(told).errors[0]?.pointer]).toEqual([body, 400, pointer])
    }
    expect((await shop.post('/erasures', { orderId: '1', shopId: other.shopId })).status).toBe(404)
    expect((await other.clicks('none')).length).toBe(0)
  })

  it('needs a key that may erase', async () => {
    const served = await open()
    const shop = await openShop(served)
    const draft = { name: 'a server', scopes: ['conversions:write'], shopId: shop.shopId }
    const made = await shop.admin('POST', '/api/v1/keys', { body: draft })
    const { secret } = z.object({ secret: z.string() }).parse(made.body)
    const answer = await served.fetch('/api/v1/erasures', {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: '{"orderId":"1"}',
    })
    expect(answer.status).toBe(403)
  })

  it('keeps each kind of data as long as is set, for all shops', async () => {
    const shop = await openShop(await open())
    const usual = { click: 396, visit: 396, customer: 761, quarantine: 90, unknownSlug: 90 }
    expect((await shop.get('/retention')).body).toEqual(usual)
    expect((await shop.call('PATCH', '/api/v1/retention', { body: { quarantine: 30 } })).status).toBe(403)
    const set = (body: unknown) => shop.admin('PATCH', '/api/v1/retention', { body })
    expect((await set({ quarantine: 30 })).body).toEqual({ ...usual, quarantine: 30 })
    expect((await shop.get('/retention')).body).toEqual({ ...usual, quarantine: 30 })
    for (const body of [{ click: 29 }, { click: 1.5 }, { quarantine: '90' }, { clicks: 90 }])
      expect([body, (await set(body)).status]).toEqual([body, 400])
    await set({ quarantine: 90 })
  })
}
