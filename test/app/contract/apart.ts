import * as z from 'zod'
import { beforeEach, expect, it } from 'vitest'
import { draftLink, idOf, type Open, openShop, type Shop } from '../talk.ts'

export function apartContract(open: Open): void {
  let ours: Shop
  let theirs: Shop
  beforeEach(async () => {
    const served = await open()
    ours = await openShop(served)
    theirs = await openShop(served)
  })

  it('see nothing of each other: what is the other’s is not there', async () => {
    const link = await theirs.link()
    const post = await idOf(theirs.call, '/api/v1/posts', { title: 'x', channel: 'facebook' })
    const campaign = await idOf(theirs.call, '/api/v1/campaigns', { name: 'theirs' })
    const order = { event: 'purchase', orderId: '1', value: '1', currency: 'NOK' }
    const conversion = await idOf(theirs.call, '/api/v1/conversions', order)
    const paths = [
      `/links/${link.id}`,
      `/posts/${post}`,
      `/campaigns/${campaign}`,
      `/shops/${theirs.shopId}`,
      `/conversions/${conversion}`,
    ]
    for (const path of paths) {
      expect([path, (await theirs.get(path)).status]).toEqual([path, 200])
      expect([path, (await ours.get(path)).status]).toEqual([path, 404])
    }
    for (const path of paths.slice(0, 4)) {
      const body = path.startsWith('/links') || path.startsWith('/posts') ? { title: 'stolen' } : { name: 'stolen' }
      expect([path, (await ours.call('PATCH', `/api/v1${path}`, { body })).status]).toEqual([path, 404])
      expect((await theirs.get(path)).text).not.toContain('stolen')
    }
    expect((await ours.call('DELETE', `/api/v1/links/${link.id}`)).status).toBe(404)
    expect((await theirs.get(`/links/${link.id}`)).body.archivedAt).toBeNull()
  })

  it('list, export and report their own alone', async () => {
    const link = await theirs.link()
    const { click } = await theirs.visit(`/${link.slug}`)
    await theirs.post('/conversions', { event: 'purchase', orderId: '1', value: '1', currency: 'NOK', click })
    for (const path of ['/links', '/posts', '/campaigns', '/conversions']) {
      expect([path, (await theirs.items(path)).items]).toMatchObject([path, [{}]])
      expect([path, (await ours.items(path)).items]).toEqual([path, []])
    }
    expect((await ours.items('/shops')).items).toMatchObject([{ id: ours.shopId }])
    expect((await ours.get('/export/clicks.ndjson')).text).toBe('')
    expect((await ours.get('/reports/summary?by=link')).body.rows).toEqual([])
  })

  it('cannot be asked for by a key of the other', async () => {
    const asked = `shopId=${theirs.shopId}`
    const reads = ['/links', '/posts', '/campaigns', '/conversions', '/reports/summary', '/export/clicks.ndjson']
    for (const path of reads) expect([path, (await ours.get(`${path}?${asked}`)).status]).toEqual([path, 404])
    const order = { event: 'purchase', orderId: '1', value: '1', currency: 'NOK' }
    const writes = [
      ['/links', draftLink()],
      ['/links/preview', draftLink()],
      ['/posts', { title: 'x', channel: 'facebook' }],
      ['/campaigns', { name: 'x' }],
    ] as const
    for (const [path, body] of writes)
      expect([path, (await ours.post(path, { ...body, shopId: theirs.shopId })).status]).toEqual([path, 404])
    expect((await ours.post('/conversions', { ...order, shopId: theirs.shopId })).status).toBeGreaterThanOrEqual(400)
    for (const path of ['/links', '/posts', '/campaigns', '/conversions'])
      expect((await theirs.items(path)).items).toEqual([])
  })

  it('do not mix posts and campaigns', async () => {
    const post = await idOf(theirs.call, '/api/v1/posts', { title: 'x', channel: 'facebook' })
    const campaign = await idOf(theirs.call, '/api/v1/campaigns', { name: 'theirs' })
    const ourPost = await idOf(ours.call, '/api/v1/posts', { title: 'x', channel: 'facebook' })
    expect((await ours.post('/links', draftLink({ postId: post }))).body.errors).toMatchObject([{ pointer: '/postId' }])
    const inTheirs = { title: 'x', channel: 'facebook', campaignId: campaign }
    expect((await ours.post('/posts', inTheirs)).body.errors).toMatchObject([{ pointer: '/campaignId' }])
    const moved = await ours.call('PATCH', `/api/v1/posts/${ourPost}`, { body: { campaignId: campaign } })
    expect(moved.body.errors).toMatchObject([{ pointer: '/campaignId' }])
    expect((await ours.post('/campaigns', { name: 'theirs' })).status).toBe(201)
  })

  it('cannot be given more by a key than the key has itself', async () => {
    const made = await ours.admin('POST', '/api/v1/keys', {
      body: { name: 'maker', scopes: ['keys:write', 'links:read'] },
    })
    const maker = z.object({ secret: z.string() }).parse(made.body).secret
    const make = (scopes: readonly string[]) =>
      ours.call('POST', '/api/v1/keys', {
        body: { name: 'made', scopes },
        headers: { authorization: `Bearer ${maker}` },
      })
    expect(await make(['links:read', 'shops:write'])).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/scopes' }] },
    })
    expect((await make(['links:read'])).status).toBe(201)
  })

  it('keep their keys to themselves: no list, no revoking, no new ones', async () => {
    const own = await ours.items('/keys')
    expect(own.items).toMatchObject([{ shopId: ours.shopId }])
    const [foreign] = (await theirs.items('/keys')).items
    expect((await ours.call('DELETE', `/api/v1/keys/${foreign?.id}`)).status).toBe(404)
    expect((await theirs.get('/links')).status).toBe(200)
    const draft = { name: 'x', scopes: ['links:read'] }
    expect((await ours.post('/keys', draft)).status).toBeGreaterThanOrEqual(400)
    expect((await ours.post('/keys', { ...draft, shopId: theirs.shopId })).status).toBeGreaterThanOrEqual(400)
    expect((await ours.post('/shops', { name: 'x', currency: 'NOK', timeZone: 'Europe/Oslo' })).status).toBe(403)
    const revoked = await ours.call('DELETE', `/api/v1/keys/${own.items[0]?.id}`)
    expect(revoked.status).toBe(204)
    expect((await ours.get('/links')).status).toBe(401)
  })

  it('cannot credit an order to the other’s click', async () => {
    const link = await theirs.link()
    const { click } = await theirs.visit(`/${link.slug}`)
    const order = { event: 'purchase', orderId: '1', value: '1', currency: 'NOK', click }
    expect((await ours.post('/conversions', order)).body).toMatchObject({ outcome: 'stored', attributedTo: null })
  })
}
