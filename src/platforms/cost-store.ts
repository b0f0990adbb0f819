import { nanoid } from 'nanoid'
import * as z from 'zod'
import { channelIds } from '../links/channel.ts'
import { mostRateDays } from '../shops/rate.ts'
import { type Database, readRow, readRows, type Statement, statement, write } from '../storage/database.ts'
import { setColumns } from '../storage/set-columns.ts'
import { type Cost, costKinds, type CostScope, type Spending } from './cost.ts'
import type { Days } from './spread.ts'

/** The ids as they were told, the narrowest alone; a campaign's may go with a channel. */
export type CostPlace = {
  readonly linkId: string | null
  readonly postId: string | null
  readonly campaignId: string | null
  readonly channel: string | null
}

export type NewCost = Spending & CostPlace & { readonly id: string; readonly shopId: string }

export function newCostId(): string {
  return `cost_${nanoid(12)}`
}

/** Stores costs, all or none. */
export async function createCosts(database: Database, costs: readonly NewCost[], now: number): Promise<void> {
  const insert = `insert into costs (id, shop_id, kind, amount, currency, hours, from_day, to_day, channel, campaign_id, post_id,
    link_id, note, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
  await database.batch(
    costs.map(({ id, shopId, kind, amount, currency, hours, from, to, channel, campaignId, postId, linkId, note }) =>
      statement(
        insert,
        ...[id, shopId, kind, amount, currency, hours, from, to],
        ...[channel, campaignId, postId, linkId, note, now],
      ),
    ),
  )
}

/** Changes what was spent and what it is of. */
export async function updateCost(database: Database, id: string, cost: Spending & CostPlace): Promise<void> {
  const { kind, amount, currency, hours, from, to, note, channel } = cost
  const columns = {
    ...{ kind, amount, currency, hours, note, channel, from_day: from, to_day: to },
    ...{ campaign_id: cost.campaignId, post_id: cost.postId, link_id: cost.linkId },
  }
  await database.batch(setColumns('costs', columns, statement('id = ?', id)))
}

export async function removeCost(database: Database, id: string, now: number): Promise<void> {
  await write(database, statement('update costs set removed_at = ? where id = ? and removed_at is null', now, id))
}

/** By id, in whichever shop: the caller checks that the shop is the asker's. */
export async function findCost(database: Database, id: string): Promise<Cost | undefined> {
  const row = await readRow(database, costRow, statement(`${select} where c.id = ? and c.removed_at is null`, id))
  return row && toCost(row)
}

/** Undefined for all. `from`, `to`: costs that touch these days. */
export type CostFilter = {
  readonly from?: number | undefined
  readonly to?: number | undefined
  readonly kind?: string | undefined
  readonly linkId?: string | undefined
  readonly postId?: string | undefined
  readonly campaignId?: string | undefined
  readonly channel?: string | undefined
}

/** Newest first; `before` is the number of the last one seen. */
export async function listCosts(
  database: Database,
  shopId: string,
  { limit, before, filter }: { readonly limit: number; readonly before: number; readonly filter: CostFilter },
): Promise<Cost[]> {
  const where = [statement('c.number < ?', before), ...conditionsOf(filter)]
  const query = `${select} where c.shop_id = ? and c.removed_at is null and ${where.map(({ sql }) => sql).join(' and ')}
    order by c.number desc limit ?`
  const params = where.flatMap((one) => one.params)
  return (await readRows(database, costRow, statement(query, shopId, ...params, limit))).map(toCost)
}

/** All costs that touch the days, each with what it is of today. */
export async function readCosts(
  database: Database,
  shopId: string,
  days: Days,
  scope: Pick<CostFilter, 'postId' | 'campaignId' | 'channel'> & { readonly places?: readonly PlaceFilter[] } = {},
): Promise<Cost[]> {
  const { postId, campaignId, channel, places = [] } = scope
  const where = [...conditionsOf({ ...days, postId, campaignId, channel }), ...places.map(placeCondition)]
  const query = `${select} where c.shop_id = ? and c.removed_at is null and ${where.map(({ sql }) => sql).join(' and ')}
    order by c.number`
  return (await readRows(database, costRow, statement(query, shopId, ...where.flatMap((one) => one.params)))).map(
    toCost,
  )
}

/** What an hour is worth, in minor units of the shop's currency; null where nobody said. */
export async function readHourlyRate(database: Database, shopId: string): Promise<number | null> {
  const query = statement('select nullif(hourly_rate, 0) as hourly_rate from purposes where shop_id = ?', shopId)
  return (await readRow(database, rateRow, query))?.hourly_rate ?? null
}

export async function saveHourlyRate(
  database: Database,
  shopId: string,
  hourlyRate: number | null,
  now: number,
): Promise<void> {
  const upsert = `insert into purposes (shop_id, hourly_rate, updated_at) values (?, ?, ?)
    on conflict (shop_id) do update set hourly_rate = excluded.hourly_rate, updated_at = excluded.updated_at`
  await write(database, statement(upsert, shopId, hourlyRate, now))
}

/** Whether anything was ever written down. */
export async function hasCosts(database: Database, shopId: string): Promise<boolean> {
  const query = 'select 1 from costs where shop_id = ? and removed_at is null limit 1'
  return (await database.all(statement(query, shopId))).length > 0
}

// A link's post and a post's campaign and channel are those of today, as in the reports of clicks.
const campaignSql = 'case when p.id is null then c.campaign_id else p.campaign_id end'
const channelSql = 'case when p.id is null then c.channel else p.channel end'
const joins = `from costs c join shops s on s.id = c.shop_id
  left join links l on l.id = c.link_id
  left join platform_posts pp on pp.number = c.platform_post
  left join posts p on p.id = coalesce(l.post_id, c.post_id, pp.post_id)
  left join campaigns g on g.id = ${campaignSql}`
const select = `select c.number, c.id, c.shop_id, c.kind, c.amount, c.currency, c.hours, c.from_day, c.to_day, c.note,
  c.import_id, c.created_at, p.id as post_id, p.title, l.id as link_id, l.slug,
  l.utm_content, g.id as campaign_id, g.name as campaign_name, ${channelSql} as channel,
  case when c.currency = s.currency then 1.0 else (select own.per_euro / told.per_euro from exchange_rates told
    join exchange_rates own on own.day = told.day and own.currency = s.currency
    where told.currency = c.currency and told.day between c.from_day - ${mostRateDays} and c.from_day
    order by told.day desc limit 1) end as rate ${joins}`

function conditionsOf({ from, to, kind, linkId, postId, campaignId, channel }: CostFilter): Statement[] {
  return [
    ...(from === undefined ? [] : [statement('c.to_day >= ?', from)]),
    ...(to === undefined ? [] : [statement('c.from_day <= ?', to)]),
    ...(kind === undefined ? [] : [statement('c.kind = ?', kind)]),
    ...(linkId === undefined ? [] : [statement('l.id = ?', linkId)]),
    ...(postId === undefined ? [] : [statement('p.id = ?', postId)]),
    ...(campaignId === undefined ? [] : [statement(`${campaignSql} = ?`, campaignId)]),
    ...(channel === undefined ? [] : [statement(`${channelSql} = ?`, channel)]),
  ]
}

/** Leaves costs of one of these keys, or of others; `(none)` for a post in no campaign. Visitors are no place: nothing is left. */
export type PlaceFilter = { readonly dimension: string; readonly isNot: boolean; readonly keys: readonly string[] }

/** A cost that isn't of any post is neither of one nor of the others. */
function placeCondition({ dimension, isNot, keys }: PlaceFilter): Statement {
  const place = placeSql[dimension]
  if (!place) return statement('false')
  const isOne = `coalesce(${place.key}, '(none)') in (select value from json_each(?))`
  return statement(`(${place.has} and ${isNot ? 'not ' : ''}${isOne})`, JSON.stringify(keys))
}

const placeSql: Readonly<Record<string, { readonly has: string; readonly key: string }>> = {
  link: { has: 'l.id is not null', key: 'l.id' },
  post: { has: 'p.id is not null', key: 'p.id' },
  campaign: { has: '(p.id is not null or c.campaign_id is not null)', key: campaignSql },
  channel: { has: `${channelSql} is not null`, key: channelSql },
  kind: { has: 'p.id is not null', key: 'p.content' },
  placement: { has: 'l.id is not null', key: `nullif(l.placement, '')` },
  content: { has: 'l.id is not null', key: 'l.utm_content' },
}

const rateRow = z.object({ hourly_rate: z.number().nullable() })
const text = z.string().nullable()
const costRow = z.object({
  number: z.number(),
  id: z.string(),
  shop_id: z.string(),
  kind: z.enum(costKinds),
  amount: z.number().nullable(),
  currency: text,
  hours: z.number().nullable(),
  from_day: z.number(),
  to_day: z.number(),
  note: text,
  import_id: text,
  created_at: z.number(),
  post_id: text,
  title: text,
  link_id: text,
  slug: text,
  utm_content: text,
  campaign_id: text,
  campaign_name: text,
  channel: z.enum(channelIds).nullable(),
  rate: z.number().nullable(),
})

function toCost(row: z.output<typeof costRow>): Cost {
  const { number, id, kind, amount, currency, hours, note, channel, rate } = row
  const { post_id, title, link_id, slug, campaign_id, campaign_name } = row
  return {
    ...{ number, id, kind, amount, currency, hours, note, channel, rate },
    shopId: row.shop_id,
    from: row.from_day,
    to: row.to_day,
    scope: scopeOf(row),
    link: link_id === null || slug === null ? null : { id: link_id, slug, content: row.utm_content },
    post: post_id === null || title === null ? null : { id: post_id, title },
    campaign: campaign_id === null || campaign_name === null ? null : { id: campaign_id, name: campaign_name },
    importId: row.import_id,
    createdAt: row.created_at,
  }
}

function scopeOf({ link_id, post_id, campaign_id, channel }: z.output<typeof costRow>): CostScope {
  if (link_id !== null) return 'link'
  if (post_id !== null) return 'post'
  if (campaign_id !== null) return 'campaign'
  return channel === null ? 'shop' : 'channel'
}
