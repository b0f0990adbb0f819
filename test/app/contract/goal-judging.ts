import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Open, openShop, problemAnswer, type Shop } from '../talk.ts'

const month = { from: '2027-03-01', to: '2027-03-30' }

export function goalJudgingContract(open: Open): void {
  it('judges what is half written, and stores nothing', async () => {
    const shop = await openShop(await open())
    expect(await judge(shop, {})).toMatchObject({ level: null, smart: null, suggestions: [] })
    const likes = await judge(shop, { metric: 'likes', main: true })
    expect(likes).toMatchObject({ level: 3, verdict: { suitedAsMain: false }, measurable: { ok: false } })
    expect(likes.warnings.map(({ code }) => code)).toContain('main-goal-far-from-sale')
    expect(likes.suggestions.map(({ metric }) => metric)).toEqual(['link_clicks'])
    expect(likes.chain?.sentence).toBe('? likes → ? link clicks → ? orders')
    expect((await shop.items('/goals')).items).toEqual([])
  })

  it('suggests what the shop can measure today, and draws the way there in its own numbers', async () => {
    const shop = await openShop(await open())
    const link = await shop.link({ channel: 'facebook' })
    await shop.post('/conversions', {
      event: 'purchase',
      orderId: 'A-1',
      value: '100',
      currency: 'NOK',
      link: link.slug,
    })
    const goal = { metric: 'link_clicks', target: 50, ...month }
    const judged = await judge(shop, goal)
    expect(judged.suggestions.map(({ metric }) => metric)).toContain('orders')
    expect(judged.measurable).toMatchObject({ ok: true, unlock: null })
    expect(judged.chain?.steps.map(({ metric }) => metric)).toEqual(['link_clicks', 'orders'])
  })

  it('takes a metric of the shop’s own, weighed by its level', async () => {
    const shop = await openShop(await open())
    const draft = { name: 'Table bookings', unit: 'count', objective: 'leads-and-sales', kind: 'flow' }
    const level = { buys: false, acts: true, responds: 'responded' }
    const own = idAnswer.parse((await shop.post('/own-metrics', { ...draft, level })).body)
    expect(await judge(shop, { metric: own.id, main: true })).toMatchObject({
      level: 4,
      verdict: { suitedAsMain: true },
    })
    const words = await shop.post('/goals/words', { text: '80 table bookings by 24 December' })
    expect(words.body).toMatchObject({ metric: own.id, target: 80 })
    const goal = {
      name: 'Tables',
      metric: own.id,
      target: 80,
      ...month,
      main: true,
      review: 'weekly',
      plannedHours: 12.5,
    }
    const made = await shop.post('/goals', { ...goal, plannedMoney: 1500.5 })
    expect(made.body).toMatchObject({ ...goal, plannedMoney: 1500.5, level: 4, measures: { name: 'Table bookings' } })
    const other = await openShop(await open())
    const refused = await other.post('/goals', goal)
    expect(refused.status).toBe(400)
    expect(problemAnswer.parse(refused.body).errors[0]?.pointer).toBe('/metric')
  })

  it('never blocks: a goal far from the sale, without a parent, with a reason', async () => {
    const shop = await openShop(await open())
    const goal = {
      name: 'Likes',
      metric: 'likes',
      target: 500,
      ...month,
      main: true,
      reason: 'The owner asked for it.',
    }
    const made = await shop.post('/goals', goal)
    expect(made.status).toBe(201)
    const milestone = await shop.post('/goals', { ...goal, main: false })
    expect(milestone.status).toBe(201)
    expect(
      z
        .object({ warnings: codes })
        .parse(milestone.body)
        .warnings.map(({ code }) => code),
    ).toEqual(['milestone-without-goal'])
  })

  it('puts a goal away, out of the list and out of its milestones’ way', async () => {
    const shop = await openShop(await open())
    const main = { name: 'Sales', metric: 'orders', target: 60, ...month, main: true }
    const { id } = idAnswer.parse((await shop.post('/goals', main)).body)
    const milestone = { name: 'Likes', metric: 'likes', target: 500, ...month, main: false, parentId: id }
    const kept = idAnswer.parse((await shop.post('/goals', milestone)).body)
    expect((await shop.call('DELETE', `/api/v1/goals/${id}`)).status).toBe(204)
    expect((await shop.call('DELETE', `/api/v1/goals/${id}`)).status).toBe(204)
    expect((await shop.items('/goals')).items.map((one) => one.id)).toEqual([kept.id])
    const under = await shop.post('/goals', { ...milestone, name: 'Clicks' })
    expect([under.status, under.body.errors]).toMatchObject([400, [{ pointer: '/parentId' }]])
    // What led to it before may still be changed.
    const renamed = { ...milestone, name: 'More likes' }
    expect((await shop.call('PATCH', `/api/v1/goals/${kept.id}`, { body: renamed })).status).toBe(200)
    const read = await shop.get(`/goals/${kept.id}`)
    expect(
      z
        .object({ warnings: codes })
        .parse(read.body)
        .warnings.map(({ code }) => code),
    ).toContain('milestone-without-goal')
    expect(await shop.get(`/goals/${id}`)).toMatchObject({ status: 200, body: { archivedAt: expect.any(String) } })
  })

  it('is asked for by who may read goals, of this shop', async () => {
    const [shop, other] = [await openShop(await open()), await openShop(await open())]
    const asked = await shop.post('/goals/judge', { metric: 'orders', shopId: other.shopId })
    expect(asked.status).toBeGreaterThanOrEqual(403)
    expect((await shop.post('/goals/judge', { metrics: 'orders' })).status).toBe(400)
    expect((await shop.post('/goals/words', { text: ' ' })).status).toBe(400)
  })
}

async function judge(shop: Shop, sketch: Record<string, unknown>) {
  const { status, body } = await shop.post('/goals/judge', sketch)
  expect(status).toBe(200)
  return judgement.parse(body)
}

const idAnswer = z.object({ id: z.string() })
const codes = z.array(z.looseObject({ code: z.string() }))
const judgement = z.looseObject({
  suggestions: z.array(z.looseObject({ metric: z.string() })),
  warnings: codes,
  chain: z.looseObject({ sentence: z.string(), steps: z.array(z.looseObject({ metric: z.string() })) }).nullable(),
})
