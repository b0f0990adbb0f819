import * as z from 'zod'
import { type Database, isTaken, readRow, readRows, type Statement, statement, write } from '../storage/database.ts'
import { setColumns } from '../storage/set-columns.ts'
import { ensureCampaign } from './campaign-store.ts'
import { channelIds } from './channel.ts'
import type { Link } from './link.ts'
import { insertOwnPost } from './post-store.ts'
import type { Utm } from './utm.ts'

/** A link to be stored. `ownPostTitle`: a post of its own is made for it, with `postId` as id. */
export type NewLink = Omit<Link, 'number'> & { readonly ownPostTitle: string | null; readonly campaignKey: string }

/** Stores a link with its campaign and, where it has none yet, its post: all or nothing. False when the slug is taken. */
export async function insertLink(database: Database, link: NewLink): Promise<boolean> {
  const { id, shopId, postId, channel, utm, campaignKey, createdAt } = link
  const post =
    link.ownPostTitle === null
      ? joinCampaign(shopId, postId, campaignKey)
      : insertOwnPost({ id: postId, shopId, channel, title: link.ownPostTitle, campaignKey }, createdAt)
  return orTaken(database, [
    ensureCampaign(shopId, { key: campaignKey, name: utm.campaign }, createdAt),
    post,
    insertStatement(link),
    takeSlug(id),
  ])
}

/** What changes in a link; what is undefined stays as it is by then, also what somebody else changed meanwhile. */
export type LinkChange = {
  readonly postId: string | undefined
  readonly domain: string | undefined
  readonly slug: string | undefined
  readonly destination: string | undefined
  /** `content` and `term`: null for none. */
  readonly utm: { readonly [name in 'source' | 'medium' | 'campaign']: string | undefined } & {
    readonly [name in 'content' | 'term']: string | null | undefined
  }
  readonly placement: string | null | undefined
  readonly title: string | null | undefined
  readonly tags: readonly string[] | undefined
  readonly expiresAt: number | null | undefined
  readonly fallbackUrl: string | null | undefined
  readonly updatedAt: number
}

/** Stores the changed fields, with what goes before them in the same batch. False when the new slug is taken. */
export async function updateLink(
  database: Database,
  id: string,
  change: LinkChange,
  before: readonly Statement[],
): Promise<boolean> {
  const { postId, domain, slug, destination, utm, placement, title, tags, expiresAt, fallbackUrl, updatedAt } = change
  const columns = {
    ...{ post_id: postId, domain, slug, destination, placement, title },
    utm_source: utm.source,
    utm_medium: utm.medium,
    utm_campaign: utm.campaign,
    utm_content: utm.content,
    utm_term: utm.term,
    tags: tags && JSON.stringify(tags),
    expires_at: expiresAt,
    fallback_url: fallbackUrl,
    updated_at: updatedAt,
  }
  return orTaken(database, [...before, ...setColumns('links', columns, statement('id = ?', id)), takeSlug(id)])
}

/** Ends a link for ever; one that has ended stays as it is. */
export async function archiveLink(database: Database, id: string, now: number): Promise<void> {
  const update = 'update links set archived_at = ?, updated_at = ? where id = ? and archived_at is null'
  await write(database, statement(update, now, now, id))
}

/** Whether the slug is a link's, or was once. */
export async function isSlugTaken(
  database: Database,
  { domain, slug }: Pick<Link, 'domain' | 'slug'>,
): Promise<boolean> {
  const query = statement('select 1 from slugs where domain = ? and slug = ?', domain, slug)
  return (await database.all(query)).length > 0
}

/** A link that was there a moment ago; links are never deleted. */
export async function foundLink(database: Database, id: string): Promise<Link> {
  const link = await findLink(database, id)
  if (!link) throw new Error(`link ${id} is gone`)
  return link
}

/** By id, in whichever shop: the caller checks that the shop is the asker's. */
export async function findLink(database: Database, id: string): Promise<Link | undefined> {
  return one(database, statement(`${select} where l.id = ?`, id))
}

/** The link that a click id names; its shop is to be checked by the caller. */
export async function findLinkByNumber(database: Database, number: number): Promise<Link | undefined> {
  return one(database, statement(`${select} where l.number = ?`, number))
}

/**
 * What a redirect needs of the link behind a short URL, and of its shop. An unknown host is the default domain; letter
 * case doesn't matter.
 */
export async function findTarget(database: Database, host: string, slug: string): Promise<Target | undefined> {
  return readRow(database, targetRow, statement(selectTarget, slug, host))
}
export type Target = z.output<typeof targetRow>

/** A link of this shop by its slug, for sales told by hand. */
export async function findLinkBySlug(database: Database, host: string, slug: string): Promise<Link | undefined> {
  return one(
    database,
    statement(
      `${select} where l.id in (select link_id from slugs where slug = ? and domain in (?, '')) order by l.domain desc limit 1`,
      slug,
      host,
    ),
  )
}

/** Newest first; `before` is the number of the last one seen. */
export async function listLinks(
  database: Database,
  shopId: string,
  page: { limit: number; before: number },
): Promise<Link[]> {
  const query = statement(
    `${select} where l.shop_id = ? and l.number < ? order by l.number desc limit ?`,
    shopId,
    page.before,
    page.limit,
  )
  return (await readRows(database, linkRow, query)).map(toLink)
}

