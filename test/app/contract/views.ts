import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Open, openShop, origin, problemAnswer, type Served, type Shop } from '../talk.ts'

const shareAnswer = z.looseObject({ id: z.string(), url: z.string(), state: z.string(), expiresAt: z.string() })
const summaryAnswer = z.looseObject({
  rows: z.array(z.looseObject({ key: z.string(), label: z.string(), orders: z.number() })),
})

/** Reports saved, shared by a link, and as files. */
export function viewContract(open: Open): void {
  it('are saved, listed, renamed, asked anew and deleted', async () => {
    const shop = await openShop(await open())
    const query = { by: 'channel', period: 'this-month', channel: 'instagram,facebook' }
    const made = await shop.post('/views', { name: 'Autumn', query })
    expect([made.status, made.headers.get('location')]).toEqual([201, `/api/v1/views/${made.id}`])
    expect(made.body).toMatchObject({ name: 'Autumn', query, openShares: 0, from: expect.stringMatching(/-01$/) })
    const path = `/api/v1/views/${made.id}`
    expect((await shop.call('PATCH', path, { body: { name: ' Winter ' } })).body).toMatchObject({
      name: 'Winter',
      query,
    })
    const dates = { by: 'day', from: '2026-01-05', to: '2026-01-11' }
    expect((await shop.call('PATCH', path, { body: { query: dates } })).body).toMatchObject({
      ...{ name: 'Winter', query: dates, from: '2026-01-05', to: '2026-01-11' },
    })
    const second = await shop.post('/views', { name: 'Winter', query: {} })
    expect((await shop.items('/views')).items.map(({ id }) => id)).toEqual([second.id, made.id])
    expect((await shop.call('DELETE', path)).status).toBe(204)
    expect((await shop.get(`/views/${made.id}`)).status).toBe(404)
    expect((await shop.items('/views')).items.map(({ id }) => id)).toEqual([second.id])
  })

  it.each([
    [{ by: 'weather' }, '/query/by'],
    [{ period: 'last-fortnight' }, '/query/period'],
    [{ period: 'last-month', from: '2026-01-01' }, '/query/period'],
    [{ from: '2026-02-30' }, '/query/from'],
    [{ from: '2026-02-02', to: '2026-02-01' }, '/query/from'],
    [{ channel: 'pigeon' }, '/query/channel'],
    [{ shopId: 'another' }, '/query/shopId'],
    [{ colour: 'blue' }, '/query/colour'],
    [{ from: '1970-01-01', to: '2469-12-31' }, '/query/to'],
    [{ from: '1970-01-01' }, '/query/from'],
    [{ content: 'x'.repeat(8001) }, '/query/content'],
    [{ windowDays: '2' }, '/query/windowDays'],
  ])('that ask %j are refused with the field that is wrong', async (query, pointer) => {
    const shop = await openShop(await open())
    const { status, body } = await shop.post('/views', { name: 'A view', query })
    expect(status).toBe(400)
    expect(problemAnswer.parse(body).errors).toMatchObject([{ pointer }])
  })

  it('take as many keys of a filter as the report', async () => {
    const shop = await openShop(await open())
    const posts = Array.from({ length: 120 }, (_, index) => shop.post('/posts', { title: `P ${index}`, channel: 'x' }))
    const keys = (await Promise.all(posts)).map(({ id }) => id).join(',')
    expect(keys.length).toBeGreaterThan(2000)
    const { status, body } = await shop.post('/views', { name: 'Many', query: { post: keys } })
    expect([status, body['query']]).toEqual([201, { post: keys }])
  })

  it.each(['V\r\nBcc: all@shop.example', 'V\u0000', 'V\u2028W'])('aren’t called %j', async (name) => {
    const shop = await openShop(await open())
    const { status, body } = await shop.post('/views', { name, query: {} })
    expect(status).toBe(400)
    expect(problemAnswer.parse(body).errors).toMatchObject([{ pointer: '/name' }])
  })

  it('are shown to whoever has the link: totals, rows and how right they are, and nothing of single orders', async () => {
    const { served, shop, planted } = await openSold(open)
    const { url } = await share(shop, { name: 'What <sold>?', query: { by: 'post' } })
    expect(url).toMatch(new RegExp(`^${origin}/-/view/[\\w-]{43}$`))
    const page = await served.fetch(new URL(url).pathname)
    const text = await page.text()
    expect(page.status).toBe(200)
    for (const shown of [
      'What &lt;sold&gt;?',
      'Prøvebutikken',
      'Ten ways to brew',
      'NOK',
      '1,000',
      'The link works until',
    ])
      expect(text).toContain(shown)
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex, nofollow, noarchive',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'content-type': expect.stringContaining('text/html'),
    })
    expect(text).not.toContain('<sold>')
    expect(text).not.toMatch(/<script|javascript:|\son\w+=/i)
    for (const ending of ['', '.csv', '.ndjson']) {
      const told = await (await served.fetch(new URL(url).pathname + ending)).text()
      expect(told).toContain('Ten ways to brew')
      expect(planted.filter((secret) => told.includes(secret))).toEqual([])
    }
  })

  it('tell nothing of the rest of the shop where they are narrowed', async () => {
    const { served, shop } = await openSold(open)
    for (let number = 0; number < 7; number++)
      await shop.post('/conversions', { event: 'purchase', orderId: `O-${number}`, value: '777.00', currency: 'NOK' })
    const read = async (url: string) => (await served.fetch(new URL(url).pathname)).text()
    const whole = await read((await share(shop, { name: 'Whole', query: {} })).url)
    for (const told of ['7 orders, worth NOK 5,439', 'of the 8 orders the shop told of'])
      expect(whole.replaceAll('\u00a0', ' ')).toContain(told)
    const { url } = await share(shop, { name: 'For the agency', query: { channel: 'pinterest', by: 'day' } })
    const page = (await read(url)).replaceAll('\u00a0', ' ')
    expect(page).toContain('What the shop sold besides isn’t told here')
    expect(page).toContain('browsers told of about 0% too')
    for (const hidden of ['5,439', '777', '7 orders', '8 orders', '95% sure:']) expect(page).not.toContain(hidden)
    const { url: own } = await share(shop, { name: 'Own', query: { channel: 'not:pinterest' } })
    expect(await read(own)).not.toContain('5,439')
  })

  it('tell in files of a narrowed one nothing reckoned from what an order of the shop is worth', async () => {
    const { served, shop } = await openSold(open)
    const link = await shop.link({ title: 'Not sold yet' })
    await shop.visit(`/${link.slug}`)
    const lines = async (query: object) => {
      const { url } = await share(shop, { name: 'V', query })
      const text = await (await served.fetch(`${new URL(url).pathname}.ndjson`)).text()
      return text
        .trim()
        .split('\n')
        .map((line) => z.looseObject({}).parse(JSON.parse(line)))
    }
    const all = await lines({ by: 'post' })
    const unsold = all.find(({ label }) => label === 'Not sold yet')
    expect(unsold?.['grossRevenueHigh']).toBeGreaterThan(1000)
    const narrowed = await lines({ by: 'post', post: link.postId })
    expect(narrowed).toMatchObject([
      { label: 'Not sold yet', grossRevenueLow: null, grossRevenueHigh: null, clicks: 1 },
    ])
  })

  it('say of fewer than five orders of the shop that they are too few, and not that browsers alone tell of them', async () => {
    const served = await open()
    const shop = await openShop(served)
    const page = async () => {
      const { url } = await share(shop, { name: 'V', query: {} })
      return (await served.fetch(new URL(url).pathname)).text()
    }
    expect(await page()).not.toContain('Browsers alone')
    for (let number = 0; number < 4; number++)
      await shop.post('/conversions', { event: 'purchase', orderId: `O-${number}`, value: '10.00', currency: 'NOK' })
    const few = await page()
    expect(few).toContain('4 orders: too few to compare with what browsers told of')
    expect(few).not.toContain('Browsers alone')
    await shop.post('/conversions', { event: 'purchase', orderId: 'O-5', value: '10.00', currency: 'NOK' })
    expect(await page()).toContain('browsers told of 0% too (0% to 43%)')
  })

  it('come 60 times a minute to one network, and go on for all others', async () => {
    const served = await open()
    const shop = await openShop(served)
    const path = new URL((await share(shop, { name: 'V', query: {} })).url).pathname
    const ask = (address: string, ending = '', method = 'GET') =>
      served.fetch(path + ending, { method, headers: { 'x-forwarded-for': address, 'cf-connecting-ip': address } })
    const statuses = []
    for (let times = 0; times < 60; times++)
      statuses.push((await ask(`2001:db8:1:2::${times}`, '', times % 2 === 0 ? 'GET' : 'HEAD')).status)
    expect(new Set(statuses)).toEqual(new Set([200]))
    const [page, file] = [await ask('2001:db8:1:2::99'), await ask('2001:db8:1:2::99', '.csv')]
    for (const { status, headers } of [page, file])
      expect([status, Number(headers.get('retry-after')) > 0]).toEqual([429, true])
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(await file.text()).toMatch(/^Too many requests\. The link still works\. Wait \d+ seconds/)
    expect((await ask('2001:db8:1:3::1')).status).toBe(200)
  })

  it('come as lines for spreadsheets: plain numbers, no formulas', async () => {
    const { served, shop } = await openSold(open, '=HYPERLINK("https://evil.example","Brew")')
    const { url } = await share(shop, { name: 'Sheet', query: { by: 'post' } })
    const file = await served.fetch(`${new URL(url).pathname}.csv`)
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const [head = '', first = '', ...rest] = (await file.text()).split('\r\n')
    expect(rest).toEqual([''])
    expect(head.startsWith('"key","label","clicks","uniqueClicks"')).toBe(true)
    expect(first).toMatch(/^"post_[\w-]+","'=HYPERLINK\(""https:\/\/evil\.example"",""Brew""\)",1,1,0,0,1,/)
    expect(first).toMatch(/,"NOK",1000,[\d.]+,[\d.]+,1100,-100,1000,/)
    expect(head).not.toMatch(/cost|profit|hours/i)
  })

  it('end when their link is taken back, or the view goes; and were never there for a made-up link', async () => {
    const served = await open()
    const shop = await openShop(served)
    const first = await share(shop, { name: 'A', query: {} })
    const second = await share(shop, { name: 'B', query: {} })
    const status = async (url: string, ending = '') => (await served.fetch(new URL(url).pathname + ending)).status
    expect([await status(first.url), await status(second.url)]).toEqual([200, 200])
    expect((await shop.items('/views')).items.map(({ openShares }) => openShares)).toEqual([1, 1])
    const path = `/api/v1/views/${first.viewId}/shares`
    expect((await shop.call('DELETE', `${path}/${first.id}`)).status).toBe(204)
    expect([await status(first.url), await status(first.url, '.csv')]).toEqual([410, 410])
    expect((await shop.get(`/views/${first.viewId}/shares`)).body['items']).toMatchObject([
      { id: first.id, state: 'revoked', hasPassword: false },
    ])
    expect((await shop.call('DELETE', `/api/v1/views/${second.viewId}`)).status).toBe(204)
    expect(await status(second.url)).toBe(410)
    const madeUp = `/-/view/${'A'.repeat(43)}`
    expect([(await served.fetch(madeUp)).status, (await served.fetch(`${madeUp}.csv`)).status]).toEqual([404, 404])
    expect((await served.fetch('/-/view/x')).status).toBe(404)
    expect((await shop.call('DELETE', `${path}/share_none`)).status).toBe(404)
  })

  it('ask for the password where they have one: page and files stay shut without', async () => {
    const { served, shop } = await openSold(open)
    const { url } = await share(shop, { name: 'Secret', query: {} }, { password: 'kaffe og te' })
    const path = new URL(url).pathname
    const shut = await served.fetch(path)
    expect(shut.status).toBe(401)
    const form = await shut.text()
    expect(form).toContain('<input id="password"')
    expect(form).not.toContain('Secret')
    expect(form).not.toContain('Ten ways')
    const file = await served.fetch(`${path}.csv`)
    expect([file.status, file.headers.get('content-type')]).toEqual([401, 'text/plain; charset=UTF-8'])
    const wrong = await send(served, path, 'kaffe')
    expect([wrong.status, await wrong.text()]).toEqual([401, expect.stringContaining('This is not the password')])
    expect(wrong.headers.get('set-cookie')).toBeNull()
    const right = await send(served, path, 'kaffe og te')
    expect([right.status, right.headers.get('location')]).toEqual([303, path])
    const set = right.headers.get('set-cookie') ?? ''
    expect(set).toMatch(/; Max-Age=7200; Path=\/-\/view; HttpOnly; Secure; SameSite=Lax$/)
    const cookie = set.split(';')[0] ?? ''
    for (const ending of ['', '.csv', '.ndjson'])
      expect((await served.fetch(path + ending, { headers: { cookie } })).status).toBe(200)
    const forged = cookie.replace(/=\d/, '=9')
    expect((await served.fetch(path, { headers: { cookie: forged } })).status).toBe(401)
    const other = await share(shop, { name: 'Other', query: {} }, { password: 'kaffe og te' })
    expect((await served.fetch(new URL(other.url).pathname, { headers: { cookie } })).status).toBe(401)
  })

  it('take ten tries at a password in ten minutes from one place', async () => {
    const { served, shop } = await openSold(open)
    const { url } = await share(shop, { name: 'Secret', query: {} }, { password: 'kaffe og te' })
    const path = new URL(url).pathname
    const from = '198.51.100.77'
    for (let tries = 0; tries < 10; tries++) expect((await send(served, path, 'x', from)).status).toBe(401)
    const last = await send(served, path, 'kaffe og te', from)
    expect([last.status, Number(last.headers.get('retry-after')) > 0]).toEqual([429, true])
    expect((await send(served, path, 'kaffe og te', '198.51.100.78')).status).toBe(303)
  }, 30_000)

  it.each([
    [{ expiresAt: '2020-01-01T00:00:00Z' }, '/expiresAt'],
    [{ expiresAt: '2099-01-01T00:00:00Z' }, '/expiresAt'],
    [{ expiresAt: 'soon' }, '/expiresAt'],
    [{ password: 'short' }, '/password'],
  ])('are not shared with %j', async (draft, pointer) => {
    const shop = await openShop(await open())
    const view = await shop.post('/views', { name: 'A view', query: {} })
    const { status, body } = await shop.post(`/views/${view.id}/shares`, draft)
    expect(status).toBe(400)
    expect(problemAnswer.parse(body).errors).toMatchObject([{ pointer }])
  })

  it('of one shop are not there for another', async () => {
    const served = await open()
    const [shop, other] = [await openShop(served), await openShop(served)]
    const { id } = await shop.post('/views', { name: 'Mine', query: {} })
    for (const path of [`/views/${id}`, `/views/${id}/shares`]) expect((await other.get(path)).status).toBe(404)
    expect((await other.call('PATCH', `/api/v1/views/${id}`, { body: { name: 'Yours' } })).status).toBe(404)
    expect((await other.post(`/views/${id}/shares`, {})).status).toBe(404)
    expect((await other.call('DELETE', `/api/v1/views/${id}`)).status).toBe(404)
    expect((await other.items('/views')).items).toEqual([])
  })

  it('leave as files the rows of the screen, for those who are signed in', async () => {
    const { served, shop } = await openSold(open)
    const question = 'by=post&channel=instagram'
    const { rows } = summaryAnswer.parse((await shop.get(`/reports/summary?${question}`)).body)
    const lines = await shop.get(`/export/report.ndjson?${question}`)
    expect(lines.headers.get('content-type')).toBe('application/x-ndjson')
    const told = lines.text
      .trim()
      .split('\n')
      .map((line) => z.looseObject({}).parse(JSON.parse(line)))
    expect(told).toMatchObject(
      rows.map(({ key, label, orders }) => ({ key, label, orders, netRevenue: -100, cost: null })),
    )
    const csv = await shop.get(`/export/report.csv?${question}`)
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="report-post-[\d-]+\.csv"$/)
    expect(csv.text.split('\r\n')).toHaveLength(3)
    expect((await served.fetch('/api/v1/export/report.csv')).status).toBe(401)
    expect((await shop.get('/export/report.csv?by=weather')).status).toBe(400)
  })
}

