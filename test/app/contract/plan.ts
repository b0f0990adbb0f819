import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Open, openShop } from '../talk.ts'

const needAnswer = z.looseObject({ value: z.number().nullable(), words: z.string(), unknown: z.string().nullable() })
const planAnswer = z.looseObject({
  channels: z.array(z.looseObject({ channel: z.string(), share: z.number(), needs: z.record(z.string(), needAnswer) })),
  totals: z.record(z.string(), needAnswer),
  assumptions: z.array(z.string()),
})
const benchmarksAnswer = z.looseObject({
  items: z.array(z.looseObject({ metric: z.string(), channel: z.string().nullable() })),
})

const later = `${new Date().getUTCFullYear() + 1}-12-31`

export function planContract(open: Open): void {
  it('plans 60 orders by a dated benchmark while own orders are too few, and says what to enter', async () => {
    const shop = await openShop(await open())
    const answer = await shop.post('/goals/plan', { metric: 'orders', target: 60, to: later, channels: ['instagram'] })
    expect(answer.status).toBe(200)
    const plan = planAnswer.parse(answer.body)
    expect(plan.channels[0]?.rates).toMatchObject({ conversion: { basis: 'benchmark', value: 0.025 } })
    expect(plan.totals.clicks?.words).toBe('about 2,400 clicks (2,000–3,000)')
    expect(plan.totals.impressions?.unknown).toBe('Type in impressions for Instagram.')
    expect(plan.assumptions[0]).toContain('if rates stay')
  })

  it('shares the target as asked, supposes a rate, and takes off what a running goal has reached', async () => {
    const shop = await openShop(await open())
    const link = await shop.link()
    const { click } = await shop.visit(`/${link.slug}`)
    await shop.post('/conversions', { event: 'purchase', orderId: 'P-1', value: '10', currency: 'NOK', click })
    const asked = {
      ...{ metric: 'orders', target: 61, from: '2026-01-01', to: later, channels: ['instagram', 'facebook'] },
      shares: { instagram: 3, facebook: 1 },
      whatIf: { conversionRate: 3, clickRate: 1, clicksPerPost: 50, hoursPerPost: 2 },
    }
    const plan = planAnswer.parse((await shop.post('/goals/plan', asked)).body)
    expect(plan).toMatchObject({ reached: 1, remaining: 60 })
    expect(plan.channels).toMatchObject([
      { channel: 'instagram', share: 0.75, needs: { results: { value: 45 }, clicks: { value: 1500 } } },
      { channel: 'facebook', share: 0.25, needs: { clicks: { value: 500 }, impressions: { value: 50_000 } } },
    ])
    expect(plan.totals).toMatchObject({ clicks: { value: 2000 }, posts: { value: 40 }, hours: { value: 80 } })

    const goal = await shop.post('/goals', {
      ...{ name: 'Salg', metric: 'orders', target: 61, from: '2026-01-01', to: later, main: true },
      scope: { channel: 'instagram' },
    })
    const ofGoal = planAnswer.parse((await shop.get(`/goals/${goal.id}/plan`)).body)
    expect(ofGoal).toMatchObject({ reached: 1, remaining: 60, channels: [{ channel: 'instagram', share: 1 }] })
  })

  it('refuses what can’t be planned, naming the field and the remedy', async () => {
    const shop = await openShop(await open())
    const plan = { metric: 'orders', target: 60, to: later }
    for (const [over, pointer] of [
      [{ metric: 'followers' }, '/metric'],
      [{ target: 0 }, '/target'],
      [{ to: '2020-01-01' }, '/to'],
      [{ channels: ['myspace'] }, '/channels/0'],
      [{ shares: { instagram: -1 } }, '/shares/instagram'],
      [{ whatIf: { conversionRate: 101 } }, '/whatIf/conversionRate'],
    ] as const) {
      const { status, body } = await shop.post('/goals/plan', { ...plan, ...over })
      expect([status, body.errors]).toMatchObject([400, [{ pointer }]])
    }
    const elsewhere = await shop.post('/goals/plan', { ...plan, scope: { campaignId: 'nope' } })
    expect([elsewhere.status, elsewhere.body.errors]).toMatchObject([400, [{ pointer: '/scope/campaignId' }]])
    const followers = { name: 'F', metric: 'followers', target: 1, from: '2026-01-01', to: later, main: true }
    const goal = await shop.post('/goals', followers)
    expect((await shop.get(`/goals/${goal.id}/plan`)).status).toBe(409)
    expect((await shop.get('/goals/gol_none/plan')).status).toBe(404)
  })

  it('shows others’ numbers beside own ones, and lets a shop put its own word in their place', async () => {
    const shop = await openShop(await open())
    const find = (body: unknown, metric: string, channel: string | null = null) =>
      benchmarksAnswer.parse(body).items.find((one) => one.metric === metric && one.channel === channel)
    const before = await shop.get('/benchmarks')
    expect(find(before.body, 'conversion_rate')).toMatchObject({
      ...{ low: 2, high: 3, trust: 'medium', asOf: '2024-02-28', isOwn: false, now: null, lastYear: null },
      words: 'yours is not known yet; others report 2–3% (2024, medium trust)',
    })
    const own = { metric: 'conversion_rate', low: 1, high: 1.5, source: 'Our guild', asOf: '2026-05-01', trust: 'high' }
    const after = await shop.call('PUT', '/api/v1/benchmarks', { body: own })
    expect(after.status).toBe(200)
    expect(find(after.body, 'conversion_rate')).toMatchObject({ low: 1, source: 'Our guild', isOwn: true })
    const clickRate = {
      metric: 'click_rate',
      channel: 'instagram',
      low: 1,
      high: 2,
      source: 'Own ads',
      trust: 'medium',
    }
    await shop.call('PUT', '/api/v1/benchmarks', { body: { ...clickRate, isHidden: true } })
    const asked = { metric: 'orders', target: 10, to: later, channels: ['instagram'] }
    const hidden = planAnswer.parse((await shop.post('/goals/plan', asked)).body)
    expect(hidden.totals).toMatchObject({ clicks: { value: 800 }, impressions: { value: null } })
    await shop.call('PUT', '/api/v1/benchmarks', { body: clickRate })
    const shown = planAnswer.parse((await shop.post('/goals/plan', asked)).body)
    expect(shown.totals.impressions).toMatchObject({ value: 53_000 })
    expect((await shop.call('DELETE', '/api/v1/benchmarks?metric=conversion_rate')).status).toBe(204)
    await shop.call('DELETE', '/api/v1/benchmarks?metric=click_rate&channel=instagram')
    const restored = (await shop.get('/benchmarks')).body
    expect(find(restored, 'conversion_rate')).toMatchObject({ low: 2, isOwn: false })
    expect(find(restored, 'click_rate', 'instagram')).toMatchObject({ low: 18, trust: 'low', isOwn: false })
    const future = await shop.call('PUT', '/api/v1/benchmarks', { body: { ...own, asOf: later } })
    expect([future.status, future.body.errors]).toMatchObject([400, [{ pointer: '/asOf' }]])
    const bad = await shop.call('PUT', '/api/v1/benchmarks', { body: { ...own, low: 2 } })
    expect([bad.status, bad.body.errors]).toMatchObject([400, [{ pointer: '/high' }]])
  })
}
