import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Open, openShop, problemAnswer, type Shop } from '../talk.ts'

export function handContract(open: Open): void {
  it('stores one order, credited to the link of the post that has the code word', async () => {
    const shop = await openShop(await open())
    const link = await shop.link()
    await setWord(shop, link.postId, 'Rose')
    const made = await write(shop, { value: '499.5', how: 'code-word', codeWord: 'ROSE', newCustomer: true })
    expect(made).toMatchObject({ orders: 1, value: '499.50', currency: 'NOK', newCustomer: true, removedAt: null })
    expect(made.post).toMatchObject({ id: link.postId, codeWord: 'Rose' })
    const [order, ...more] = await conversions(shop)
    expect(more).toEqual([])
    expect(order).toMatchObject({
      orderId: `${made.id}-1`,
      value: '499.50',
      attributedTo: { linkId: link.id },
      newCustomer: true,
    })
    expect(order?.sources.map(({ source }) => source)).toEqual(['hand'])
    expect(await totals(shop)).toMatchObject({ orders: 1, verifiedOrders: 0, reportedOrders: 1 })
  })

  it('splits a total of several to the minor unit, and the entry reads as it was written', async () => {
    const shop = await openShop(await open())
    const link = await shop.link()
    const made = await write(shop, { orders: 7, value: '100', how: 'asked', postId: link.postId, note: 'red scarves' })
    const values = (await conversions(shop)).map(({ value }) => Number(value))
    expect(values).toHaveLength(7)
    expect(Math.round(values.reduce((sum, one) => sum + one, 0) * 100)).toBe(10_000)
    expect(Math.max(...values) - Math.min(...values)).toBeLessThanOrEqual(0.0101)
    expect((await list(shop)).items).toEqual([made])
    expect(made).toMatchObject({ orders: 7, value: '100.00', note: 'red scarves' })
    expect((await totals(shop)).revenue).toMatchObject({ gross: '100.00' })
  })

  it('takes an entry back without a trace in orders and reports, for good', async () => {
    const shop = await openShop(await open())
    const link = await shop.link()
    const before = [await totals(shop), await conversions(shop)]
    const told = { orders: 3, value: '30', how: 'this-post', postId: link.postId, note: 'a note' }
    const made = await write(shop, told, { 'idempotency-key': `k-${link.id}` })
    await remove(shop, made.id)
    await remove(shop, made.id)
    expect([await totals(shop), await conversions(shop)]).toEqual(before)
    await write(shop, told, { 'idempotency-key': `k-${link.id}` })
    expect(await conversions(shop)).toEqual([])
    const [entry] = (await list(shop)).items
    expect(entry).toMatchObject({ id: made.id, note: null })
    expect(entry?.removedAt).not.toBeNull()
  })

  it('is one order with what the shop’s server tells of it, which stays when the entry goes', async () => {
    const shop = await openShop(await open())
    const link = await shop.link()
    const told = { value: '50', how: 'asked', postId: link.postId, orderId: 'A-7' }
    const made = await write(shop, told)
    await shop.post('/conversions', { event: 'purchase', orderId: 'A-7', value: '49', currency: 'NOK' })
    const [order, ...more] = await conversions(shop)
    expect(more).toEqual([])
    expect(order).toMatchObject({ value: '49.00', attributedTo: { linkId: link.id } })
    const again = await shop.post('/orders-by-hand', told)
    expect([again.status, problemAnswer.parse(again.body).errors]).toEqual([
      409,
      [{ pointer: '/orderId', detail: expect.stringContaining('A-7 is written down already') }],
    ])
    await remove(shop, made.id)
    const [left] = await conversions(shop)
    expect(left).toMatchObject({ orderId: 'A-7', value: '49.00' })
    expect(left?.sources.map(({ source }) => source)).toEqual(['api'])
  })

  it('leaves what a browser told as it was told when the entry goes', async () => {
    const served = await open()
    const shop = await openShop(served)
    const link = await shop.link()
    const headers = { 'content-type': 'text/plain', origin: 'https://shop.example' }
    const ping = { shop: shop.shopId, event: 'purchase', orderId: 'B-1', value: '20', currency: 'NOK' }
    await served.fetch('/e', { method: 'POST', headers, body: JSON.stringify(ping) })
    const before = [await totals(shop), await conversions(shop)]
    const made = await write(shop, { value: '25', how: 'asked', postId: link.postId, orderId: 'B-1' })
    expect((await conversions(shop))[0]).toMatchObject({ value: '25.00', attributedTo: { linkId: link.id } })
    await remove(shop, made.id)
    expect([await totals(shop), await conversions(shop)]).toEqual(before)
  })

  it('credits an order to nobody where nobody knows', async () => {
    const shop = await openShop(await open())
    await write(shop, { value: '5', how: 'unknown' })
    expect(await conversions(shop)).toMatchObject([{ attributedTo: null, clickNote: 'no-click' }])
  })

  it('counts an order of another day on that day', async () => {
    const shop = await openShop(await open())
    await write(shop, { value: '5', how: 'unknown', day: '2026-01-02' })
    const [order] = await conversions(shop)
    expect(order?.occurredAt).toBe('2026-01-02T11:00:00.000Z')
    expect((await list(shop, '&day=2026-01-02')).items).toHaveLength(1)
    expect((await list(shop, '&day=2026-01-03')).items).toEqual([])
  })

  it.each([
    [{}, '/value', 'is missing'],
    [{ value: '1,50', how: 'unknown' }, '/value', 'digits with a point'],
    [{ value: '0', how: 'unknown' }, '/value', 'more than 0'],
    [{ value: '1', currency: 'XXX', how: 'unknown' }, '/currency', 'ISO 4217'],
    [{ value: '1', how: 'guess' }, '/how', 'code-word'],
    [{ value: '1', how: 'code-word' }, '/postId', 'which post'],
    [{ value: '1', how: 'code-word', codeWord: 'nobody' }, '/codeWord', 'nobody'],
    [{ value: '1', how: 'asked', postId: 'post_none' }, '/postId', 'no such post'],
    [{ value: '1', how: 'unknown', postId: 'post_none' }, '/postId', 'Leave the post out'],
    [{ value: '1', how: 'unknown', orders: 501 }, '/orders', '500'],
    [{ value: '1', how: 'unknown', orders: 2, orderId: 'A' }, '/orderId', 'one order'],
    [{ value: '1', how: 'unknown', day: '2999-01-01' }, '/day', 'future'],
    [{ value: '1', how: 'unknown', note: 'for kari@shop.example' }, '/note', 'e-mail'],
    [{ value: '1', how: 'unknown', note: 'red scarf, tlf 98765432' }, '/note', 'a phone number'],
    [{ value: '1', how: 'unknown', note: 'call 0171 2345678' }, '/note', 'a phone number'],
    [{ value: '1', how: 'guess' }, '/how', 'must be one of'],
  ])('refuses %j at %s', async (draft, pointer, words) => {
    const shop = await openShop(await open())
    const { status, body } = await shop.post('/orders-by-hand', draft)
    expect(status).toBe(400)
    const found = problemAnswer.parse(body).errors.find((one) => one.pointer === pointer)
    expect(found?.detail).toContain(words)
    expect((await list(shop)).items).toEqual([])
  })

  it('says what to do about a post without a link', async () => {
    const shop = await openShop(await open())
    const made = await shop.post('/posts', { title: 'Only words', channel: 'instagram' })
    const { id } = z.object({ id: z.string() }).parse(made.body)
    const { body } = await shop.post('/orders-by-hand', { value: '1', how: 'asked', postId: id })
    expect(problemAnswer.parse(body).errors).toMatchObject([
      {
        pointer: '/postId',
        detail:
          'The post “Only words” has no link: make one under Links first, so that the order can be credited to it.',
      },
    ])
  })

  it('keeps a code word to one post of a shop, in whatever case, and makes one up', async () => {
    const served = await open()
    const [shop, other] = [await openShop(served), await openShop(served)]
    const [first, second] = [await shop.link(), await shop.link({ content: 'b' })]
    const foreign = await other.link()
    await setWord(shop, first.postId, 'BLÅBÆR')
    await setWord(shop, first.postId, 'Blåbær')
    await setWord(other, foreign.postId, 'blåbær')
    const taken = await shop.call('PATCH', `/api/v1/posts/${second.postId}`, { body: { codeWord: 'blåbær' } })
    expect([taken.status, problemAnswer.parse(taken.body).errors[0]?.pointer]).toEqual([409, '/codeWord'])
    expect(problemAnswer.parse(taken.body).detail).toMatch(/code word of the post “/)
    const made = await shop.post(`/posts/${second.postId}/code-word`, {})
    const { codeWord } = z.object({ codeWord: z.string() }).parse(made.body)
    expect(codeWord).toMatch(/^[a-v]{5}$/)
    const again = await shop.post(`/posts/${second.postId}/code-word`, {})
    expect(again.body).toMatchObject({ codeWord })
    await setWord(shop, first.postId, null)
    await setWord(shop, second.postId, 'blåbær')
  })

  it('shows and takes back nothing of another shop', async () => {
    const served = await open()
    const [mine, other] = [await openShop(served), await openShop(served)]
    const made = await write(mine, { value: '5', how: 'unknown' })
    expect((await list(other)).items).toEqual([])
    expect((await other.call('DELETE', `/api/v1/orders-by-hand/${made.id}`)).status).toBe(404)
    const link = await mine.link()
    const foreign = await other.post('/orders-by-hand', { value: '5', how: 'asked', postId: link.postId })
    expect(problemAnswer.parse(foreign.body).errors[0]?.pointer).toBe('/postId')
    expect(await conversions(mine)).toHaveLength(1)
  })
}

