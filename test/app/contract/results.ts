import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Open, openShop, problemAnswer, type Shop } from '../talk.ts'

const rowAnswer = z.looseObject({
  key: z.string(),
  clicks: z.object({ raw: z.number(), human: z.number(), unique: z.number(), bot: z.number(), internal: z.number() }),
  orders: z.number(),
  revenue: z.object({ gross: z.string(), refunded: z.string(), net: z.string() }),
  conversionRate: z.looseObject({ value: z.number(), low: z.number(), high: z.number(), n: z.number() }).nullable(),
})

export function resultContract(open: Open): void {
  it('an order told by a click’s id is credited to its link, once, and its refund taken off', async () => {
    const shop = await openShop(await open())
    const link = await shop.link()
    const { click } = await shop.visit(`/${link.slug}`)
    await shop.visit(`/${link.slug}`)
    await shop.visit(`/${link.slug}`, { headers: { 'user-agent': 'Twitterbot/1.0' } })
    const order = { event: 'purchase', orderId: 'A-1', value: '499.50', currency: 'NOK', click }
    const told = await shop.post('/conversions', order)
    expect([told.status, told.body]).toMatchObject([
      201,
      { outcome: 'stored', attributedTo: { linkId: link.id, slug: link.slug } },
    ])
    expect((await shop.post('/conversions', order)).body).toMatchObject({ id: told.body.id, outcome: 'duplicate' })
    const refund = { event: 'refund', orderId: 'A-1', value: '99.50', currency: 'NOK' }
    expect((await shop.post('/conversions', refund)).status).toBe(201)
    expect(await rowOf(shop, link.id)).toMatchObject({
      clicks: { raw: 3, human: 2, unique: 2, bot: 1, internal: 0 },
      orders: 1,
      revenue: { gross: '499.50', refunded: '99.50', net: '400.00' },
      conversionRate: { value: 0.5, n: 2 },
    })
  })

  it('the pixel is always an image, and what it cannot count lies in quarantine', async () => {
    const served = await open()
    const shop = await openShop(served)
    const link = await shop.link()
    const { click } = await shop.visit(`/${link.slug}`)
    for (const query of [
      `event=purchase&order=P-1&value=10&currency=NOK&click=${click}`,
      'event=purchase&order=P-2&value=x',
      '',
      'event=purchase&value=1&currency=NOK&click=made-up&order=P-3',
    ]) {
      const answer = await served.fetch(`/till.gif?shop=${shop.shopId}&${query}`)
      expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
        200,
        'image/gif',
        'no-store',
      ])
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    }
    expect((await shop.items('/conversions')).items).toMatchObject([
      { orderId: 'P-1', attributedTo: { linkId: link.id } },
    ])
    expect((await shop.items('/quarantine')).items).toHaveLength(3)
  })

  it('the snippet’s address takes pings of any site, without credentials', async () => {
    const served = await open()
    const shop = await openShop(served)
    const headers = { origin: 'https://shop.example', 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site' }
    const body = JSON.stringify({ event: 'lead', eventId: 'L-1', shop: shop.shopId })
    const answer = await served.fetch('/e', { method: 'POST', headers, body })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, '*'])
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
    expect((await served.fetch('/e', { method: 'POST', body: 'x'.repeat(20_000) })).status).toBe(413)
  })

  it('exports each click as a line and as a row, in the order they were stored', async () => {
    const served = await open()
    const shop = await openShop(served)
    const link = await shop.link()
    const first = await shop.visit(`/${link.slug}`, { headers: { referer: 'https://l.facebook.com/x?secret=1' } })
    await shop.visit(`/${link.slug}`, { headers: { 'user-agent': 'curl/8' } })
    const csv = await shop.call('GET', '/api/v1/export/clicks.csv')
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const [head, one, two, end] = csv.text.split('\r\n')
    expect(head?.replaceAll('"', '')).toBe('id,linkId,slug,at,class,reason,country,device,browser,os,app,referrer,scan')
    expect(one).toMatch(
      new RegExp(
        `^"${first.click}","${link.id}","${link.slug}","\\d{4}-[^"]+Z","human","person",[^,]*,"mobile","safari","ios","none","l\\.facebook\\.com",false$`,
      ),
    )
    expect(two).toContain('"bot","tool-agent"')
    expect(end).toBe('')
    const ndjson = await shop.call('GET', '/api/v1/export/clicks.ndjson')
    expect(ndjson.headers.get('content-type')).toBe('application/x-ndjson')
    expect(ndjson.text).not.toContain('secret')
    expect(ndjson.text).not.toContain('198.18')
    expect((await shop.clicks(link.id)).map((click) => click.class)).toEqual(['human', 'bot'])
  })

  it.each([
    'from=2026-02-30',
    'by=colour',
    'model=guess',
    'windowDays=31',
    'from=2026-02-02&to=2026-02-01',
    'form=2026-01-01',
  ])('a report asked by %s is a 400 that names it', async (query) => {
    const shop = await openShop(await open())
    const { status, body } = await shop.get(`/reports/summary?${query}`)
    expect(status).toBe(400)
    expect(problemAnswer.parse(body).errors[0]?.pointer).toBe(`/${query.split('=')[0]}`)
  })

  it('exports each conversion as a line and as a row, with who told it and whom it is credited to', async () => {
    const shop = await openShop(await open())
    const link = await shop.link()
    const { click } = await shop.visit(`/${link.slug}`)
    await shop.post('/conversions', { event: 'purchase', orderId: '=1+1', value: '99.50', currency: 'NOK', click })
    await shop.post('/conversions', { event: 'lead', eventId: 'l1' })
    const lines = (await shop.call('GET', '/api/v1/export/conversions.ndjson')).text.trim().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'lead', attributedTo: null },
      {
        event: 'purchase',
        orderId: '=1+1',
        value: '99.50',
        attributedTo: { linkId: link.id },
        sources: [{ source: 'api' }],
      },
    ])
    const rows = (await shop.call('GET', '/api/v1/export/conversions.csv')).text.trim().split('\r\n')
    expect(rows).toHaveLength(3)
    expect(rows[2]).toContain(`"'=1+1"`)
    expect(rows[2]).toContain(`"${link.slug}"`)
  })

  it('judges a goal, and tells how far it is', async () => {
    const shop = await openShop(await open())
    const goal = { name: 'Salg', metric: 'orders', target: 60, from: '2026-01-01', to: '2030-12-31', main: true }
    const made = await shop.post('/goals', goal)
    expect([made.status, made.body]).toMatchObject([201, { level: 5, verdict: { suitedAsMain: true } }])
    const progress = await shop.get(`/goals/${made.id}/progress`)
    expect(progress.body).toMatchObject({ value: 0, target: 60 })
  })

  it('says that it is alive, ready, and what it counted', async () => {
    const served = await open()
    const shop = await openShop(served)
    expect((await served.fetch('/healthz')).status).toBe(200)
    expect((await served.fetch('/readyz')).status).toBe(200)
    const link = await shop.link()
    const before = humans(await shop.call('GET', '/metrics'))
    await shop.visit(`/${link.slug}`)
    expect(humans(await shop.call('GET', '/metrics'))).toBe(before + 1)
    const outside = { 'x-forwarded-for': '198.18.0.1', 'cf-connecting-ip': '198.18.0.1' }
    expect((await served.fetch('/metrics', { headers: outside })).status).toBe(401)
  })
}

async function rowOf(shop: Shop, linkId: string) {
  const { body } = await shop.get('/reports/summary?by=link')
  return z
    .array(rowAnswer)
    .parse(body.rows)
    .find((row) => row.key === linkId)
}

function humans({ text }: { text: string }): number {
  return Number(/^tilltrail_clicks_total\{class="human"\} (\d+)$/m.exec(text)?.[1])
}
