import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Open, openShop } from '../talk.ts'

const rows = z.object({
  rows: z.array(
    z.object({ key: z.string(), label: z.string(), clicks: z.object({ human: z.number() }), orders: z.number() }),
  ),
  totals: z.object({ orders: z.number(), clicks: z.object({ human: z.number() }) }),
  shopTotals: z.object({ orders: z.number() }),
})

export function filtersContract(open: Open): void {
  it('narrows a summary by any dimension, is or is not, one key or several', async () => {
    const shop = await openShop(await open())
    const story = await shop.link({ channel: 'instagram', campaign: 'Autumn', title: 'A story', placement: 'story' })
    const advert = await shop.link({ channel: 'facebook', campaign: 'Spring', title: 'An advert' })
    const { click } = await shop.visit(`/${story.slug}`)
    await shop.visit(`/${advert.slug}`)
    for (const told of [{ orderId: 'F-1', click }, { orderId: 'F-2' }])
      expect(
        (await shop.post('/conversions', { event: 'purchase', value: '100', currency: 'NOK', ...told })).status,
      ).toBe(201)
    const asked = async (search: string) => rows.parse((await shop.get(`/reports/summary?${search}`)).body)
    for (const narrowed of [
      'by=channel&channel=instagram',
      'by=channel&channel=not:facebook',
      'by=channel&channel=instagram,line',
      'by=channel&placement=story',
      'by=channel&placement=not:(none)',
      `by=channel&post=${story.postId}`,
      `by=channel&link=${story.id}&app=(none)&kind=(none)`,
    ]) {
      const { rows: left, totals, shopTotals } = await asked(narrowed)
      expect([narrowed, left.map(({ key, orders }) => [key, orders])]).toEqual([narrowed, [['instagram', 1]]])
      expect([totals.orders, totals.clicks.human, shopTotals.orders]).toEqual([1, 1, 2])
    }
    expect((await asked('by=kind&channel=not:instagram')).rows).toMatchObject([{ key: '(none)', orders: 0 }])
    expect((await asked('by=app')).totals.clicks.human).toBe(2)
    expect((await shop.get('/reports/summary?channel=not:line')).body).toMatchObject({
      filters: [{ dimension: 'channel', isNot: true, keys: ['line'] }],
    })
  })

  it.each([
    ['summary', 'channel=myspace', '/channel', 'can’t be “myspace”: each key must be one of facebook, instagram'],
    ['summary', 'country=Norway', '/country', 'two capital letters'],
    ['summary', 'kind=not:', '/kind', 'names nothing'],
    ['summary', 'device=mobile&device=tablet', '/device', 'given once'],
    ['summary', 'post=post_gone', '/post', 'There is no post post_gone in this shop'],
    ['summary', 'chanel=line', '/chanel', 'Did you mean channel?'],
    ['summary', 'compare=yesterday', '/compare', 'previous, last-year'],
    ['coverage', 'channel=line', '/channel', 'ask without channel'],
    ['funnel', 'country=NO', '/country', 'ask without it'],
    ['funnel', 'channel=line,facebook', '/channel', 'name a single one'],
  ])('refuses %s by %s, naming the field and the remedy', async (report, search, pointer, detail) => {
    const shop = await openShop(await open())
    const { status, body } = await shop.get(`/reports/${report}?${search}`)
    expect(status).toBe(400)
    expect(body).toMatchObject({ errors: [{ pointer, detail: expect.stringContaining(detail) }] })
  })

  it('draws the funnel of one channel', async () => {
    const shop = await openShop(await open())
    const [first, other] = [await shop.link({ channel: 'line' }), await shop.link({ channel: 'facebook' })]
    for (const { slug } of [first, other]) await shop.visit(`/${slug}`)
    const { body } = await shop.get('/reports/funnel?by=channel&channel=line')
    expect(body).toMatchObject({ rows: [{ key: 'line' }] })
  })

  it('stands beside the days before, and says which those are', async () => {
    const shop = await openShop(await open())
    const link = await shop.link()
    const { click } = await shop.visit(`/${link.slug}`)
    const told = { event: 'purchase', orderId: 'C-1', value: '100', currency: 'NOK', click }
    expect((await shop.post('/conversions', told)).status).toBe(201)
    const day = z.object({ to: z.string() }).parse((await shop.get('/reports/summary')).body).to
    const { body } = await shop.get(`/reports/summary?compare=previous&from=${day}&to=${day}`)
    const before = new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
    expect(body).toMatchObject({
      comparison: { kind: 'previous', from: before, to: before, shopTotals: { orders: 0 } },
      rows: [{ orders: 1, before: null, change: { orders: null, says: null, unsaid: 'new' } }],
      totals: { orders: 1, before: { orders: 0, clicks: { human: 0 } } },
    })
    expect((await shop.get('/reports/summary')).body).toMatchObject({ comparison: null, totals: { before: null } })
  })
}
