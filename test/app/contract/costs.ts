import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Open, openShop, problemAnswer, type Shop } from '../talk.ts'

const day = '2026-01-10'
const rowAnswer = z.looseObject({ key: z.string(), cost: z.string().nullable(), hours: z.number() })
const summaryAnswer = z.looseObject({
  rows: z.array(rowAnswer),
  totals: rowAnswer.omit({ key: true }),
  unassignedCosts: rowAnswer.omit({ key: true }),
})

/** Money and hours through HTTP, and beside what they brought. */
export function costContract(open: Open): void {
  it('are kept, listed, changed and deleted', async () => {
    const shop = await openShop(await open())
    const link = await shop.link()
    const made = await shop.post('/costs', { amount: '499.5', from: day, to: day, postId: link.postId, kind: 'boost' })
    expect([made.status, made.headers.get('location')]).toEqual([201, `/api/v1/costs/${made.id}`])
    expect(made.body).toMatchObject({
      ...{ amount: '499.50', currency: 'NOK', hours: null, kind: 'boost', scope: 'post', postId: link.postId },
      channel: 'instagram',
    })
    await shop.post('/costs', { hours: 1.5, from: '2026-01-05', to: '2026-01-11', channel: 'facebook' })
    expect((await shop.items('/costs')).items.map(({ kind }) => kind)).toEqual(['work', 'boost'])
    expect((await shop.items('/costs?channel=instagram')).items.map(({ id }) => id)).toEqual([made.id])
    expect((await shop.items('/costs?from=2026-01-11')).items.map(({ scope }) => scope)).toEqual(['channel'])
    const path = `/api/v1/costs/${made.id}`
    const moved = await shop.call('PATCH', path, { body: { amount: null, hours: 2, channel: 'blog' } })
    expect(moved.body).toMatchObject({ amount: null, currency: null, hours: 2, scope: 'channel', postId: null })
    expect(problemAnswer.parse((await shop.call('PATCH', path, { body: { hours: null } })).body).errors).toMatchObject([
      { pointer: '/amount' },
    ])
    expect((await shop.call('DELETE', path)).status).toBe(204)
    expect((await shop.get(`/costs/${made.id}`)).status).toBe(404)
    expect((await shop.items('/costs')).items).toHaveLength(1)
  })

  it('come as a list too, all or none, each fault by its place', async () => {
    const shop = await openShop(await open())
    const link = await shop.link()
    const good = { hours: 1, from: day, to: day, linkId: link.id }
    const refused = await shop.post('/costs', [
      good,
      { from: day, to: day },
      { amount: '1.234', from: day, to: day },
      { ...good, from: '2026-01-11' },
      { ...good, channel: 'facebook' },
      { ...good, hourz: 3 },
      { ...good, linkId: undefined, postId: 'post_no' },
    ])
    expect([refused.status, problemAnswer.parse(refused.body).errors.map(({ pointer }) => pointer)]).toEqual([
      400,
      ['/1/amount', '/2/amount', '/3/to', '/4/channel', '/5/hourz', '/6/postId'],
    ])
    expect((await shop.items('/costs')).items).toEqual([])
    expect((await shop.post('/costs', [good, good])).status).toBe(201)
    expect((await shop.items('/costs')).items).toMatchObject([{ linkId: link.id, label: link.slug }, { scope: 'link' }])
  })

  it('stand beside what they brought: cost per order, profit and return, with what is in the cost', async () => {
    const { shop, link, today } = await openSold({ grossMarginPercent: 40 })
    await shop.post('/costs', { amount: '100', from: today, to: today, postId: link.postId, kind: 'boost' })
    await shop.post('/costs', { hours: 2, from: today, to: today, postId: link.postId })
    const money = await summaryOf(shop, 'post')
    // 1000 × 40 % − 100: two hours that nobody gave a price are told, not taken as free.
    expect(money.rows).toMatchObject([
      {
        ...{ key: link.postId, cost: '100.00', moneyCost: '100.00', timeCost: null, hours: 2, costPerOrder: '100.00' },
        ...{ costBasis: 'money-without-time', costSays: 'money only; 2 hours not priced', profit: '300.00', roi: 3 },
        ...{ roas: 10, costPerClick: '100.00', profitWhyNot: null },
      },
    ])
    const priced = await shop.call('PUT', '/api/v1/hourly-rate', { body: { hourlyRate: '150' } })
    expect(priced.body).toEqual({ hourlyRate: '150.00', currency: 'NOK' })
    expect((await summaryOf(shop, 'post')).totals).toMatchObject({
      ...{ cost: '400.00', timeCost: '300.00', costBasis: 'money-and-time', profit: '0.00', roi: 0 },
    })
  })

  it('without a margin there is no profit, and it says what to do; without costs there is no cost', async () => {
    const { shop, link, today } = await openSold()
    expect((await summaryOf(shop, 'post')).totals).toMatchObject({ cost: null, costBasis: 'none', profit: null })
    await shop.post('/costs', { amount: '100', from: today, to: today, linkId: link.id })
    const { totals } = await summaryOf(shop, 'link')
    expect(totals).toMatchObject({ cost: '100.00', profit: null, roi: null, costPerOrder: '100.00' })
    expect(totals['profitWhyNot']).toContain('gross margin')
  })

  it('of a campaign add up with those of its posts, and stand apart where posts are asked for', async () => {
    const { shop, link, today } = await openSold()
    const { campaignId } = z
      .looseObject({ campaignId: z.string() })
      .parse((await shop.get(`/posts/${link.postId}`)).body)
    await shop.post('/costs', [
      { amount: '100', from: today, to: today, postId: link.postId },
      { amount: '50', from: today, to: today, campaignId },
    ])
    const byPost = await summaryOf(shop, 'post')
    expect([byPost.rows[0]?.cost, byPost.unassignedCosts.cost, byPost.totals.cost]).toEqual([
      '100.00',
      '50.00',
      '150.00',
    ])
    const byCampaign = await summaryOf(shop, 'campaign')
    expect([byCampaign.rows[0]?.cost, byCampaign.unassignedCosts.cost]).toEqual(['150.00', null])
    const byDay = await summaryOf(shop, 'day')
    expect(byDay.rows).toMatchObject([{ key: today, cost: '150.00' }])
  })

  it('in other currencies are converted by the rate of their first day, and kept apart without one', async () => {
    const { shop, today } = await openSold({ grossMarginPercent: 40 })
    const cost = { amount: '10', currency: 'THB', from: today, to: today, channel: 'facebook' }
    await shop.post('/costs', cost)
    const unknown = { cost: null, costPerOrder: null, profit: null, roi: null, costIsPartial: false }
    expect((await summaryOf(shop, 'channel')).totals).toMatchObject({
      ...{ moneyCost: '0.00', unconvertedCosts: [{ currency: 'THB', cost: '10.00' }], ...unknown },
      ...{ costBasis: 'not-converted', costSays: 'money in THB, without an exchange rate' },
      profitWhyNot: expect.stringContaining('exchange rate'),
    })
    const days = { from: today, to: today }
    const cheap = { name: 'Cheap orders', metric: 'cost_per_order', target: 30, main: true, ...days }
    const goal = await shop.post('/goals', cheap)
    const stand = async () => (await shop.get(`/goals/${goal.id}/progress`)).body
    expect(await stand()).toMatchObject({ value: null, status: 'unknown' })
    await shop.post('/costs', { amount: '20', ...days, channel: 'facebook' })
    expect((await summaryOf(shop, 'channel')).totals).toMatchObject({
      cost: '20.00',
      costBasis: 'money',
      costIsPartial: true,
    })
    expect(await stand()).toMatchObject({ value: null, status: 'unknown' })
  })

  it('come from a platform’s file, once, however often it is imported', async () => {
    const shop = await openShop(await open())
    const file = `Day,Campaign name,Ad name,Impressions,Amount spent (NOK)\n2026-01-05,Spring,Cups,100,40.50\n2026-01-06,Spring,Cups,120,39.50\n`
    const send = (path: string) =>
      shop.call('POST', `/api/v1/values/import?channel=facebook${path}`, {
        body: file,
        headers: { 'content-type': 'text/csv' },
      })
    expect((await send('&dryRun=1')).body['costs']).toMatchObject({ stored: 2, unchanged: 0 })
    expect((await shop.items('/costs')).items).toEqual([])
    expect((await send('')).body['costs']).toMatchObject({ stored: 2 })
    expect((await send('')).body['costs']).toMatchObject({ stored: 0, unchanged: 2 })
    const { items } = await shop.items('/costs')
    expect(items).toMatchObject([
      { amount: '39.50', kind: 'ad', channel: 'facebook', from: '2026-01-06', to: '2026-01-06' },
      { amount: '40.50' },
    ])
    expect((await shop.call('PATCH', `/api/v1/costs/${items[0]?.id}`, { body: { hours: 1 } })).status).toBe(409)
  })

  it('of one shop are not there for another', async () => {
    const served = await open()
    const [shop, other] = [await openShop(served), await openShop(served)]
    const { id } = await shop.post('/costs', { hours: 1, from: day, to: day })
    for (const method of ['GET', 'DELETE']) expect((await other.call(method, `/api/v1/costs/${id}`)).status).toBe(404)
    expect((await other.call('PATCH', `/api/v1/costs/${id}`, { body: { hours: 2 } })).status).toBe(404)
    expect((await other.items('/costs')).items).toEqual([])
    const link = await shop.link()
    expect((await other.post('/costs', { hours: 1, from: day, to: day, linkId: link.id })).status).toBe(400)
  })

  /** A shop whose one post brought one order of 1,000 from one click. */
  async function openSold(over: Record<string, unknown> = {}) {
    const shop = await openShop(await open(), over)
    const link = await shop.link()
    const { click } = await shop.visit(`/${link.slug}`)
    await shop.post('/conversions', { event: 'purchase', orderId: 'A-1', value: '1000', currency: 'NOK', click })
    const { rows } = await summaryOf(shop, 'day')
    return { shop, link, today: rows[0]?.key ?? '' }
  }
}

async function summaryOf(shop: Shop, by: string) {
  return summaryAnswer.parse((await shop.get(`/reports/summary?by=${by}`)).body)
}
