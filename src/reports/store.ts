import * as z from 'zod'
import { noClick } from '../attribution/journey.ts'
import { clickClasses, type ClickClass } from '../clicks/classify.ts'
import { clickSql, type FirstScope } from '../clicks/click.ts'
import { trustSql, verifiedTrust } from '../conversions/trust.ts'
import { dayMs } from '../shops/calendar.ts'
import { readRows, statement, type Database, type Param } from '../storage/database.ts'
import type { Dimension, Question } from './question.ts'

/** Conversions that reports count; a refund stands with its order. */
export const countedEvents = ['purchase', 'lead', 'add_to_cart', 'begin_checkout'] as const

/**
 * Clicks by the dimension asked for: the one place where reports read them. `unique_here` counts the visitors of each
 * day in the row's own scope, `unique_shop` in the whole shop, so that totals don't count who came by two posts twice.
 */
export function readClicks(database: Database, question: Question, by: Dimension): Promise<ClickRow[]> {
  const { shop, from, to } = question
  const only = inScope(question)
  const sql = `select ${keyOf(by, { day: 'part', country: 'part', device: 'part' })} as key, max(${labelOf(by)}) as label,
      sum(raw) as raw, sum(human) as human, sum(unique_here) as unique_here, sum(unique_shop) as unique_shop,
      sum(bot) as bot, sum(internal) as internal
    from (
      select link, ${clickPart(by)} as part, count(*) as raw, sum(${isHuman}) as human,
        sum(${isHuman} and ${clickSql.firstBit(uniqueScope(by))}) as unique_here,
        sum(${isHuman} and ${clickSql.firstBit('shop')}) as unique_shop,
        sum(${isOf('bot', 'preview', 'prefetch')}) as bot, sum(${isOf('internal')}) as internal
      from clicks where day between ? and ? group by 1, 2
    ) seen
    join links on links.number = seen.link ${joinPosts}
    where links.shop_id = ? ${only.sql} group by 1`
  return readRows(database, clickRow, statement(sql, from, to, shop.id, ...only.params))
}

/**
 * Conversions by the dimension asked for, the event and the currency. `credited` is 0 for those nobody clicked for (or
 * too long before); amounts are minor units by the shop's revenue basis, `squares` is the sum of the amounts' squares.
 */
export function readConversions(database: Database, question: Question, by: Dimension): Promise<ConversionRow[]> {
  const { shop, from, to, windowDays } = question
  const only = inScope(question)
  const amount = amountOf('conversions', shop.revenueBasis)
  const sql = `select ${isCredited} as credited, ${keyOf(by, { day: 'conversions.day' })} as key, max(${labelOf(by)}) as label,
      conversions.event as event, conversions.currency as currency, sum(${share}) as number,
      coalesce(sum(${share} * (conversions.trust >= ${verifiedTrust})), 0) as verified,
      coalesce(sum(${share} * (conversions.is_new_customer = 1)), 0) as new_customers,
      sum(${share} * (conversions.is_new_customer is not null)) as customers_told,
      sum(${share} * (conversions.value is not null)) as valued,
      sum(${share} * ${amount}) as gross, sum(${share} * ${amount} * ${amount}) as squares
    from conversions ${joinCredits}
    where conversions.shop_id = ? and conversions.day between ? and ? and conversions.is_test = 0
      and conversions.event in (${countedEvents.map((event) => `'${event}'`).join(', ')}) ${only.sql}
    group by 1, 2, 4, 5`
  return readRows(database, conversionRow, statement(sql, windowDays * dayMs, shop.id, from, to, ...only.params))
}

/** What was given back of the period's orders, whenever that was, by the order's key. */
export function readRefunds(database: Database, question: Question, by: Dimension): Promise<RefundRow[]> {
  const { shop, from, to, windowDays } = question
  const only = inScope(question)
  const sql = `select ${isCredited} as credited, ${keyOf(by, { day: 'conversions.day' })} as key,
      refunds.currency as currency, sum(${share} * ${refundedOf(shop.revenueBasis)}) as refunded
    from conversions
    join conversions refunds on refunds.shop_id = conversions.shop_id and refunds.order_id = conversions.order_id
      and refunds.event = 'refund' and refunds.is_test = 0
    ${joinCredits}
    where conversions.shop_id = ? and conversions.day between ? and ? and conversions.is_test = 0
      and conversions.event = 'purchase' ${only.sql}
    group by 1, 2, 3`
  return readRows(database, refundRow, statement(sql, windowDays * dayMs, shop.id, from, to, ...only.params))
}

/** Clicks of the period that led to a purchase at least once, whenever that was within the window; a link told by hand is no click. */
export function readBuyers(database: Database, question: Question, by: Dimension): Promise<BuyerRow[]> {
  const { shop, from, to, windowDays } = question
  const only = inScope(question)
  // The order's day is only narrowed for the index: an order is at most a window younger than its click.
  const sql = `select ${keyOf(by, { day: 'credits.click_day' })} as key, count(*) as buyers
    from (
      select credits.link_number, credits.click_at, credits.click_random, max(credits.click_day) as click_day,
        max(credits.click_visit) as visit
      from conversions join credits on credits.conversion_id = conversions.id
      where conversions.shop_id = ? and conversions.day between ? and ? and conversions.is_test = 0
        and conversions.event = 'purchase' and credits.click_day between ? and ?
        and credits.click_random <> ${noClick}
        and conversions.occurred_at - credits.click_at <= ?
      group by 1, 2, 3
    ) credits
    left join links on links.number = credits.link_number ${joinPosts}
    where 1 ${only.sql} group by 1`
  const days = [from - 1, to + windowDays + 1, from, to]
  return readRows(database, buyerRow, statement(sql, shop.id, ...days, windowDays * dayMs, ...only.params))
}

