import { expect, it } from 'vitest'
import * as z from 'zod'
import { localDay, showDay } from '../../../src/shops/calendar.ts'
import { type Open, openShop, problemAnswer } from '../talk.ts'

type TestShop = Awaited<ReturnType<typeof openShop>>

/** How goals stand, seen from outside. */
export function goalProgressContract(open: Open): void {
  it('a goal on a platform’s number stands where it was last told, and says of how many days', async () => {
    const shop = await openShop(await open())
    const dayFrom = await readCalendar(shop)
    const goal = { ...followers, from: dayFrom(-19), to: dayFrom(10) }
    const id = await makeGoal(shop, goal)
    expect((await shop.get(`/goals/${id}/progress`)).body).toMatchObject({ value: null, status: 'unknown' })
    await shop.post('/values', [
      { metric: 'followers', value: 400, at: dayFrom(-20), channel: 'facebook' },
      { metric: 'followers', value: 448, at: dayFrom(-8), channel: 'facebook' },
    ])
    expect((await shop.get(`/goals/${id}/progress`)).body).toMatchObject({
      value: 448,
      start: 400,
      status: 'ahead',
      pacePerDay: 4,
      readings: { coveredDays: 12, days: 20, completeness: 'partial', says: 'partial: covers 12 of 20 days' },
      course: [
        { day: dayFrom(-8), value: 448 },
        { day: dayFrom(0), value: 448 },
      ],
      reachedAt: null,
    })
  })

  it('milestones hang under their main goal, each with its share of the way', async () => {
    const shop = await openShop(await open())
    const dayFrom = await readCalendar(shop)
    const main = await makeGoal(shop, { ...orders, ...month(dayFrom) })
    const milestone = await makeGoal(shop, { ...followers, ...month(dayFrom), main: false, parentId: main })
    await shop.post('/values', { metric: 'followers', value: 420, at: dayFrom(0), channel: 'facebook' })
    expect((await shop.get('/goals/tree')).body).toMatchObject({
      items: [
        {
          id: main,
          share: 0,
          progress: { value: 0, review: { rhythm: 'weekly', lastOn: null, isDue: true } },
          milestones: [{ id: milestone, share: 0.25, depth: 1, progress: { value: 420 } }],
        },
      ],
      archived: [],
    })
    expect((await shop.call('DELETE', `/api/v1/goals/${main}`)).status).toBe(204)
    expect((await shop.get('/goals/tree')).body).toMatchObject({
      items: [{ id: milestone }],
      archived: [{ id: main, name: orders.name }],
    })
  })

  it('a review keeps how it stood that day, and sets the next one’s day', async () => {
    const shop = await openShop(await open())
    const dayFrom = await readCalendar(shop)
    const id = await makeGoal(shop, { ...orders, ...month(dayFrom) })
    const empty = await shop.post(`/goals/${id}/reviews`, { note: ' ' })
    expect([empty.status, problemAnswer.parse(empty.body).errors[0]?.pointer]).toEqual([400, '/note'])
    const made = await shop.post(`/goals/${id}/reviews`, { note: 'Quiet week.', nextStep: 'A reel on Thursday.' })
    const review = { day: dayFrom(0), value: 0, status: 'behind', note: 'Quiet week.', nextStep: 'A reel on Thursday.' }
    expect([made.status, made.body]).toMatchObject([201, review])
    await shop.post(`/goals/${id}/reviews`, { note: 'Later that day.' })
    const { items } = await shop.items(`/goals/${id}/reviews?limit=1`)
    expect(items).toMatchObject([{ note: 'Later that day.' }])
    expect((await shop.get(`/goals/${id}/progress`)).body).toMatchObject({
      review: { lastOn: dayFrom(0), dueOn: dayFrom(7), isDue: false },
    })
  })

  it('a goal reached is remembered and celebrated once, also when refunds take it back', async () => {
    const shop = await openShop(await open())
    const dayFrom = await readCalendar(shop)
    const { slug } = await shop.link()
    const id = await makeGoal(shop, { ...orders, ...month(dayFrom), metric: 'revenue', target: 100 })
    expect((await shop.post(`/goals/${id}/celebrated`, {})).status).toBe(409)
    const { click } = await shop.visit(`/${slug}`)
    await shop.post('/conversions', { event: 'purchase', orderId: 'G-1', value: '120', currency: 'NOK', click })
    const first = (await shop.get(`/goals/${id}/progress`)).body
    expect(first).toMatchObject({ value: 120, status: 'reached', celebratedAt: null })
    expect(first['reachedAt']).toEqual(expect.any(String))
    expect((await shop.post(`/goals/${id}/celebrated`, {})).status).toBe(204)
    const celebrated = (await shop.get(`/goals/${id}/progress`)).body
    expect(celebrated['celebratedAt']).toEqual(expect.any(String))
    await shop.post(`/goals/${id}/celebrated`, {})
    await shop.post('/conversions', { event: 'refund', orderId: 'G-1', value: '60', currency: 'NOK' })
    const { reachedAt, celebratedAt } = celebrated
    expect((await shop.get(`/goals/${id}/progress`)).body).toMatchObject({ value: 60, reachedAt, celebratedAt })
  })

  it('progress is another shop’s secret', async () => {
    const served = await open()
    const shop = await openShop(served)
    const id = await makeGoal(shop, { ...orders, ...month(await readCalendar(shop)) })
    const other = await openShop(served)
    for (const path of ['progress', 'reviews']) expect((await other.get(`/goals/${id}/${path}`)).status).toBe(404)
    for (const path of ['celebrated', 'reviews'])
      expect((await other.post(`/goals/${id}/${path}`, { note: 'x' })).status).toBe(404)
    expect((await other.get('/goals/tree')).body).toMatchObject({ items: [], archived: [] })
  })
}

const month = (dayFrom: DayFrom) => ({ from: dayFrom(-15), to: dayFrom(14) })
const orders = { name: 'Sixty orders', metric: 'orders', target: 60, main: true, review: 'weekly' }
const followers = {
  ...{ name: 'Followers', metric: 'followers', target: 480, baseline: 400, main: true },
  scope: { channel: 'facebook' },
}

type DayFrom = (days: number) => string

/** Days from today by the app's own clock, which isn't this test's. */
async function readCalendar(shop: TestShop): Promise<DayFrom> {
  const { createdAt } = z.object({ createdAt: z.string() }).parse(await shop.link())
  const today = localDay(Date.parse(createdAt), 'Europe/Oslo')
  return (days) => showDay(today + days)
}

async function makeGoal(shop: TestShop, goal: object): Promise<string> {
  const { status, body } = await shop.post('/goals', goal)
  expect(status).toBe(201)
  return z.object({ id: z.string() }).parse(body).id
}
