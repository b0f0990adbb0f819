import { expect, it } from 'vitest'
import * as z from 'zod'
import { idOf, type Open, openShop } from '../talk.ts'

const results = z.object({ results: z.array(z.looseObject({ id: z.string(), status: z.number() })) })

/** Finding links again, changing many at once, and what became of each. */
export function allLinksContract(open: Open): void {
  it('tells who changed what of a link, newest first', async () => {
    const served = await open()
    const shop = await openShop(served)
    const link = await shop.link({ tags: ['a'], slug: `h${crypto.randomUUID()}` })
    const change = (body: unknown) => shop.call('PATCH', `/api/v1/links/${link.id}`, { body })
    await change({ destination: 'https://shop.example/ny', tags: ['a', 'ø'] })
    await change({ destination: 'https://shop.example/ny', tags: ['a', 'ø'], title: null })
    await change({ expiresAt: '2031-01-02T03:04:05.678Z', maxClicks: 5, channel: 'facebook' })
    await shop.admin('DELETE', `/api/v1/links/${link.id}`)
    await shop.admin('DELETE', `/api/v1/links/${link.id}`)
    const { items } = await shop.items(`/links/${link.id}/changes`)
    const told = items.map(({ who, field, before, after }) => [who, field, before, after])
    expect(told[0]).toEqual(['ADMIN_API_KEY', 'archivedAt', null, expect.stringMatching(/^20.*Z$/)])
    expect(new Set(told.slice(1, 5))).toEqual(
      new Set([
        ['a test', 'channel', 'instagram', 'facebook'],
        ['a test', 'expiresAt', null, '2031-01-02T03:04:05.678Z'],
        ['a test', 'maxClicks', null, 5],
        ['a test', 'source', 'instagram', 'facebook'],
      ]),
    )
    expect(told.slice(5)).toEqual([
      ['a test', 'tags', ['a'], ['a', 'ø']],
      ['a test', 'destination', 'https://shop.example/kampanje?farge=bl%C3%A5#topp', 'https://shop.example/ny'],
    ])
    const page = await shop.items(`/links/${link.id}/changes?limit=3`)
    const rest = await shop.items(`/links/${link.id}/changes?cursor=${page.nextCursor}`)
    expect([...page.items, ...rest.items]).toEqual(items)
    const other = await openShop(served)
    expect((await other.get(`/links/${link.id}/changes`)).status).toBe(404)
  })

  it('finds links by words in any of their texts, in whatever case', async () => {
    const shop = await openShop(await open())
    const own = `q${crypto.randomUUID().slice(0, 8)}`
    const a = await shop.link({ title: 'Økologisk KAFFE', slug: own })
    const b = await shop.link({ campaign: 'Sommersalg', destination: 'https://shop.example/tekanne/grønn' })
    const c = await shop.link({ content: 'story-3' })
    const find = async (q: string) => ids(await shop.items(`/links?q=${encodeURIComponent(q)}`))
    expect(await find('kaffe')).toEqual([a.id])
    expect(await find('økologisk kaf')).toEqual([a.id])
    expect(await find('ØKO')).toEqual([a.id])
    const d = await shop.link({ title: 'Ærbø ŁÓDŹ Blå-Ørret straße ΣΊΣΥΦΟΣ Москва' })
    for (const q of ['ærbø', 'ÆRBØ', 'æRbØ', 'łódź', 'Łódź ærbø', 'blå-ørret', 'STRAßE', 'σίσυφοσ', 'москва ŁóDź'])
      expect([q, await find(q)]).toEqual([q, [d.id]])
    await shop.call('DELETE', `/api/v1/links/${d.id}`)
    expect(await find(own.toUpperCase())).toEqual([a.id])
    expect(await find('sommer')).toEqual([b.id])
    expect(await find('/tekanne/')).toEqual([b.id])
    expect(await find('STORY')).toEqual([c.id])
    expect(await find('shop.example')).toEqual([d.id, c.id, b.id, a.id])
    expect(await find('kaffe sommer')).toEqual([])
    expect(await find("100%_' or 1")).toEqual([])
    await shop.call('PATCH', `/api/v1/links/${b.id}`, { body: { title: 'Nytt navn' } })
    await shop.call('PATCH', `/api/v1/posts/${c.postId}`, { body: { title: 'Påskeharen' } })
    expect([await find('nytt'), await find('PÅSKE'), await find('påskeharen')]).toEqual([[b.id], [c.id], [c.id]])
    expect((await shop.items('/links?q=nytt')).items[0]).toMatchObject({
      postTitle: expect.any(String),
      campaignName: 'Sommersalg',
    })
    const e = await shop.link({ campaign: 'Påskesalg', slug: `${own}-old` })
    await shop.call('PATCH', `/api/v1/links/${e.id}`, { body: { slug: `${own}-new` } })
    for (const q of ['Påskesalg', `/${own}-new`, `/${own}-old`, e.shortUrl])
      expect([q, await find(q)]).toEqual([q, [e.id]])
  })

  it('filters by what links have, each filter alone and several together', async () => {
    const shop = await openShop(await open())
    const a = await shop.link({ channel: 'facebook', campaign: 'Jul', tags: ['rød', 'a"b'], placement: 'bio' })
    const b = await shop.link({ channel: 'facebook', campaign: 'Påske', domain: 'go.filter.example' })
    const c = await shop.link({ channel: 'tiktok', campaign: 'Jul', expiresAt: '2020-01-01T00:00:00Z' })
    const d = await shop.link({ channel: 'tiktok', campaign: 'Jul', maxClicks: 1 })
    await shop.visit(`/${d.slug}`)
    const e = await shop.link({ channel: 'x', campaign: 'Senere' })
    await shop.call('PATCH', `/api/v1/posts/${e.postId}`, { body: { publishedAt: '2090-01-01T00:00:00Z' } })
    await shop.call('DELETE', `/api/v1/links/${b.id}`)
    const { items } = await shop.items('/campaigns')
    const jul = String(items.find(({ key }) => key === 'jul')?.id)
    const expected: readonly [string, readonly { id: string }[]][] = [
      ['channel=facebook', [b, a]],
      ['campaign=jul', [d, c, a]],
      [`campaign=${jul}`, [d, c, a]],
      ['tag=R%C3%B8d', [a]],
      ['tag=r%C3%B8d', [a]],
      ['tag=A%22b', [a]],
      ['placement=BIO', [a]],
      ['domain=go.filter.example', [b]],
      ['domain=localhost', [e, d, c, a]],
      [`postId=${a.postId}`, [a]],
      ['status=active', [e, a]],
      ['status=expired', [d, c]],
      ['status=archived', [b]],
      ['status=planned', [e]],
      ['channel=tiktok&campaign=jul&status=expired&q=shop&sort=oldest', [c, d]],
      ['channel=tiktok&q=shop&sort=slug&limit=500', [c, d].toSorted((one, two) => (one.slug < two.slug ? -1 : 1))],
      ['q=shop&tag=r%C3%B8d', [a]],
      ['campaign=nothing', []],
    ]
    for (const [query, links] of expected)
      expect([query, ids(await shop.items(`/links?${query}`))]).toEqual([query, links.map(({ id }) => id)])
    for (const query of ['status=gone', 'sort=clicks', 'channel=myspace', 'tag=', 'cursor=a~1'])
      expect([query, (await shop.get(`/links?${query}`)).status]).toEqual([query, 400])
  })

  it('pages in every order, each link once, also while links are added', async () => {
    const shop = await openShop(await open())
    const slugs = ['Bb', 'aa', 'C', 'ab', 'b'].map((slug) => `${slug}-${shop.shopId.slice(-8)}`)
    for (const slug of slugs) await shop.link({ slug })
    const folded = slugs.toSorted((one, two) => (one.toLowerCase() < two.toLowerCase() ? -1 : 1))
    for (const [sort, order] of [
      ['newest', slugs.toReversed()],
      ['oldest', slugs],
      ['slug', folded],
    ] as const) {
      const seen: unknown[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const next: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
        const page = await shop.items(`/links?limit=2&q=${shop.shopId.slice(-8)}&sort=${sort}${next}`)
        seen.push(...page.items.map(({ slug }) => slug))
        cursor = page.nextCursor
      }
      expect([sort, seen]).toEqual([sort, order])
    }
  })

  it('edits many links at once, and says of each what became of it', async () => {
    const served = await open()
    const shop = await openShop(served)
    const other = await openShop(served)
    const foreign = await other.link()
    const a = await shop.link({ tags: ['a', 'b'] })
    const b = await shop.link({ tags: ['b'] })
    const edit = async (change: unknown, ...links: { id: string }[]) =>
      results.parse((await shop.post('/links/edit', { ids: links.map(({ id }) => id), change })).body).results
    const tagged = await edit({ tags: { add: ['c'], remove: ['b'] }, campaign: 'Ny' }, a, b, foreign, {
      id: 'link_none',
    })
    expect(tagged).toMatchObject([
      { id: a.id, status: 200, link: { tags: ['a', 'c'], utm: { campaign: 'Ny' } } },
      { id: b.id, status: 200, link: { tags: ['c'], utm: { campaign: 'Ny' } } },
      { id: foreign.id, status: 404, title: 'Not found' },
      { id: 'link_none', status: 404 },
    ])
    const many = Array.from({ length: 20 }, (_, index) => `t${index}`)
    expect(await edit({ tags: { add: many } }, a)).toMatchObject([
      { status: 400, errors: [{ pointer: '/change/tags/add' }] },
    ])
    const all = {
      ...{ campaign: 'Alt', placement: 'bio', expiresAt: '2031-01-02T03:04:05.678Z', maxClicks: 7 },
      ...{ fallbackUrl: 'https://shop.example/slutt', tags: { add: ['Å'], remove: ['C'] }, archive: true },
    }
    const [ended] = await edit(all, a)
    expect(ended).toMatchObject({
      status: 200,
      link: { archivedAt: expect.any(String), tags: ['a', 'Å'], maxClicks: 7 },
    })
    const { items } = await shop.items(`/links/${a.id}/changes?limit=7`)
    expect(new Set(items.map(({ field }) => field))).toEqual(
      new Set(['campaign', 'placement', 'expiresAt', 'maxClicks', 'fallbackUrl', 'tags', 'archivedAt']),
    )
    expect((await shop.visit(`/${a.slug}`)).location).toBe('https://shop.example/slutt')
    const refused = [
      { ids: [], change: { archive: true } },
      { ids: [a.id], change: {} },
      { ids: [a.id], change: { archive: false } },
      { ids: [a.id], change: { slug: 'x' } },
      { ids: Array(101).fill(a.id), change: { archive: true } },
    ]
    for (const body of refused) expect([body, (await shop.post('/links/edit', body)).status]).toEqual([body, 400])
  })

  it('takes tags for the same in whatever case, and keeps those that others add at the same time', async () => {
    const shop = await openShop(await open())
    const link = await shop.link({ tags: ['Ørret', 'B', 'Æ-båt'] })
    const edit = async (tags: unknown) =>
      results.parse((await shop.post('/links/edit', { ids: [link.id], change: { tags } })).body).results
    await Promise.all([edit({ add: ['c'] }), edit({ add: ['d'], remove: ['b'] }), edit({ add: ['e'] })])
    const { tags } = z.looseObject({ tags: z.array(z.string()) }).parse((await shop.get(`/links/${link.id}`)).body)
    expect(new Set(tags)).toEqual(new Set(['Ørret', 'Æ-båt', 'c', 'd', 'e']))
    expect(ids(await shop.items(`/links?tag=${encodeURIComponent('øRRET')}`))).toEqual([link.id])
    expect(ids(await shop.items(`/links?tag=${encodeURIComponent('æ-BÅT')}`))).toEqual([link.id])
    await edit({ add: ['ørret', 'C', 'ny', 'NY'], remove: ['ÆRRET', 'æ-bÅt', 'd', 'e'] })
    const { items } = await shop.items(`/links/${link.id}/changes?limit=1`)
    expect(items).toMatchObject([{ field: 'tags', before: tags, after: ['Ørret', 'c', 'NY'] }])
    await edit({ add: ['x'], remove: ['X', 'ØRRET', 'c', 'ny'] })
    expect((await shop.get(`/links/${link.id}`)).body.tags).toEqual(['x'])
    const before = await shop.items(`/links/${link.id}/changes`)
    await edit({ add: ['X'] })
    expect(await shop.items(`/links/${link.id}/changes`)).toEqual(before)
  })

  it('keeps a post’s own channel and campaign when links of it are edited apart', async () => {
    const shop = await openShop(await open())
    const postId = await idOf(shop.call, '/api/v1/posts', { title: 'To lenker', channel: 'facebook' })
    const first = await shop.link({ channel: undefined, postId })
    await shop.link({ channel: undefined, postId })
    const edit = await shop.post('/links/edit', { ids: [first.id], change: { campaign: 'Annet' } })
    expect(results.parse(edit.body).results).toMatchObject([{ status: 400, errors: [{ pointer: '/campaign' }] }])
  })
}

function ids(page: { items: readonly { id: string }[] }): string[] {
  return page.items.map(({ id }) => id)
}
