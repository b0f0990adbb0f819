import { nanoid } from 'nanoid'
import * as z from 'zod'
import { channelIds } from '../links/channel.ts'
import { localDay } from '../shops/calendar.ts'
import { type Database, readRows, type Statement, statement } from '../storage/database.ts'
import { adLevels } from './ad-level.ts'
import type { Reading } from './reading/reading.ts'
import { type Value, type ValueSource, valueSources } from './value.ts'

/** A reading to be kept. `key`: of a post that the platform's file names (`platform_posts`), on the channel. */
export type NewValue = {
  readonly metric: string
  readonly channel: string | null
  readonly postId: string | null
  readonly linkId: string | null
  readonly key: string | null
  readonly from: number | null
  readonly to: number
  readonly value: number
}

/** `replaced`: another number stood there, and is kept as history. */
export type KeptAs = 'stored' | 'replaced' | 'unchanged'

export type Teller = {
  readonly shopId: string
  readonly source: ValueSource
  readonly importId: string | null
  readonly now: number
}

export type Kept = { readonly outcome: KeptAs; readonly id: string }

/**
 * Keeps readings, all or none: the same metric, scope, period and source replaces what was told before, the same number
 * changes nothing. `first`: what must land with them and before. No two of `values` may be of the same.
 */
export async function keepValues(
  database: Database,
  teller: Teller,
  values: readonly NewValue[],
  first: readonly Statement[] = [],
): Promise<readonly Kept[]> {
  for (let tries = 0; ; tries++) {
    const kept = await compareValues(database, teller, values)
    const rows = values.flatMap((value, at) => {
      const { outcome, id } = kept[at] ?? { outcome: 'stored' as const, id: '' }
      return outcome === 'unchanged' ? [] : [{ ...value, id }]
    })
    try {
      await database.batch([...first, ...inSlices(rows).flatMap((slice) => keepStatements(teller, slice))])
      return kept
    } catch (error) {
      // Somebody told the same in between: look again.
      if (tries > 2 || !isToldTwice(error)) throw error
    }
  }
}

/** What would become of readings; the ids of new ones are new each time. */
export async function compareValues(
  database: Database,
  { shopId, source }: Pick<Teller, 'shopId' | 'source'>,
  values: readonly NewValue[],
): Promise<readonly Kept[]> {
  const known = new Map<number, { readonly id: string; readonly value: number }>()
  for (const [index, slice] of inSlices(values).entries()) {
    const query = `select r.key as at, v.id, v.value from json_each(?) r
      left join platform_posts p on p.shop_id = ? and p.channel = r.value ->> 'channel' and p.key = r.value ->> 'key'
      cross join metric_values v on ${sameReading} and v.replaced_at is null`
    const found = await readRows(database, knownRow, statement(query, JSON.stringify(slice), shopId, shopId, source))
    for (const { at, id, value } of found) known.set(index * sliceRows + at, { id, value })
  }
  return values.map((value, at) => {
    const before = known.get(at)
    if (!before) return { outcome: 'stored', id: newId() }
    return before.value === value.value ? { outcome: 'unchanged', id: before.id } : { outcome: 'replaced', id: newId() }
  })
}

export type ValueFilter = {
  readonly metric?: string | undefined
  readonly channel?: string | undefined
  readonly postId?: string | undefined
  readonly linkId?: string | undefined
  readonly importId?: string | undefined
  /** Days since 1970: readings that touch them. */
  readonly from?: number | undefined
  readonly to?: number | undefined
  /** Of a channel or the whole shop, not of a post or link. */
  readonly isOfChannel?: boolean
  /** With those that were replaced. */
  readonly history: boolean
}

