import { expect, it } from 'vitest'
import { type Open, openShop } from '../talk.ts'

export function purposeContract(open: Open): void {
  it('is empty at first, keeps what is put, and drafts the statement', async () => {
    const shop = await openShop(await open())
    const empty = await shop.get('/purpose')
    expect([empty.status, empty.body]).toMatchObject([
      200,
      {
        customers: '',
        convey: [],
        hoursPerWeek: null,
        updatedAt: null,
        suggestion: '',
        warnings: [],
        mix: { posts: 0 },
      },
    ])
    const draft = {
      ...{ customers: 'Families nearby', theyWant: 'quick dinners', weWant: 'sell more', statement: 'Vi er her.' },
      ...{ convey: ['knowledge', 'offer'], priority: ['won-back', 'new'], hoursPerWeek: 5.5 },
      ...{ moneyPerMonth: '500', hourlyRate: '350.50' },
    }
    const put = await shop.call('PUT', '/api/v1/purpose', { body: draft })
    expect([put.status, put.body]).toMatchObject([
      200,
      {
        ...{ ...draft, moneyPerMonth: '500.00', shopId: shop.shopId, currency: 'NOK' },
        suggestion: expect.stringContaining('We are on social media for families nearby.'),
        warnings: [{ code: 'merely-to-sell-more', field: 'weWant' }],
      },
    ])
    expect((await shop.get('/purpose')).body).toEqual(put.body)
    // A PUT replaces the whole, but for the rate, which has a page of its own.
    await shop.call('PUT', '/api/v1/hourly-rate', { body: { hourlyRate: '400' } })
    await shop.call('PUT', '/api/v1/purpose', { body: { weWant: 'to visit us' } })
    expect((await shop.get('/purpose')).body).toMatchObject({
      customers: '',
      weWant: 'to visit us',
      hourlyRate: '400.00',
    })
    await shop.call('PUT', '/api/v1/purpose', { body: { hourlyRate: null } })
    expect((await shop.get('/hourly-rate')).body).toMatchObject({ hourlyRate: null })
  })

  it('names the field that can’t be, and the remedy', async () => {
    const shop = await openShop(await open(), { currency: 'JPY' })
    const faults = async (body: unknown) => {
      const answer = await shop.call('PUT', '/api/v1/purpose', { body })
      return [answer.status, answer.body.errors]
    }
    expect(await faults({ moneyPerMonth: '10.5' })).toMatchObject([400, [{ pointer: '/moneyPerMonth' }]])
    expect(await faults({ hourlyRate: '100000001' })).toMatchObject([
      400,
      [{ pointer: '/hourlyRate', detail: 'must be 100000000 at most: no hour is worth more.' }],
    ])
    expect(await faults({ hourlyRate: 'much' })).toMatchObject([400, [{ pointer: '/hourlyRate' }]])
    expect(await faults({ hoursPerWeek: 169 })).toMatchObject([400, [{ pointer: '/hoursPerWeek' }]])
    expect(await faults({ convey: ['offer', 'offer'] })).toMatchObject([
      400,
      [{ pointer: '/convey', detail: 'must not name one twice' }],
    ])
    expect(await faults({ priority: ['everyone'] })).toMatchObject([400, [{ pointer: '/priority/0' }]])
    expect((await shop.get('/purpose')).body.updatedAt).toBeNull()
  })

  it('compares what the posts conveyed with what was meant', async () => {
    const shop = await openShop(await open())
    await shop.call('PUT', '/api/v1/purpose', { body: { convey: ['knowledge'] } })
    const post = (title: string, more: Record<string, unknown>) =>
      shop.post('/posts', { title, channel: 'facebook', ...more })
    for (const title of ['a', 'b', 'c', 'd']) await post(title, { content: 'offer' })
    await post('e', { content: 'knowledge' })
    await post('f', {})
    await post('long ago', { content: 'news', publishedAt: '2020-01-01T12:00:00Z' })
    await post('to come', { content: 'news', publishedAt: '2120-01-01T12:00:00Z' })
    expect((await shop.get('/purpose')).body.mix).toEqual({
      ...{ days: 30, posts: 6, untold: 1 },
      kinds: [
        { content: 'offer', posts: 4, share: 0.8 },
        { content: 'knowledge', posts: 1, share: 0.2 },
      ],
      finding: 'You said knowledge first; 80% of your posts were offers.',
    })
  })

  it('counts a campaign’s posts, and keeps its purpose and target group', async () => {
    const shop = await openShop(await open())
    const told = { purpose: 'Fill Tuesdays', audience: 'Parents nearby' }
    for (const name of ['Empty', 'Empty too']) await shop.post('/campaigns', { name })
    const { id } = await shop.post('/campaigns', { name: 'November', ...told })
    for (const title of ['a', 'b']) await shop.post('/posts', { title, channel: 'facebook', campaignId: id })
    expect((await shop.items('/campaigns')).items).toMatchObject([
      { name: 'November', posts: 2, ...told },
      { name: 'Empty too', posts: 0, purpose: null },
      { name: 'Empty', posts: 0, purpose: null },
    ])
    expect((await shop.items('/campaigns?limit=1')).items).toMatchObject([{ name: 'November', posts: 2 }])
  })

  it('lists every metric with formula and trap, the shop’s own behind them, and what is measured today', async () => {
    const shop = await openShop(await open())
    const own = await shop.post('/own-metrics', {
      ...{ name: 'Table bookings', unit: 'count', objective: 'leads-and-sales', kind: 'flow' },
      level: { buys: false, acts: true, responds: 'responded' },
    })
    expect(own.status).toBe(201)
    const listed = (path: string) => shop.get(path).then(({ body }) => (Array.isArray(body.items) ? body.items : []))
    const all = await listed('/catalog')
    expect(all).toContainEqual(
      expect.objectContaining({
        id: 'video_views',
        formula: expect.any(String),
        comesFrom: expect.any(String),
        trap: expect.stringContaining('3 seconds'),
      }),
    )
    const ofShop = await listed(`/catalog?shopId=${shop.shopId}`)
    expect(ofShop).toHaveLength(all.length + 1)
    expect(ofShop.at(-1)).toMatchObject({ id: own.id, name: 'Table bookings', level: 4, trap: expect.any(String) })
    const measured = await listed(`/catalog/measured?shopId=${shop.shopId}`)
    expect(measured).toHaveLength(ofShop.length)
    expect(measured).toContainEqual(expect.objectContaining({ metric: 'orders', ok: false }))
    expect((await shop.get('/catalog?shopId=no-such')).status).toBe(404)
  })
}
