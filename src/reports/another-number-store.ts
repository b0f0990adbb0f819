import * as z from 'zod'
import { clickSql } from '../clicks/click.ts'
import { seqRange } from '../clicks/rejudge-store.ts'
import { isSeenSql } from '../conversions/counted-store.ts'
import { amountOf, currencyOf, exact } from '../conversions/money-store.ts'
import { verifiedTrust } from '../conversions/trust.ts'
import { dayMs, startOfDay } from '../shops/calendar.ts'
import { type Database, type Param, readRow, statement } from '../storage/database.ts'
import { mostClicks } from './coverage-store.ts'
import type { Question } from './question.ts'

/** Which of the shop's orders are compared: all, or those credited to links of these channels (null: of all). */
export type Compared = {
  readonly of: 'shop' | 'links'
  readonly channels: readonly string[] | null
  /** The other's: its days, and how long after a click it counts. */
  readonly timeZone: string
  readonly windowDays: number
}

/**
 * Orders, and their amount in minor units by the shop's revenue basis, that each reason is about. `ours` is what is compared.
 * Orders in currencies that nothing converted have no amount.
 */
export async function readOrderReasons(
  database: Database,
  question: Question,
  { of, channels, timeZone, windowDays }: Compared,
): Promise<OrderReasons> {
  const { shop, from, to } = question
  const basis = shop.revenueBasis
  const currency = currencyOf('conversions')
  const isOfChannel = channels === null ? '1' : 'posts.channel in (select value from json_each(?))'
  const channelParams: Param[] = channels === null ? [] : [JSON.stringify(channels)]
  const sql = `select ${columns(of)} from (
      select conversions.day between ? and ? as here,
        conversions.occurred_at >= ? and conversions.occurred_at < ? as there,
        conversions.is_test as test, conversions.trust >= ${verifiedTrust} as in_shop, ${isSeenSql} as in_browser,
        (${currency} is null or ${currency} = ?) as own, ${exact} * ${amountOf('conversions', basis)} as amount,
        ${exact} * (${amountOf('conversions', 'paid')} - ${amountOf('conversions', 'net-of-tax-and-shipping')}) as taxed,
        last.age as age, coalesce(last.is_asked, 0) as is_asked, coalesce(${clickSql.app}, 0) as app,
        exists (select 1 from credits touch join links on links.number = touch.link_number
          join posts on posts.id = links.post_id where touch.conversion_id = conversions.id and touch.share = 0
          and conversions.occurred_at - touch.click_at <= ? and ${isOfChannel}) as touched
      from conversions left join (
        select credits.conversion_id as id, orders.occurred_at - credits.click_at as age, ${isOfChannel} as is_asked,
          credits.click_visit as visit
        from conversions orders join credits on credits.conversion_id = orders.id and credits.share > 0
        join links on links.number = credits.link_number join posts on posts.id = links.post_id
        where orders.shop_id = ? and orders.day between ? and ? and orders.event = 'purchase'
      ) last on last.id = conversions.id
      where conversions.shop_id = ? and conversions.day between ? and ? and conversions.event = 'purchase'
    )`
  const [mine, theirs] = [question.windowDays * dayMs, windowDays * dayMs]
  const found = await readRow(
    database,
    orderReasons,
    statement(
      sql.replaceAll('$mine', String(mine)).replaceAll('$theirs', String(theirs)),
      ...[from, to, startOfDay(from, timeZone), startOfDay(to + 1, timeZone), shop.currency, mine],
      ...channelParams,
      ...channelParams,
      ...[shop.id, from - 2, to + 2, shop.id, from - 2, to + 2],
    ),
  )
  return toReasons(found ?? {})
}

