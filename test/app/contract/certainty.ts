import { expect, it } from 'vitest'
import { type Open, openShop } from '../talk.ts'

export function certaintyContract(open: Open): void {
  it('ranks posts, or says that nothing shows a difference, and compares two', async () => {
    const shop = await openShop(await open())
    const [first, second] = [await shop.link(), await shop.link({ channel: 'tiktok' })]
    for (let at = 0; at < 2; at++) await shop.visit(`/${first.slug}`)
    const { click } = await shop.visit(`/${second.slug}`)
    const told = { event: 'purchase', orderId: 'R-1', value: '100', currency: 'NOK', click }
    expect((await shop.post('/conversions', told)).status).toBe(201)
    for (const measure of ['conversion-rate', 'revenue-per-click', 'orders']) {
      const { status, body } = await shop.get(`/reports/ranking?measure=${measure}`)
      expect(status).toBe(200)
      expect(body).toMatchObject({ by: 'post', measure, verdict: 'too-few', rankedBy: null, comparison: null })
      expect(body.rows).toMatchObject([
        { key: second.postId, n: 1, orders: 1, rank: null },
        { key: first.postId, n: 2, orders: 0, rank: null },
      ])
    }
    const pair = `a=${first.postId}&b=${second.postId}`
    const { body } = await shop.get(`/reports/ranking?${pair}`)
    // Of one person who bought and two who didn't: ∫ of a beta, by hand 0.9.
    expect(body.comparison).toMatchObject({
      probability: expect.closeTo(0.9, 9),
      words: 'probably',
      better: second.postId,
    })
    for (const by of ['campaign', 'channel', 'link'])
      expect((await shop.get(`/reports/ranking?by=${by}`)).body).toMatchObject({ by })
    for (const wrong of ['by=day', 'measure=luck', `a=${first.postId}`, `a=${first.postId}&b=nobody`])
      expect((await shop.get(`/reports/ranking?${wrong}`)).status).toBe(400)
  })

  it('tells what can be known at the shop’s size, and at another', async () => {
    const shop = await openShop(await open())
    const empty = await shop.get('/reports/know')
    expect(empty.body).toMatchObject({
      rate: null,
      clicksPerDay: null,
      differences: [],
      known: { orders: 0, halfWidth: null },
    })
    const asked = await shop.get('/reports/know?rate=0.02&other=0.03&clicksPerDay=40')
    expect(asked.body).toMatchObject({
      differences: [{ clicksEach: 3826, clicks: 7652, days: 192, weeks: 28 }],
      toKnow: [{ percent: 50 }, { percent: 25 }, { percent: 20, orders: 97, days: null }, { percent: 10, orders: 385 }],
    })
    const link = await shop.link()
    for (let at = 0; at < 3; at++) await shop.visit(`/${link.slug}`)
    const { click } = await shop.visit(`/${link.slug}`)
    const told = { event: 'purchase', orderId: 'K-1', value: '100', currency: 'NOK', click }
    expect((await shop.post('/conversions', told)).status).toBe(201)
    const own = await shop.get('/reports/know')
    expect(own.body).toMatchObject({
      own: { clicks: 4, orders: 1, days: 1, conversionRate: { value: 0.25 } },
      known: { orders: 1, low: expect.closeTo(0.0253, 3), high: expect.closeTo(5.572, 2) },
      rate: 0.25,
      differences: [{ other: 0.3125 }, { other: 0.375 }, { other: 0.5 }, { other: 0.75 }],
    })
    for (const wrong of ['rate=0', 'rate=2', 'other=x', 'clicksPerDay=0'])
      expect((await shop.get(`/reports/know?${wrong}`)).status).toBe(400)
    expect((await shop.get('/reports/know?rate=0.02&other=0.02')).body).toMatchObject({
      differences: [{ clicks: null }],
    })
  })

  it('says why another number is another', async () => {
    const shop = await openShop(await open())
    const link = await shop.link()
    const { click } = await shop.visit(`/${link.slug}`)
    const told = { event: 'purchase', orderId: 'W-1', value: '100', currency: 'NOK', click }
    expect((await shop.post('/conversions', told)).status).toBe(201)
    for (const metric of ['clicks', 'sessions', 'orders', 'revenue'])
      for (const source of ['ga4', 'meta', 'tiktok', 'platform']) {
        const { status, body } = await shop.get(`/reports/another-number?metric=${metric}&source=${source}&value=0`)
        expect([metric, source, status]).toEqual([metric, source, 200])
        expect(body).toMatchObject({ metric, source, value: 0, explained: { says: expect.stringMatching(/\.$/) } })
      }
    const { body } = await shop.get('/reports/another-number?metric=orders&source=ga4&value=0')
    expect(body).toMatchObject({ of: 'shop', ours: 1, gap: -1, reasons: expect.any(Array) })
    expect(body.reasons).toContainEqual(
      expect.objectContaining({ code: 'blocked', makesTheirs: 'smaller', count: 1, explains: 'all' }),
    )
    const wrong = [
      '',
      'metric=orders&source=ga4',
      'metric=orders&source=ga4&value=-1',
      'metric=clicks&source=ga4&value=1&of=shop',
    ]
    for (const one of [
      ...wrong,
      'metric=orders&source=ga4&value=1&theirTimeZone=Mars',
      'metric=orders&source=ga4&value=1&channel=x',
    ])
      expect((await shop.get(`/reports/another-number?${one}`)).status).toBe(400)
  })
}
