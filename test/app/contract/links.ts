import { expect, it } from 'vitest'
import { draftLink, idOf, linkAnswer, type Open, openShop, origin } from '../talk.ts'

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

  it('keeps what several change at once, and stays ended', async () => {
    const shop = await openShop(await open())
    const link = await shop.link({ content: 'a' })
    const path = `/api/v1/links/${link.id}`
    const changes = [
      { title: 'Ny' },
      { destination: 'https://shop.example/ny' },
      { content: 'c' },
      { placement: 'bio' },
      { medium: 'paid-social' },
    ]
    const ended = shop.call('DELETE', path)
    const answers = await Promise.all(changes.map((body) => shop.call('PATCH', path, { body })))
    expect([...answers, await ended].map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 204])
    expect((await shop.get(`/links/${link.id}`)).body).toMatchObject({
      ...{ title: 'Ny', destination: 'https://shop.example/ny', placement: 'bio' },
      utm: { source: 'instagram', medium: 'paid-social', content: 'c' },
      archivedAt: expect.any(String),
    })
  })

  it('says the same as its post, also in a preview', async () => {
    const shop = await openShop(await open())
    const campaignId = await idOf(shop.call, '/api/v1/campaigns', { name: 'Vinter' })
    const postId = await idOf(shop.call, '/api/v1/posts', { title: 'Votter', channel: 'facebook', campaignId })
    const draft = { destination: 'https://shop.example/', postId }
    const refused = [
      [{ channel: 'newsletter' }, ['/channel'], ['facebook', 'newsletter']],
      [{ source: 'ig' }, ['/source'], ['facebook', 'instagram']],
      [{ campaign: 'Sommer' }, ['/campaign'], ['vinter', 'Sommer']],
      [{ channel: 'x', campaign: 'Sommer' }, ['/channel', '/campaign'], []],
    ] as const
    for (const path of ['/links', '/links/preview'])
      for (const [over, pointers, words] of refused) {
        const { status, body, text } = await shop.post(path, { ...draft, ...over })
        expect([over, status, body.errors]).toMatchObject([over, 400, pointers.map((pointer) => ({ pointer }))])
        for (const word of words) expect(text).toContain(word)
      }
    expect((await shop.items('/links')).items).toEqual([])
    for (const over of [{}, { channel: 'facebook' }, { source: 'partner' }, { campaign: 'VINTER' }, { source: 'fb' }]) {
      const shown = await shop.post('/links/preview', { ...draft, ...over })
      const made = await shop.post('/links', { ...draft, ...over })
      expect([over, shown.status, made.status]).toEqual([over, 200, 201])
      const same = ['postId', 'channel', 'utm', 'targetUrl', 'ga4Channel', 'warnings']
      for (const field of same) expect([over, shown.body[field]]).toEqual([over, made.body[field]])
    }
  })

  it('previews the slug as it would be taken', async () => {
    const shop = await openShop(await open())
    const { slug } = await shop.link()
    expect(await shop.post('/links/preview', draftLink({ slug: slug.toUpperCase() }))).toMatchObject({
      status: 409,
      body: { errors: [{ pointer: '/slug' }] },
    })
    expect((await shop.post('/links/preview', draftLink({ slug: `${slug}-2` }))).status).toBe(200)
  })

  it('does not take the other links of its post along when it is changed', async () => {
    const shop = await openShop(await open())
    const postId = await idOf(shop.call, '/api/v1/posts', { title: 'Votter', channel: 'facebook' })
    const link = await shop.link({ postId, channel: undefined })
    const change = (body: unknown) => shop.call('PATCH', `/api/v1/links/${link.id}`, { body })
    expect((await change({ channel: 'x' })).body).toMatchObject({ channel: 'x', utm: { source: 'x' } })
    const other = await shop.link({ postId, channel: undefined, placement: 'bio' })
    for (const [body, pointers] of [
      [{ channel: 'facebook' }, ['/channel']],
      [{ source: 'newsletter' }, ['/source']],
      [{ campaign: 'Sommer' }, ['/campaign']],
      [{ channel: 'blog', campaign: 'Sommer', title: 'Ny' }, ['/channel', '/campaign']],
    ] as const) {
      const refused = await change(body)
      expect([body, refused.status, refused.body.errors]).toMatchObject([
        body,
        400,
        pointers.map((pointer) => ({ pointer, detail: expect.stringMatching(/PATCH .*posts.*new link/) })),
      ])
    }
    expect((await shop.get(`/links/${other.id}`)).body).toMatchObject({ channel: 'x', title: null })
    for (const body of [{ channel: 'x' }, { campaign: 'BLACK WEEK' }, { source: 'partner' }, { title: 'Ny' }])
      expect([body, (await change(body)).status]).toEqual([body, 200])
  })

  it('moves to another post of its shop that says the same', async () => {
    const shop = await openShop(await open())
    const theirs = await (await openShop(await open())).link()
    const link = await shop.link()
    const post = (over: Record<string, unknown> = {}) =>
      idOf(shop.call, '/api/v1/posts', { title: 'Votter', channel: 'instagram', ...over })
    const change = (body: unknown) => shop.call('PATCH', `/api/v1/links/${link.id}`, { body })
    const campaignId = await idOf(shop.call, '/api/v1/campaigns', { name: 'Vinter' })
    const [same, elsewhere, inOther] = [await post(), await post({ channel: 'x' }), await post({ campaignId })]
    for (const [body, pointer] of [
      [{ postId: 'post_no' }, '/postId'],
      [{ postId: theirs.postId }, '/postId'],
      [{ postId: elsewhere }, '/postId'],
      [{ postId: elsewhere, channel: 'blog' }, '/channel'],
      [{ postId: inOther }, '/postId'],
      [{ postId: inOther, campaign: 'Sommer' }, '/campaign'],
    ] as const) {
      const refused = await change(body)
      expect([body, refused.status, refused.body.errors]).toMatchObject([body, 400, [{ pointer }]])
    }
    expect((await change({ postId: same })).body).toMatchObject({ postId: same, slug: link.slug })
    expect((await shop.get(`/posts/${same}`)).body).toMatchObject({
      campaignName: 'Black Week',
      links: [{ id: link.id }],
    })
    expect((await shop.get(`/posts/${link.postId}`)).body.links).toEqual([])
    expect((await change({ postId: elsewhere, channel: 'x' })).body).toMatchObject({
      ...{ postId: elsewhere, channel: 'x', utm: { source: 'x', campaign: 'Black Week' } },
    })
    expect((await change({ postId: inOther, source: 'ig', campaign: 'vinter' })).body).toMatchObject({
      ...{ postId: inOther, channel: 'instagram', utm: { source: 'ig', campaign: 'vinter' } },
    })
    expect((await shop.get(`/posts/${same}`)).body).toMatchObject({ channel: 'instagram', campaignName: 'Black Week' })
  })

  it('moves to another domain, where its slug must be free; the printed address leads on', async () => {
    const shop = await openShop(await open())
    const slug = `flytt-${crypto.randomUUID().slice(0, 8)}`
    const domain = `go-${slug}.example`
    const link = await shop.link({ slug })
    const change = (body: unknown) => shop.call('PATCH', `/api/v1/links/${link.id}`, { body })
    const other = await shop.link({ slug, domain })
    const refused = await change({ domain })
    expect([refused.status, refused.body.errors]).toMatchObject([409, [{ pointer: '/domain' }]])
    const free = `x-${domain}`
    expect((await change({ domain: free })).body).toMatchObject({ domain: free, shortUrl: `https://${free}/${slug}` })
    expect((await shop.visit(`/${slug}`)).status).toBe(302)
    expect(await shop.clicks(link.id)).toHaveLength(1)
    const circles = await change({ domain, slug: `${slug}-2`, destination: `https://${domain}/x` })
    expect([circles.status, circles.body.errors]).toMatchObject([400, [{ pointer: '/destination' }]])
    expect((await change({ domain, slug: `${slug}-2` })).body).toMatchObject({ domain, slug: `${slug}-2` })
    expect((await shop.get(`/links/${other.id}`)).body).toMatchObject({ domain, slug })
  })

  it('takes its shop in a change, as posts and campaigns do, but no other', async () => {
    const [shop, theirs] = [await openShop(await open()), await openShop(await open())]
    const link = await shop.link()
    const campaign = (await shop.items('/campaigns')).items[0]?.id
    for (const path of [`/links/${link.id}`, `/posts/${link.postId}`, `/campaigns/${campaign}`]) {
      const change = (shopId: string) => shop.call('PATCH', `/api/v1${path}`, { body: { shopId } })
      expect([path, await change(shop.shopId)]).toMatchObject([path, { status: 200, body: { shopId: shop.shopId } }])
      for (const other of [theirs.shopId, 'shop_no']) {
        const refused = await change(other)
        expect([path, refused.status, refused.body.errors]).toMatchObject([path, 400, [{ pointer: '/shopId' }]])
      }
    }
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