/** Named conditions on an order, each counted and summed. */
function columns(of: Compared['of']): string {
  const isMine = of === 'shop' ? '1' : '(is_asked and age <= $mine)'
  const isTheirs = of === 'shop' ? '1' : '(is_asked and age <= $theirs)'
  const ours = `here and not test and ${isMine}`
  const conditions: Readonly<Record<OrderReason, string>> = {
    ours,
    blocked: `${ours} and in_shop and not in_browser`,
    byHand: `${ours} and not in_shop and not in_browser`,
    byBoth: `${ours} and in_shop and in_browser`,
    inApp: `${ours} and app > 0`,
    olderClick: of === 'shop' ? '0' : `${ours} and age > $theirs`,
    olderThanOurs: of === 'shop' ? '0' : `here and not test and ${isTheirs} and age > $mine`,
    outsideTheirDays: `${ours} and not there`,
    outsideOurDays: `not here and there and not test and ${isMine}`,
    // Test orders are credited to nobody.
    tests: 'here and test',
    otherCurrency: `${ours} and not own`,
    touchedBefore: of === 'shop' ? '0' : `here and not test and touched and not coalesce(${isMine}, 0)`,
    others: of === 'shop' ? '0' : `here and not test and not coalesce(${isMine}, 0)`,
    within1: `${ours} and age <= ${dayMs}`,
    within7: `${ours} and age <= ${7 * dayMs}`,
    within28: `${ours} and age <= ${28 * dayMs}`,
    within30: `${ours} and age <= ${30 * dayMs}`,
  }
  const sums = Object.entries(conditions).flatMap(([name, condition]) => [
    `coalesce(sum(${condition}), 0) as ${name}_orders`,
    `coalesce(sum(case when own and ${condition} then amount else 0.0 end), 0.0) as ${name}_amount`,
  ])
  return [...sums, `coalesce(sum(case when own and ${ours} then taxed else 0.0 end), 0.0) as taxed`].join(', ')
}

const orderReasonNames = [
  'ours',
  'blocked',
  'byHand',
  'byBoth',
  'inApp',
  'olderClick',
  'olderThanOurs',
  'outsideTheirDays',
  'outsideOurDays',
  'tests',
  'otherCurrency',
  'touchedBefore',
  'others',
  'within1',
  'within7',
  'within28',
  'within30',
] as const
export type OrderReason = (typeof orderReasonNames)[number]
export type OrderSum = { readonly orders: number; readonly amount: number }
export type OrderReasons = Readonly<Record<OrderReason, OrderSum>> & {
  /** Tax and shipping of `ours`, minor units. */
  readonly taxed: number
}

const orderReasons = z.record(z.string(), z.number())

function toReasons(row: Readonly<Record<string, number>>): OrderReasons {
  const sumOf = (name: OrderReason): OrderSum => ({
    orders: row[`${name}_orders`] ?? 0,
    amount: row[`${name}_amount`] ?? 0,
  })
  return {
    taxed: row['taxed'] ?? 0,
    ours: sumOf('ours'),
    blocked: sumOf('blocked'),
    byHand: sumOf('byHand'),
    byBoth: sumOf('byBoth'),
    inApp: sumOf('inApp'),
    olderClick: sumOf('olderClick'),
    olderThanOurs: sumOf('olderThanOurs'),
    outsideTheirDays: sumOf('outsideTheirDays'),
    outsideOurDays: sumOf('outsideOurDays'),
    tests: sumOf('tests'),
    otherCurrency: sumOf('otherCurrency'),
    touchedBefore: sumOf('touchedBefore'),
    others: sumOf('others'),
    within1: sumOf('within1'),
    within7: sumOf('within7'),
    within28: sumOf('within28'),
    within30: sumOf('within30'),
  }
}

/**
 * People's clicks of the period by what may part them from other counts: `people` of the newest `mostClicks`, `repeats`
 * those of whoever clicked the same link within half an hour before, `gpc` those whose browser asked not to be recognised,
 * which are nobody's repeats, `named` those with an id, `landed` those of them that arrived with it, `inApp` those made in
 * an app's own browser.
 */
