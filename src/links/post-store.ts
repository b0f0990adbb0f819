import { nanoid } from 'nanoid'
import * as z from 'zod'
import { type Database, readRow, readRows, type Statement, statement, write } from '../storage/database.ts'
import { setColumns } from '../storage/set-columns.ts'
import { parseDay, startOfDay } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import { isBioLink, isFollower } from './bio-link.ts'
import { type Channel, channelIds } from './channel.ts'
import { codeWordKey } from './code-word.ts'
import { type Post, postContents, type PostDraft, type postFilter, type PostPatch } from './post.ts'
import { holdingWords } from './search-words.ts'

export async function createPost(database: Database, shopId: string, draft: PostDraft, now: number): Promise<Post> {
  const id = newPostId()
  const { campaignId = null, ...told } = draft
  await write(database, insertPost({ ...told, id, shopId, campaign: { id: campaignId } }, now))
  return foundPost(database, id)
}

export function newPostId(): string {
  return `post_${nanoid(12)}`
}

/** `campaign`: by its id, or by its key where the batch makes it. */
export type NewPost = Omit<PostDraft, 'campaignId' | 'shopId'> & {
  readonly id: string
  readonly shopId: string
  readonly campaign: { readonly id: string | null } | { readonly key: string }
}

/** Stores a post; in a batch, after its campaign and before its links. */
export function insertPost(post: NewPost, now: number): Statement {
  const insert = `insert into posts (id, shop_id, campaign_id, channel, title, published_at, content, purpose, tags, coupon, url,
    caption, image_url, is_customer_made, code_word, code_word_key, created_at)
    values (?, ?, coalesce(?, (select id from campaigns where shop_id = ? and key = ?)), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
  const { id, shopId, channel, title, publishedAt = null, content = null, purpose = null, tags = [] } = post
  const { coupon = null, url = null, caption = null, imageUrl = null, customerMade = false, codeWord = null } = post
  const { id: campaignId = null, key = null } = { id: undefined, key: undefined, ...post.campaign }
  return statement(
    insert,
    ...[id, shopId, campaignId, shopId, key, channel, title, publishedAt, content, purpose, JSON.stringify(tags)],
    ...[coupon, url, caption, imageUrl, customerMade ? 1 : 0, codeWord, codeWord && codeWordKey(codeWord), now],
  )
}

type OwnPost = Pick<NewPost, 'id' | 'shopId' | 'channel' | 'title'> & { readonly campaignKey: string }

/** The post that a link without one gets; part of the batch that makes the link, after its campaign. */
export function insertOwnPost({ campaignKey, ...post }: OwnPost, now: number): Statement {
  return insertPost({ ...post, campaign: { key: campaignKey } }, now)
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
    caption: change.caption,
    image_url: change.imageUrl,
    is_customer_made: change.customerMade === undefined ? undefined : Number(change.customerMade),
    code_word: change.codeWord,
    code_word_key: change.codeWord && codeWordKey(change.codeWord),
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

/**
 * Whether other links than this one lead from the post, archived ones too: their clicks stand under it. A bio link goes where
 * its main link goes, unless it was changed by hand and lives.
 */
export async function hasOtherLinks(database: Database, postId: string, linkId: string): Promise<boolean> {
  const query = `select 1 from links l where l.post_id = ? and l.id <> ?
    and not (${isFollower('l')} or ${isBioLink('l')} and l.archived_at is not null) limit 1`
  return (await database.all(statement(query, postId, linkId))).length > 0
}

/** By id, in whichever shop: the caller checks that the shop is the asker's. */
export async function findPost(database: Database, id: string): Promise<Post | undefined> {
  const row = await readRow(database, postRow, statement(`${select} where p.id = ?`, id))
  return row && toPost(row)
}

/** The post of a shop that goes by this code word, in whatever case. */
export async function findPostByCodeWord(
  database: Database,
  shopId: string,
  codeWord: string,
): Promise<Post | undefined> {
  const query = statement(`${select} where p.shop_id = ? and p.code_word_key = ?`, shopId, codeWordKey(codeWord))
  const row = await readRow(database, postRow, query)
  return row && toPost(row)
}

/** `from`, `to`: the first and last day of publication, on the shop's calendar; unpublished posts count by creation. */
export type PostFilter = z.output<typeof postFilter>

/** Newest first; `before` is the number of the last one seen. */
export async function listPosts(
  database: Database,
  shop: Pick<Shop, 'id' | 'timeZone'>,
  page: { readonly limit: number; readonly before: number; readonly filter?: PostFilter },
): Promise<Post[]> {
  const { lead, where, order } = askFor(shop, page)
  const found = `select p.number from ${lead} where ${where.map(({ sql }) => sql).join(' and ')} order by ${order} desc limit ?`
  const params = where.flatMap((condition) => condition.params)
  const query = `${select} where p.number in (${found}) order by p.number desc`
  return (await readRows(database, postRow, statement(query, ...params, page.limit))).map(toPost)
}

type PostPage = { readonly before: number; readonly filter?: PostFilter }

/** Days are few posts of many, and found by their index: the plus keeps that of the order out. Words are in a narrow table. */
function askFor(shop: Pick<Shop, 'id' | 'timeZone'>, { before, filter = {} }: PostPage) {
  const others = conditions(filter, shop.timeZone)
  if (filter.from !== undefined || filter.to !== undefined) {
    const where = [statement('p.shop_id = ?', shop.id), statement('+p.number < ?', before), ...others]
    return {
      lead: `posts p${filter.q ? ` cross join post_texts t on t.post = p.number` : ''}`,
      where,
      order: '+p.number',
    }
  }
  const lead = filter.q ? 'post_texts t cross join posts p on p.number = t.post' : 'posts p'
  const [shopId, number] = filter.q ? ['t.shop_id', 't.post'] : ['p.shop_id', 'p.number']
  const where = [statement(`${shopId} = ?`, shop.id), statement(`${number} < ?`, before), ...others]
  return { lead, where, order: number }
}

/** The posts with these ids that are the shop's, oldest first; 90 at most a call. */
export async function listPostsById(database: Database, shopId: string, ids: readonly string[]): Promise<Post[]> {
  if (ids.length === 0) return []
  const marks = ids.map(() => '?').join(', ')
  const query = statement(`${select} where p.shop_id = ? and p.id in (${marks}) order by p.number`, shopId, ...ids)
  return (await readRows(database, postRow, query)).map(toPost)
}

function conditions({ from, to, channel, campaignId, content, q }: PostFilter, timeZone: string): Statement[] {
  const at = 'coalesce(p.published_at, p.created_at)'
  return [
    ...(from === undefined ? [] : [statement(`${at} >= ?`, startOfDay(parseDay(from), timeZone))]),
    ...(to === undefined ? [] : [statement(`${at} < ?`, startOfDay(parseDay(to) + 1, timeZone))]),
    ...(channel === undefined ? [] : [statement('p.channel = ?', channel)]),
    ...(campaignId === undefined ? [] : [statement('p.campaign_id = ?', campaignId)]),
    ...(content === undefined ? [] : [statement('p.content = ?', content)]),
    ...holdingWords('t.text', q ?? ''),
  ]
}

async function foundPost(database: Database, id: string): Promise<Post> {
  const post = await findPost(database, id)
  if (!post) throw new Error(`post ${id} is gone`)
  return post
}

const select = `select p.number, p.id, p.shop_id, p.campaign_id, c.name as campaign_name, c.key as campaign_key, p.channel, p.title,
  p.published_at, p.content, p.purpose, p.tags, p.coupon, p.url, p.caption, p.image_url, p.is_customer_made, p.code_word, p.created_at
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
  caption: z.string().nullable(),
  image_url: z.string().nullable(),
  is_customer_made: z.number(),
  code_word: z.string().nullable(),
  created_at: z.number(),
})

function toPost(row: z.output<typeof postRow>): Post {
  const { shop_id, campaign_id, campaign_name, campaign_key, published_at, created_at, image_url, is_customer_made } =
    row
  const { id, number, channel, title, content, purpose, tags, coupon, url, caption } = row
  return {
    ...{ id, number, channel, title, content, purpose, tags, coupon, url, caption },
    shopId: shop_id,
    campaignId: campaign_id,
    campaignName: campaign_name,
    campaignKey: campaign_key,
    publishedAt: published_at,
    imageUrl: image_url,
    customerMade: is_customer_made === 1,
    codeWord: row.code_word,
    createdAt: created_at,
  }
}