/** Orders by how much their best source is trusted; how many of them a browser told of too, and how many are credited. */
export function readEvidence(database: Database, question: Question): Promise<EvidenceRow[]> {
  const { shop, from, to, windowDays } = question
  const sql = `select trust, count(*) as orders,
      sum(exists (select 1 from evidence where evidence.conversion_id = conversions.id
        and ${trustSql('evidence.source')} < ${verifiedTrust})) as seen_by_browser,
      sum(exists (select 1 from credits where credits.conversion_id = conversions.id
        and conversions.occurred_at - credits.click_at <= ?)) as touched
    from conversions
    where shop_id = ? and day between ? and ? and is_test = 0 and event = 'purchase' group by 1 order by 1`
  return readRows(database, evidenceRow, statement(sql, windowDays * dayMs, shop.id, from, to))
}

/** Whether a click is of these classes, by their positions in its row. */
function isOf(...classes: readonly ClickClass[]): string {
  return `${clickSql.class} in (${classes.map((one) => clickClasses.indexOf(one)).join(', ')})`
}

const isHuman = `(${isOf('human', 'repeat')})`

/** Only these scopes have a first-today bit; every other row counts those seen first today in the whole shop. */
function uniqueScope(by: Dimension): FirstScope {
  return by === 'link' || by === 'post' || by === 'campaign' || by === 'channel' ? by : 'shop'
}

/** What of the key the click itself knows; the rest comes from its link. */
function clickPart(by: Dimension): string {
  if (by === 'day') return 'day'
  return by === 'country' || by === 'device' ? clickSql[by] : '0'
}

type OwnColumns = { readonly day: string; readonly country?: string; readonly device?: string }

/** The key of a row; `own` names the columns that differ from query to query. */
function keyOf(by: Dimension, own: OwnColumns): string {
  const keys: Readonly<Record<Dimension, string>> = {
    link: 'links.id',
    post: 'posts.id',
    campaign: 'campaigns.id',
    channel: 'posts.channel',
    content: 'links.utm_content',
    country: own.country ?? `coalesce(${clickSql.country}, 0)`,
    device: own.device ?? `coalesce(${clickSql.device}, 0)`,
    day: own.day,
  }
  return keys[by]
}

function labelOf(by: Dimension): string {
  if (by === 'link') return 'links.slug'
  if (by === 'post') return 'posts.title'
  return by === 'campaign' ? 'campaigns.name' : 'null'
}

const joinPosts = `left join posts on posts.id = links.post_id
    left join campaigns on campaigns.id = posts.campaign_id`

// `visit` is what clickSql calls the column.
const joinCredits = `left join (
      select conversion_id, link_number, click_at, share, click_visit as visit from credits
    ) credits on credits.conversion_id = conversions.id and conversions.occurred_at - credits.click_at <= ?
    left join links on links.number = credits.link_number ${joinPosts}`

const isCredited = '(credits.conversion_id is not null)'
const share = 'coalesce(credits.share, 1)'

type Basis = Question['shop']['revenueBasis']

function amountOf(table: 'conversions' | 'refunds', basis: Basis): string {
  if (basis === 'paid') return `coalesce(${table}.value, 0)`
  return `coalesce(${table}.value - coalesce(${table}.tax, 0) - coalesce(${table}.shipping, 0), 0)`
}

/** A refund that says nothing of tax and shipping gives back the same part of them as of the rest: all of it nets to zero. */
function refundedOf(basis: Basis): string {
  const told = amountOf('refunds', basis)
  if (basis === 'paid') return told
  const ofOrder = amountOf('conversions', basis)
  return `case when refunds.tax is null and refunds.shipping is null and conversions.value > 0
      and refunds.currency = conversions.currency
      then round(refunds.value * ${ofOrder} * 1.0 / conversions.value) else ${told} end`
}

function inScope({ scope }: Question): { readonly sql: string; readonly params: readonly Param[] } {
  const wanted = [
    ['posts.channel', scope?.channel],
    ['posts.campaign_id', scope?.campaignId],
    ['posts.id', scope?.postId],
  ] as const
  const set = wanted.flatMap(([column, value]) => (value ? [{ column, value }] : []))
  return {
    sql: set.map(({ column }) => `and ${column} = ?`).join(' '),
    params: set.map(({ value }) => value),
  }
}

const key = z.union([z.string(), z.number(), z.null()])
const label = z.string().nullable()

const clickRow = z.object({
  key,
  label,
  raw: z.number(),
  human: z.number(),
  unique_here: z.number(),
  unique_shop: z.number(),
  bot: z.number(),
  internal: z.number(),
})
const conversionRow = z.object({
  credited: z.number(),
  key,
  label,
  event: z.enum(countedEvents),
  currency: z.string().nullable(),
  number: z.number(),
  verified: z.number(),
  new_customers: z.number(),
  customers_told: z.number(),
  valued: z.number(),
  gross: z.number(),
  squares: z.number(),
})
const refundRow = z.object({
  credited: z.number(),
  key,
  currency: z.string().nullable(),
  refunded: z.number().nullable(),
})
const buyerRow = z.object({ key, buyers: z.number() })
const evidenceRow = z.object({
  trust: z.number(),
  orders: z.number(),
  seen_by_browser: z.number(),
  touched: z.number(),
})

export type Key = z.output<typeof key>
export type ClickRow = z.output<typeof clickRow>
export type ConversionRow = z.output<typeof conversionRow>
export type RefundRow = z.output<typeof refundRow>
export type BuyerRow = z.output<typeof buyerRow>
export type EvidenceRow = z.output<typeof evidenceRow>
