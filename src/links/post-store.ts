import { nanoid } from 'nanoid'
import * as z from 'zod'
import { type Database, readRow, readRows, type Statement, statement, write } from '../storage/database.ts'
import { setColumns } from '../storage/set-columns.ts'
import { type Channel, channelIds } from './channel.ts'
import { type Post, postContents, type PostDraft, type PostPatch } from './post.ts'

export async function createPost(database: Database, shopId: string, draft: PostDraft, now: number): Promise<Post> {
  const id = newPostId()
  const { campaignId = null, channel, title, publishedAt = null, content = null, purpose = null, tags = [] } = draft
  const insert = `insert into posts (id, shop_id, campaign_id, channel, title, published_at, content, purpose, tags, coupon, url, created_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
  const values = [
    campaignId,
    channel,
    title,
    publishedAt,
    content,
    purpose,
    JSON.stringify(tags),
    draft.coupon ?? null,
    draft.url ?? null,
    now,
  ]
  await write(database, statement(insert, id, shopId, ...values))
  return foundPost(database, id)
}

export function newPostId(): string {
  return `post_${nanoid(12)}`
}

type OwnPost = {
  readonly id: string
  readonly shopId: string
  readonly channel: Channel
  readonly title: string
  readonly campaignKey: string
}

/** The post that a link without one gets; part of the batch that makes the link, after its campaign. */
export function insertOwnPost({ id, shopId, channel, title, campaignKey }: OwnPost, now: number): Statement {
  const insert = `insert into posts (id, shop_id, campaign_id, channel, title, created_at)
    select ?, ?, c.id, ?, ?, ? from campaigns c where c.shop_id = ? and c.key = ?`
  return statement(insert, id, shopId, channel, title, now, shopId, campaignKey)
}

/** Changes the fields given. */
export async function updatePost(database: Database, post: Post, change: PostPatch): Promise<Post> {
  const columns = {
    campaign_id: change.campaignId,
    channel: change.channel,
    title: change.title,
    published_at: change.publishedAt,
    content: change.content,
    purpose: change.purpose,
    tags: change.tags && JSON.stringify(change.tags),
    coupon: change.coupon,
    url: change.url,
  }
  await database.batch(setColumns('posts', columns, statement('id = ?', post.id)))
  return foundPost(database, post.id)
}

/** What a link's change does to the post it is in; part of the batch that changes the link, after its campaign. */
export function movePost(
  { id, shopId }: Pick<Post, 'id' | 'shopId'>,
  { channel, campaignKey }: { readonly channel?: Channel | undefined; readonly campaignKey?: string | undefined },
): Statement[] {
  const join = `update posts set campaign_id = (select id from campaigns where shop_id = ? and key = ?) where id = ?`
  return [
    ...setColumns('posts', { channel }, statement('id = ?', id)),
    ...(campaignKey === undefined ? [] : [statement(join, shopId, campaignKey, id)]),
  ]
}

/** Whether other links than this one lead from the post, archived ones too: their clicks stand under it. */
export async function hasOtherLinks(database: Database, postId: string, linkId: string): Promise<boolean> {
  const query = statement('select 1 from links where post_id = ? and id <> ? limit 1', postId, linkId)
  return (await database.all(query)).length > 0
}

/** By id, in whichever shop: the caller checks that the shop is the asker's. */
export async function findPost(database: Database, id: string): Promise<Post | undefined> {
  const row = await readRow(database, postRow, statement(`${select} where p.id = ?`, id))
  return row && toPost(row)
}

/** Newest first; `before` is the number of the last one seen. */
export async function listPosts(
  database: Database,
  shopId: string,
  page: { limit: number; before: number },
): Promise<Post[]> {
  const query = statement(
    `${select} where p.shop_id = ? and p.number < ? order by p.number desc limit ?`,
    shopId,
    page.before,
    page.limit,
  )
  return (await readRows(database, postRow, query)).map(toPost)
}

async function foundPost(database: Database, id: string): Promise<Post> {
  const post = await findPost(database, id)
  if (!post) throw new Error(`post ${id} is gone`)
  return post
}

const select = `select p.number, p.id, p.shop_id, p.campaign_id, c.name as campaign_name, c.key as campaign_key, p.channel, p.title,
  p.published_at, p.content, p.purpose, p.tags, p.coupon, p.url, p.created_at
  from posts p left join campaigns c on c.id = p.campaign_id`

const postRow = z.object({
  number: z.number(),
  id: z.string(),
  shop_id: z.string(),
  campaign_id: z.string().nullable(),
  campaign_name: z.string().nullable(),
  campaign_key: z.string().nullable(),
  channel: z.enum(channelIds),
  title: z.string(),
  published_at: z.number().nullable(),
  content: z.enum(postContents).nullable(),
  purpose: z.string().nullable(),
  tags: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
  coupon: z.string().nullable(),
  url: z.string().nullable(),
  created_at: z.number(),
})

function toPost(row: z.output<typeof postRow>): Post {
  const { shop_id, campaign_id, campaign_name, campaign_key, published_at, created_at, ...same } = row
  return {
    ...same,
    shopId: shop_id,
    campaignId: campaign_id,
    campaignName: campaign_name,
    campaignKey: campaign_key,
    publishedAt: published_at,
    createdAt: created_at,
  }
}
