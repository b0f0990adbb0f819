import { expect, it } from 'vitest'
import { draftLink, type Open, openShop } from '../talk.ts'

export function onceContract(open: Open): void {
  it('are answered as before, with the same Location, and change nothing', async () => {
    const shop = await openShop(await open())
    const key = { 'idempotency-key': crypto.randomUUID() }
    const first = await shop.post('/links', draftLink(), key)
    const second = await shop.post('/links', draftLink(), key)
    expect(first.status).toBe(201)
    expect([second.status, second.body]).toEqual([201, first.body])
    expect(second.headers.get('location')).toBe(first.headers.get('location'))
    expect((await shop.items('/links')).items).toHaveLength(1)
  })

  it('are refused with 422 when the body is another one', async () => {
    const shop = await openShop(await open())
    const key = { 'idempotency-key': crypto.randomUUID() }
    await shop.post('/links', draftLink(), key)
    const other = await shop.post('/links', draftLink({ content: 'other' }), key)
    expect(other.status).toBe(422)
    expect(other.headers.get('content-type')).toContain('application/problem+json')
    expect((await shop.items('/links')).items).toHaveLength(1)
  })

  it('make one link when twenty come at once', async () => {
    const shop = await openShop(await open())
    const key = { 'idempotency-key': crypto.randomUUID() }
    const answers = await Promise.all(Array.from({ length: 20 }, () => shop.post('/links', draftLink(), key)))
    const made = answers.filter((answer) => answer.status === 201)
    expect(made.length).toBeGreaterThanOrEqual(1)
    expect(new Set(made.map((answer) => answer.body.id)).size).toBe(1)
    expect(answers.filter((answer) => ![201, 409].includes(answer.status))).toEqual([])
    expect((await shop.items('/links')).items).toHaveLength(1)
    expect((await shop.post('/links', draftLink(), key)).body).toEqual(made[0]?.body)
  })

  it('repeat a refusal too', async () => {
    const shop = await openShop(await open())
    const key = { 'idempotency-key': crypto.randomUUID() }
    const draft = draftLink({ destination: 'javascript:alert(1)' })
    const first = await shop.post('/links', draft, key)
    const second = await shop.post('/links', draft, key)
    expect([first.status, second.status]).toEqual([400, 400])
    expect(second.body).toEqual(first.body)
    expect(second.headers.get('content-type')).toContain('application/problem+json')
  })

  it('are told apart by who sends them', async () => {
    const served = await open()
    const key = { 'idempotency-key': crypto.randomUUID() }
    const [one, other] = [await openShop(served), await openShop(served)]
    const first = await one.post('/links', draftLink(), key)
    const second = await other.post('/links', draftLink({ content: 'other' }), key)
    expect([first.status, second.status]).toEqual([201, 201])
  })

  it.each(['two words', 'ÿ', 'x'.repeat(256)])('need a key of visible ASCII: %j is refused', async (key) => {
    const shop = await openShop(await open())
    expect((await shop.post('/links', draftLink(), { 'idempotency-key': key })).status).toBe(400)
    expect((await shop.items('/links')).items).toEqual([])
  })
}
