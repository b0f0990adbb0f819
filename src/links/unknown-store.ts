import * as z from 'zod'
import { type Database, readRows, type Statement, statement, write } from '../storage/database.ts'

/** A slug that was asked for and is nobody's. `domain`: '' for the default one. Times in UTC milliseconds. */
export type UnknownSlug = {
  readonly domain: string
  readonly slug: string
  readonly asked: number
  readonly firstAt: number
  readonly lastAt: number
}

/** Counts one request, to be run as one batch. Of `mostUnknown` slugs that are kept, those asked for last stay. */
export function countUnknown({ host, slug, at }: { host: string; slug: string; at: number }): Statement[] {
  const ownDomain = `case when exists (select 1 from slugs where domain = ?) or exists (select 1 from domains where domain = ?)
    then ? else '' end`
  const upsert = `insert into unknown_slugs (domain, slug, asked, first_at, last_at) values (${ownDomain}, ?, 1, ?, ?)
    on conflict (domain, slug) do update set asked = asked + 1, last_at = excluded.last_at`
  const oldest = `select domain, slug from unknown_slugs order by last_at
    limit max(0, (select count(*) from unknown_slugs) - ${mostUnknown})`
  return [
    statement(upsert, host, host, host, slug, at, at),
    statement(`delete from unknown_slugs where (domain, slug) in (${oldest})`),
  ]
}

export const mostUnknown = 5_000

export type UnknownPage = {
  readonly limit: number
  readonly sort: 'newest' | 'asked'
  /** The last one of the page before. */
  readonly after?: Omit<UnknownSlug, 'firstAt'> | undefined
}

/** What was asked for on a shop's domains and is nobody's still. */
export async function listUnknown(database: Database, shopId: string, page: UnknownPage): Promise<UnknownSlug[]> {
  const keys = page.sort === 'asked' ? 'u.asked, u.last_at, u.domain, u.slug' : 'u.last_at, u.domain, u.slug'
  const order = keys.replaceAll(/\w\.\w+/g, '$& desc')
  const after = afterCursor(keys, page)
  const query = `select u.domain, u.slug, u.asked, u.first_at, u.last_at from unknown_slugs u where ${ofShop}
    and not exists (select 1 from slugs s where s.domain = u.domain and s.slug = u.slug)
    and ${after.sql} order by ${order} limit ?`
  const rows = await readRows(database, unknownRow, statement(query, shopId, ...after.params, page.limit))
  return rows.map(({ first_at, last_at, ...row }) => ({ ...row, firstAt: first_at, lastAt: last_at }))
}

/** Forgets one of a shop's unknown slugs, or all of them; resolves with how many. */
export async function forgetUnknown(
  database: Database,
  shopId: string,
  one?: Pick<UnknownSlug, 'domain' | 'slug'>,
): Promise<number> {
  const all = `delete from unknown_slugs as u where ${ofShop}`
  return write(
    database,
    one ? statement(`${all} and u.domain = ? and u.slug = ?`, shopId, one.domain, one.slug) : statement(all, shopId),
  )
}

function afterCursor(keys: string, { after, sort }: UnknownPage): Statement {
  if (!after) return statement('true')
  const { asked, lastAt, domain, slug } = after
  return sort === 'asked'
    ? statement(`(${keys}) < (?, ?, ?, ?)`, asked, lastAt, domain, slug)
    : statement(`(${keys}) < (?, ?, ?)`, lastAt, domain, slug)
}

/** On a domain of the shop. The default one is the first shop's while nothing is set for it. */
const ofShop = `coalesce(
  (select d.shop_id from domains d where d.domain = u.domain),
  case when u.domain = '' then (select id from shops order by number limit 1) else
    (select l.shop_id from slugs s join links l on l.id = s.link_id where s.domain = u.domain limit 1) end) = ?`

const unknownRow = z.object({
  domain: z.string(),
  slug: z.string(),
  asked: z.number(),
  first_at: z.number(),
  last_at: z.number(),
})
