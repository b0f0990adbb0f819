import * as z from 'zod'
import { type Database, isTaken, readRow, readRows, type Statement, statement } from '../storage/database.ts'
import { setColumns } from '../storage/set-columns.ts'
import { isBioSlug, refuseBioSlug } from './bio-slug-store.ts'
import { ensureCampaign } from './campaign-store.ts'
import type { Link } from './link.ts'
import { type ChangedBy, noteArchiving, rememberChanges } from './link-history-store.ts'
import { linkColumns, linkRow, toLink } from './link-row.ts'
import { insertOwnPost } from './post-store.ts'
import type { Utm } from './utm.ts'

/** A link to be stored. `ownPostTitle`: a post of its own is made for it, with `postId` as id. */
export type NewLink = Omit<Link, 'number'> & { readonly ownPostTitle: string | null; readonly campaignKey: string }

/** Stores a link with its campaign and, where it has none yet, its post: all or nothing. False when the slug is taken. */
export async function insertLink(database: Database, link: NewLink): Promise<boolean> {
  const { shopId, postId, channel, utm, campaignKey, createdAt } = link
  const post =
    link.ownPostTitle === null
      ? joinCampaign(shopId, postId, campaignKey)
      : insertOwnPost({ id: postId, shopId, channel, title: link.ownPostTitle, campaignKey }, createdAt)
  return orTaken(database, [
    ensureCampaign(shopId, { key: campaignKey, name: utm.campaign }, createdAt),
    post,
    ...storeLink(link),
  ])
}

/** What stores a link's row and takes its slug; goes into a batch after its campaign and its post, run by `orTaken`. */
export function storeLink(link: Omit<Link, 'number'>): Statement[] {
  return [insertStatement(link), ...takeSlug(link.id)]
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
  readonly maxClicks: number | null | undefined
  readonly fallbackUrl: string | null | undefined
  readonly by: ChangedBy
}

/** What changes a link's row by what stands there by then: the updates, and a note for the history of each. */
export type RowEdit = { readonly notes: readonly Statement[]; readonly updates: readonly Statement[] }

/** Stores the changed fields and their history, with what goes before them in the same batch. False when the new slug is taken. */
export async function updateLink(
  database: Database,
  id: string,
  change: LinkChange,
  { before, more }: { readonly before: readonly Statement[]; readonly more?: RowEdit | undefined },
): Promise<boolean> {
  const { postId, domain, slug, destination, utm, placement, title, tags, expiresAt, maxClicks, fallbackUrl } = change
  const columns = {
    ...{ post_id: postId, domain, slug, destination, placement, title },
    utm_source: utm.source,
    utm_medium: utm.medium,
    utm_campaign: utm.campaign,
    utm_content: utm.content,
    utm_term: utm.term,
    tags: tags && JSON.stringify(tags),
    expires_at: expiresAt,
    max_clicks: maxClicks,
    fallback_url: fallbackUrl,
  }
  return orTaken(database, [
    ...before,
    ...rememberChanges(id, columns, change.by, more?.notes),
    ...(maxClicks === undefined ? [] : [startUses(id)]),
    ...setColumns('links', { ...columns, updated_at: change.by.at }, statement('id = ?', id)),
    ...(slug === undefined && domain === undefined ? [] : takeSlug(id)),
    ...(more?.updates ?? []),
  ])
}

/** Ends a link for ever; one that has ended stays as it is. */
export async function archiveLink(database: Database, id: string, by: ChangedBy): Promise<void> {
  await editRow(database, id, archiving(id, by.at), by)
}

/** As `archiveLink`, for a batch. */
export function archiving(id: string, at: number): RowEdit {
  const update = 'update links set archived_at = ?, updated_at = ? where id = ? and archived_at is null'
  return { notes: [noteArchiving(at)], updates: [statement(update, at, at, id)] }
}

export async function editRow(
  database: Database,
  id: string,
  { notes, updates }: RowEdit,
  by: ChangedBy,
): Promise<void> {
  await database.batch([...rememberChanges(id, {}, by, notes), ...updates])
}

/** Whether the slug is a link's, or was once, or a bio page's. */
export async function isSlugTaken(
  database: Database,
  { domain, slug }: Pick<Link, 'domain' | 'slug'>,
): Promise<boolean> {
  const query = statement('select 1 from slugs where domain = ? and slug = ?', domain, slug)
  return (await database.all(query)).length > 0 || isBioSlug(database, slug)
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

/** Links by their ids, in whichever shops. */
export async function findLinks(database: Database, ids: readonly string[]): Promise<ReadonlyMap<string, Link>> {
  const query = statement(`${select} where l.id in (select value from json_each(?))`, JSON.stringify(ids))
  return new Map((await readRows(database, linkRow, query)).map((row) => [row.id, toLink(row)]))
}

/** The link that a click id names; its shop is to be checked by the caller. */
export async function findLinkByNumber(database: Database, number: number): Promise<Link | undefined> {
  return one(database, statement(`${select} where l.number = ?`, number))
}

/** The id of the shop that a link is of, by the link's number. */
export async function findShopOfLink(database: Database, number: number): Promise<string | undefined> {
  const query = 'select shop_id as shopId from links where number = ?'
  return (await readRow(database, z.object({ shopId: z.string() }), statement(query, number)))?.shopId
}

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

/** Runs a batch that takes slugs, all or nothing. False when one of them is taken. */
export async function orTaken(database: Database, statements: readonly Statement[]): Promise<boolean> {
  try {
    await database.batch(statements)
    return true
  } catch (error) {
    if (isTaken(error, 'slugs')) return false
    throw error
  }
}

/** A limit counts from when it is set: what an earlier one had counted is forgotten. */
function startUses(id: string): Statement {
  return statement(
    'delete from link_uses where link = (select number from links where id = ? and max_clicks is null)',
    id,
  )
}

/** A slug is a link's for ever; one that the link had before may be its again. Fails when it is another's, or a bio page's. */
function takeSlug(id: string): Statement[] {
  const insert = `insert into slugs (domain, slug, link_id) select l.domain, l.slug, l.id from links l where l.id = ?
    and not exists (select 1 from slugs s where s.domain = l.domain and s.slug = l.slug and s.link_id = l.id)`
  return [statement(insert, id), refuseBioSlug(id)]
}

function insertStatement(link: Omit<Link, 'number'>): Statement {
  const insert = `insert into links (id, shop_id, post_id, domain, slug, destination, utm_source, utm_medium, utm_campaign,
    utm_content, utm_term, placement, title, tags, expires_at, max_clicks, fallback_url, created_at, updated_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
  const { id, shopId, postId, domain, slug, destination, placement, title, tags, createdAt } = link
  const ending = [link.expiresAt, link.maxClicks, link.fallbackUrl]
  const values = [placement, title, JSON.stringify(tags), ...ending, createdAt, createdAt]
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

const select = `select ${linkColumns} from links l join posts p on p.id = l.post_id`
