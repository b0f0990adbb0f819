import * as z from 'zod'
import { type Database, type Param, readRows, type Statement, statement } from '../storage/database.ts'
import type { Link } from './link.ts'
import { linkColumns, linkRow, toLink } from './link-row.ts'
import type { LinkCursor, LinkListQuery } from './list.ts'
import { holdingWords } from './search-words.ts'
import { hasTag } from './tags.ts'
import { tidy } from './tidy.ts'

/** A link among others, with the names of what it belongs to. */
export type ListedLink = Link & { readonly postTitle: string; readonly campaignName: string | null }

export type LinkFilter = Omit<LinkListQuery, 'cursor' | 'limit' | 'shopId'> & {
  readonly shopId: string
  readonly now: number
  readonly limit: number
  readonly after: LinkCursor | undefined
}

/**
 * The links that fit, in order. Their numbers are found first, in tables as narrow as the question allows: 100,000 links
 * are read through in some 20 ms where nothing narrows it.
 */
export async function listLinks(database: Database, filter: LinkFilter): Promise<ListedLink[]> {
  const { from, conditions, order } = askFor(filter)
  const where = conditions.map(({ sql }) => sql).join(' and ')
  const query = `select ${linkColumns}, p.title as post_title, c.name as campaign_name
    from (select ${order.number} as number from ${from} where ${where} order by ${order.by} limit ?) found
    join links l on l.number = found.number join posts p on p.id = l.post_id left join campaigns c on c.id = p.campaign_id
    order by ${order.outer}`
  const params = [...conditions.flatMap((condition) => condition.params), filter.limit]
  return (await readRows(database, listedRow, statement(query, ...params))).map((row) => ({
    ...toLink(row),
    postTitle: row.post_title,
    campaignName: row.campaign_name,
  }))
}

const listedRow = linkRow.extend({ post_title: z.string(), campaign_name: z.string().nullable() })

/** The first table leads: it gives the order, and the others are looked up by its key. */
function askFor(filter: LinkFilter) {
  const words = filter.q ? [holding(filter.q)] : []
  const ofLink = linkConditions(filter)
  const ofPlace = placeConditions(filter)
  const isLinkFirst = filter.sort === 'slug' || isRare(filter)
  const asked = [
    { name: 'links l', key: 'l.number', isAsked: isLinkFirst },
    { name: 'link_texts t', key: 't.link', isAsked: words.length > 0 },
    { name: 'link_places place', key: 'place.link', isAsked: ofPlace.length > 0 },
    { name: 'links l', key: 'l.number', isAsked: !isLinkFirst && ofLink.length > 0 },
  ].filter(({ isAsked }) => isAsked)
  const tables = asked.length === 0 ? [{ name: 'links l', key: 'l.number' }] : asked
  const [lead = { name: 'links l', key: 'l.number' }, ...others] = tables
  const joins = others.map(({ name, key }) => ` cross join ${name} on ${key} = ${lead.key}`)
  return {
    from: lead.name + joins.join(''),
    conditions: [inShop(lead.name, filter), ...words, ...ofPlace, ...ofLink, ...afterCursor(lead.key, filter)],
    order: orderOf(lead.key, filter.sort),
  }
}

/** All words as they are typed or as names are written in a URL, or a slug that is or was the link's. */
function holding(q: string): Statement {
  const ways = [q, tidy(q).replaceAll('-', ' ')].filter((way, index, all) => way !== '' && all.indexOf(way) === index)
  const held = ways.map((way) => holdingWords('t.text', way)).filter((words) => words.length > 0)
  const sql = held.map((words) => `(${words.map((word) => word.sql).join(' and ')})`)
  const bySlug =
    't.link in (select named.number from slugs s join links named on named.id = s.link_id where s.slug = ?)'
  return { sql: `(${[...sql, bySlug].join(' or ')})`, params: [...held.flat().flatMap((word) => word.params), q] }
}

/** What few links have is found by an index of those few. */
function isRare({ tag, domain, postId, status }: LinkFilter): boolean {
  const asked = [tag, domain || undefined, postId, status === 'active' ? undefined : status]
  return asked.some((one) => one !== undefined)
}

function inShop(lead: string, { shopId, postId, status }: LinkFilter): Statement {
  if (lead === 'link_texts t') return { sql: 't.shop_id = ?', params: [shopId] }
  if (lead === 'link_places place')
    return { sql: 'place.shop = (select number from shops where id = ?)', params: [shopId] }
  // The few links of a post are found by the post; the plus keeps the shop's index out of it.
  const isByPost = postId !== undefined || status === 'planned'
  return { sql: isByPost ? '+l.shop_id = ?' : 'l.shop_id = ?', params: [shopId] }
}

function placeConditions({ channel, campaign, shopId }: LinkFilter): Statement[] {
  const number = '(select number from campaigns where shop_id = ? and (id = ? or key = ?) limit 1)'
  return [
    ...(channel === undefined ? [] : [{ sql: 'place.channel = ?', params: [channel] }]),
    ...(campaign === undefined
      ? []
      : [{ sql: `place.campaign = ${number}`, params: [shopId, campaign, campaign.toLowerCase()] }]),
  ]
}

function linkConditions(filter: LinkFilter): Statement[] {
  const { tag, domain, placement, postId, status } = filter
  const isThere = domain === '' ? 'l.domain = ?' : `l.domain > '' and l.domain = ?`
  return [
    ...(tag === undefined ? [] : [hasTag(tag)]),
    ...(domain === undefined ? [] : [{ sql: isThere, params: [domain] }]),
    ...(placement === undefined ? [] : [{ sql: 'l.placement = ? collate nocase', params: [placement] }]),
    ...(postId === undefined ? [] : [{ sql: 'l.post_id = ?', params: [postId] }]),
    ...(status === undefined ? [] : [{ sql: statuses[status], params: statusParams(status, filter) }]),
  ]
}

function statusParams(status: NonNullable<LinkFilter['status']>, { shopId, now }: LinkFilter): Param[] {
  if (status === 'archived') return []
  return status === 'planned' ? [shopId, now] : [now]
}

const isUsedUp = `(l.max_clicks is not null
  and exists (select 1 from link_uses n where n.link = l.number and n.clicks >= l.max_clicks))`

const statuses = {
  active: `l.archived_at is null and (l.expires_at is null or l.expires_at > ?) and not ${isUsedUp}`,
  planned: 'l.archived_at is null and l.post_id in (select id from posts where shop_id = ? and published_at > ?)',
  expired: `l.archived_at is null and (l.expires_at is not null or l.max_clicks is not null)
    and (l.expires_at <= ? or ${isUsedUp})`,
  archived: 'l.archived_at is not null',
} as const

function afterCursor(key: string, { after, sort }: LinkFilter): Statement[] {
  if (!after) return []
  if (after.slug !== undefined)
    return [{ sql: '(l.slug collate nocase, l.number) > (?, ?)', params: [after.slug, after.number] }]
  return [{ sql: `${key} ${sort === 'oldest' ? '>' : '<'} ?`, params: [after.number] }]
}

function orderOf(key: string, sort: LinkFilter['sort']) {
  if (sort === 'slug')
    return { number: key, by: 'l.slug collate nocase, l.number', outer: 'l.slug collate nocase, l.number' } as const
  const direction = sort === 'oldest' ? 'asc' : 'desc'
  return { number: key, by: `${key} ${direction}`, outer: `l.number ${direction}` } as const
}
