import * as z from 'zod'
import { noClick } from '../attribution/journey.ts'
import { clickSql } from '../clicks/click.ts'
import { customerKinds, customerKindSql } from '../conversions/customer-kind.ts'
import { reportedTrust, verifiedTrust } from '../conversions/trust.ts'
import { dayMs } from '../shops/calendar.ts'
import { readRows, statement, type Database, type Param } from '../storage/database.ts'
import { type ClickFilter, clickQuery } from './click-store.ts'
import type { Dimension, Question } from './question.ts'

/** Conversions that reports count; a refund stands with its order. */
const countedEvents = ['purchase', 'lead', 'add_to_cart', 'begin_checkout'] as const

/**
 * Clicks by the dimension asked for: the one place where reports read them. `unique_here` counts the visitors of each
 * day in the row's own scope, `unique_shop` in the whole shop, so that totals don't count who came by two posts twice.
 * A filter leaves the meaning of both as it is.
 */
export function readClicks(
  database: Database,
  question: Question,
  by: Dimension,
  filter?: ClickFilter,
): Promise<ClickRow[]> {
  return readRows(database, clickRow, clickQuery(question, by, filter))
}

/**
 * Conversions by the dimension asked for, the event, the currency and who bought. `credited` is 0 for those nobody clicked for (or
 * too long before); amounts are minor units by the shop's revenue basis, `squares` is the sum of the amounts' squares.
 */
export function readConversions(database: Database, question: Question, by: Dimension): Promise<ConversionRow[]> {
  const { shop, from, to, windowDays } = question
  const only = inScope(question)
  const amount = amountOf('conversions', shop.revenueBasis)
  const sql = `select ${isCredited} as credited, ${keyOf(by, { day: 'conversions.day' })} as key, max(${labelOf(by)}) as label,
      conversions.event as event, ${currencyOf('conversions')} as currency, ${customerKindSql} as customer,
      sum(${share}) as number,
      coalesce(sum(${share} * (conversions.trust >= ${verifiedTrust})), 0) as verified,
      coalesce(sum(${share} * (conversions.trust = ${reportedTrust})), 0) as reported,
      coalesce(sum(${share} * (conversions.is_new_customer = 1)), 0) as new_customers,
      sum(${share} * (conversions.is_new_customer is not null)) as customers_told,
      sum(${share} * (conversions.value is not null)) as valued,
      sum(${exact} * ${share} * ${amount}) as gross, sum(${exact} * ${share} * ${amount} * ${amount}) as squares
    from conversions ${joinCredits}
    where conversions.shop_id = ? and conversions.day between ? and ? and conversions.is_test = 0
      and conversions.event in (${countedEvents.map((event) => `'${event}'`).join(', ')}) ${only.sql}
    group by 1, 2, 4, 5, 6`
  return readRows(database, conversionRow, statement(sql, windowDays * dayMs, shop.id, from, to, ...only.params))
}

/**
 * What was given back of the period's orders, whenever that was, by the order's key. What the shop itself didn't vouch
 * for takes off no more than there is left of its order: unverified, nothing ever goes below zero.
 */
export function readRefunds(database: Database, question: Question, by: Dimension): Promise<RefundRow[]> {
  const { shop, from, to, windowDays } = question
  const only = inScope(question)
  const sql = `select ${isCredited} as credited, ${keyOf(by, { day: 'conversions.day' })} as key,
      given_back.currency as currency,
      sum(${share} * (given_back.verified + min(given_back.unverified, max(0, given_back.paid - given_back.verified)))) as refunded
    from (${givenBackOf(shop.revenueBasis)}) given_back
    join conversions on conversions.id = given_back.id
    ${joinCredits}
    where true ${only.sql}
    group by 1, 2, 3`
  return readRows(database, refundRow, statement(sql, shop.id, from, to, windowDays * dayMs, ...only.params))
}

