import { expect, it } from 'vitest'
import { draftLink, linkAnswer, type Open, openShop, origin } from '../talk.ts'

export function linkContract(open: Open): void {
  it('makes a link with its UTMs and tells where it is', async () => {
    const shop = await openShop(await open())
    const made = await shop.post('/links', draftLink({ content: 'reel-1', tags: ['jul'], title: 'Julereel' }))
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      shopId: shop.shopId,
      destination: 'https://shop.example/kampanje?farge=bl%C3%A5#topp',
      utm: { source: 'instagram', medium: 'social', campaign: 'Black Week', content: 'reel-1', term: null, id: null },
      ga4Channel: 'Organic Social',
      targetUrl:
        'https://shop.example/kampanje?farge=bl%C3%A5&utm_source=instagram&utm_medium=social&utm_campaign=Black%20Week&utm_content=reel-1#topp',
      tags: ['jul'],
      archivedAt: null,
    })
    expect(made.body.slug).toMatch(/^[A-Za-z0-9]{7,}$/)
    expect(made.body.shortUrl).toBe(`${origin}/${linkAnswer.parse(made.body).slug}`)
    expect(made.headers.get('location')).toBe(`/api/v1/links/${made.id}`)
    expect((await shop.get(`/links/${made.id}`)).body).toEqual(made.body)
  })

  it('reads the channel off the source, and the source off the channel', async () => {
    const shop = await openShop(await open())
    const bySource = await shop.link({ channel: undefined, source: 'facebook' })
    const byChannel = await shop.link({ channel: 'newsletter' })
    expect(bySource).toMatchObject({ channel: 'facebook', utm: { source: 'facebook', medium: 'social' } })
    expect(byChannel).toMatchObject({ channel: 'newsletter', utm: { source: 'newsletter', medium: 'email' } })
  })

  it('makes campaign and post on first use, and joins a campaign spelt another way', async () => {
    const shop = await openShop(await open())
    const first = await shop.link({ title: 'Første' })
    const second = await shop.link({ campaign: 'black-week', content: 'annen' })
    const campaigns = await shop.items('/campaigns')
    const posts = await shop.items('/posts')
    expect(campaigns.items).toHaveLength(1)
    expect(posts.items.map((post) => post.title)).toEqual(['annen', 'Første'])
    expect(posts.items.map((post) => post.campaignId)).toEqual(Array(2).fill(campaigns.items[0]?.id))
    expect(posts.items.map((post) => post.id)).toEqual([second.postId, first.postId])
    const unnamed = await shop.link({ content: '', slug: `u${crypto.randomUUID()}` })
    expect((await shop.get(`/posts/${unnamed.postId}`)).body.title).toBe(unnamed.slug)
  })

  it('lists newest first, a page at a time, each link once', async () => {
    const shop = await openShop(await open())
    const made = []
    for (let index = 0; index < 5; index++) made.push((await shop.link()).id)
    const seen = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page = await shop.items(`/links?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
      expect(page.items.length).toBeLessThanOrEqual(2)
      seen.push(...page.items.map((link) => link.id))
      cursor = page.nextCursor
    }
    expect(seen).toEqual(made.toReversed())
  })

  it('refuses a list query that makes no sense, naming it', async () => {
    const shop = await openShop(await open())
    const queries = [
      'limit=0',
      'limit=501',
      'limit=ti',
      'limit=1.5',
      'cursor=x',
      'cursor=-1',
      'limit=',
      'lmit=3',
      'cursor=1e99',
    ]
    for (const query of queries) {
      const { status, body } = await shop.get(`/links?${query}`)
      expect([query, status, body.errors]).toMatchObject([query, 400, [{ pointer: `/${query.split('=')[0]}` }]])
    }
  })

  it('changes what is given and nothing else; the next visit goes there', async () => {
    const shop = await openShop(await open())
    const link = await shop.link({ content: 'a', term: 'b' })
    const change = { destination: 'https://shop.example/ny', content: 'c' }
    const changed = await shop.call('PATCH', `/api/v1/links/${link.id}`, { body: change })
    expect(changed.status).toBe(200)
    expect(changed.body).toMatchObject({ slug: link.slug, channel: 'instagram', utm: { content: 'c', term: 'b' } })
    expect((await shop.visit(`/${link.slug}`)).location).toMatch(/^https:\/\/shop\.example\/ny\?.*utm_content=c/)
    const none = await shop.call('PATCH', `/api/v1/links/${link.id}`, { body: {} })
    expect({ ...none.body, updatedAt: 0 }).toEqual({ ...changed.body, updatedAt: 0 })
  })

  it('answers 409 for a slug that is taken, in any case, also when a link is renamed', async () => {
    const shop = await openShop(await open())
    const slug = `Jul${crypto.randomUUID().slice(0, 8)}`
    const link = await shop.link({ slug })
    const other = await shop.link()
    const again = await shop.post('/links', draftLink({ slug: slug.toUpperCase() }))
    const renamed = await shop.call('PATCH', `/api/v1/links/${other.id}`, { body: { slug: slug.toLowerCase() } })
    for (const refused of [again, renamed]) {
      expect(refused.status).toBe(409)
      expect(refused.headers.get('content-type')).toContain('application/problem+json')
      expect(refused.body.errors).toMatchObject([{ pointer: '/slug' }])
    }
    expect((await shop.items('/links')).items).toHaveLength(2)
    expect((await shop.get(`/links/${link.id}`)).body.slug).toBe(slug)
  })

  it('keeps every slug a link ever had: the printed one leads on, and nobody else gets it', async () => {
    const shop = await openShop(await open())
    const [first, second] = [
      `trykt-${shop.shopId.slice(-6)}-a`.toLowerCase(),
      `ny-${shop.shopId.slice(-6)}-a`.toLowerCase(),
    ]
    const link = await shop.link({ slug: first })
    const rename = (slug: string) => shop.call('PATCH', `/api/v1/links/${link.id}`, { body: { slug } })
    expect((await rename(second)).body).toMatchObject({ slug: second })
    for (const slug of [first, second]) expect((await shop.visit(`/${slug}`)).status).toBe(302)
    expect((await shop.post('/links', draftLink({ slug: first.toUpperCase() }))).status).toBe(409)
    expect((await rename(first)).body).toMatchObject({ slug: first })
    expect((await shop.visit(`/${second}`)).status).toBe(302)
    expect(await shop.clicks(link.id)).toHaveLength(3)
  })

  it('archives for ever: gone for visitors, found by id, its slug never free again', async () => {
    const shop = await openShop(await open())
    const link = await shop.link()
    expect((await shop.call('DELETE', `/api/v1/links/${link.id}`)).status).toBe(204)
    const archived = (await shop.get(`/links/${link.id}`)).body
    expect(archived.archivedAt).toEqual(expect.any(String))
    expect((await shop.call('DELETE', `/api/v1/links/${link.id}`)).status).toBe(204)
    expect((await shop.get(`/links/${link.id}`)).body.archivedAt).toBe(archived.archivedAt)
    expect((await shop.visit(`/${link.slug}`)).status).toBe(410)
    expect((await shop.visit(`/${link.slug}+`)).status).toBe(410)
    expect((await shop.post('/links', draftLink({ slug: link.slug }))).status).toBe(409)
  })

  it('previews without storing anything', async () => {
    const shop = await openShop(await open())
    const shown = await shop.post('/links/preview', draftLink({ content: 'x' }))
    expect(shown.status).toBe(200)
    expect(shown.body.targetUrl).toContain('utm_content=x')
    for (const list of ['/links', '/posts', '/campaigns']) expect((await shop.items(list)).items).toEqual([])
  })

  it('makes many at once, each row with its own result', async () => {
    const shop = await openShop(await open())
    const taken = await shop.link()
    const rows = [
      draftLink({ content: '1' }),
      draftLink({ destination: 'ftp://x' }),
      draftLink({ slug: taken.slug }),
      5,
    ]
    const { status, body } = await shop.post('/links/bulk', { links: rows })
    expect(status).toBe(200)
    expect(body.results).toMatchObject([
      { status: 201, link: { utm: { content: '1' } } },
      { status: 400, errors: [{ pointer: '/destination' }] },
      { status: 409, errors: [{ pointer: '/slug' }] },
      { status: 400, errors: [{ pointer: '' }] },
    ])
    expect((await shop.items('/links')).items).toHaveLength(2)
    for (const links of [[], Array(101).fill(draftLink()), 'x', undefined]) {
      const refused = await shop.post('/links/bulk', { links })
      expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: '/links' }]])
    }
  })

  it('answers 404 for what is not there', async () => {
    const shop = await openShop(await open())
    for (const path of ['/links/link_no', '/posts/post_no', '/campaigns/cam_no', '/shops/shop_no', '/nothing'])
      expect((await shop.get(path)).status).toBe(404)
    expect((await shop.call('PATCH', '/api/v1/links/link_no', { body: {} })).status).toBe(404)
    expect((await shop.call('DELETE', '/api/v1/links/link_no')).status).toBe(404)
  })
}
