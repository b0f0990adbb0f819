import { expect, it } from 'vitest'
import { makeApp } from '../app/make-app.ts'
import { idOf, openShop } from '../app/talk.ts'

const draft = { name: 'Black Week', purpose: 'Selge', audience: 'Strikkere', from: '2026-11-23', to: '2026-11-29' }

it('is made, found and listed as it was told', async () => {
  const shop = await openShop(await makeApp())
  const made = await shop.post('/campaigns', draft)
  expect([made.status, made.body]).toMatchObject([201, { ...draft, key: 'black-week', shopId: shop.shopId }])
  expect(made.headers.get('location')).toBe(`/api/v1/campaigns/${made.id}`)
  expect((await shop.get(`/campaigns/${made.id}`)).body).toEqual(made.body)
  expect((await shop.items('/campaigns')).items).toMatchObject([{ ...draft, id: made.id, posts: 0 }])
})

it('is told as the last one where the shop’s newest link belongs to it, under the name it has now', async () => {
  const served = await makeApp()
  const [shop, other] = [await openShop(served), await openShop(served)]
  expect((await shop.get('/campaigns/last')).body).toEqual({ campaign: null })
  await shop.link({ campaign: 'Jul' })
  await shop.link({ campaign: 'Vinter' })
  await shop.post('/campaigns', draft)
  const { items } = await shop.items('/campaigns')
  const last = items.find(({ key }) => key === 'vinter')
  const renamed = await shop.call('PATCH', `/api/v1/campaigns/${last?.id}`, { body: { name: 'Vinter 2027' } })
  expect((await shop.get('/campaigns/last')).body).toEqual({ campaign: renamed.body })
  expect((await other.get('/campaigns/last')).body).toEqual({ campaign: null })
  expect((await other.get(`/campaigns/last?shopId=${shop.shopId}`)).status).toBe(404)
})

it('has a name that differs from the others by more than case and signs', async () => {
  const shop = await openShop(await makeApp())
  await shop.post('/campaigns', draft)
  const other = await idOf(shop.call, '/api/v1/campaigns', { name: 'Jul' })
  for (const name of ['black-week', 'BLACK  WEEK!', 'Bláck Wéek']) {
    const again = await shop.post('/campaigns', { name })
    const renamed = await shop.call('PATCH', `/api/v1/campaigns/${other}`, { body: { name } })
    for (const { status, body } of [again, renamed])
      expect([name, status, body.errors]).toMatchObject([name, 409, [{ pointer: '/name' }]])
  }
  expect((await shop.call('PATCH', `/api/v1/campaigns/${other}`, { body: { name: 'JUL' } })).status).toBe(200)
})

it('changes what is given, clears what is null, and never ends before it begins', async () => {
  const shop = await openShop(await makeApp())
  const path = `/api/v1/campaigns/${await idOf(shop.call, '/api/v1/campaigns', draft)}`
  const change = (body: unknown) => shop.call('PATCH', path, { body })
  expect((await change({ purpose: null, to: '2026-11-30' })).body).toMatchObject({
    ...draft,
    purpose: null,
    to: '2026-11-30',
  })
  const backwards = await change({ from: '2026-12-01' })
  expect([backwards.status, backwards.body.errors]).toMatchObject([400, [{ pointer: '/to' }]])
  expect((await change({ from: '2026-12-01', to: null })).body).toMatchObject({ from: '2026-12-01', to: null })
})

it('keeps scripts apart that have no Latin form', async () => {
  const shop = await openShop(await makeApp())
  for (const name of ['ลดราคา', 'ปีใหม่', '🎄', '🎅'])
    expect([name, (await shop.post('/campaigns', { name })).status]).toEqual([name, 201])
})

it('keeps its key when it gets another name; links find it by either', async () => {
  const shop = await openShop(await makeApp())
  const first = await shop.link({ campaign: 'Vinter' })
  const [campaign] = (await shop.items('/campaigns')).items
  const path = `/api/v1/campaigns/${campaign?.id}`
  const renamed = await shop.call('PATCH', path, { body: { name: 'Sommer!' } })
  expect(renamed.body).toMatchObject({ name: 'Sommer!', key: 'vinter' })
  const links = [first, await shop.link({ campaign: 'vinter' }), await shop.link({ campaign: 'sommer' })]
  expect((await shop.items('/campaigns')).items).toHaveLength(1)
  for (const { postId } of links) expect((await shop.get(`/posts/${postId}`)).body.campaignId).toBe(campaign?.id)
  for (const name of ['VINTER', 'sommer']) {
    const again = await shop.post('/campaigns', { name })
    expect([name, again.status, again.body.errors]).toMatchObject([name, 409, [{ pointer: '/name' }]])
    expect(again.text).toContain('utm_campaign vinter')
  }
  expect((await shop.call('PATCH', path, { body: { name: 'Vinter' } })).body.name).toBe('Vinter')
})

it('keeps what others changed since it was read', async () => {
  const shop = await openShop(await makeApp())
  const path = `/api/v1/campaigns/${await idOf(shop.call, '/api/v1/campaigns', draft)}`
  const changes = [{ name: 'Ny' }, { purpose: 'Glede' }, { audience: null }, { to: '2026-11-30' }]
  await Promise.all(changes.map((body) => shop.call('PATCH', path, { body })))
  expect((await shop.call('GET', path)).body).toMatchObject({ ...draft, ...Object.assign({}, ...changes) })
})
