import { expect, it } from 'vitest'
import { type Open, openShop, safari } from '../talk.ts'

export function coverageContract(open: Open): void {
  it('the coverage report tells who told of the orders, how many both did, and by which browser', async () => {
    const served = await open()
    const shop = await openShop(served)
    const link = await shop.link()
    for (let order = 1; order <= 9; order++) {
      const { click } = await shop.visit(`/${link.slug}`)
      const told = { event: 'purchase', orderId: `C-${order}`, value: '100', currency: 'NOK', click }
      expect((await shop.post('/conversions', told)).status).toBe(201)
      if (order > 8) continue
      // Its pixel tells another amount of one order.
      const value = order === 1 ? '80' : '100'
      const pixel = `/till.gif?shop=${shop.shopId}&event=purchase&order=C-${order}&value=${value}&currency=NOK&click=${click}`
      await served.fetch(pixel, { headers: { 'user-agent': safari } })
    }
    const { status, body } = await shop.get('/reports/coverage')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      coverage: { orders: { value: 8 / 9, n: 9 }, links: { value: 1, n: 9 } },
      inputs: { orders: 9, verifiedOrders: 9, verifiedSeenByBrowser: 8, creditedOrders: 9 },
      classes: [
        { class: 'verified', orders: 9, share: 1 },
        { class: 'reported', orders: 0, share: 0 },
        { class: 'unverified', orders: 0, share: 0 },
      ],
      sources: [
        { source: 'api', orders: 9, only: 1, share: 1 },
        { source: 'pixel', orders: 8, only: 0, share: 8 / 9 },
      ],
      lists: { browser: 8, shop: 9, both: 8, handOnly: 0 },
      estimate: { orders: { estimate: 9, low: 9, seen: 9 }, whyNot: null },
      credited: { raw: 9, corrected: { estimate: 9 }, whyNot: null },
      agents: {
        byBrowser: [{ kind: 'browser', key: 'safari', orders: 9, passedOn: 9, seen: { value: 8 / 9 } }],
        byDevice: [{ kind: 'device', key: 'mobile', orders: 9 }],
      },
      disagreements: { orders: 1 },
      days: [{ orders: 9, verified: 9, browser: 8, both: 8 }],
    })
  })

  it('says what is not known where nothing was told', async () => {
    const shop = await openShop(await open())
    expect((await shop.get('/reports/coverage')).body).toMatchObject({
      coverage: { orders: null, links: null },
      sources: [],
      estimate: { orders: null, whyNot: { code: 'no-orders' } },
      clickIds: { clicks: 0, survived: null },
      days: [],
    })
  })
}
