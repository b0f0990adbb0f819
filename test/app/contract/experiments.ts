import { expect, it } from 'vitest'
import * as z from 'zod'
import { dayMs, localDay, mondayOf, showDay } from '../../../src/shops/calendar.ts'
import { type Open, openShop, type Served } from '../talk.ts'

/** The Monday after today on the server's own clock, which isn't everywhere the machine's. */
async function openWithPlan(served: Served) {
  const shop = await openShop(served)
  const { body } = await shop.post('/campaigns', { name: 'Klokka' })
  const today = localDay(Date.parse(z.string().parse(body.createdAt)), 'Europe/Oslo')
  const nextMonday = mondayOf(today) + 7
  const draft = {
    ...{ hypothesis: 'Innlegg selger', metric: 'orders', pairs: 6 },
    ...{ firstMonday: showDay(nextMonday), sides: 2 },
  }
  return { shop, draft, nextMonday }
}

const week = z.looseObject({ pair: z.number(), from: z.string(), to: z.string(), on: z.boolean().nullable() })
const answer = z.looseObject({ weeks: z.array(week) })

export function experimentContract(open: Open): void {
  it('tells what could be seen before anything is stored, and draws nothing', async () => {
    const { shop, draft, nextMonday } = await openWithPlan(await open())
    const { hypothesis: _, ...sketch } = draft
    const { status, body } = await shop.post('/experiments/preview', { ...sketch, pairs: 4, washOutDays: 2 })
    expect([status, body]).toMatchObject([
      200,
      {
        ...{ detectable: { known: false, weeks: 0 }, smallestP: 1 / 8, to: showDay(nextMonday + 55) },
        ...{ words: expect.stringMatching(/^Unknown/), warnings: [{ code: 'too-few-pairs', field: 'pairs' }] },
      },
    ])
    expect(answer.parse(body).weeks.map(({ on }) => on)).toEqual(Array(8).fill(null))
    expect((await shop.items('/experiments')).items).toEqual([])
  })

  it('says the detectable change of the shop’s own weeks', async () => {
    const { shop, draft, nextMonday } = await openWithPlan(await open())
    const monday = nextMonday - 7
    for (let ago = 1; ago <= 9; ago++) {
      const orders = Array.from({ length: ago % 2 ? 4 : 6 }, (_, index) => ({
        ...{ event: 'purchase', orderId: `E-${ago}-${index}`, value: '10', currency: 'NOK' },
        occurredAt: new Date((monday - ago * 7 + 3) * dayMs + index).toISOString(),
      }))
      expect((await shop.post('/conversions/batch', { conversions: orders })).status).toBeLessThan(300)
    }
    const { body } = await shop.post('/experiments/preview', { ...draft, pairs: 8, washOutDays: 0 })
    expect(body.detectable).toMatchObject({ known: true, weeks: 8, mean: 5, unit: 'orders' })
    // 2.8 · √(8/7) · √(2/8) = 1.497
    expect(body.words).toBe(
      'You could only see changes above 1.5 orders a week (30%), going by the last 8 weeks, of 5 on average.',
    )
  })

  it('plans, changes, begins once, and stays as it was registered', async () => {
    const { shop, draft } = await openWithPlan(await open())
    const { status, id, body } = await shop.post('/experiments', draft)
    expect([status, body]).toMatchObject([201, { state: 'draft', washOutDays: 1, channel: null, lockedText: null }])
    expect(answer.parse(body).weeks.map(({ on }) => on)).toEqual(Array(12).fill(null))
    const path = `/api/v1/experiments/${id}`
    const changed = await shop.call('PATCH', path, { body: { channel: 'instagram', sides: 1 } })
    expect([changed.status, changed.body]).toMatchObject([200, { channel: 'instagram', sides: 1, seed: null }])
    expect((await shop.get(`/experiments/${id}/result`)).status).toBe(409)

    const starts = await Promise.all([1, 2, 3].map(() => shop.post(`/experiments/${id}/start`, {})))
    expect(starts.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
    const locked = (await shop.get(`/experiments/${id}`)).body
    expect(answer.parse(locked).weeks.filter(({ on }) => on)).toHaveLength(6)
    expect(locked).toMatchObject({ state: 'waiting', lockedHash: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect((await shop.call('PATCH', path, { body: { pairs: 2 } })).status).toBe(409)
    expect((await shop.call('DELETE', path)).status).toBe(409)
    const running = (await shop.get(`/experiments/${id}/result`)).body
    expect(running).toMatchObject({
      state: 'waiting',
      verdict: null,
      words: expect.stringContaining('last week is over'),
    })
    expect(answer.parse(running).weeks).toHaveLength(12)

    const second = await shop.post('/experiments', draft)
    const over = await shop.post(`/experiments/${second.id}/start`, {})
    expect([over.status, over.body.errors]).toMatchObject([409, [{ pointer: '/firstMonday' }]])
    const left = await shop.post(`/experiments/${id}/exclusions`, { pair: 2, reason: 'Webhook nede' })
    expect([left.status, left.body.exclusions]).toMatchObject([201, [{ pair: 2, reason: 'Webhook nede' }]])
    const stopped = await shop.post(`/experiments/${id}/stop`, { reason: 'Ferie' })
    expect(stopped.body).toMatchObject({ state: 'stopped', stopReason: 'Ferie', lockedHash: locked.lockedHash })
    expect((await shop.get(`/experiments/${id}/result`)).body).toMatchObject({ words: 'Stopped early: no verdict.' })
    expect((await shop.call('DELETE', path)).status).toBe(204)
    expect((await shop.items('/experiments')).items).toMatchObject([{ id: second.id }])
    expect((await shop.items('/experiments?archived=true')).items).toMatchObject([{ id }])
  })

  it('names the field that can’t be, and hides other shops’', async () => {
    const served = await open()
    const { shop, draft, nextMonday } = await openWithPlan(served)
    for (const [over, pointer] of [
      [{ hypothesis: ' ' }, '/hypothesis'],
      [{ hypothesis: 'Ja\nOutcome: none' }, '/hypothesis'],
      [{ metric: 'clicks' }, '/metric'],
      [{ channel: 'myspace' }, '/channel'],
      [{ pairs: 1 }, '/pairs'],
      [{ firstMonday: showDay(nextMonday + 1) }, '/firstMonday'],
      [{ firstMonday: showDay(nextMonday - 7) }, '/firstMonday'],
      [{ firstMonday: showDay(nextMonday + 378) }, '/firstMonday'],
      [{ washOutDays: 4 }, '/washOutDays'],
      [{ seed: 'ffff' }, '/seed'],
    ] as const) {
      const { status, body } = await shop.post('/experiments', { ...draft, ...over })
      expect([status, body.errors]).toMatchObject([400, [{ pointer }]])
    }
    const { id } = await shop.post('/experiments', draft)
    const other = await openShop(served)
    for (const path of [`/experiments/${id}`, `/experiments/${id}/result`, '/experiments/exp_none'])
      expect((await other.get(path)).status).toBe(404)
    expect((await other.post(`/experiments/${id}/start`, {})).status).toBe(404)
  })
}
