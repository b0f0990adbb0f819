import { describe, expect, it } from 'vitest'
import { makePurchase, makeTill, type Till } from './make-till.ts'

const query = { event: 'purchase', order: '1001', value: '499.50', currency: 'NOK', _: '123', at: 'x' }

/** As a full disk has it: nothing can be written. */
function breakDatabase(till: Till) {
  Object.assign(till.runtime.database, {
    batch: async () => {
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    },
  })
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
      'x-tilltrail': 'stored',
    })
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect(new TextDecoder().decode(bytes.subarray(0, 6))).toBe('GIF89a')
    expect([...bytes.subarray(6, 10)]).toEqual([1, 0, 1, 0])
    expect(await till.list('/api/v1/conversions')).toMatchObject([
      { orderId: '1001', value: '499.50', attributedTo: { slug: till.link.slug }, sources: [{ source: 'pixel' }] },
    ])
  })

  it('shows when nothing can be stored, and logs that', async () => {
    const till = await makeTill()
    breakDatabase(till)
    const answer = await till.pixel(query)
    expect([answer.status, answer.headers.get('x-tilltrail')]).toEqual([200, 'failed'])
    expect(till.runtime.logged.join()).toContain('a pixel could not be stored')
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

it('stores and answers a sale although what follows it fails', async () => {
  const till = await makeTill()
  till.runtime.follow = async () => {
    throw new Error('broken')
  }
  expect((await till.api(makePurchase())).status).toBe(201)
  expect(till.runtime.logged.join()).toContain('what follows a conversion failed')
})
