import * as z from 'zod'
import { channelIds } from '../links/channel.ts'
import { localDay } from '../shops/calendar.ts'
import { type Database, readRows, statement } from '../storage/database.ts'
import type { Question } from './question.ts'

/** A post as the funnel needs it. Days since 1970 on the shop's calendar. */
export type FunnelPost = {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly channel: z.output<typeof channel>
  readonly campaignId: string | null
  readonly campaign: string | null
  /** When it was published; when it was made, where nobody said. */
  readonly publishedDay: number
}

/** All posts of the shop, within the scope of the question. */
export async function listFunnelPosts(database: Database, { shop, scope }: Question): Promise<FunnelPost[]> {
  const query = `select posts.id, posts.number, posts.title, posts.channel, posts.campaign_id, campaigns.name as campaign,
    coalesce(posts.published_at, posts.created_at) as published_at
    from posts left join campaigns on campaigns.id = posts.campaign_id
    where posts.shop_id = ? and posts.id = coalesce(?, posts.id) and posts.channel = coalesce(?, posts.channel)
      and (? is null or posts.campaign_id = ?)
    order by posts.id`
  const campaignId = scope?.campaignId ?? null
  const params = [scope?.postId ?? null, scope?.channel ?? null, campaignId, campaignId]
  const rows = await readRows(database, postRow, statement(query, shop.id, ...params))
  return rows.map(({ campaign_id, published_at, ...post }) => ({
    ...post,
    campaignId: campaign_id,
    publishedDay: localDay(published_at, shop.timeZone),
  }))
}

const channel = z.enum(channelIds)
const postRow = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  channel,
  campaign_id: z.string().nullable(),
  campaign: z.string().nullable(),
  published_at: z.number(),
})
