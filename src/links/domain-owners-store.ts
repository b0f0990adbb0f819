import * as z from 'zod'
import { type Database, readRows, statement } from '../storage/database.ts'

/** Whose each short domain is, without the default one: by the shop's id. */
export type DomainOwners = ReadonlyMap<string, string>

/** Every short domain that something is set for, or that has or had links. The domains are stepped through, not the slugs. */
export async function listDomainOwners(database: Database): Promise<DomainOwners> {
  const query = `with recursive used (domain) as (
      select min(domain) from slugs where domain > '' union all
      select (select min(s.domain) from slugs s where s.domain > used.domain) from used where used.domain is not null)
    select domain, shop_id from domains where domain > '' union all
    select domain, (${shopOfLinks}) as shop_id from used where domain is not null and domain not in (select domain from domains)`
  const rows = await readRows(database, ownerRow, statement(query))
  return new Map(rows.map(({ domain, shop_id }) => [domain, shop_id]))
}

/** Stands where `used.domain` is a domain that has slugs. */
const shopOfLinks = `select l.shop_id from slugs s cross join links l on l.id = s.link_id where s.domain = used.domain limit 1`

const ownerRow = z.object({ domain: z.string(), shop_id: z.string() })