async function share(shop: Shop, view: { name: string; query: object }, draft: object = {}) {
  const { id: viewId } = await shop.post('/views', view)
  return { viewId, ...shareAnswer.parse((await shop.post(`/views/${viewId}/shares`, draft)).body) }
}

function send(served: Served, path: string, password: string, address = '198.51.100.7') {
  return served.fetch(path, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-forwarded-for': address,
      'cf-connecting-ip': address,
    },
    body: new URLSearchParams({ password }).toString(),
  })
}

/** One post, one click, one order of 1,000 of which 1,100 were given back; `planted` is what must not get out. */
async function openSold(open: Open, title = 'Ten ways to brew') {
  const served = await open()
  const shop = await openShop(served)
  const link = await shop.link({ title })
  const { click } = await shop.visit(`/${link.slug}`)
  const order = { event: 'purchase', orderId: 'PLANTED-ORDER', value: '1000', currency: 'NOK', click }
  const made = await shop.post('/conversions', { ...order, customerId: 'PLANTED-CUSTOMER', coupon: 'PLANTED-COUPON' })
  const refund = {
    event: 'refund',
    orderId: 'PLANTED-ORDER',
    refundId: 'PLANTED-REFUND',
    value: '1100',
    currency: 'NOK',
  }
  await shop.post('/conversions', refund)
  await shop.post('/costs', { amount: '12', from: '2026-01-01', to: '2026-01-01', note: 'PLANTED-NOTE' })
  const planted = ['PLANTED', made.id, click ?? '', shop.key].filter((one) => one !== '')
  return { served, shop, planted }
}
