import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Open, openShop, origin, problemAnswer, type Shop } from '../talk.ts'

const monthAnswer = z.looseObject({
  sentence: z.string(),
  numbers: z.looseObject({ orders: z.number(), shopOrders: z.number(), revenue: z.looseObject({ net: z.string() }) }),
})

/** The leader's page: the month, what is written to it, its links, and what is sent. */
export function leaderContract(open: Open): void {
  it('tells the month as the report counts it, with what the manager wrote', async () => {
    const { shop } = await openSold(open)
    const path = `/leader/months/${shop.month}`
    const put = await shop.call('PUT', `/api/v1${path}`, { body: { note: ' Good <b>month</b> ', nextStep: '' } })
    expect(put.status).toBe(204)
    const { status, body } = await shop.get(path)
    expect(status).toBe(200)
    expect(body).toMatchObject({ note: 'Good <b>month</b>', nextStep: '', shop: 'Prøvebutikken' })
    const { numbers, sentence } = monthAnswer.parse(body)
    expect(numbers).toMatchObject({ orders: 1, shopOrders: 1, revenue: { net: '1000.00' } })
    expect(sentence).toContain('social brought the only order')
    const { from, to } = z.looseObject({ from: z.string(), to: z.string() }).parse(body)
    const { totals } = z
      .looseObject({ totals: z.looseObject({ orders: z.number(), revenue: z.json() }) })
      .parse((await shop.get(`/reports/summary?from=${from}&to=${to}`)).body)
    expect(numbers).toMatchObject({ orders: totals.orders, revenue: totals.revenue })
  })

  it('lists the months that can be told: of a new shop this one alone', async () => {
    const { shop } = await openSold(open)
    const { status, body } = await shop.get('/leader/months')
    expect([status, body]).toEqual([200, { items: [shop.month], suggested: shop.month }])
  })

  it.each([
    ['2026-13', '/month'],
    ['2026-1', '/month'],
    ['2999-01', '/month'],
    ['<b>', '/month'],
  ])('has no month %s', async (wrong, pointer) => {
    const shop = await openShop(await open())
    const { status, body } = await shop.get(`/leader/months/${encodeURIComponent(wrong)}`)
    expect(status).toBe(400)
    expect(problemAnswer.parse(body).errors).toMatchObject([{ pointer }])
  })

  it('shows it to whoever has the link, as long as it lasts, and nothing of single orders', async () => {
    const { served, shop } = await openSold(open)
    const path = `/leader/months/${shop.month}`
    await shop.call('PUT', `/api/v1${path}`, { body: { note: '<script>alert(1)</script>', nextStep: 'Again' } })
    const made = await shop.post(`${path}/shares`, {})
    expect(made.status).toBe(201)
    const url = z.string().parse(made.body['url'])
    expect(url).toMatch(new RegExp(`^${origin}/-/month/[\\w-]{43}$`))
    const page = await served.fetch(new URL(url).pathname)
    const text = await page.text()
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'x-robots-tag': 'noindex, nofollow, noarchive',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    })
    expect(text).toContain('the only order')
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(text).not.toMatch(/<script|SECRET/)
    expect((await served.fetch(new URL(url.replace('/month/', '/view/')).pathname)).status).toBe(404)
    const other = await openShop(served)
    const link = `/api/v1${path}/shares/${made.id}`
    expect((await other.call('DELETE', link)).status).toBe(404)
    expect((await served.fetch(new URL(url).pathname)).status).toBe(200)
    expect((await shop.call('DELETE', link)).status).toBe(204)
    expect((await served.fetch(new URL(url).pathname)).status).toBe(410)
    expect((await shop.get(`${path}/shares`)).body).toMatchObject({ items: [{ state: 'revoked' }] })
  })

  it('asks for the password where the link has one', async () => {
    const { served, shop } = await openSold(open)
    const made = await shop.post(`/leader/months/${shop.month}/shares`, { password: 'kaffe og sjokolade' })
    const path = new URL(z.string().parse(made.body['url'])).pathname
    expect((await served.fetch(path)).status).toBe(401)
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const tell = (password: string) =>
      served.fetch(path, { method: 'POST', headers, body: `password=${encodeURIComponent(password)}` })
    expect((await tell('wrong')).status).toBe(401)
    const told = await tell('kaffe og sjokolade')
    const cookie = told.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect((await served.fetch(path, { headers: { cookie } })).status).toBe(200)
  })

  it('keeps what is to be sent, to whom and when, for its own shop alone', async () => {
    const served = await open()
    const shop = await openShop(served)
    const draft = { recipients: ['kari@shop.example'], rhythm: 'monthly', day: 31 }
    const made = await shop.post('/leader/mails', draft)
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ ...draft, hour: 7, viewId: null, nextAt: expect.stringContaining('T') })
    const path = `/api/v1/leader/mails/${made.id}`
    expect((await shop.call('PATCH', path, { body: { rhythm: 'weekly' } })).status).toBe(400)
    const changed = await shop.call('PATCH', path, { body: { rhythm: 'weekly', day: 7, hour: 0 } })
    expect(changed.body).toMatchObject({ rhythm: 'weekly', day: 7, hour: 0, recipients: draft.recipients })
    expect((await shop.get('/leader/mails')).body).toMatchObject({ by: 'nowhere', items: [{ id: made.id }] })
    expect((await shop.post(`/leader/mails/${made.id}/test`, {})).status).toBe(409)
    const other = await openShop(served)
    expect((await other.call('DELETE', path)).status).toBe(404)
    expect((await other.get('/leader/mails')).body).toMatchObject({ items: [] })
    expect((await shop.call('DELETE', path)).status).toBe(204)
    expect((await shop.get('/leader/sent-mails')).body).toMatchObject({ items: [] })
  })

  it.each([
    [{ recipients: [] }, '/recipients'],
    [{ recipients: ['kari'] }, '/recipients/0'],
    [{ recipients: ['kari@shop.example\r\nBcc: thief@evil.example'] }, '/recipients/0'],
    [{ recipients: ['kari@shop.example', 'Kari@shop.example'] }, '/recipients'],
    [{ rhythm: 'weekly', day: 8 }, '/day'],
    [{ day: 32 }, '/day'],
    [{ hour: 24 }, '/hour'],
    [{ viewId: 'view_nobody' }, '/viewId'],
  ])('refuses a mail with %j, naming the field', async (over, pointer) => {
    const shop = await openShop(await open())
    const draft = { recipients: ['kari@shop.example'], rhythm: 'monthly', day: 1, ...over }
    const { status, body } = await shop.post('/leader/mails', draft)
    expect(status).toBe(400)
    expect(problemAnswer.parse(body).errors).toMatchObject([{ pointer }])
  })
}

async function openSold(open: Open) {
  const served = await open()
  const shop = await openShop(served)
  const { slug } = await shop.link()
  const { click } = await shop.visit(`/${slug}`)
  await shop.post('/conversions', {
    ...{ event: 'purchase', orderId: 'SECRET-ORDER', value: '1000', currency: 'NOK', click },
    ...{ customerId: 'SECRET-CUSTOMER', coupon: 'SECRET-COUPON' },
  })
  return { served, shop: { ...shop, month: await monthOf(shop) } }
}

/** By the app's own clock, which may be a test's. */
async function monthOf(shop: Shop): Promise<string> {
  const { body } = await shop.get('/reports/summary')
  return z.string().parse(body['to']).slice(0, 7)
}
