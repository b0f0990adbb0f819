import { describe, expect, it } from 'vitest'
import { makePurchase, makeTill, type Till } from './make-till.ts'

const query = { event: 'purchase', order: '1001', value: '499.50', currency: 'NOK', _: '123', at: 'x' }

/** As a full disk has it: nothing can be written. */
function breakDatabase(till: Till): () => void {
  const { batch } = till.runtime.database
  Object.assign(till.runtime.database, {
    batch: async () => {
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    },
  })
  return () => void Object.assign(till.runtime.database, { batch })
}

describe('the pixel', () => {
  it('is a GIF of one pixel that nobody keeps and any page may show', async () => {
    const till = await makeTill()
    const answer = await till.pixel({ ...query, click: await till.click() })
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/gif',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'cross-origin',
      'x-tilltrail': 'ok',
    })
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect(new TextDecoder().decode(bytes.subarray(0, 6))).toBe('GIF89a')
    expect([...bytes.subarray(6, 10)]).toEqual([1, 0, 1, 0])
    expect(await till.list('/api/v1/conversions')).toMatchObject([
      { orderId: '1001', value: '499.50', attributedTo: { slug: till.link.slug }, sources: [{ source: 'pixel' }] },
    ])
  })

  it('tells nobody whether an order was known', async () => {
    const till = await makeTill()
    await till.api(makePurchase())
    const answers = [query, query, { ...query, order: 'other' }].map(async (one) => till.pixel(one))
    const told = (await Promise.all(answers)).map(({ headers }) => headers.get('x-tilltrail'))
    expect(told).toEqual(['ok', 'ok', 'ok'])
  })

  it('shows when nothing can be stored, logs that, and counts it as soon as it can', async () => {
    const till = await makeTill()
    const mend = breakDatabase(till)
    const answer = await till.pixel(query)
    expect([answer.status, answer.headers.get('x-tilltrail')]).toEqual([200, null])
    expect((await till.script(makePurchase())).status).toBe(503)
    expect(till.runtime.logged.join()).toContain('a pixel could not be stored')
    mend()
    expect(await till.count('conversions', 'failed')).toBe(0)
    await till.pixel(query)
    expect([await till.count('conversions', 'failed'), await till.count('conversions', 'stored')]).toEqual([2, 1])
  })

  it('counts nothing for HEAD', async () => {
    const till = await makeTill()
    const answer = await till.app.request(`/till.gif?${new URLSearchParams(query).toString()}`, { method: 'HEAD' })
    expect(answer.status).toBe(200)
    expect(await till.list('/api/v1/conversions')).toEqual([])
    expect(await till.list('/api/v1/quarantine')).toEqual([])
  })

  it('takes no customer id from an address', async () => {
    const till = await makeTill()
    await till.pixel({ ...query, customerId: 'kari@example.com', newCustomer: 'true' })
    expect(await till.list('/api/v1/conversions')).toMatchObject([{ newCustomer: null }])
  })
})

describe("the snippet's address", () => {
  it('takes what till.js sends from any site, without credentials', async () => {
    const till = await makeTill()
    const headers = { origin: 'https://shop.example', 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site' }
    const body = JSON.stringify({ shop: 'shop-1', ...makePurchase({ newCustomer: true, at: 'x', since: 3 }) })
    const answer = await till.app.request('/e', { method: 'POST', headers, body })
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(await till.list('/api/v1/conversions')).toMatchObject([
      { newCustomer: true, sources: [{ source: 'script' }] },
    ])
  })

  it('answers a preflight', async () => {
    const till = await makeTill()
    const headers = { origin: 'https://shop.example', 'access-control-request-method': 'POST' }
    const answer = await till.app.request('/e', { method: 'OPTIONS', headers })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-allow-methods')).toBe('POST')
  })

  it('never says stored what was not', async () => {
    const till = await makeTill()
    breakDatabase(till)
    const answer = await till.script(makePurchase())
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })
})

describe('a flood of pings', () => {
  const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })
  const lead = (id: number, more = {}) => new URLSearchParams({ event: 'lead', eventId: `${id}`, ...more }).toString()

  it('from one address, IPv6 by its /64, is taken 120 times a minute; the rest is answered alike, and counted', async () => {
    const till = await makeTill()
    const answers = Array.from({ length: 130 }, async (_, id) =>
      till.app.request(`/till.gif?${lead(id)}`, from(`2001:db8:0:7::${id.toString(16)}`)),
    )
    const statuses = new Set((await Promise.all(answers)).map(({ status }) => status))
    expect([...statuses]).toEqual([200])
    const body = JSON.stringify({ event: 'lead', eventId: 'x' })
    expect((await till.app.request('/e', { method: 'POST', body, ...from('2001:db8:0:7:9::') })).status).toBe(204)
    expect(await till.list('/api/v1/conversions?limit=500')).toHaveLength(120)
    expect(await till.list('/api/v1/quarantine')).toEqual([])
    expect(await till.count('conversions', 'rate-limited')).toBe(11)
    await till.app.request(`/till.gif?${lead(200)}`, from('2001:db8:0:8::1'))
    till.runtime.clock.now += 60_000
    await till.app.request(`/till.gif?${lead(201)}`, from('2001:db8:0:7::1'))
    expect(await till.list('/api/v1/conversions?limit=500')).toHaveLength(122)
  })

  it('with one click id, from wherever and whichever way, is taken 20 times a minute', async () => {
    const till = await makeTill()
    const click = await till.click()
    for (let id = 0; id < 25; id++) await till.app.request(`/till.gif?${lead(id, { click })}`, from(`198.51.100.${id}`))
    const body = JSON.stringify({ event: 'lead', eventId: 'x', click })
    expect((await till.app.request('/e', { method: 'POST', body, ...from('203.0.113.1') })).status).toBe(204)
    expect(await till.list('/api/v1/conversions')).toHaveLength(20)
    expect(await till.count('conversions', 'rate-limited')).toBe(6)
  })

  it('does not slow down the shop’s own server', async () => {
    const till = await makeTill()
    const click = await till.click()
    const orders = Array.from({ length: 150 }, (_, order) => till.api(makePurchase({ orderId: order, click })))
    expect((await Promise.all(orders)).every(({ status }) => status === 201)).toBe(true)
  })
})

it('stores and answers a sale although what follows it fails', async () => {
  const till = await makeTill()
  till.runtime.follow = async () => {
    throw new Error('broken')
  }
  expect((await till.api(makePurchase())).status).toBe(201)
  expect(till.runtime.logged.join()).toContain('what follows a conversion failed')
})