/** The links of these posts, oldest first; 90 posts at most a call. */
export async function listLinksOfPosts(database: Database, postIds: readonly string[]): Promise<Link[]> {
  if (postIds.length === 0) return []
  const marks = postIds.map(() => '?').join(', ')
  return (
    await readRows(
      database,
      linkRow,
      statement(`${select} where l.post_id in (${marks}) order by l.number`, ...postIds),
    )
  ).map(toLink)
}

async function one(database: Database, query: Statement): Promise<Link | undefined> {
  const row = await readRow(database, linkRow, query)
  return row && toLink(row)
}

async function orTaken(database: Database, statements: readonly Statement[]): Promise<boolean> {
  try {
    await database.batch(statements)
    return true
  } catch (error) {
    if (isTaken(error, 'slugs')) return false
    throw error
  }
}

/** A slug is a link's for ever; one that the link had before may be its again. Fails when it is another's. */
function takeSlug(id: string): Statement {
  const insert = `insert into slugs (domain, slug, link_id) select l.domain, l.slug, l.id from links l where l.id = ?
    and not exists (select 1 from slugs s where s.domain = l.domain and s.slug = l.slug and s.link_id = l.id)`
  return statement(insert, id)
}

function insertStatement(link: NewLink): Statement {
  const insert = `insert into links (id, shop_id, post_id, domain, slug, destination, utm_source, utm_medium, utm_campaign,
    utm_content, utm_term, placement, title, tags, expires_at, fallback_url, created_at, updated_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
  const { id, shopId, postId, domain, slug, destination, placement, title, tags, expiresAt, fallbackUrl, createdAt } =
    link
  const values = [placement, title, JSON.stringify(tags), expiresAt, fallbackUrl, createdAt, createdAt]
  return statement(insert, id, shopId, postId, domain, slug, destination, ...utmValues(link.utm), ...values)
}

/** A post without a campaign joins that of its first link. */
function joinCampaign(shopId: string, postId: string, key: string): Statement {
  const update = `update posts set campaign_id = (select id from campaigns where shop_id = ? and key = ?)
    where shop_id = ? and id = ? and campaign_id is null`
  return statement(update, shopId, key, shopId, postId)
}

function utmValues({ source, medium, campaign, content, term }: Utm) {
  return [source, medium, campaign, content ?? null, term ?? null] as const
}

const select = `select l.number, l.id, l.shop_id, l.post_id, p.channel, l.domain, l.slug, l.destination, l.utm_source, l.utm_medium,
  l.utm_campaign, l.utm_content, l.utm_term, l.placement, l.title, l.tags, l.expires_at, l.fallback_url, l.archived_at,
  l.created_at, l.updated_at from links l join posts p on p.id = l.post_id`

const selectTarget = `select l.number, l.slug, l.destination, l.utm_source, l.utm_medium, l.utm_campaign, l.utm_content, l.utm_term,
  l.expires_at, l.fallback_url, l.archived_at, p.number as post, coalesce(c.number, 0) as campaign, p.channel,
  s.number as shop, s.id as shop_id, s.time_zone, s.tracking
  from slugs u join links l on l.id = u.link_id join posts p on p.id = l.post_id join shops s on s.id = l.shop_id
  left join campaigns c on c.id = p.campaign_id
  where u.slug = ? and u.domain in (?, '') order by u.domain desc limit 1`

const utmColumns = {
  utm_source: z.string(),
  utm_medium: z.string(),
  utm_campaign: z.string(),
  utm_content: z.string().nullable(),
  utm_term: z.string().nullable(),
}

const targetRow = z
  .object({
    number: z.number(),
    slug: z.string(),
    destination: z.string(),
    ...utmColumns,
    expires_at: z.number().nullable(),
    fallback_url: z.string().nullable(),
    archived_at: z.number().nullable(),
    post: z.number(),
    campaign: z.number(),
    channel: z.enum(channelIds),
    shop: z.number(),
    shop_id: z.string(),
    time_zone: z.string(),
    tracking: z.string(),
  })
  .transform((row) => ({ ...row, utm: toUtm(row) }))

const linkRow = z.object({
  number: z.number(),
  id: z.string(),
  shop_id: z.string(),
  post_id: z.string(),
  channel: z.enum(channelIds),
  domain: z.string(),
  slug: z.string(),
  destination: z.string(),
  ...utmColumns,
  placement: z.string().nullable(),
  title: z.string().nullable(),
  tags: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
  expires_at: z.number().nullable(),
  fallback_url: z.string().nullable(),
  archived_at: z.number().nullable(),
  created_at: z.number(),
  updated_at: z.number(),
})

function toLink(row: z.output<typeof linkRow>): Link {
  const { number, id, channel, domain, slug, destination, placement, title, tags } = row
  return {
    ...{ number, id, channel, domain, slug, destination, placement, title, tags },
    shopId: row.shop_id,
    postId: row.post_id,
    utm: toUtm(row),
    expiresAt: row.expires_at,
    fallbackUrl: row.fallback_url,
    archivedAt: row.archived_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function toUtm(row: Pick<z.output<typeof linkRow>, keyof typeof utmColumns>): Utm {
  return {
    source: row.utm_source,
    medium: row.utm_medium,
    campaign: row.utm_campaign,
    ...(row.utm_content === null ? {} : { content: row.utm_content }),
    ...(row.utm_term === null ? {} : { term: row.utm_term }),
  }
}