/** Newest first; `before` is the number of the last one seen. */
export async function listValues(
  database: Database,
  shopId: string,
  { limit, before, filter }: { readonly limit: number; readonly before: number; readonly filter: ValueFilter },
): Promise<Value[]> {
  const { metric, channel, postId, linkId, importId, from, to, history, isOfChannel } = filter
  const where = [
    statement('v.shop_id = ?', shopId),
    statement('v.number < ?', before),
    ...(metric === undefined ? [] : [statement('v.metric = ?', metric)]),
    ...(channel === undefined ? [] : [statement('v.channel = ?', channel)]),
    ...(postId === undefined ? [] : [statement('coalesce(v.post_id, p.post_id) = ?', postId)]),
    ...(linkId === undefined ? [] : [statement('v.link_id = ?', linkId)]),
    ...(importId === undefined ? [] : [statement('v.import_id = ?', importId)]),
    ...(from === undefined ? [] : [statement('v.to_day >= ?', from)]),
    ...(to === undefined ? [] : [statement('coalesce(v.from_day, v.to_day) <= ?', to)]),
    ...(isOfChannel ? [statement('v.post_id is null and v.link_id is null and v.platform_post is null')] : []),
    ...(history ? [] : [statement('v.replaced_at is null')]),
  ]
  const query = `select v.number, v.id, v.metric, v.channel, coalesce(v.post_id, p.post_id) as post_id, v.link_id, p.id as platform_id,
    p.title as platform_title, p.url as platform_url, v.from_day, v.to_day, v.value, v.source, v.import_id, v.created_at, v.replaced_at
    from metric_values v left join platform_posts p on p.number = v.platform_post
    where ${where.map(({ sql }) => sql).join(' and ')} order by v.number desc limit ?`
  const params = where.flatMap((condition) => condition.params)
  return (await readRows(database, valueRow, statement(query, ...params, limit))).map(toValue)
}

/** Which readings are asked for: all that say nothing. Days since 1970. */
export type ReadingBounds = {
  readonly scope?: { readonly channel?: string; readonly campaignId?: string; readonly postId?: string } | undefined
  /** Readings of periods that touch these days. Counts so far are given of all days, as each needs those next to it. */
  readonly from?: number | undefined
  readonly to?: number | undefined
}

/** A metric's current readings, for `readValue`; `campaign` is that of its post. */
export async function readReadings(
  database: Database,
  shop: { readonly id: string; readonly timeZone: string },
  metric: string,
  { scope = {}, from, to }: ReadingBounds = {},
): Promise<(Reading & { readonly campaign: string | null })[]> {
  const where = [
    statement('v.shop_id = ? and v.metric = ? and v.replaced_at is null', shop.id, metric),
    ...(scope.channel === undefined ? [] : [statement('v.channel = ?', scope.channel)]),
    ...(scope.campaignId === undefined ? [] : [statement('o.campaign_id = ?', scope.campaignId)]),
    ...(scope.postId === undefined ? [] : [statement('coalesce(v.post_id, p.post_id, p.id) = ?', scope.postId)]),
    ...(from === undefined ? [] : [statement('(v.from_day is null or v.to_day >= ?)', from)]),
    ...(to === undefined ? [] : [statement('(v.from_day is null or v.from_day <= ?)', to)]),
  ]
  const query = `select v.channel, coalesce(v.post_id, p.post_id, p.id) as post, coalesce(v.link_id, p.id) as part, p.ad_level, v.from_day, v.to_day,
    v.value, v.created_at, p.published_day, o.published_at, o.campaign_id
    from metric_values v left join platform_posts p on p.number = v.platform_post
    left join posts o on o.id = coalesce(v.post_id, p.post_id)
    where ${where.map(({ sql }) => sql).join(' and ')} order by v.number`
  const params = where.flatMap((condition) => condition.params)
  const rows = await readRows(database, readingRow, statement(query, ...params))
  return rows.map(
    ({ channel, post, part, ad_level: adLevel, from_day, to_day, value, created_at, published_day, ...of }) => ({
      ...{ channel, post, part, adLevel, value },
      from: from_day,
      to: to_day,
      toldAt: created_at,
      publishedDay: published_day ?? (of.published_at === null ? null : localDay(of.published_at, shop.timeZone)),
      campaign: of.campaign_id,
    }),
  )
}

/** Which numbers a shop writes down each week, in the order they were chosen. */
export function listFollowed(database: Database, shopId: string) {
  const query = 'select channel, metric from followed_numbers where shop_id = ? order by created_at, channel, metric'
  return readRows(database, followedRow, statement(query, shopId))
}

/** These instead of those before. */
export async function setFollowed(
  database: Database,
  shopId: string,
  followed: readonly { readonly channel: string; readonly metric: string }[],
  now: number,
): Promise<void> {
  const insert = `insert into followed_numbers (shop_id, channel, metric, created_at)
    select ?, value ->> 'channel', value ->> 'metric', ? + key from json_each(?) where true on conflict do nothing`
  await database.batch([
    statement('delete from followed_numbers where shop_id = ?', shopId),
    statement(insert, shopId, now, JSON.stringify(followed)),
  ])
}

