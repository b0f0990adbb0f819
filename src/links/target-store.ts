import * as z from 'zod'
import { type Database, readRow, statement, write } from '../storage/database.ts'
import { channelIds } from './channel.ts'
import { toUtm, utmColumns } from './link-row.ts'

/**
 * What a redirect needs of the link behind a short URL, and of its shop. An unknown host is the default domain; letter
 * case doesn't matter.
 */
export async function findTarget(database: Database, host: string, slug: string): Promise<Target | undefined> {
  return readRow(database, targetRow, statement(select, slug, host))
}
export type Target = z.output<typeof targetRow>

/**
 * Uses one of the clicks of a link with a limit. False when none was left: one statement asks and counts, so that no two
 * visitors get the last one.
 */
export async function useClick(database: Database, link: number, maxClicks: number): Promise<boolean> {
  const upsert = `insert into link_uses (link, clicks) values (?, 1)
    on conflict (link) do update set clicks = clicks + 1 where clicks < ?`
  return (await write(database, statement(upsert, link, maxClicks))) === 1
}

const select = `select l.number, l.slug, l.destination, l.utm_source, l.utm_medium, l.utm_campaign, l.utm_content, l.utm_term,
  l.expires_at, l.max_clicks, n.clicks as used_clicks, l.fallback_url, l.archived_at, p.number as post,
  coalesce(c.number, 0) as campaign, p.channel, s.number as shop, s.id as shop_id, s.time_zone, s.tracking
  from slugs u join links l on l.id = u.link_id join posts p on p.id = l.post_id join shops s on s.id = l.shop_id
  left join campaigns c on c.id = p.campaign_id left join link_uses n on n.link = l.number
  where u.slug = ? and u.domain in (?, '') order by u.domain desc limit 1`

const targetRow = z
  .object({
    number: z.number(),
    slug: z.string(),
    destination: z.string(),
    ...utmColumns,
    expires_at: z.number().nullable(),
    max_clicks: z.number().nullable(),
    used_clicks: z.number().nullable(),
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
  .transform(({ used_clicks, ...row }) => ({
    ...row,
    utm: toUtm(row),
    // A link whose clicks are used up has expired, long ago.
    expires_at: row.max_clicks !== null && (used_clicks ?? 0) >= row.max_clicks ? 0 : row.expires_at,
  }))
