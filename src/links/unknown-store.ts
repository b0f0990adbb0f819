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
  readonly skip: number
  readonly sort: 'newest' | 'asked'
}

/** What was asked for on a shop's domains and is nobody's still. */
export async function listUnknown(database: Database, shopId: string, page: UnknownPage): Promise<UnknownSlug[]> {
  const order = page.sort === 'asked' ? 'u.asked desc, u.last_at desc' : 'u.last_at desc'
  const query = `select u.domain, u.slug, u.asked, u.first_at, u.last_at from unknown_slugs u where ${ofShop}
    and not exists (select 1 from slugs s where s.domain = u.domain and s.slug = u.slug)
    order by ${order}, u.domain, u.slug limit ? offset ?`
  const rows = await readRows(database, unknownRow, statement(query, shopId, shopId, page.limit, page.skip))
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
    one
      ? statement(`${all} and u.domain = ? and u.slug = ?`, shopId, shopId, one.domain, one.slug)
      : statement(all, shopId, shopId),
  )
}

/** On a domain of the shop; on the default one if it is nobody's. */
const ofShop = `coalesce(
  (select d.shop_id from domains d where d.domain = u.domain),
  case when u.domain = '' then ? else
    (select l.shop_id from slugs s join links l on l.id = s.link_id where s.domain = u.domain limit 1) end) = ?`

const unknownRow = z.object({
  domain: z.string(),
  slug: z.string(),
  asked: z.number(),
  first_at: z.number(),
  last_at: z.number(),
})
