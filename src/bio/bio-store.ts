import * as z from 'zod'
import { bioLinkId, bioLinkIdOf, isBioLink, isFollower } from '../links/bio-link.ts'
import { channelIds } from '../links/channel.ts'
import { postContents } from '../links/post.ts'
import { makeSlug } from '../links/slug.ts'
import { orTaken } from '../links/store.ts'
import { type Database, isTaken, readRow, readRows, type Statement, statement, write } from '../storage/database.ts'
import { type BioDraft, type BioPage, firstBio, storedBio } from './bio-page.ts'

/** The shop's page, the first one where nobody has made it yet; undefined when there is no such shop. */
export async function findBio(database: Database, shopId: string): Promise<BioPage | undefined> {
  const row = await readRow(database, bioRow, statement(`${selectBio} where s.id = ?`, shopId))
  return row && toBio(row)
}

export async function findBioBySlug(database: Database, slug: string): Promise<BioPage | undefined> {
  const row = await readRow(database, bioRow, statement(`${selectBio} where b.slug = ?`, slug))
  return row && toBio(row)
}

/** Stores the whole page. False when the slug is another page's, or a link's on any short domain, or was once. */
export async function saveBio(
  database: Database,
  shopId: string,
  { slug, ...page }: BioDraft,
  now: number,
): Promise<boolean> {
  const insert = `insert into bio_pages (shop_id, slug, page, updated_at) select ?, ?, ?, ?
    where not exists (select 1 from slugs where slug = ?)
    on conflict (shop_id) do update set slug = excluded.slug, page = excluded.page, updated_at = excluded.updated_at`
  try {
    return (await write(database, statement(insert, shopId, slug, JSON.stringify(page), now, slug))) > 0
  } catch (error) {
    if (isTaken(error, 'bio_pages')) return false
    throw error
  }
}

/** A post that may be a tile, with the link it leads to from here: null where that is still to be made of `mainLink`. */
export type BioPost = {
  readonly postId: string
  readonly title: string
  readonly channel: (typeof channelIds)[number]
  readonly content: (typeof postContents)[number] | null
  readonly imageUrl: string | null
  readonly mainLink: string
  readonly destination: string
  readonly bioLink: { readonly domain: string; readonly slug: string; readonly isBehind: boolean } | null
}

/**
 * The newest published posts that have a link which hasn't ended, newest first. A post is left out too when its bio link
 * has ended, or was given another placement or post: that is how a shop takes one off the page.
 */
export async function listBioPosts(
  database: Database,
  { shopId, channels }: Pick<BioPage, 'shopId' | 'channels'>,
  { now, limit }: { readonly now: number; readonly limit: number },
): Promise<BioPost[]> {
  // Each channel's newest ones by the index, however many posts of other channels are newer; or all channels' at once.
  const shown = `select q.number from posts q where q.shop_id = ? ${channels.length === 0 ? '' : 'and q.channel = c.value'}
    and ${shownAt('q')} <= ? and ${mainLinkOf('q')} is not null and (${bioLinkOf('q')} is not null or not exists (
      select 1 from links l where l.post_id = q.id and l.placement = 'bio' union all
      select 1 from links l where l.id = ${bioLinkIdOf('q.id')}))
    order by ${shownAt('q')} desc, q.number desc limit ?`
  const select = `select p.id as post_id, p.title, p.channel, p.content, p.image_url, m.id as main_link, m.destination,
    b.domain, b.slug, ${isFollower('b')} and (${copied('b')}) is not (${copied('m')}) as is_behind
    from json_each(?) c cross join posts p on p.number in (${shown})
    join links m on m.number = ${mainLinkOf('p')} left join links b on b.number = ${bioLinkOf('p')}
    order by ${shownAt('p')} desc, p.number desc limit ?`
  const lanes = JSON.stringify(channels.length === 0 ? [null] : [...new Set(channels)])
  const params = [lanes, shopId, now, now, now, limit, now, now, limit]
  return (await readRows(database, postRow, statement(select, ...params))).map(toBioPost)
}

/**
 * Makes each post's bio link, once: a copy of its main link with placement `bio` and a slug of its own. One that exists
 * follows its main link, as long as nobody has changed it by hand.
 */
export async function makeBioLinks(database: Database, posts: readonly BioPost[], now: number): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const statements = posts.flatMap((post) => (post.bioLink ? followMain(post, now) : copyMain(post, now)))
    if (statements.length === 0 || (await orTaken(database, statements))) return
  }
  throw new Error('five generated slugs in a row were taken')
}

/** When a post counts as published: by its making where nobody told. As in the indexes. */
function shownAt(post: 'p' | 'q'): string {
  return `coalesce(${post}.published_at, ${post}.created_at)`
}

