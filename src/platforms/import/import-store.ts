import { nanoid } from 'nanoid'
import * as z from 'zod'
import { type Channel, channelIds } from '../../links/channel.ts'
import { localDay } from '../../shops/calendar.ts'
import { type Database, readRow, readRows, type Statement, statement, write } from '../../storage/database.ts'
import { fileFields } from './layout.ts'
import { type KnownPost, matchedBy, type MatchedBy } from './match.ts'
import type { FileItem } from './file-plan.ts'
import type { Mapping } from './read-table.ts'

/** The posts of a channel that a file's posts may be, newest first. */
export async function listKnownPosts(
  database: Database,
  shop: { readonly id: string; readonly timeZone: string },
  channel: Channel,
): Promise<KnownPost[]> {
  const query = `select id, title, caption, url, coalesce(published_at, created_at) as at from posts
    where shop_id = ? and channel = ? order by number desc limit 20000`
  const rows = await readRows(database, postRow, statement(query, shop.id, channel))
  return rows.map(({ at, ...post }) => ({ ...post, publishedDay: localDay(at, shop.timeZone) }))
}

/** A post as the platform names it, and which of ours it is. */
export type PlatformPost = {
  readonly number: number
  readonly id: string
  readonly channel: Channel
  readonly key: string
  readonly title: string | null
  readonly url: string | null
  readonly publishedDay: number | null
  readonly postId: string | null
  readonly matchedBy: MatchedBy | null
}

/** Those of a channel that came before, by key. */
export async function findPlatformPosts(
  database: Database,
  shopId: string,
  channel: Channel,
  keys: readonly string[],
): Promise<ReadonlyMap<string, PlatformPost>> {
  const query = `${select} p cross join json_each(?) k on p.key = k.value where p.shop_id = ? and p.channel = ?`
  const rows = await readRows(database, platformPostRow, statement(query, JSON.stringify(keys), shopId, channel))
  return new Map(rows.map((row) => [row.key, row]))
}

/** The addresses that a channel's posts came with, newest first. */
export function listAddresses(
  database: Database,
  shopId: string,
  channel: Channel,
): Promise<{ readonly key: string; readonly url: string }[]> {
  const query = `select key, url from platform_posts where shop_id = ? and channel = ? and url is not null
    order by number desc limit 20000`
  return readRows(database, z.object({ key: z.string(), url: z.string() }), statement(query, shopId, channel))
}

/** Without a post of ours yet, newest first, with how many readings they have. */
export async function listUnmatched(
  database: Database,
  shopId: string,
  { limit, before }: { readonly limit: number; readonly before: number },
): Promise<(PlatformPost & { readonly readings: number })[]> {
  const query = `${select.replace(' from', ', (select count(*) from metric_values v where v.platform_post = p.number and v.replaced_at is null) as readings from')} p
    where p.shop_id = ? and p.number < ? and p.post_id is null and p.key not like 'ad:%' order by p.number desc limit ?`
  return readRows(database, platformPostRow.extend({ readings: z.number() }), statement(query, shopId, before, limit))
}

export function findPlatformPost(database: Database, shopId: string, id: string): Promise<PlatformPost | undefined> {
  return readRow(database, platformPostRow, statement(`${select} p where p.shop_id = ? and p.id = ?`, shopId, id))
}

/** A person says which post it is, or that it is none. */
export async function choosePost(database: Database, id: string, postId: string | null): Promise<void> {
  const update = 'update platform_posts set post_id = ?, matched_by = ? where id = ?'
  await write(database, statement(update, postId, postId === null ? null : 'person', id))
}

export type MatchedItem = FileItem & { readonly postId: string | null; readonly matchedBy: MatchedBy | null }

