import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Open, openShop, type Shop } from '../talk.ts'

export function journeyContract(open: Open): void {
  it('show each touch of an order, oldest first, by the list of the snippet and by what the customer did before', async () => {
    const served = await open()
    const shop = await openShop(served)
    const [first, second, last] = [await post(shop, 'one'), await post(shop, 'two'), await post(shop, 'three')]
    await shop.post('/conversions', { event: 'lead', eventId: 'l', customerId: 'kari', click: first.click })
    await served.fetch('/e', {
      method: 'POST',
      body: JSON.stringify({ ...sale, shop: shop.shopId, click: [second.click, last.click].join() }),
    })
    const told = await shop.post('/conversions', { ...sale, customerId: 'kari', click: last.click })
    expect(told.body).toMatchObject({ outcome: 'merged', attributedTo: { linkId: last.id } })
    const { body } = await shop.get(`/conversions/${z.string().parse(told.body.id)}`)
    expect(body).toMatchObject({
      touches: 3,
      attributedTo: { linkId: last.id },
      journey: [
        { linkId: first.id, title: 'one', channel: 'instagram', how: 'customer' },
        { linkId: second.id, title: 'two', how: 'told' },
        { linkId: last.id, title: 'three', how: 'click' },
      ],
    })
  })

  it('by a discount code credit the post that has it', async () => {
    const shop = await openShop(await open())
    const { postId, id } = await post(shop, 'with code')
    expect((await shop.call('PATCH', `/api/v1/posts/${postId}`, { body: { coupon: 'reel20' } })).status).toBe(200)
    await shop.post('/conversions', { ...sale, coupon: 'REEL20' })
    expect((await shop.items('/conversions')).items).toMatchObject([{ attributedTo: { linkId: id }, touches: 1 }])
  })

  it('refuse more than twenty clicks, naming the field', async () => {
    const shop = await openShop(await open())
    const touches = Array.from({ length: 21 }, () => 'x')
    const { status, body } = await shop.post('/conversions', { ...sale, touches })
    expect([status, body]).toMatchObject([400, { errors: [{ pointer: '/touches' }] }])
  })
}

const sale = { event: 'purchase', orderId: '1001', value: '499.50', currency: 'NOK' }

async function post(shop: Shop, content: string) {
  const link = await shop.link({ content })
  const { click } = await shop.visit(`/${link.slug}`)
  return { ...link, click: z.string().parse(click) }
}