export async function readClickReasons(
  database: Database,
  { shop, from, to }: Question,
  channels: readonly string[] | null,
): Promise<ClickReasons> {
  const { low, high } = await seqRange(database, { from, to })
  const placed = placedIn(channels)
  const sql = `select count(*) as people, coalesce(sum(is_repeat), 0) as repeats, coalesce(sum(gpc), 0) as gpc,
      count(random) as named, coalesce(sum(landed), 0) as landed, coalesce(sum(app > 0), 0) as inApp
    from (
      select random, ${clickSql.class} = 1 as is_repeat, ${hasGpc} as gpc, ${clickSql.app} as app,
        exists (select 1 from visits where visits.link = clicks.link and visits.click_at = clicks.at and visits.click_random = clicks.random) as landed
      from clicks join link_places place on place.link = clicks.link
      where clicks.seq between ? and ? and clicks.day between ? and ? and place.shop = ? and ${clickSql.class} in (0, 1)
        ${placed.sql}
      order by clicks.seq desc limit ${mostClicks}
    )`
  const found = await readRow(
    database,
    clickReasons,
    statement(sql, low, high, from, to, shop.number, ...placed.params),
  )
  return found ?? { people: 0, repeats: 0, gpc: 0, named: 0, landed: 0, inApp: 0 }
}

/** A bit of `packVisit`. */
const hasGpc = '((visit >> 27) & 1)'

const clickReasons = z.object({
  people: z.number(),
  repeats: z.number(),
  gpc: z.number(),
  named: z.number(),
  landed: z.number(),
  inApp: z.number(),
})
export type ClickReasons = z.output<typeof clickReasons>

/** People's clicks near midnight that are of other days there: `out` of ours but not theirs, `in` of theirs but not ours. */
export async function readClickEdges(
  database: Database,
  { shop, from, to }: Question,
  { channels, timeZone }: Pick<Compared, 'channels' | 'timeZone'>,
): Promise<{ readonly out: number; readonly in: number }> {
  const placed = placedIn(channels)
  const edges = await Promise.all(
    [from, to + 1].map(async (day) => {
      const [ours, theirs] = [startOfDay(day, shop.timeZone), startOfDay(day, timeZone)]
      const { low, high } = await seqRange(database, { from: day - 2, to: day + 1 })
      const sql = `select count(*) as clicks from clicks join link_places place on place.link = clicks.link
        where clicks.seq between ? and ? and clicks.at >= ? and clicks.at < ? and place.shop = ?
          and ${clickSql.class} in (0, 1) ${placed.sql}`
      const between = [Math.min(ours, theirs), Math.max(ours, theirs)]
      const found = await readRow(database, edge, statement(sql, low, high, ...between, shop.number, ...placed.params))
      return { clicks: found?.clicks ?? 0, isTheirsLater: theirs > ours }
    }),
  )
  const [first, last] = edges
  const sum = (one: typeof first, isLater: boolean) => (one && one.isTheirsLater === isLater ? one.clicks : 0)
  return { out: sum(first, true) + sum(last, false), in: sum(first, false) + sum(last, true) }
}

const edge = z.object({ clicks: z.number() })

/** Visits of the period that arrived by a link of ours. */
export async function readSessions(
  database: Database,
  { shop, from, to }: Question,
  channels: readonly string[] | null,
): Promise<number> {
  const placed = placedIn(channels)
  const sql = `select count(*) as sessions from visits join link_places place on place.link = visits.link
    where visits.shop = ? and visits.day between ? and ? ${placed.sql}`
  const found = await readRow(
    database,
    z.object({ sessions: z.number() }),
    statement(sql, shop.number, from, to, ...placed.params),
  )
  return found?.sessions ?? 0
}

function placedIn(channels: readonly string[] | null): { readonly sql: string; readonly params: readonly Param[] } {
  if (channels === null) return { sql: '', params: [] }
  return { sql: 'and place.channel in (select value from json_each(?))', params: [JSON.stringify(channels)] }
}
