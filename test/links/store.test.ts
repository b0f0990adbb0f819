import { expect, it } from 'vitest'
import { changeLink } from '../../src/links/change.ts'
import { createLink, planLink } from '../../src/links/create.ts'
import { archiveLink, findLink, insertLink, listLinksOfPosts } from '../../src/links/store.ts'
import { findTarget } from '../../src/links/target-store.ts'
import { findShop } from '../../src/shops/store.ts'
import { makeApp } from '../app/make-app.ts'
import { draftLink, openShop } from '../app/talk.ts'
import { read } from '../app/sql.ts'
import { makeRuntime } from '../make.ts'

const draft = { destination: 'https://shop.example/', source: 'facebook', campaign: 'jul' }

async function makeShop() {
  const runtime = await makeRuntime()
  const shop = await findShop(runtime.database, 'shop-1')
  if (!shop) throw new Error('no shop')
  return { runtime, shop, database: runtime.database }
}

it('stores all of a link or nothing: no campaign and no post are left behind by a taken slug', async () => {
  const { runtime, shop, database } = await makeShop()
  const first = await createLink(runtime, shop, { ...draft, slug: 'jul' })
  const second = await planLink(runtime, shop, { ...draft, campaign: 'new', slug: 'JUL' })
  expect(await insertLink(database, second)).toBe(false)
  expect(await read(database, 'select name from campaigns')).toEqual([{ name: 'jul' }])
  expect(await read(database, 'select id from posts')).toEqual([{ id: first.postId }])
})

it('finds a domain’s own link before the default one, and the default one for any other host', async () => {
  const { runtime, shop, database } = await makeShop()
  const own = await createLink(runtime, shop, { ...draft, slug: 'jul', domain: 'go.kunde.example' })
  const common = await createLink(runtime, shop, { ...draft, slug: 'JUL' })
  const only = await createLink(runtime, shop, { ...draft, slug: 'bare-der', domain: 'go.kunde.example' })
  const numberOf = async (host: string, slug: string) => (await findTarget(database, host, slug))?.number
  expect(await numberOf('go.kunde.example', 'Jul')).toBe(own.number)
  expect(await numberOf('anything.example', 'jul')).toBe(common.number)
  expect(await numberOf('', 'jul')).toBe(common.number)
  expect(await numberOf('go.kunde.example', 'bare-der')).toBe(only.number)
  expect(await numberOf('', 'bare-der')).toBeUndefined()
})

it('takes the host from the request, whatever its case and port', async () => {
  const app = await makeApp()
  const shop = await openShop(app)
  const link = await shop.link({ domain: 'go.kunde.example', slug: 'jul' })
  expect(link.shortUrl).toBe('https://go.kunde.example/jul')
  for (const host of ['go.kunde.example', 'GO.kunde.example:443'])
    expect([host, (await shop.visit(`https://${host}/jul`)).status]).toEqual([host, 302])
  expect((await shop.visit('/jul')).status).toBe(404)
  expect((await shop.post('/links', draftLink({ slug: 'jul' }))).status).toBe(201)
})

it('moves a link’s own post to another channel and campaign, and renames nothing by itself', async () => {
  const { runtime, shop, database } = await makeShop()
  const link = await createLink(runtime, shop, { ...draft, content: 'a' })
  const moved = await changeLink(runtime, link, { channel: 'newsletter', campaign: 'påske' }, 'Kari')
  expect(moved).toMatchObject({
    channel: 'newsletter',
    slug: link.slug,
    utm: { source: 'newsletter', medium: 'email', campaign: 'påske', content: 'a' },
  })
  const query = 'select p.channel, c.name from posts p join campaigns c on c.id = p.campaign_id'
  expect(await read(database, query)).toEqual([{ channel: 'newsletter', name: 'påske' }])
})

it('lists the links of many posts, and of none', async () => {
  const { runtime, shop, database } = await makeShop()
  const made = []
  for (let index = 0; index < 3; index++) made.push(await createLink(runtime, shop, draft))
  const ids = made.map((link) => link.postId)
  expect((await listLinksOfPosts(database, ids.toReversed())).map((link) => link.id)).toEqual(
    made.map((link) => link.id),
  )
  expect(await listLinksOfPosts(database, [])).toEqual([])
})

it('keeps what others changed since the link was read', async () => {
  const { runtime, shop, database } = await makeShop()
  const read = await createLink(runtime, shop, { ...draft, content: 'a', term: 'b' })
  const changes = [
    { title: 'Ny' },
    { destination: 'https://shop.example/ny' },
    { content: 'c' },
    { term: '' },
    { tags: ['jul'] },
    { medium: 'paid-social' },
    { slug: 'ny-slug' },
    { domain: 'go.kunde.example' },
    { placement: 'bio' },
    { fallbackUrl: 'https://shop.example/slutt' },
  ]
  for (const change of changes) await changeLink(runtime, read, change, 'Kari')
  const changed = await findLink(database, read.id)
  expect(changed).toMatchObject({
    ...{ title: 'Ny', destination: 'https://shop.example/ny', tags: ['jul'], slug: 'ny-slug', placement: 'bio' },
    ...{ domain: 'go.kunde.example', fallbackUrl: 'https://shop.example/slutt' },
    utm: { source: 'facebook', medium: 'paid-social', campaign: 'jul', content: 'c' },
  })
  expect(changed?.utm.term).toBeUndefined()
  for (const [host, slug] of [
    ['', read.slug],
    ['', 'ny-slug'],
    ['go.kunde.example', 'ny-slug'],
  ] as const)
    expect([host, slug, (await findTarget(database, host, slug))?.number]).toEqual([host, slug, read.number])
})

it('stays ended, and since when, whatever is changed at the same time', async () => {
  const { runtime, shop, database } = await makeShop()
  const link = await createLink(runtime, shop, draft)
  const endedAt = runtime.clock.now
  await archiveLink(database, link.id, { at: endedAt, who: 'Kari' })
  await changeLink(runtime, link, { title: 'Ny' }, 'Kari')
  await archiveLink(database, link.id, { at: endedAt + 1000, who: 'Kari' })
  expect(await findLink(database, link.id)).toMatchObject({ title: 'Ny', archivedAt: endedAt, updatedAt: endedAt })
})