/** What was given back of each order of a shop's period, by currency; `paid` is what the order brought in that currency. */
function givenBackOf(basis: Basis): string {
  const sumOf = (trusted: string) =>
    `sum(case when refunds.trust ${trusted} then ${exact} * ${refundedOf(basis)} else 0.0 end)`
  return `select conversions.id as id, ${currencyOf('refunds')} as currency,
      max(case when ${currencyOf('refunds')} = ${currencyOf('conversions')} then ${amountOf('conversions', basis)} else 0 end) as paid,
      ${sumOf(`>= ${verifiedTrust}`)} as verified, ${sumOf(`< ${verifiedTrust}`)} as unverified
    from conversions
    join conversions refunds on refunds.shop_id = conversions.shop_id and refunds.order_id = conversions.order_id
      and refunds.event = 'refund' and refunds.is_test = 0
    where conversions.shop_id = ? and conversions.day between ? and ? and conversions.is_test = 0
      and conversions.event = 'purchase'
    group by 1, 2`
}

/** Refunds of the period, by their own day, whose order was never told; by currency, as paid. */
export function readLostRefunds(database: Database, { shop, from, to }: Question): Promise<LostRefundRow[]> {
  const sql = `select currency, count(*) as refunds, sum(${exact} * value) as value from conversions
    where shop_id = ? and day between ? and ? and is_test = 0 and event = 'refund'
      and not exists (select 1 from conversions orders where orders.shop_id = conversions.shop_id
        and orders.order_id = conversions.order_id and orders.event = 'purchase' and orders.is_test = 0)
    group by 1 order by 1`
  return readRows(database, lostRefundRow, statement(sql, shop.id, from, to))
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

type OwnColumns = { readonly day: string }

/** The key of a row; `own` names the column that differs from query to query. */
function keyOf(by: Dimension, own: OwnColumns): string {
  const keys: Readonly<Record<Dimension, string>> = {
    link: 'links.id',
    post: 'posts.id',
    campaign: 'campaigns.id',
    channel: 'posts.channel',
    content: 'links.utm_content',
    country: `coalesce(${clickSql.country}, 0)`,
    device: `coalesce(${clickSql.device}, 0)`,
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
/** In front of money: SQLite's whole numbers run over at 9.2e18, which a few large amounts squared reach. */
const exact = '1.0'

type Basis = Question['shop']['revenueBasis']

function amountOf(table: 'conversions' | 'refunds', basis: Basis): string {
  if (basis === 'paid') return `coalesce(${table}.shop_value, ${table}.value, 0)`
  const net = (of: '' | 'shop_') =>
    `${table}.${of}value - coalesce(${table}.${of}tax, 0) - coalesce(${table}.${of}shipping, 0)`
  return `coalesce(${net('shop_')}, ${net('')}, 0)`
}

/** What it is counted in: the shop's currency where a rate converted it (rate-store.ts), else what it was told in. */
function currencyOf(table: 'conversions' | 'refunds'): string {
  return `case when ${table}.shop_value is null then ${table}.currency
    else (select shops.currency from shops where shops.id = ${table}.shop_id) end`
}

/** A refund that says nothing of tax and shipping gives back the same part of them as of the rest: all of it nets to zero. */
function refundedOf(basis: Basis): string {
  const told = amountOf('refunds', basis)
  if (basis === 'paid') return told
  const ofOrder = amountOf('conversions', basis)
  return `case when refunds.tax is null and refunds.shipping is null and ${paidOf('conversions')} > 0
      and refunds.currency = conversions.currency
      then round(${paidOf('refunds')} * ${ofOrder} * 1.0 / ${paidOf('conversions')}) else ${told} end`
}

function paidOf(table: 'conversions' | 'refunds'): string {
  return amountOf(table, 'paid')
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
  reported: z.number(),
  new_customers: z.number(),
  customers_told: z.number(),
  customer: z.enum(customerKinds).nullable(),
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
const lostRefundRow = z.object({ currency: z.string(), refunds: z.number(), value: z.number() })
const buyerRow = z.object({ key, buyers: z.number() })

export type Key = z.output<typeof key>
export type ClickRow = z.output<typeof clickRow>
export type ConversionRow = z.output<typeof conversionRow>
type RefundRow = z.output<typeof refundRow>
type BuyerRow = z.output<typeof buyerRow>
export type LostRefundRow = z.output<typeof lostRefundRow>
