import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Open, openShop, type Shop } from '../talk.ts'

const link = z.looseObject({
  ...{ id: z.string(), postId: z.string(), slug: z.string(), shortUrl: z.string(), placement: z.string().nullable() },
  ...{ ga4Channel: z.string(), warnings: z.array(z.looseObject({ code: z.string() })) },
  utm: z
    .object({ source: z.string(), medium: z.string(), campaign: z.string(), content: z.string().nullable() })
    .loose(),
})
const post = z.looseObject({ id: z.string(), channel: z.string(), publishedAt: z.string().nullable() })
const madeAnswer = z.object({ items: z.array(z.object({ post, link })) })
const copiedAnswer = z.object({ items: z.array(post.extend({ links: z.array(link) })) })

const draft = {
  destination: 'https://shop.example/votter?farge=bl%C3%A5#topp',
  campaign: 'Vinter 2026',
  title: 'Slik strikker du votter',
  channels: [
    { channel: 'instagram', placement: 'feed' },
    { channel: 'instagram', placement: 'story', caption: 'Sveip opp: {link}' },
    { channel: 'newsletter' },
  ],
  ...{ kind: 'knowledge', caption: 'Oppskrift: {link}', customerMade: true, tags: ['votter'] },
  ...{ publishedAt: '2026-11-24T08:00:00.000Z', imageUrl: 'https://shop.example/votter.jpg' },
}

const isEmpty = async (shop: Shop) => {
  for (const list of ['/links', '/posts', '/campaigns']) expect((await shop.items(list)).items).toEqual([])
}

