import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type BioPage, firstBio } from '../../src/bio/bio-page.ts'
import { listBioPosts, makeBioLinks } from '../../src/bio/bio-store.ts'
import { chooseTiles, findTiles, previewTiles } from '../../src/bio/bio-tiles.ts'
import { bioLinkId } from '../../src/links/bio-link.ts'
import { changeLink } from '../../src/links/change.ts'
import { linkPatch } from '../../src/links/link.ts'
import { archiveLink, findLink, listLinksOfPosts } from '../../src/links/store.ts'
import { statement, write } from '../../src/storage/database.ts'
import { makeRuntime, noon, type TestRuntime } from '../make.ts'
import { makePost } from './make-post.ts'

const hourMs = 3_600_000
const page: BioPage = { ...firstBio({ id: 'shop-1', name: 'Fjellkaffe' }), isOn: true }
const at = (time: number) => new Date(time).toISOString()

describe('the tiles of a bio page', () => {
  it('are the newest published posts, those without a time by their making, planned ones not yet', async () => {
    const runtime = await makeRuntime()
    await makePost(runtime, { title: 'old', publishedAt: at(noon - 3 * hourMs) })
    await makePost(runtime, { title: 'planned', publishedAt: at(noon + hourMs) })
    await makePost(runtime, { title: 'made now' })
    await makePost(runtime, { title: 'earlier', publishedAt: at(noon - hourMs) })
    expect(await titles(runtime)).toEqual(['made now', 'earlier', 'old'])
    runtime.clock.now = noon + hourMs
    expect(await titles(runtime)).toEqual(['planned', 'made now', 'earlier', 'old'])
    expect(await titles(runtime, { postCount: 3 })).toEqual(['planned', 'made now', 'earlier'])
  })

  it('are of the channels chosen, of all where none is', async () => {
    const runtime = await makeRuntime()
    for (const channel of ['facebook', 'instagram', 'newsletter']) await makePost(runtime, { title: channel, channel })
    expect(await titles(runtime, { channels: ['instagram', 'facebook'] })).toEqual(['instagram', 'facebook'])
    expect(await titles(runtime)).toEqual(['newsletter', 'instagram', 'facebook'])
  })

  it('show what went to several channels once, for the channel whose captions can’t be tapped', async () => {
    const runtime = await makeRuntime()
    const link = { destination: 'https://shop.example/jul' }
    for (const channel of ['facebook', 'tiktok', 'instagram', 'newsletter'])
      await makePost(runtime, { title: channel === 'tiktok' ? 'JUL' : 'Jul', channel, link })
    await makePost(runtime, { title: 'Jul', channel: 'facebook', link: { destination: 'https://shop.example/2' } })
    const posts = await listBioPosts(runtime.database, page, { now: noon, limit: 50 })
    expect(chooseTiles(posts, 9).map(({ channel, destination }) => [channel, destination])).toEqual([
      ['facebook', 'https://shop.example/2'],
      ['instagram', 'https://shop.example/jul'],
    ])
    await findTiles(runtime, page)
    expect(await bioLinks(runtime)).toHaveLength(2)
  })

  it('lead to a link of the same post, made like its main link with the placement bio', async () => {
    const runtime = await makeRuntime()
    const { post, link } = await makePost(runtime, {
      link: { tags: ['jul'], term: 'kaffe', placement: 'feed', expiresAt: at(noon + hourMs), title: 'Reel' },
    })
    const [tile] = await findTiles(runtime, page)
    const [main, made] = await listLinksOfPosts(runtime.database, [post.id])
    expect(main).toEqual(link)
    expect(made).toEqual({
      ...link,
      number: made?.number,
      id: made?.id,
      slug: made?.slug,
      placement: 'bio',
      utm: { ...link.utm, content: 'reel-bio' },
    })
    expect(tile?.href).toBe(`http://localhost:8787/${made?.slug}`)
  })

  it('leave utm_content out where the main link has none, and within 256 characters', async () => {
    const runtime = await makeRuntime()
    const none = await makePost(runtime, { title: 'none', link: { content: undefined } })
    const long = await makePost(runtime, { title: 'long', link: { content: 'x'.repeat(256) } })
    await findTiles(runtime, page)
    const [, bare] = await listLinksOfPosts(runtime.database, [none.post.id])
    const [, cut] = await listLinksOfPosts(runtime.database, [long.post.id])
    expect(bare).toMatchObject({ placement: 'bio', utm: none.link.utm })
    expect(cut?.utm.content).toBe(`${'x'.repeat(252)}-bio`)
  })

  it('make each link once, however many ask at the same time', async () => {
    const runtime = await makeRuntime()
    for (let n = 0; n < 6; n++) await makePost(runtime, { title: `Reel ${n}` })
    const posts = await listBioPosts(runtime.database, page, { now: noon, limit: 50 })
    await Promise.all([
      ...Array.from({ length: 8 }, () => findTiles(runtime, page)),
      makeBioLinks(runtime.database, posts, noon),
    ])
    const seen = await Promise.all([findTiles(runtime, page), findTiles(runtime, page)])
    expect(await bioLinks(runtime)).toHaveLength(6)
    expect(seen[0]).toEqual(seen[1])
    expect(new Set(seen[0].map(({ href }) => href)).size).toBe(6)
    const slugs = await runtime.database.all(statement('select slug from slugs'))
    expect(slugs).toHaveLength(12)
  })

  it('use the bio link that a shop has made itself', async () => {
    const runtime = await makeRuntime()
    const { link } = await makePost(runtime, { link: { placement: 'bio', slug: 'egen' } })
    expect(await findTiles(runtime, page)).toMatchObject([{ href: 'http://localhost:8787/egen' }])
    expect(await bioLinks(runtime)).toMatchObject([{ id: link.id }])
  })

  it('leave out posts without a link, and posts whose links have ended', async () => {
    const runtime = await makeRuntime()
    const archived = await makePost(runtime, { title: 'archived' })
    await makePost(runtime, { title: 'expired', link: { expiresAt: at(noon + hourMs) } })
    const usedUp = await makePost(runtime, { title: 'used up' })
    await makePost(runtime, { title: 'lives' })
    await write(
      runtime.database,
      statement(
        'insert into posts (id, shop_id, channel, title, created_at) values (?, ?, ?, ?, ?)',
        'post_bare',
        'shop-1',
        'instagram',
        'bare',
        noon,
      ),
    )
    expect(await titles(runtime)).toEqual(['lives', 'used up', 'expired', 'archived'])
    await archiveLink(runtime.database, archived.link.id, { at: noon, who: 'Kari' })
    await write(runtime.database, statement('update links set max_clicks = 5 where id = ?', usedUp.link.id))
    await write(runtime.database, statement('insert into link_uses (link, clicks) values (?, 5)', usedUp.link.number))
    runtime.clock.now = noon + hourMs
    expect(await titles(runtime)).toEqual(['lives'])
  })

  it('leave a post out whose bio link was ended, and make it no new one', async () => {
    const runtime = await makeRuntime()
    await makePost(runtime)
    await findTiles(runtime, page)
    const [made] = await bioLinks(runtime)
    await archiveLink(runtime.database, made?.id ?? '', { at: noon, who: 'Kari' })
    expect(await titles(runtime)).toEqual([])
    expect(await bioLinks(runtime)).toHaveLength(1)
  })

  it('follow the main link when that is changed, unless the bio link was changed by hand', async () => {
    const runtime = await makeRuntime()
    const { post } = await makePost(runtime)
    await findTiles(runtime, page)
    const mend = (to: string) =>
      write(runtime.database, statement(`update links set destination = ? where placement is null`, to))
    await mend('https://shop.example/mended')
    expect(await findTiles(runtime, page)).toHaveLength(1)
    const [, followed] = await listLinksOfPosts(runtime.database, [post.id])
    expect(followed).toMatchObject({ destination: 'https://shop.example/mended', utm: { content: 'reel-bio' } })
    expect(
      await runtime.database.all(statement('select link_id, who, field, before, after from link_changes')),
    ).toEqual([
      {
        link_id: followed?.id,
        who: 'Bio page',
        field: 'destination',
        before: '"https://shop.example/Reel"',
        after: '"https://shop.example/mended"',
      },
    ])
    await write(runtime.database, statement(`update links set updated_at = ? where placement = 'bio'`, noon + 1))
    await mend('https://shop.example/again')
    await findTiles(runtime, page)
    expect((await listLinksOfPosts(runtime.database, [post.id]))[1]?.destination).toBe('https://shop.example/mended')
  })

  it('leave a post out whose bio link was given another placement or another post', async () => {
    const runtime = await makeRuntime()
    const [placed, moved, other] = [
      await makePost(runtime, { title: 'placed' }),
      await makePost(runtime, { title: 'moved' }),
      await makePost(runtime, { title: 'other', link: { placement: 'bio' } }),
    ]
    expect(await titles(runtime)).toEqual(['other', 'moved', 'placed'])
    runtime.clock.now++
    await patch(runtime, bioLinkId(placed.post.id), { placement: 'feed' })
    await patch(runtime, bioLinkId(moved.post.id), { postId: other.post.id })
    expect(await titles(runtime)).toEqual(['other'])
    expect(await titles(runtime)).toEqual(['other'])
    expect(await runtime.database.all(statement('select id from links'))).toHaveLength(5)
  })

  it('end with the main link, whenever its end was set, and come back when that is put off', async () => {
    const runtime = await makeRuntime()
    const { post, link } = await makePost(runtime)
    const bioLink = () => findLink(runtime.database, bioLinkId(post.id))
    await findTiles(runtime, page)
    runtime.clock.now++
    const fallbackUrl = 'https://shop.example/over'
    await patch(runtime, link.id, { expiresAt: at(noon + hourMs), fallbackUrl })
    expect(await titles(runtime)).toEqual(['Reel'])
    expect(await bioLink()).toMatchObject({ expiresAt: noon + hourMs, fallbackUrl })
    const told = await runtime.database.all(
      statement('select field, before, after from link_changes where link_id = ? order by number', bioLinkId(post.id)),
    )
    expect(told).toEqual([
      { field: 'expiresAt', before: 'null', after: String(noon + hourMs) },
      { field: 'fallbackUrl', before: 'null', after: JSON.stringify(fallbackUrl) },
    ])
    runtime.clock.now = noon + hourMs
    expect(await titles(runtime)).toEqual([])
    await patch(runtime, link.id, { expiresAt: at(noon + 3 * hourMs) })
    expect(await titles(runtime)).toEqual(['Reel'])
    expect(await bioLink()).toMatchObject({ expiresAt: noon + 3 * hourMs })
  })

  it('have no limit of their own: they go when the main link’s is used up', async () => {
    const runtime = await makeRuntime()
    const { post, link } = await makePost(runtime, { link: { maxClicks: 5 } })
    await findTiles(runtime, page)
    expect(await findLink(runtime.database, bioLinkId(post.id))).toMatchObject({ maxClicks: null })
    await write(runtime.database, statement('insert into link_uses (link, clicks) values (?, 5)', link.number))
    expect(await titles(runtime)).toEqual([])
  })

  it('go along when the main link’s campaign or channel changes, and refuse a change of their own', async () => {
    const runtime = await makeRuntime()
    const { post, link } = await makePost(runtime)
    await findTiles(runtime, page)
    runtime.clock.now++
    await expect(patch(runtime, bioLinkId(post.id), { campaign: 'Påske' })).rejects.toMatchObject({
      errors: [{ pointer: '/campaign', detail: expect.stringContaining(`follows the post’s main link`) }],
    })
    await patch(runtime, link.id, { campaign: 'Påske', channel: 'facebook' })
    await findTiles(runtime, page)
    const utm = { source: 'facebook', medium: 'social', campaign: 'Påske', content: 'reel-bio' }
    expect(await findLink(runtime.database, bioLinkId(post.id))).toMatchObject({ channel: 'facebook', utm })
  })

  it('hold the main link where it is once the bio link was changed by hand, unless that has ended', async () => {
    const runtime = await makeRuntime()
    const { post, link } = await makePost(runtime)
    await findTiles(runtime, page)
    runtime.clock.now++
    await patch(runtime, bioLinkId(post.id), { content: 'own' })
    await expect(patch(runtime, link.id, { campaign: 'Påske' })).rejects.toThrow()
    await archiveLink(runtime.database, bioLinkId(post.id), { at: runtime.clock.now, who: 'Kari' })
    expect(await patch(runtime, link.id, { campaign: 'Påske' })).toMatchObject({ utm: { campaign: 'Påske' } })
  })

  it('are found by an index where few posts are on the channels chosen', async () => {
    const runtime = await makeRuntime()
    const plans: string[] = []
    const explaining = {
      ...runtime.database,
      async all(query: Parameters<typeof runtime.database.all>[0]) {
        const plan = await runtime.database.all({ ...query, sql: `explain query plan ${query.sql}` })
        plans.push(plan.map((row) => z.object({ detail: z.string() }).parse(row).detail).join('\n'))
        return runtime.database.all(query)
      },
    }
    await listBioPosts(explaining, { ...page, channels: ['tiktok', 'line'] }, { now: noon, limit: 50 })
    await listBioPosts(explaining, page, { now: noon, limit: 50 })
    expect(plans[0]).toContain('posts_by_channel (shop_id=? AND channel=? AND <expr><?)')
    expect(plans[1]).toContain('posts_by_shown (shop_id=? AND <expr><?)')
    expect(plans.join('\n')).not.toMatch(/SCAN (?:p|q|l|m|b)\b/)
  })

  it('need one read once their links are there, and a preview makes none', async () => {
    const runtime = await makeRuntime()
    await makePost(runtime)
    expect(await previewTiles(runtime, page)).toMatchObject([{ title: 'Reel', href: null }])
    expect(await bioLinks(runtime)).toEqual([])
    await findTiles(runtime, page)
    let asked = 0
    const counting = {
      ...runtime.database,
      all: (query: Parameters<typeof runtime.database.all>[0]) => (asked++, runtime.database.all(query)),
    }
    await findTiles({ ...runtime, database: counting }, page)
    expect(asked).toBe(1)
  })
})

async function titles(runtime: TestRuntime, over: Partial<BioPage> = {}): Promise<string[]> {
  return (await findTiles(runtime, { ...page, ...over })).map(({ title }) => title)
}

async function patch(runtime: TestRuntime, id: string, change: unknown) {
  const link = await findLink(runtime.database, id)
  if (!link) throw new Error(`there is no link ${id}`)
  return changeLink(runtime, link, linkPatch.parse(change), 'Kari')
}

async function bioLinks({ database }: TestRuntime) {
  const rows = await database.all(statement(`select id from links where placement = 'bio'`))
  return rows.map((row) => z.object({ id: z.string() }).parse(row))
}