function isToldTwice(error: unknown): boolean {
  return error instanceof Error && error.message.includes('metric_values_current')
}

/** D1 takes texts of 2 MB at most. */
const sliceRows = 2000

function inSlices<Row>(rows: readonly Row[]): (readonly Row[])[] {
  return Array.from({ length: Math.ceil(rows.length / sliceRows) }, (_, at) =>
    rows.slice(at * sliceRows, (at + 1) * sliceRows),
  )
}

function newId(): string {
  return `val_${nanoid(12)}`
}

/** Two parameters: shop and source. A key without its post is of none that is stored. */
const sameReading = `v.shop_id = ? and v.metric = r.value ->> 'metric' and coalesce(v.channel, '') = coalesce(r.value ->> 'channel', '')
  and coalesce(v.post_id, '') = coalesce(r.value ->> 'postId', '') and coalesce(v.link_id, '') = coalesce(r.value ->> 'linkId', '')
  and coalesce(v.platform_post, 0) = coalesce(p.number, 0) and (r.value ->> 'key' is null or p.number is not null)
  and coalesce(v.from_day, -1) = coalesce(r.value ->> 'from', -1) and v.to_day = r.value ->> 'to' and v.source = ?`

function keepStatements(
  { shopId, source, importId, now }: Teller,
  rows: readonly (NewValue & { id: string })[],
): Statement[] {
  const json = JSON.stringify(rows)
  const replace = `update metric_values set replaced_at = ? where number in (select v.number from json_each(?) r
    left join platform_posts p on p.shop_id = ? and p.channel = r.value ->> 'channel' and p.key = r.value ->> 'key'
    cross join metric_values v on ${sameReading} and v.replaced_at is null)`
  const insert = `insert into metric_values (id, shop_id, metric, channel, post_id, link_id, platform_post, from_day, to_day, value,
    source, import_id, created_at)
    select r.value ->> 'id', ?, r.value ->> 'metric', r.value ->> 'channel', r.value ->> 'postId', r.value ->> 'linkId', p.number,
    r.value ->> 'from', r.value ->> 'to', r.value ->> 'value', ?, ?, ? from json_each(?) r
    left join platform_posts p on p.shop_id = ? and p.channel = r.value ->> 'channel' and p.key = r.value ->> 'key'`
  return [
    statement(replace, now, json, shopId, shopId, source),
    statement(insert, shopId, source, importId, now, json, shopId),
  ]
}

const knownRow = z.object({ at: z.number(), id: z.string(), value: z.number() })
const channelColumn = z.enum(channelIds)
const followedRow = z.object({ channel: channelColumn, metric: z.string() })
const readingRow = z.object({
  channel: z.string().nullable(),
  post: z.string().nullable(),
  part: z.string().nullable(),
  ad_level: z.enum(adLevels).nullable(),
  from_day: z.number().nullable(),
  to_day: z.number(),
  value: z.number(),
  created_at: z.number(),
  published_day: z.number().nullable(),
  published_at: z.number().nullable(),
  campaign_id: z.string().nullable(),
})
const valueRow = z.object({
  number: z.number(),
  id: z.string(),
  metric: z.string(),
  channel: channelColumn.nullable(),
  post_id: z.string().nullable(),
  link_id: z.string().nullable(),
  platform_id: z.string().nullable(),
  platform_title: z.string().nullable(),
  platform_url: z.string().nullable(),
  from_day: z.number().nullable(),
  to_day: z.number(),
  value: z.number(),
  source: z.enum(valueSources),
  import_id: z.string().nullable(),
  created_at: z.number(),
  replaced_at: z.number().nullable(),
})

function toValue(row: z.output<typeof valueRow>): Value {
  const { number, id, metric, channel, value, source } = row
  const { platform_id, platform_title: title, platform_url: url } = row
  return {
    ...{ number, id, metric, channel, value, source },
    postId: row.post_id,
    linkId: row.link_id,
    platformPost: platform_id === null ? null : { id: platform_id, title, url },
    from: row.from_day,
    to: row.to_day,
    importId: row.import_id,
    createdAt: row.created_at,
    replacedAt: row.replaced_at,
  }
}