export function acrossContract(open: Open): void {
  it('makes a post with its link for each channel in one step', async () => {
    const shop = await openShop(await open())
    const answer = await shop.post('/posts/across', draft)
    expect(answer.status).toBe(201)
    const { items } = madeAnswer.parse(answer.body)
    const shared = { title: draft.title, content: 'knowledge', customerMade: true, publishedAt: draft.publishedAt }
    expect(items.map((one) => one.post)).toMatchObject([
      { ...shared, channel: 'instagram', caption: 'Oppskrift: {link}', imageUrl: draft.imageUrl, tags: ['votter'] },
      { ...shared, channel: 'instagram', caption: 'Sveip opp: {link}', campaignName: 'Vinter 2026' },
      { ...shared, channel: 'newsletter' },
    ])
    const utm = { campaign: 'vinter-2026', content: 'slik-strikker-du-votter' }
    expect(items.map((one) => one.link)).toMatchObject([
      { placement: 'feed', utm: { source: 'instagram', medium: 'social', content: `${utm.content}-feed` } },
      { placement: 'story', utm: { source: 'instagram', medium: 'social', content: `${utm.content}-story` } },
      { placement: null, utm: { ...utm, source: 'newsletter', medium: 'email' }, ga4Channel: 'Email' },
    ])
    expect(items.map((one) => one.link.postId)).toEqual(items.map((one) => one.post.id))
    for (const one of items) expect((await shop.visit(`/${one.link.slug}`)).status).toBe(302)
    expect((await shop.items('/campaigns')).items).toHaveLength(1)
  })

  it('stores nothing when one row is refused, and names the row and its field', async () => {
    const shop = await openShop(await open())
    const slug = `votter-${shop.shopId.slice(-6)}`
    const rows = [{ channel: 'x', slug }, { channel: 'line' }, { channel: 'tiktok', slug: 'not a slug' }]
    const refused = await shop.post('/posts/across', { ...draft, channels: rows })
    expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: '/channels/2/slug' }]])
    const twice = await shop.post('/posts/across', {
      ...draft,
      channels: [
        { channel: 'x', slug },
        { channel: 'line', slug: slug.toUpperCase() },
      ],
    })
    expect([twice.status, twice.body.errors]).toMatchObject([400, [{ pointer: '/channels/1/slug' }]])
    await isEmpty(shop)
    const taken = await shop.link({ slug })
    const conflict = await shop.post('/posts/across', {
      ...draft,
      channels: [{ channel: 'x' }, { channel: 'line', slug }],
    })
    expect([conflict.status, conflict.body.errors]).toMatchObject([409, [{ pointer: '/channels/1/slug' }]])
    expect((await shop.items('/links')).items).toMatchObject([{ id: taken.id }])
    expect((await shop.items('/campaigns')).items).toHaveLength(1)
  })

  it('says once what is wrong with what the channels share', async () => {
    const shop = await openShop(await open())
    const refused = await shop.post('/posts/across', { ...draft, destination: 'ftp://shop.example' })
    expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: '/destination' }]])
    expect(refused.body.errors).toHaveLength(1)
    await isEmpty(shop)
  })

  it.each([
    ['no channel', { channels: [] }, '/channels'],
    ['21 channels', { channels: Array.from({ length: 21 }, () => ({ channel: 'x' })) }, '/channels'],
    ['a channel nobody knows', { channels: [{ channel: 'x' }, { channel: 'myspace' }] }, '/channels/1/channel'],
    ['a misspelt field of a row', { channels: [{ channel: 'x', slg: 'a' }] }, '/channels/0/slg'],
    ['no campaign', { campaign: undefined }, '/campaign'],
    ['a picture without https', { imageUrl: 'http://shop.example/a.jpg' }, '/imageUrl'],
    ['a caption of 5,001 characters', { caption: 'x'.repeat(5_001) }, '/caption'],
    ['a kind nobody knows', { kind: 'meme' }, '/kind'],
  ])('refuses %s', async (_, over, pointer) => {
    const shop = await openShop(await open())
    const refused = await shop.post('/posts/across', { ...draft, ...over })
    expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer }]])
    await isEmpty(shop)
  })

  it('previews what it would make, with warnings and the group of Google Analytics, and stores nothing', async () => {
    const shop = await openShop(await open())
    const shown = await shop.post('/posts/across/preview', { ...draft, campaign: 'Summer Shop' })
    expect(shown.status).toBe(200)
    const { items } = z.object({ items: z.array(z.object({ link })) }).parse(shown.body)
    expect(items.map((one) => one.link.utm.source)).toEqual(['instagram', 'instagram', 'newsletter'])
    for (const one of items) expect(one.link.warnings.map(({ code }) => code)).toContain('campaign-moves-group')
    await isEmpty(shop)
  })

  it('makes them once for one Idempotency-Key', async () => {
    const shop = await openShop(await open())
    const key = { 'idempotency-key': crypto.randomUUID() }
    const [first, second] = [await shop.post('/posts/across', draft, key), await shop.post('/posts/across', draft, key)]
    expect([second.status, second.body]).toEqual([201, first.body])
    expect((await shop.items('/posts')).items).toHaveLength(3)
  })

  it('copies a week to the next, with new links that are as the old ones', async () => {
    const shop = await openShop(await open())
    const made = madeAnswer.parse((await shop.post('/posts/across', draft)).body).items
    await shop.post('/posts/across', { ...draft, publishedAt: '2026-12-02T08:00:00Z', title: 'Another week' })
    const key = { 'idempotency-key': crypto.randomUUID() }
    const answer = await shop.post('/posts/copy', { week: '2026-11-29' }, key)
    expect(answer.status).toBe(201)
    const { items } = copiedAnswer.parse(answer.body)
    const same = (one: z.output<typeof link>) => ({ utm: one.utm, placement: one.placement })
    expect(items.map(({ channel, publishedAt }) => [channel, publishedAt])).toEqual(
      made.map((one) => [one.post.channel, '2026-12-01T08:00:00.000Z']),
    )
    expect(items.flatMap((one) => one.links.map(same))).toEqual(made.map((one) => same(one.link)))
    const slugs = [...made.map((one) => one.link.slug), ...items.flatMap((one) => one.links.map(({ slug }) => slug))]
    expect(new Set(slugs).size).toBe(6)
    expect((await shop.visit(`/${slugs[5]}`)).status).toBe(302)
    expect((await shop.post('/posts/copy', { week: '2026-11-29' }, key)).body).toEqual(answer.body)
    expect((await shop.items('/posts')).items).toHaveLength(9)
  })

  it('copies nothing of another shop, and says which post it does not know', async () => {
    const [shop, theirs] = [await openShop(await open()), await openShop(await open())]
    const own = await shop.link()
    const foreign = await theirs.link()
    const refused = await shop.post('/posts/copy', { postIds: [own.postId, foreign.postId] })
    expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: '/postIds/1' }]])
    for (const body of [{}, { postIds: [own.postId], week: '2026-11-22' }, { week: '1999-01-01' }, { week: 'x' }])
      expect((await shop.post('/posts/copy', body)).status).toBe(400)
    expect((await shop.items('/posts')).items).toHaveLength(1)
  })

  it('finds posts by their days, channel, campaign, kind and words', async () => {
    const shop = await openShop(await open(), { timeZone: 'Asia/Bangkok' })
    await shop.post('/posts/across', draft)
    // 17:30 in UTC is after midnight in Bangkok.
    const other = {
      ...draft,
      publishedAt: '2026-11-26T17:30:00Z',
      title: 'Ørret PÅ 100 %',
      caption: null,
      kind: 'news',
    }
    await shop.post('/posts/across', { ...other, campaign: 'Fisk', channels: [{ channel: 'line' }] })
    const campaigns = (await shop.items('/campaigns')).items
    const fish = campaigns.find(({ name }) => name === 'Fisk')?.id
    const count = async (query: string) => (await shop.items(`/posts?${query}`)).items.length
    const counts = Object.entries({
      'from=2026-11-27&to=2026-11-27': 1,
      'from=2026-11-26&to=2026-11-26': 0,
      'to=2026-11-26': 3,
      'from=2026-11-24': 4,
      'channel=instagram': 2,
      [`campaignId=${fish}`]: 1,
      'content=news': 1,
      'q=%C3%B8rret': 1,
      'q=p%C3%A5': 1,
      'q=100%20%25': 1,
      'q=oppskrift': 2,
      'q=vinter%20strikker': 3,
      'q=strikker%20fisk': 0,
      'content=news&channel=instagram': 0,
    })
    for (const [query, expected] of counts) expect([query, await count(query)]).toEqual([query, expected])
    for (const query of ['channel=myspace', 'from=2026-13-01', 'content=meme', 'chanel=x'])
      expect((await shop.get(`/posts?${query}`)).status).toBe(400)
  })
}
