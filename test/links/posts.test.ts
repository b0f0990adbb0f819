import { expect, it } from 'vitest'
import { makeApp } from '../app/make-app.ts'
import { idOf, openShop } from '../app/talk.ts'

const draft = {
  ...{
    title: 'Slik strikker du votter',
    channel: 'facebook',
    publishedAt: '2026-11-22T08:00:00.000Z',
    coupon: 'VOTT10',
  },
  ...{ content: 'knowledge', purpose: 'Vise fram garnet', tags: ['votter'], url: 'https://www.facebook.com/p/1' },
}

it('is made, found and changed with all that is told of it', async () => {
  const shop = await openShop(await makeApp())
  const campaignId = await idOf(shop.call, '/api/v1/campaigns', { name: 'Vinter' })
  const made = await shop.post('/posts', { ...draft, campaignId })
  expect([made.status, made.body]).toMatchObject([201, { ...draft, campaignId, campaignName: 'Vinter', links: [] }])
  const path = `/posts/${made.id}`
  expect(made.headers.get('location')).toBe(`/api/v1${path}`)
  expect((await shop.get(path)).body).toEqual(made.body)
  const cleared = { campaignId: null, coupon: null, publishedAt: null, content: null, url: null, tags: [] }
  const changed = await shop.call('PATCH', `/api/v1${path}`, { body: cleared })
  expect(changed.body).toMatchObject({ ...draft, ...cleared, campaignName: null })
})

it('is shown with its links, oldest first, and takes their campaign when it has none', async () => {
  const shop = await openShop(await makeApp())
  const postId = await idOf(shop.call, '/api/v1/posts', { title: 'Votter', channel: 'facebook' })
  const bio = await shop.link({ postId, channel: undefined, placement: 'bio' })
  const comment = await shop.link({ postId, channel: undefined, placement: 'comment', campaign: 'black-week' })
  const { body } = await shop.get(`/posts/${postId}`)
  expect(body).toMatchObject({
    campaignName: 'Black Week',
    links: [{ id: bio.id, channel: 'facebook' }, { id: comment.id }],
  })
  expect((await shop.items('/posts')).items).toEqual([body])
})

it('gives a link its campaign and channel', async () => {
  const shop = await openShop(await makeApp())
  const campaignId = await idOf(shop.call, '/api/v1/campaigns', { name: 'Vinter' })
  const postId = await idOf(shop.call, '/api/v1/posts', { title: 'Votter', channel: 'newsletter', campaignId })
  const link = await shop.link({ postId, channel: undefined, campaign: undefined })
  expect(link).toMatchObject({ postId, channel: 'newsletter', utm: { campaign: 'vinter', medium: 'email' } })
  expect((await shop.items('/posts')).items).toHaveLength(1)
})

it('lists hundreds with their links, more than one statement takes', async () => {
  const shop = await openShop(await makeApp())
  const links = Array.from({ length: 100 }, (_, index) => ({
    destination: 'https://shop.example/',
    channel: 'x',
    campaign: 'c',
    title: `t${index}`,
  }))
  for (let batch = 0; batch < 2; batch++) await shop.post('/links/bulk', { links })
  const { items, nextCursor } = await shop.items('/posts?limit=500')
  expect(nextCursor).toBeNull()
  expect(items).toHaveLength(200)
  expect(items.filter((post) => !Array.isArray(post.links) || post.links.length !== 1)).toEqual([])
})

it('keeps what others changed since it was read', async () => {
  const shop = await openShop(await makeApp())
  const postId = await idOf(shop.call, '/api/v1/posts', draft)
  const path = `/api/v1/posts/${postId}`
  const campaignId = await idOf(shop.call, '/api/v1/campaigns', { name: 'Vinter' })
  const changes = [{ title: 'Ny' }, { coupon: null }, { tags: [] }, { campaignId }, { content: 'news' }]
  const answers = await Promise.all(changes.map((body) => shop.call('PATCH', path, { body })))
  expect(answers.map(({ status }) => status)).toEqual(changes.map(() => 200))
  const changed = { title: 'Ny', coupon: null, tags: [], campaignId, content: 'news' }
  expect((await shop.get(`/posts/${postId}`)).body).toMatchObject({ ...draft, ...changed })
})

it('is found by words of its title, caption, tags and campaign, in whatever case, as they are now', async () => {
  const shop = await openShop(await makeApp())
  const campaignId = await idOf(shop.call, '/api/v1/campaigns', { name: 'Vår-Ærbø' })
  const about = { channel: 'x', caption: 'Łódź i dag', tags: ['Ørret'], campaignId }
  const a = await idOf(shop.call, '/api/v1/posts', { title: 'BLÅBÆR og Fløte', ...about })
  const b = await idOf(shop.call, '/api/v1/posts', { title: 'Votter', channel: 'x' })
  const find = async (q: string) => (await shop.items(`/posts?q=${encodeURIComponent(q)}`)).items.map(({ id }) => id)
  for (const q of ['blåbær', 'BLÅbær FLØTE', 'łódź', 'ŁÓDŹ ørret', 'vår-ærbø', 'ÆRBØ'])
    expect([q, await find(q)]).toEqual([q, [a]])
  for (const q of ['tt', 'VOTTER']) expect([q, await find(q)]).toEqual([q, [b]])
  expect([await find('blåbær votter'), await find('%')]).toEqual([[], []])
  await shop.call('PATCH', `/api/v1/campaigns/${campaignId}`, { body: { name: 'Høst' } })
  await shop.call('PATCH', `/api/v1/posts/${b}`, { body: { campaignId, caption: 'Śnieg', tags: ['Ål'] } })
  expect([await find('HØST'), await find('śnieg ål'), await find('ærbø')]).toEqual([[b, a], [b], []])
  const days = `from=2026-11-22&to=2026-11-22&q=${encodeURIComponent('høst')}`
  expect((await shop.items(`/posts?${days}`)).items.map(({ id }) => id)).toEqual([b, a])
  await shop.link({ postId: b, channel: undefined, campaign: 'høst' })
  expect(await find('høst')).toEqual([b, a])
})
