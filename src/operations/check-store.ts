import * as z from 'zod'
import { type Database, readRow, readRows, statement } from '../storage/database.ts'

/** What rows point to must be there; each query counts those that point to nothing. `told` goes on from the count. */
export const references = [
  { told: 'clicks are of a link that is not there', sql: orphans('clicks', 'link', 'links') },
  {
    told: 'clicks have a referrer that is not there',
    sql: `${orphans('clicks', 'referrer', 'referrers')} and referrer <> 0`,
  },
  { told: 'conversions are of a link that is not there', sql: orphans('conversions', 'link_number', 'links') },
  { told: 'credits are of a link that is not there', sql: orphans('credits', 'link_number', 'links') },
  {
    told: 'credits are of a conversion that is not there',
    sql: orphans('credits', 'conversion_id', 'conversions', 'id'),
  },
  { told: 'told touches are of a link that is not there', sql: orphans('told_touches', 'link_number', 'links') },
  {
    told: 'told touches are of a conversion that is not there',
    sql: orphans('told_touches', 'conversion_id', 'conversions', 'id'),
  },
  {
    told: 'pieces of evidence are of a conversion that is not there',
    sql: orphans('evidence', 'conversion_id', 'conversions', 'id'),
  },
  { told: 'posts are of a campaign that is not there', sql: orphans('posts', 'campaign_id', 'campaigns', 'id') },
  { told: 'links are of a post that is not there', sql: orphans('links', 'post_id', 'posts', 'id') },
  {
    told: 'links and their posts are of different shops',
    sql: 'select count(*) as count from links l join posts p on p.id = l.post_id where p.shop_id <> l.shop_id',
  },
  {
    told: 'links are not known by their slug',
    sql: `select count(*) as count from links l where not exists
      (select 1 from slugs s where s.domain = l.domain and s.slug = l.slug and s.link_id = l.id)`,
  },
  {
    told: 'conversions have no evidence',
    sql: 'select count(*) as count from conversions where id not in (select conversion_id from evidence)',
  },
  {
    told: 'conversions are credited to more or less than one whole',
    sql: `select count(*) as count from
      (select 1 from credits group by conversion_id having abs(sum(share) - 1) > 0.000001)`,
  },
  {
    told: 'click ids were given out without a key to sign them',
    sql: `select count(*) as count from (select 1 from clicks where random is not null limit 1)
      where not exists (select 1 from signing_keys)`,
  },
] as const

export async function countOrphans(database: Database, sql: string): Promise<number> {
  return (await readRow(database, z.object({ count: z.number() }), statement(sql)))?.count ?? 0
}

/** Rows whose foreign key leads nowhere, as SQLite finds them. */
export async function findBrokenKeys(database: Database): Promise<string[]> {
  const row = z.object({ table: z.string(), parent: z.string(), count: z.number() })
  const query = 'select "table", parent, count(*) as count from pragma_foreign_key_check group by 1, 2'
  const found = await readRows(database, row, statement(query))
  return found.map(({ table, parent, count }) => `${count} rows of ${table} point to ${parent} that are not there`)
}

function orphans(table: string, column: string, parent: string, key = 'number'): string {
  return `select count(*) as count from ${table} where ${column} is not null and ${column} not in (select ${key} from ${parent})`
}
