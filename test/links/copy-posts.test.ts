import { describe, expect, it } from 'vitest'
import { firstBio } from '../../src/bio/bio-page.ts'
import { findTiles } from '../../src/bio/bio-tiles.ts'
import { bioLinkId } from '../../src/links/bio-link.ts'
import { archiveLink, findLink } from '../../src/links/store.ts'
import { statement, write } from '../../src/storage/database.ts'
import { type AcrossDraft, createAcross } from '../../src/links/across.ts'
import { copyDraft, copyPosts } from '../../src/links/copy-posts.ts'
import { linksOf } from '../../src/links/show-posts.ts'
import { findShop } from '../../src/shops/store.ts'
import { makeRuntime, noon } from '../make.ts'

describe('copies of posts', () => {
  it('are at the same time of day after the clocks changed', async () => {
    const { make, copy } = await makeShop()
    await make({ publishedAt: Date.parse('2026-10-22T08:30:00+02:00') })
    const [copied] = await copy({ week: '2026-10-19' })
    expect(copied?.publishedAt).toBe(Date.parse('2026-10-29T08:30:00+01:00'))
  })

  it('take along all that was told of the post but where it was published', async () => {
    const { make, copy } = await makeShop()
    const told = {
      kind: 'offer',
      caption: 'Se: {link}',
      imageUrl: 'https://shop.example/a.jpg',
      customerMade: true,
    } as const
    const [made] = await make({ ...told, publishedAt: noon, tags: ['ull'] })
    const [copied] = await copy({ postIds: [made?.post.id ?? ''], shiftDays: 14 })
    const { number: _, id: __, ...same } = made?.post ?? { number: 0, id: '' }
    expect(copied).toMatchObject({ ...same, publishedAt: noon + 14 * 86_400_000 })
    expect(copied?.id).not.toBe(made?.post.id)
  })

  it('have the day of their own in utm_content where the old ones had theirs', async () => {
    const { make, copy, links } = await makeShop()
    const contents = ['votter-2026-11-22', '20261122-votter', 'votter-2026-11-21', 'ean-720261122', 'votter']
    await make({ publishedAt: noon, channels: contents.map((content) => ({ channel: 'x', content })) })
    const copies = await copy({ week: '2026-11-22' })
    expect((await links(copies)).map(({ utm }) => utm.content)).toEqual([
      ...['votter-2026-11-29', '20261129-votter', 'votter-2026-11-21', 'ean-720261122', 'votter'],
    ])
  })

  it('of what was never planned are planned after the day it was made', async () => {
    const { make, copy } = await makeShop()
    await make({})
    const [copied] = await copy({ week: '2026-11-16' })
    expect(copied?.publishedAt).toBe(noon + 7 * 86_400_000)
  })

  it('leave archived links out, and move an end along', async () => {
    const { runtime, make, copy, links } = await makeShop()
    const expiresAt = noon + 86_400_000
    const [ended] = await make({ expiresAt, channels: [{ channel: 'x' }] })
    await archiveLink(runtime.database, ended?.link.id ?? '', { who: 'a test', at: noon })
    const [kept] = await make({ expiresAt, channels: [{ channel: 'line' }] })
    const copies = await copy({ postIds: [ended?.post.id ?? '', kept?.post.id ?? ''] })
    expect(copies).toHaveLength(2)
    expect(await links(copies)).toMatchObject([{ channel: 'line', expiresAt: expiresAt + 7 * 86_400_000 }])
  })

  it('leave out what the bio page made of their links: it makes the copies their own', async () => {
    const { runtime, make, copy, links } = await makeShop()
    const [made] = await make({})
    const page = { ...firstBio({ id: 'shop-1', name: 'Votter' }), isOn: true }
    await findTiles(runtime, page)
    const own = bioLinkId(made?.post.id ?? '')
    expect(await findLink(runtime.database, own)).toBeDefined()
    const week = { week: '2026-11-22', shiftDays: 0 }
    expect(await links(await copy(week))).toHaveLength(1)
    // Changed by hand, it is a link like any other.
    await write(runtime.database, statement('update links set updated_at = created_at + 1 where id = ?', own))
    const again = await links(await copy({ postIds: [made?.post.id ?? ''] }))
    expect(again.map(({ placement }) => placement)).toEqual([null, 'bio'])
  })

  it('hold a week from Monday to Sunday of the shop, in the order of time', async () => {
    const { make, copy } = await makeShop()
    const times = ['2026-11-15T23:59:59+01:00', '2026-11-22T23:59:59+01:00', '2026-11-16T00:00:00+01:00']
    for (const [index, time] of [...times, '2026-11-23T00:00:00+01:00'].entries())
      await make({ title: `post ${index}`, publishedAt: Date.parse(time), channels: [{ channel: 'x' }] })
    for (const week of ['2026-11-16', '2026-11-18', '2026-11-22'])
      expect((await copy({ week, shiftDays: 700 })).map(({ title }) => title)).toEqual(['post 2', 'post 1'])
  })

  it('of more than a hundred posts are refused with the remedy', async () => {
    const { make, copy } = await makeShop()
    const channels = Array.from({ length: 20 }, () => ({ channel: 'x' as const }))
    for (let times = 0; times < 5; times++) await make({ channels })
    expect(await copy({ week: '2026-11-22' })).toHaveLength(100)
    await make({ channels: [{ channel: 'x' }] })
    await expect(copy({ week: '2026-11-22' })).rejects.toThrow('100 at a time')
  })
})

async function makeShop() {
  const runtime = await makeRuntime()
  const shop = await findShop(runtime.database, 'shop-1')
  if (!shop) throw new Error('no shop')
  const draft = { destination: 'https://shop.example/', campaign: 'Vinter', title: 'Votter' }
  return {
    runtime,
    make: (over: Partial<AcrossDraft>) =>
      createAcross(runtime, shop, { ...draft, channels: [{ channel: 'x' }], ...over }),
    copy: (body: unknown) => copyPosts(runtime, shop, copyDraft.parse(body)),
    links: async (posts: Awaited<ReturnType<typeof copyPosts>>) => {
      const byPost = await linksOf(runtime, posts)
      return posts.flatMap(({ id }) => byPost.get(id) ?? [])
    },
  }
}
