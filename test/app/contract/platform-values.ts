import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Open, openShop, problemAnswer } from '../talk.ts'

const day = '2026-01-10'
const reading = { metric: 'followers', value: 400, at: day, channel: 'facebook' }

/** Numbers of the platforms through HTTP: typed, sent in, imported, read again. */
export function platformValueContract(open: Open): void {
  it('are kept one by one or as a list, each row with what became of it', async () => {
    const shop = await openShop(await open())
    const one = await shop.post('/values', reading)
    expect([one.status, one.body]).toMatchObject([201, { metric: 'followers', value: 400, at: day, outcome: 'stored' }])
    const rows = [
      { ...reading, at: '2026-01-11', value: 410 },
      { ...reading, metric: 'folowers' },
      { metric: 'likes', from: day, to: day, value: 3 },
    ]
    const list = await shop.post('/values', rows)
    expect([list.status, list.body['results']]).toMatchObject([
      200,
      [{ status: 201 }, { status: 400, errors: [{ pointer: '/metric' }] }, { status: 201 }],
    ])
    const all = await shop.post('/values', [
      { ...reading, at: '2999-01-01' },
      { ...reading, postId: 'post_no' },
      { ...reading, metric: 'orders' },
    ])
    expect([all.status, problemAnswer.parse(all.body).errors.map(({ pointer }) => pointer)]).toEqual([
      400,
      ['/0/at', '/1/postId', '/2/metric'],
    ])
    expect((await shop.items('/values')).items).toHaveLength(3)
  })

  it('replace what was told of the same before, which stays in the history', async () => {
    const shop = await openShop(await open())
    await shop.post('/values', reading)
    expect((await shop.post('/values', [reading])).body['results']).toMatchObject([
      { status: 200, value: { outcome: 'unchanged' } },
    ])
    expect((await shop.post('/values', { ...reading, value: 401 })).body).toMatchObject({ outcome: 'replaced' })
    expect((await shop.items('/values?metric=followers&channel=facebook')).items).toMatchObject([
      { value: 401, source: 'api' },
    ])
    expect((await shop.items('/values?history=1')).items.map(({ value }) => value)).toEqual([401, 400])
  })

  it('are of a post, of a link or of a channel, and read for a period with what is missing', async () => {
    const shop = await openShop(await open())
    const link = await shop.link()
    await shop.post('/values', [
      { metric: 'likes', value: 10, from: '2026-01-01', to: '2026-01-07', postId: link.postId },
      { metric: 'likes', value: 5, from: '2026-01-08', to: '2026-01-14', linkId: link.id },
    ])
    const read = await shop.get(`/values/reading?metric=likes&postId=${link.postId}&from=2026-01-01&to=2026-01-10`)
    expect(read.body).toMatchObject({ value: 10, says: 'partial: covers 7 of 10 days', completeness: 'partial' })
    expect((await shop.items(`/values?postId=${link.postId}&from=2026-01-08`)).items).toMatchObject([
      { linkId: link.id, channel: 'instagram' },
    ])
  })

  it('come from a platform’s file: a dry run says what the real one does, twice changes nothing, a post can be chosen', async () => {
    const shop = await openShop(await open())
    const file =
      'Post id,Date,Post text,Post Link,Impressions,Likes\n1850000000000000001,"Wed, Jan 7, 2026",Ny kaffe,https://x.com/b/status/1850000000000000001,"1,200",9\n'
    const send = async (query: string) => {
      const headers = { 'content-type': 'text/csv' }
      return shop.call('POST', `/api/v1/values/import${query}`, { body: file, headers })
    }
    expect((await send('?dryRun=1')).text).toContain('"pointer":"/at"')
    const dry = await send('?dryRun=1&at=2026-01-10')
    expect([dry.status, dry.body]).toMatchObject([
      200,
      { layout: { id: 'x-content' }, channel: 'x', readings: { stored: 2 }, posts: { unmatched: 1 } },
    ])
    expect((await shop.items('/values')).items).toEqual([])
    const real = await send('?at=2026-01-10')
    expect({ ...real.body, importId: null, dryRun: true }).toEqual(dry.body)
    expect((await send('?at=2026-01-10')).body['readings']).toEqual({ stored: 0, replaced: 0, unchanged: 2 })
    const [unmatched] = (await shop.items('/platform-posts')).items
    const post = await shop.post('/posts', { title: 'Kaffe', channel: 'x' })
    const chosen = await shop.call('PUT', `/api/v1/platform-posts/${unmatched?.id}`, { body: { postId: post.id } })
    expect(chosen.body).toMatchObject({ postId: post.id, matchedBy: 'person' })
    const read = await shop.get(`/values/reading?metric=impressions&postId=${post.id}&from=2026-01-01&to=2026-01-10`)
    expect(read.body).toMatchObject({ value: 1200, completeness: 'complete' })
    expect(await shop.get('/values/imports')).toMatchObject({
      body: { items: [{}, { layout: 'x-content', stored: 2 }] },
    })
  })

  it('are read in Thai Windows letters', async () => {
    const served = await open()
    const shop = await openShop(served)
    const text = 'วัน,ชื่อแคมเปญ,อิมเพรสชัน\n03/01/2569,โปร,"1,200"\n'
    const body = Uint8Array.from(text, (letter) =>
      letter > '\u0e00' ? letter.charCodeAt(0) - 0xd60 : letter.charCodeAt(0),
    )
    const headers = { 'content-type': 'text/csv', authorization: `Bearer ${shop.key}` }
    const answer = await served.fetch('/api/v1/values/import?channel=facebook', { method: 'POST', headers, body })
    expect(await answer.json()).toMatchObject({
      layout: { id: 'meta-ads' },
      from: '2026-01-03',
      readings: { stored: 1 },
    })
  })

  it('may be the shop’s own, whose level three questions find', async () => {
    const shop = await openShop(await open())
    const draft = {
      name: 'LINE-venner',
      unit: 'count',
      objective: 'awareness',
      kind: 'stock',
      level: { buys: false, acts: false, responds: 'responded' },
    }
    const made = await shop.post('/own-metrics', draft)
    expect([made.status, made.body]).toMatchObject([201, { name: 'LINE-venner', level: 3, direction: 'up' }])
    expect((await shop.post('/own-metrics', { ...draft, name: 'line-VENNER' })).status).toBe(409)
    expect((await shop.post('/values', { ...reading, metric: made.id, channel: 'line' })).status).toBe(201)
    const followed = await shop.call('PUT', '/api/v1/followed-numbers', {
      body: { items: [{ channel: 'line', metric: made.id }] },
    })
    expect(followed.body).toEqual({ items: [{ channel: 'line', metric: made.id }] })
    const other = await openShop(await open())
    expect((await other.post('/values', { ...reading, metric: made.id })).status).toBe(400)
    expect((await other.call('PATCH', `/api/v1/own-metrics/${made.id}`, { body: { name: 'x' } })).status).toBe(404)
    const empty = z.object({ items: z.array(z.unknown()).length(0) })
    for (const path of ['/values', '/own-metrics', '/platform-posts', '/values/imports', '/followed-numbers'])
      empty.parse((await other.get(path)).body)
  })
}
