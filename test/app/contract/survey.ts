import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Open, openShop, origin, type Served, type Shop } from '../talk.ts'

const offer = z.object({ isOn: z.boolean(), options: z.array(z.object({ id: z.string(), label: z.string() })) })

export function surveyContract(open: Open): void {
  it('asks nobody until the question is saved, and by page and script then', async () => {
    const { served, shop, path } = await openSurvey(open)
    const first = await shop.get(path)
    expect(first.body).toMatchObject({ isOn: false, updatedAt: null, answers: 0, url: `${origin}/-/q/${shop.shopId}` })
    expect((await served.fetch(`/-/q/${shop.shopId}`)).status).toBe(404)
    expect(await (await served.fetch(`/-/q/${shop.shopId}/options`)).json()).toEqual({ isOn: false })
    expect((await tell(served, shop, { option: 'friend' })).status).toBe(404)
    const saved = await put(shop, { question: 'Hvor hørte du om oss?', language: 'nb' })
    expect(saved.status).toBe(200)
    expect((await shop.get(path)).body).toEqual(saved.body)
    const page = await served.fetch(`/-/q/${shop.shopId}?order=%22%3E%3Cb%3E`)
    const text = await page.text()
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(page.headers.get('content-security-policy')).toContain('frame-ancestors *')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(text).toContain('<html lang="nb">')
    expect(text).toContain('value="&quot;&gt;&lt;b&gt;"')
    expect(text).not.toContain('<script')
    const asked = await served.fetch(`/-/q/${shop.shopId}/options`, { headers: { origin: 'https://shop.example' } })
    expect(asked.headers.get('access-control-allow-origin')).toBe('*')
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull()
    const { isOn, options } = offer.parse(await asked.json())
    expect(isOn).toBe(true)
    expect(options.slice(-2).map(({ id }) => id)).toEqual(['other', 'unknown'])
    expect(await (await served.fetch('/-/q/shop_nobody/options')).json()).toEqual({ isOn: false })
  })

  it('says which field of the question can’t be taken', async () => {
    const { shop } = await openSurvey(open)
    const option = { id: 'a', place: 'friend', label: 'A friend' }
    const wrong = await put(shop, { options: [option, { ...option, place: 'nowhere' }], quesion: 'x' })
    expect(wrong.status).toBe(400)
    expect(wrong.text).toContain('/options/1/place')
    expect(wrong.text).toContain('/quesion')
    expect((await put(shop, { options: [option, option] })).text).toContain('/options/1/id')
    expect((await shop.admin('GET', '/api/v1/shops/shop_nobody/survey')).status).toBe(404)
  })

  it('keeps one answer an order, the later one within the hour, and never says what became of it', async () => {
    const { served, shop, path } = await openSurvey(open)
    await put(shop, {})
    const answers = [
      { option: 'friend', order: 'K-1', position: 3 },
      { option: 'other', text: 'Insta', order: 'K-1' },
      { option: 'unknown', order: 'K-2' },
      { option: 'search' },
    ]
    for (const answer of answers) {
      const taken = await tell(served, shop, answer)
      expect([taken.status, await taken.text()]).toEqual([204, ''])
      expect(taken.headers.get('access-control-allow-origin')).toBe('*')
    }
    expect((await shop.get(path)).body).toMatchObject({ answers: 3, withOrder: 2 })
    expect((await shop.get(`${path}/texts`)).body).toEqual({
      items: [{ word: 'insta', text: 'Insta', answers: 1, place: 'instagram', isOwn: false }],
    })
    const wrong = [
      { option: 'nothing' },
      { option: 'other', text: 'x'.repeat(201) },
      { option: 'other', text: 'a\u0000b' },
    ]
    for (const answer of wrong) expect((await tell(served, shop, answer)).status).toBe(400)
    expect((await tell(served, shop, 'no json')).status).toBe(400)
    expect((await tell(served, shop, 'x'.repeat(5_000))).status).toBe(413)
    expect((await shop.get(path)).body).toMatchObject({ answers: 3 })
  })

  it('takes an answer by the page without JavaScript', async () => {
    const { served, shop, path } = await openSurvey(open)
    await put(shop, { thanks: 'Takk skal du ha!' })
    const form = (fields: Record<string, string>) =>
      tell(served, shop, new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded')
    const taken = await form({ option: 'other', text: 'sett på fjesboka', order: 'K-9', position: 'friend,other' })
    expect([taken.status, taken.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8'])
    expect(await taken.text()).toContain('Takk skal du ha!')
    const wrong = await form({ order: 'K-9' })
    expect([wrong.status, wrong.headers.get('content-type')]).toEqual([400, 'text/html; charset=UTF-8'])
    expect((await shop.get(path)).body).toMatchObject({ answers: 1, withOrder: 1 })
    const fixed = await shop.call('PUT', `/api/v1${path}/texts`, {
      body: { word: 'sett på fjesboka', place: 'facebook' },
    })
    expect(fixed.body).toMatchObject({ items: [{ text: 'sett på fjesboka', place: 'facebook', isOwn: true }] })
    await tell(served, shop, { option: 'other', text: 'Sett på fjesboka!!', order: 'K-10' })
    expect((await shop.get(`${path}/texts`)).body).toMatchObject({ items: [{ answers: 2, place: 'facebook' }] })
  })

  it('reports what was said beside what clicks say, by whichever name an order is told', async () => {
    const { served, shop } = await openSurvey(open)
    await put(shop, {})
    const link = await shop.link({ coupon: undefined })
    const { click } = await shop.visit(`/${link.slug}`)
    const sell = (orderId: string, more: Record<string, unknown> = {}) =>
      shop.post('/conversions', { event: 'purchase', orderId, value: '100.00', currency: 'NOK', ...more })
    await sell('K-1', { click, newCustomer: true })
    await sell('K-2')
    await sell('K-3', { newCustomer: false })
    await sell('T-1', { test: true })
    await tell(served, shop, { option: 'instagram', order: 'K-1' })
    await tell(served, shop, { option: 'tiktok', order: 'K-2' })
    await tell(served, shop, { option: 'friend', order: 'T-1' })
    await tell(served, shop, { option: 'friend', order: 'made-up' })
    await tell(served, shop, { option: 'friend' })
    const report = await shop.get('/reports/survey')
    expect(report.body).toMatchObject({
      orders: 3,
      answered: 2,
      untied: 1,
      ofUnknownOrders: 2,
      social: { answers: 2, bounds: { low: 2 / 3, high: 1 } },
      missed: { orders: 1, ofSocial: 2 },
      agreement: { compared: 1, agreeing: 1 },
    })
    const evidence = await shop.get('/reports/evidence')
    expect(evidence.body).toMatchObject({
      orders: 3,
      ...{ standing: [1, 2, 3, 4], highest: 4 },
      rungs: {
        attributed: { orders: 1 },
        newCustomers: { attributed: { new: 1, known: 1 }, others: { new: 0, known: 1 }, words: 'too-few' },
        time: { orders: 1, withinHour: 1 },
        second: { codes: { clickOnly: 1, codeOnly: 0 }, heard: { answered: 2, missed: { orders: 1 } } },
        experiment: null,
      },
    })
  })

  it('counts an order with a post’s code as touched, whatever case it is typed in', async () => {
    const { shop } = await openSurvey(open)
    await shop.post('/posts', { title: 'Julereel', channel: 'instagram', coupon: 'Kaffe10' })
    for (const [orderId, coupon] of [
      ['K-1', 'KAFFE10'],
      ['K-2', ' kaffe10'],
      ['K-3', 'OTHER'],
    ])
      await shop.post('/conversions', { event: 'purchase', orderId, value: '100.00', currency: 'NOK', coupon })
    const { body } = await shop.get('/reports/evidence')
    expect(body).toMatchObject({ rungs: { second: { codes: { byCode: [{ code: 'KAFFE10', orders: 2 }] } } } })
  })
}

async function openSurvey(open: Open) {
  const served = await open()
  const shop = await openShop(served)
  return { served, shop, path: `/shops/${shop.shopId}/survey` }
}

function put(shop: Shop, body: unknown) {
  return shop.call('PUT', `/api/v1/shops/${shop.shopId}/survey`, { body })
}

let people = 0

/** Each from an address of its own: one alone may answer without an order only so often. */
function tell(served: Served, { shopId }: Shop, body: unknown, type = 'text/plain'): Promise<Response> {
  people++
  const address = `198.19.${(people >> 8) & 255}.${people & 255}`
  const from = { 'x-forwarded-for': address, 'cf-connecting-ip': address, origin: 'https://shop.example' }
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return served.fetch(`/-/q/${shopId}`, { method: 'POST', headers: { 'content-type': type, ...from }, body: text })
}