/** Keeps a file's posts; a match that a person made stays, one that is found later is added. */
export function keepPlatformPosts(
  shopId: string,
  channel: Channel,
  items: readonly MatchedItem[],
  now: number,
): Statement[] {
  const insert = `insert into platform_posts (id, shop_id, channel, key, ad_level, title, url, published_day, post_id, matched_by, created_at)
    select value ->> 'id', ?, ?, value ->> 'key', value ->> 'adLevel', value ->> 'title', value ->> 'url', value ->> 'publishedDay', value ->> 'postId',
    value ->> 'matchedBy', ? from json_each(?) where true
    on conflict (shop_id, channel, key) do update set title = coalesce(excluded.title, title), url = coalesce(excluded.url, url),
    published_day = coalesce(excluded.published_day, published_day), post_id = coalesce(post_id, excluded.post_id),
    matched_by = coalesce(matched_by, excluded.matched_by)`
  const slices = Array.from({ length: Math.ceil(items.length / 1000) }, (_, at) =>
    items.slice(at * 1000, (at + 1) * 1000),
  )
  return slices.map((slice) => {
    const rows = slice.map((item) => ({ ...item, id: `ppost_${nanoid(12)}` }))
    return statement(insert, shopId, channel, now, JSON.stringify(rows))
  })
}

export type ValueImport = {
  readonly id: string
  readonly layout: string
  readonly channel: Channel
  readonly fileName: string | null
  readonly fromDay: number | null
  readonly toDay: number | null
  readonly rows: number
  readonly stored: number
  readonly replaced: number
  readonly unchanged: number
  readonly createdAt: number
}

export function insertImport(shopId: string, one: ValueImport): Statement {
  const insert = `insert into value_imports (id, shop_id, layout, channel, file_name, from_day, to_day, rows, stored, replaced, unchanged,
    created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
  const { id, layout, channel, fileName, fromDay, toDay, rows, stored, replaced, unchanged, createdAt } = one
  return statement(
    insert,
    ...[id, shopId, layout, channel, fileName, fromDay, toDay, rows, stored, replaced, unchanged, createdAt],
  )
}

/** Newest first. */
export function listImports(
  database: Database,
  shopId: string,
): Promise<(ValueImport & { readonly number: number })[]> {
  const query = `select number, id, layout, channel, file_name as fileName, from_day as fromDay, to_day as toDay, rows, stored, replaced,
    unchanged, created_at as createdAt from value_imports where shop_id = ? order by number desc limit 50`
  return readRows(database, importRow, statement(query, shopId))
}

export async function findMapping(
  database: Database,
  shopId: string,
  fingerprint: string,
): Promise<Mapping | undefined> {
  const query = statement(
    'select mapping from import_mappings where shop_id = ? and fingerprint = ?',
    shopId,
    fingerprint,
  )
  return (await readRow(database, z.object({ mapping: mappingText }), query))?.mapping
}

export function keepMapping(shopId: string, fingerprint: string, mapping: Mapping, now: number): Statement {
  const insert = `insert into import_mappings (shop_id, fingerprint, mapping, updated_at) values (?, ?, ?, ?)
    on conflict (shop_id, fingerprint) do update set mapping = excluded.mapping, updated_at = excluded.updated_at`
  return statement(insert, shopId, fingerprint, JSON.stringify(mapping), now)
}

const postRow = z.object({
  id: z.string(),
  title: z.string(),
  caption: z.string().nullable(),
  url: z.string().nullable(),
  at: z.number(),
})
const channelColumn = z.enum(channelIds)
const select = `select p.number, p.id, p.channel, p.key, p.title, p.url, p.published_day as publishedDay, p.post_id as postId,
  p.matched_by as matchedBy from platform_posts`
const platformPostRow = z.object({
  number: z.number(),
  id: z.string(),
  channel: channelColumn,
  key: z.string(),
  title: z.string().nullable(),
  url: z.string().nullable(),
  publishedDay: z.number().nullable(),
  postId: z.string().nullable(),
  matchedBy: z.enum(matchedBy).nullable(),
})
const importRow = z.object({
  number: z.number(),
  id: z.string(),
  layout: z.string(),
  channel: channelColumn,
  fileName: z.string().nullable(),
  fromDay: z.number().nullable(),
  toDay: z.number().nullable(),
  rows: z.number(),
  stored: z.number(),
  replaced: z.number(),
  unchanged: z.number(),
  createdAt: z.number(),
})
const mappingText = z.string().transform((text) =>
  z
    .object({
      channel: channelColumn.nullable(),
      columns: z.record(z.string(), z.union([z.enum(fileFields), z.string()])),
      dateOrder: z.enum(['day-first', 'month-first']).nullable(),
    })
    .parse(JSON.parse(text)),
)