/** A post's oldest link that hasn't ended. */
function mainLinkOf(post: 'p' | 'q'): string {
  return `(select l.number from links l where l.post_id = ${post}.id and not ${isBioLink('l')} and ${isLive}
    order by l.placement is 'bio', l.number limit 1)`
}

/** One that follows its main link ends when that does, whatever it has of its own by now. */
function bioLinkOf(post: 'p' | 'q'): string {
  return `(select l.number from links l where l.post_id = ${post}.id and l.placement = 'bio'
    and (${isFollower('l')} or ${isLive}) order by ${isBioLink('l')}, l.number limit 1)`
}

const isLive = `l.archived_at is null and (l.expires_at is null or l.expires_at > ?)
  and (l.max_clicks is null or l.max_clicks > coalesce((select u.clicks from link_uses u where u.link = l.number), 0))`

/** What a bio link has from its main link, by the names that its history has for it. No limit: that is the main link's alone. */
const copiedFields = {
  destination: 'destination',
  source: 'utm_source',
  medium: 'utm_medium',
  campaign: 'utm_campaign',
  content: 'utm_content',
  term: 'utm_term',
  expiresAt: 'expires_at',
  fallbackUrl: 'fallback_url',
} as const
const copiedColumns = Object.values(copiedFields)

/** `b` as it is, `m` as it should be. */
function copied(link: 'b' | 'm'): string {
  return copiedColumns.map((column) => valueOf(link, column)).join(', ')
}

/** utm_content stays within its 256 characters. */
function valueOf(link: 'b' | 'm', column: (typeof copiedColumns)[number]): string {
  return link === 'm' && column === 'utm_content'
    ? `substr(nullif(m.utm_content, ''), 1, 252) || '-bio'`
    : `${link}.${column}`
}

/** Nothing where a link has the id, whichever post and placement it was given since. */
function copyMain({ postId, mainLink }: BioPost, now: number): Statement[] {
  const id = bioLinkId(postId)
  const slug = makeSlug()
  const insert = `insert into links (${copiedColumns.join(', ')}, id, slug, shop_id, post_id, domain, placement, title, tags,
    created_at, updated_at)
    select ${copied('m')}, ?, ?, m.shop_id, m.post_id, m.domain, 'bio', m.title, m.tags, ?, ? from links m where m.id = ?
    and not exists (select 1 from links l where l.post_id = m.post_id and l.placement = 'bio')
    and not exists (select 1 from links l where l.id = ?)`
  const takeSlug = `insert into slugs (domain, slug, link_id) select domain, slug, id from links where id = ? and slug = ?`
  return [statement(insert, id, slug, now, now, mainLink, id), statement(takeSlug, id, slug)]
}

/** The links' history tells of it, as of any change. */
function followMain({ postId, mainLink }: BioPost, now: number): Statement[] {
  const id = bioLinkId(postId)
  const fields = Object.entries(copiedFields).map(
    ([field, column]) => `json_array('${field}', ${valueOf('b', column)}, ${valueOf('m', column)})`,
  )
  const tell = `insert into link_changes (link_id, at, who, field, before, after)
    select b.id, ?, 'Bio page', f.value ->> 0, f.value -> 1, f.value -> 2
    from links b cross join links m cross join json_each(json_array(${fields.join(', ')})) f
    where b.id = ? and ${isFollower('b')} and m.id = ? and f.value -> 1 <> f.value -> 2`
  const update = `update links as b set (${copiedColumns.join(', ')}) = (select ${copied('m')} from links m where m.id = ?)
    where b.id = ? and ${isFollower('b')}`
  return [statement(tell, now, id, mainLink), statement(update, mainLink, id)]
}

const selectBio = `select s.id, s.name, b.slug, b.page, b.updated_at from shops s left join bio_pages b on b.shop_id = s.id`

const bioRow = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string().nullable(),
  page: z
    .string()
    .transform((text) => storedBio.parse(JSON.parse(text)))
    .nullable(),
  updated_at: z.number().nullable(),
})

function toBio({ id, name, slug, page, updated_at }: z.output<typeof bioRow>): BioPage {
  return page ? { ...page, shopId: id, slug, updatedAt: updated_at } : firstBio({ id, name })
}

const postRow = z.object({
  post_id: z.string(),
  title: z.string(),
  channel: z.enum(channelIds),
  content: z.enum(postContents).nullable(),
  image_url: z.string().nullable(),
  main_link: z.string(),
  destination: z.string(),
  domain: z.string().nullable(),
  slug: z.string().nullable(),
  is_behind: z.number().nullable(),
})

function toBioPost({
  post_id,
  image_url,
  main_link,
  domain,
  slug,
  is_behind,
  ...same
}: z.output<typeof postRow>): BioPost {
  const isMade = domain !== null && slug !== null
  return {
    ...same,
    postId: post_id,
    imageUrl: image_url,
    mainLink: main_link,
    bioLink: isMade ? { domain, slug, isBehind: is_behind === 1 } : null,
  }
}
