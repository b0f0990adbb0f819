import { nanoid } from 'nanoid'
import * as z from 'zod'
import { type Database, isTaken, readRows, type Statement, statement } from '../../storage/database.ts'
import type { NewLink } from '../store.ts'

/** A link to be stored, and the key of the row it comes from. */
export type ImportedLink = NewLink & { readonly key: string }

/**
 * Stores links with their campaigns and posts: all or nothing. A statement for all of them, not several for each: ten times
 * as fast, and D1 counts statements. False when a slug or a key has been taken since it was looked up.
 */
export async function insertLinks(
  database: Database,
  shopId: string,
  links: readonly ImportedLink[],
): Promise<boolean> {
  try {
    await database.batch(storeAll(shopId, links))
    return true
  } catch (error) {
    if (isTaken(error, 'slugs') || isTaken(error, 'imported_links')) return false
    throw error
  }
}

/** The links that these rows became before, by key. `cross join`: the few asked for come first, never the whole table. */
export async function findImported(
  database: Database,
  shopId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, { readonly id: string; readonly domain: string; readonly slug: string }>> {
  const query = `select i.key, l.id, l.domain, l.slug from json_each(?) k
    cross join imported_links i on i.shop_id = ? and i.key = k.value cross join links l on l.id = i.link_id`
  const rows = await readRows(database, importedRow, statement(query, JSON.stringify(keys), shopId))
  return new Map(rows.map(({ key, ...link }) => [key, link]))
}

/** Whose each slug is, in whichever shop, as `slugId` has it. A bio page has no link, and its slug on every domain. */
export async function findSlugs(
  database: Database,
  slugs: readonly { readonly domain: string; readonly slug: string }[],
): Promise<ReadonlyMap<string, { readonly linkId: string | null; readonly shopId: string }>> {
  const asked = JSON.stringify(slugs.map(({ domain, slug }) => [domain, slug]))
  const query = `select s.domain, s.slug, l.id as link_id, l.shop_id from json_each(?) a
    cross join slugs s on s.domain = a.value ->> 0 and s.slug = a.value ->> 1 cross join links l on l.id = s.link_id
    union all select a.value ->> 0, b.slug, null, b.shop_id from json_each(?) a
    cross join bio_pages b on b.slug = a.value ->> 1`
  const rows = await readRows(database, slugRow, statement(query, asked, asked))
  return new Map(rows.map((row) => [slugId(row), { linkId: row.link_id, shopId: row.shop_id }]))
}

/** Two slugs are one when these are: letter case doesn't matter. */
export function slugId({ domain, slug }: { readonly domain: string; readonly slug: string }): string {
  return `${domain}/${slug.toLowerCase()}`
}

const importedRow = z.object({ key: z.string(), id: z.string(), domain: z.string(), slug: z.string() })
const slugRow = z.object({
  domain: z.string(),
  slug: z.string(),
  link_id: z.string().nullable(),
  shop_id: z.string(),
})

function storeAll(shopId: string, links: readonly ImportedLink[]): Statement[] {
  const rows = JSON.stringify(links.map(toRow))
  return [
    statement(insertCampaigns, shopId, campaignsOf(links)),
    statement(insertPosts, shopId, shopId, rows),
    statement(insertAll, shopId, rows),
    statement(insertSlugs, rows),
    statement(refuseBioSlugs, rows),
    statement(insertKeys, shopId, rows),
  ]
}

function toRow({ utm, tags, ...link }: ImportedLink) {
  return { ...link, ...utm, tags: JSON.stringify(tags) }
}

function campaignsOf(links: readonly ImportedLink[]): string {
  const byKey = new Map(links.toReversed().map((link) => [link.campaignKey, link]))
  const rows = [...byKey.values()].toReversed()
  return JSON.stringify(
    rows.map(({ campaignKey, utm, createdAt }) => ({
      ...{ id: `cam_${nanoid(12)}`, name: utm.campaign, key: campaignKey, createdAt },
    })),
  )
}

function columns(...names: readonly string[]): string {
  return names.map((name) => `value ->> '${name}'`).join(', ')
}

const insertCampaigns = `insert into campaigns (id, shop_id, name, key, created_at)
  select value ->> 'id', ?, ${columns('name', 'key', 'createdAt')} from json_each(?) where true
  on conflict (shop_id, key) do nothing`

const insertKeys = `insert into imported_links (shop_id, key, link_id) select ?, ${columns('key', 'id')} from json_each(?)`

const insertSlugs = `insert into slugs (domain, slug, link_id) select ${columns('domain', 'slug', 'id')} from json_each(?)`

/** Fails as a slug that is another link's where it is a bio page's by now. */
const refuseBioSlugs = `insert into slugs (domain, slug, link_id) select ${columns('domain', 'slug', 'id')} from json_each(?)
  cross join bio_pages b on b.slug = value ->> 'slug'`

const insertPosts = `insert into posts (id, shop_id, campaign_id, channel, title, created_at)
  select value ->> 'postId', ?, (select c.id from campaigns c where c.shop_id = ? and c.key = value ->> 'campaignKey'),
  ${columns('channel', 'ownPostTitle', 'createdAt')} from json_each(?)`

const insertAll = `insert into links (id, shop_id, post_id, domain, slug, destination, utm_source, utm_medium, utm_campaign,
  utm_content, utm_term, placement, title, tags, expires_at, max_clicks, fallback_url, created_at, updated_at)
  select value ->> 'id', ?, ${columns('postId', 'domain', 'slug', 'destination', 'source', 'medium', 'campaign')},
  ${columns('content', 'term', 'placement', 'title', 'tags', 'expiresAt', 'maxClicks', 'fallbackUrl', 'createdAt', 'createdAt')}
  from json_each(?)`
