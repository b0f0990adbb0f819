import * as z from 'zod'
import { channelIds } from './channel.ts'
import type { Link } from './link.ts'
import type { Utm } from './utm.ts'

/** What `linkRow` reads, to stand after `select`. */
export const linkColumns = `l.number, l.id, l.shop_id, l.post_id, p.channel, l.domain, l.slug, l.destination, l.utm_source, l.utm_medium,
  l.utm_campaign, l.utm_content, l.utm_term, l.placement, l.title, l.tags, l.expires_at, l.max_clicks,
  coalesce((select clicks from link_uses where link = l.number), 0) as used_clicks, l.fallback_url, l.archived_at,
  l.created_at, l.updated_at`

export const utmColumns = {
  utm_source: z.string(),
  utm_medium: z.string(),
  utm_campaign: z.string(),
  utm_content: z.string().nullable(),
  utm_term: z.string().nullable(),
}

export const linkRow = z.object({
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
  max_clicks: z.number().nullable(),
  used_clicks: z.number(),
  fallback_url: z.string().nullable(),
  archived_at: z.number().nullable(),
  created_at: z.number(),
  updated_at: z.number(),
})

export function toLink(row: z.output<typeof linkRow>): Link {
  const { number, id, channel, domain, slug, destination, placement, title, tags } = row
  return {
    ...{ number, id, channel, domain, slug, destination, placement, title, tags },
    shopId: row.shop_id,
    postId: row.post_id,
    utm: toUtm(row),
    expiresAt: row.expires_at,
    maxClicks: row.max_clicks,
    usedClicks: row.used_clicks,
    fallbackUrl: row.fallback_url,
    archivedAt: row.archived_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

export function toUtm(row: Pick<z.output<typeof linkRow>, keyof typeof utmColumns>): Utm {
  return {
    source: row.utm_source,
    medium: row.utm_medium,
    campaign: row.utm_campaign,
    ...(row.utm_content === null ? {} : { content: row.utm_content }),
    ...(row.utm_term === null ? {} : { term: row.utm_term }),
  }
}