const entryAnswer = z.strictObject({
  id: z.string(),
  shopId: z.string(),
  day: z.string(),
  orders: z.number(),
  value: z.string(),
  currency: z.string(),
  how: z.string(),
  post: z
    .object({ id: z.string(), title: z.string(), channel: z.string(), codeWord: z.string().nullable() })
    .nullable(),
  newCustomer: z.boolean().nullable(),
  orderId: z.string().nullable(),
  note: z.string().nullable(),
  createdAt: z.string(),
  removedAt: z.string().nullable(),
})
const conversionAnswer = z.object({
  items: z.array(
    z.looseObject({
      orderId: z.string().nullable(),
      value: z.string(),
      occurredAt: z.string(),
      sources: z.array(z.looseObject({ source: z.string() })),
    }),
  ),
})
const listAnswer = z.object({ items: z.array(entryAnswer), nextCursor: z.string().nullable() })
const salesAnswer = z.looseObject({ orders: z.number(), revenue: z.looseObject({ gross: z.string() }) })

async function write(shop: Shop, draft: Record<string, unknown>, headers: Record<string, string> = {}) {
  const { status, body } = await shop.post('/orders-by-hand', draft, headers)
  expect([status, body]).toEqual([201, expect.anything()])
  return entryAnswer.parse(body)
}

async function remove(shop: Shop, id: string): Promise<void> {
  expect((await shop.call('DELETE', `/api/v1/orders-by-hand/${id}`)).status).toBe(204)
}

async function setWord(shop: Shop, postId: string, codeWord: string | null): Promise<void> {
  const { status } = await shop.call('PATCH', `/api/v1/posts/${postId}`, { body: { codeWord } })
  expect(status).toBe(200)
}

async function list(shop: Shop, more = '') {
  return listAnswer.parse((await shop.get(`/orders-by-hand?limit=50${more}`)).body)
}

async function conversions(shop: Shop) {
  return conversionAnswer.parse((await shop.get('/conversions?event=purchase')).body).items
}

/** All that reports say the shop sold. */
async function totals(shop: Shop) {
  const { body } = await shop.get('/reports/summary?by=post&from=2025-12-01&to=2026-12-31')
  return salesAnswer.parse(z.looseObject({ shopTotals: z.json() }).parse(body).shopTotals)
}
