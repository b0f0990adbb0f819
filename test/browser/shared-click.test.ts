import { afterAll, beforeAll, expect, it } from 'vitest'
import { makePurchase, makeTill } from '../conversions/make-till.ts'
import { openSite, type Site } from './tracker-site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

it('credits once where two people buy by the same copied address', async () => {
  const till = await makeTill()
  const click = await till.click()
  for (const customerId of ['Ada', 'Bo']) {
    await site.begin()
    await site.land(`?till=${click}`, { attributes: 'data-tracking="full"' })
    await site.run(`tilltrail('purchase', { orderId: '${customerId}-1', value: '499.50', currency: 'NOK' })`)
    const [ping] = await site.pings(1)
    expect(ping).toMatchObject({ event: 'purchase', click })
    expect((await till.script(ping)).status).toBe(204)
    // Who bought is believed of the shop's own system alone.
    expect((await till.api(makePurchase({ orderId: `${customerId}-1`, customerId }))).status).toBe(200)
    await site.end()
  }
  expect(await till.list('/api/v1/conversions')).toMatchObject([
    { orderId: 'Bo-1', attributedTo: null, clickNote: 'shared-click', sharedClick: true },
    { orderId: 'Ada-1', attributedTo: { linkId: till.link.id }, clickNote: null, sharedClick: true },
  ])
}, 30_000)
