import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Open, openShop } from '../talk.ts'

export function quarantineContract(open: Open): void {
  it('searches what could not be counted, replays it once by reason, and puts one aside', async () => {
    const shop = await openShop(await open())
    const order = { event: 'purchase', currency: 'NOK', value: '5' }
    for (const n of [1, 2, 3]) await shop.post('/conversions', { ...order, orderId: `blå-${n}`, link: 'nowhere' })
    await shop.post('/conversions', { ...order, orderId: 'odd', value: 'much' })
    expect((await shop.items('/quarantine?q=BL%C3%85-')).items).toHaveLength(3)
    expect((await shop.items('/quarantine?q=blå-2&reason=bad-money')).items).toEqual([])
    const [odd] = (await shop.items('/quarantine?q=odd')).items
    const dismissed = await shop.post(`/quarantine/${odd?.id ?? ''}/dismiss`, {})
    expect([dismissed.status, dismissed.body]).toEqual([
      200,
      expect.objectContaining({ replayOutcome: 'dismissed', reason: 'bad-money' }),
    ])
    expect((await shop.get('/quarantine/counts')).body).toMatchObject({
      waiting: 3,
      reasons: [{ reason: 'bad-field', waiting: 3 }],
      rows: 4,
    })
    expect((await shop.get(`/quarantine/${odd?.id ?? ''}`)).body).toMatchObject({ hex: expect.stringMatching(/^7b22/) })
    const first = replayed.parse((await shop.post('/quarantine/replay', { reason: 'bad-field', limit: 2 })).body)
    expect(first).toMatchObject({ outcomes: { quarantined: 2 }, failed: [] })
    const rest = { reason: 'bad-field', cursor: first.nextCursor }
    const second = replayed.parse((await shop.post('/quarantine/replay', rest)).body)
    expect(second).toEqual({ outcomes: { quarantined: 1 }, failed: [], nextCursor: null })
    expect((await shop.items('/quarantine?state=waiting')).items).toHaveLength(3)
    expect((await shop.post('/quarantine/replay', {})).status).toBe(400)
  })

  it('tells who bought, by the same word in lists and reports', async () => {
    const shop = await openShop(await open(), { churnDays: 30 })
    const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString()
    const told = [
      ['first', 90, 'kari'],
      ['soon', 80, 'kari'],
      ['back', 20, 'kari'],
      ['fresh', 10, 'ola'],
    ] as const
    for (const [orderId, daysAgo, customerId] of told.toReversed())
      await shop.post('/conversions', {
        ...{ event: 'purchase', currency: 'NOK', value: '5', tax: '1' },
        ...{ orderId, customerId, occurredAt: day(daysAgo) },
      })
    const { items } = await shop.items('/conversions')
    expect(Object.fromEntries(items.map((one) => [one.orderId, one.customerKind]))).toEqual({
      first: 'unknown',
      soon: 'returning',
      back: 'won-back',
      fresh: 'new',
    })
    const report = await shop.get(`/reports/summary?from=${day(95).slice(0, 10)}`)
    expect(report.body).toMatchObject({ shopTotals: { customers: { new: 1, returning: 1, wonBack: 1, unknown: 1 } } })
    expect((await shop.items('/conversions?disagreeing=1')).items).toEqual([])
    expect((await shop.get('/conversions/disagreements')).body).toMatchObject({ conversions: 0, value: 0 })
  })
}

const replayed = z.strictObject({
  outcomes: z.record(z.string(), z.number()),
  failed: z.array(z.string()),
  nextCursor: z.string().nullable(),
})
