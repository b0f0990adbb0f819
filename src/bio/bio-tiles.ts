import { channelIds } from '../links/channel.ts'
import { shortUrlOf } from '../links/short-url.ts'
import type { Runtime } from '../runtime.ts'
import type { BioPage } from './bio-page.ts'
import { type BioPost, listBioPosts, makeBioLinks } from './bio-store.ts'

/** A post on a bio page. `href`: its short URL with placement `bio`; null in a preview, which leads nowhere. */
export type Tile = {
  readonly title: string
  readonly content: BioPost['content']
  readonly pictureUrl: string | null
  readonly href: string | null
}

/** The page's tiles, newest post first. Bio links that are missing yet are made, each once. */
export async function findTiles({ database, publicUrl, now: clock }: Runtime, page: BioPage): Promise<Tile[]> {
  const now = clock()
  const read = async () =>
    chooseTiles(await listBioPosts(database, page, { now, limit: limitFor(page) }), page.postCount)
  const posts = await read()
  const waiting = posts.filter(({ bioLink }) => bioLink === null || bioLink.isBehind)
  if (waiting.length > 0) await makeBioLinks(database, waiting, now)
  const ready = waiting.length > 0 ? await read() : posts
  return ready.flatMap((post) => (post.bioLink ? [toTile(post, shortUrlOf(post.bioLink, publicUrl))] : []))
}

/** The same tiles with nothing made and nothing to follow. */
export async function previewTiles({ database, now }: Runtime, page: BioPage): Promise<Tile[]> {
  const posts = await listBioPosts(database, page, { now: now(), limit: limitFor(page) })
  return chooseTiles(posts, page.postCount).map((post) => toTile(post, null))
}

/**
 * One of each: the same thing told on several channels is one tile, that of the channel which needs a bio page most. It
 * keeps the place of the newest of them.
 */
export function chooseTiles(posts: readonly BioPost[], count: number): BioPost[] {
  const same = Map.groupBy(posts, ({ title, destination }) => JSON.stringify([title.toLowerCase(), destination]))
  return [...same.values()].flatMap((few) => few.toSorted((a, b) => rank(a) - rank(b)).slice(0, 1)).slice(0, count)
}

/** Channels whose captions can't be tapped come first. */
const captionsOnly: readonly BioPost['channel'][] = ['instagram', 'tiktok']

function rank({ channel }: BioPost): number {
  const first = captionsOnly.indexOf(channel)
  return first >= 0 ? first : captionsOnly.length + channelIds.indexOf(channel)
}

/** Enough for a page whose every post went to six channels. */
function limitFor({ postCount }: Pick<BioPage, 'postCount'>): number {
  return postCount * 6
}

function toTile({ title, content, imageUrl }: BioPost, href: string | null): Tile {
  return { title, content, pictureUrl: imageUrl, href }
}
