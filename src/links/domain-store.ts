import * as z from 'zod'
import { type Database, readRow, readRows, statement, write } from '../storage/database.ts'
import type { Domain, DomainPages } from './domain.ts'

type Prepared = { get(): unknown; pluck(): { all(): unknown[] } }

/** The short domains beside the default one, at once: none for most, and then found out by the index alone. */
export function readDomains({ prepare }: { prepare(sql: string): Prepared }): ReadonlySet<string> {
  if (!prepare(`select 1 from slugs where domain > '' limit 1`).get()) return new Set()
  return new Set(prepare(`select distinct domain from slugs where domain > ''`).pluck().all().map(String))
}

/** What is set for a host that visitors ask; one that nothing is set for is treated as the default domain. */
export async function findDomainOfHost(database: Database, host: string): Promise<Domain | undefined> {
  const query = statement(`${select} where domain in (?, '') order by domain desc limit 1`, host)
  const row = await readRow(database, domainRow, query)
  return row && toDomain(row)
}

/** In whichever shop: the caller checks that the shop is the asker's. */
export async function findDomain(database: Database, domain: string): Promise<Domain | undefined> {
  const row = await readRow(database, domainRow, statement(`${select} where domain = ?`, domain))
  return row && toDomain(row)
}

/** A shop's domains, by name: those something is set for, and those its links use. The default one is always there. */
export async function listDomains(
  database: Database,
  shopId: string,
): Promise<(Omit<Domain, 'createdAt'> & { readonly links: number; readonly createdAt: number | null })[]> {
  const query = `with used as (select domain, count(*) as links from links where shop_id = ? group by domain),
      named as (select domain from used union select domain from domains where shop_id = ? union select '')
    select named.domain, ? as shop_id, d.root_url, d.unknown_url, d.ended_url, d.created_at, coalesce(used.links, 0) as links
    from named left join used on used.domain = named.domain
    left join domains d on d.domain = named.domain and d.shop_id = ? order by named.domain`
  const rows = await readRows(database, listedRow, statement(query, shopId, shopId, shopId, shopId))
  return rows.map((row) => ({ ...toDomain({ ...row, created_at: 0 }), links: row.links, createdAt: row.created_at }))
}

/** False when the domain is another shop's: by what is set for it, or by links that are or were there. */
export async function saveDomain(
  database: Database,
  { domain, shopId, ...pages }: DomainPages & Pick<Domain, 'domain' | 'shopId'>,
  now: number,
): Promise<boolean> {
  const upsert = `insert into domains (domain, shop_id, root_url, unknown_url, ended_url, created_at)
    select ?, ?, ?, ?, ?, ? where ? = '' or not exists (select 1 from slugs s cross join links l on l.id = s.link_id
      where s.domain = ? and l.shop_id <> ?)
    on conflict (domain) do update set root_url = excluded.root_url, unknown_url = excluded.unknown_url,
      ended_url = excluded.ended_url where shop_id = excluded.shop_id`
  const { rootUrl, unknownUrl, endedUrl } = pages
  const values = [domain, shopId, rootUrl, unknownUrl, endedUrl, now]
  return (await write(database, statement(upsert, ...values, domain, domain, shopId))) === 1
}

/** Forgets what was set for a domain; its links stay. */
export async function deleteDomain(database: Database, domain: string, shopId: string): Promise<boolean> {
  return (
    (await write(database, statement('delete from domains where domain = ? and shop_id = ?', domain, shopId))) === 1
  )
}

const select = 'select domain, shop_id, root_url, unknown_url, ended_url, created_at from domains'

const domainRow = z.object({
  domain: z.string(),
  shop_id: z.string(),
  root_url: z.string().nullable(),
  unknown_url: z.string().nullable(),
  ended_url: z.string().nullable(),
  created_at: z.number(),
})

const listedRow = domainRow.extend({ created_at: z.number().nullable(), links: z.number() })

function toDomain({
  domain,
  shop_id,
  root_url,
  unknown_url,
  ended_url,
  created_at,
}: z.output<typeof domainRow>): Domain {
  const pages = { rootUrl: root_url, unknownUrl: unknown_url, endedUrl: ended_url }
  return { domain, shopId: shop_id, ...pages, createdAt: created_at }
}
