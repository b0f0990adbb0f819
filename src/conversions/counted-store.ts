import type { Shop } from '../shops/shop.ts'
import { dayMs } from '../shops/calendar.ts'
import { type Database, type Param, readRow, readRows, statement } from '../storage/database.ts'
import * as z from 'zod'
import { disagreesSql } from './disagreement.ts'
import { isLastWithin, isWithin } from './journey-store.ts'
import { amountOf, currencyOf, exact, givenBackOf, type RevenueBasis } from './money-store.ts'
import { browserSources, reportedTrust, sources, trustSql, verifiedTrust } from './trust.ts'

// What reports count of conversions lies ready in `counted_conversions`, in the order in which they read it: by shop,
// event and day, with the last touch, the order before and what was given back looked up once. Triggers (migration 0018)
// throw rows away as soon as what they hang on changes, and note in `counting_waits` that they are lacking: these are
// worked out in each report, by the same SQL, until `countWaiting` has made them anew.

/** Conversions that reports count; their places here, from 1 on, stand for them in the table. */
export const countedEvents = ['purchase', 'lead', 'add_to_cart', 'begin_checkout'] as const
export type CountedEvent = (typeof countedEvents)[number]

/** What was given back of orders, on the order's day. */
type Counted = CountedEvent | 'given-back'

export type CountedPeriod = {
  readonly shop: Pick<Shop, 'id' | 'number' | 'revenueBasis'>
  readonly from: number
  readonly to: number
  /** The click window. */
  readonly windowDays: number
}

/**
 * A subselect with a row for each of these that counts in a period, both days included; of what was given back, one for
 * each currency. Columns: `conversion` (its number), `event` (its place in `countedEvents`), `day`, `occurred_at`,
 * `currency` (null for none), `valued` (it has an amount), `amount` (minor units by the shop's basis, a float), `trust`,
 * `seen` (a browser told of it), `sources` (who told of it, a bit for each place in trust.ts), `differs` (one told
 * something else than what was taken), `passed_on` (the shop's own system told the click), `told_new`, `earlier_at` and
 * `known` (of the customer, see `countedKindSql`); of the last touch within the window, null where nobody is credited,
 * `link_number`, `click_at`, `click_random`, `click_day` and `visit`; and `several`, whether there are more touches.
 */
export function countedIn(period: CountedPeriod, events: readonly Counted[] = countedEvents) {
  const { shop, from, to, windowDays } = period
  const codes = events.map(codeOf).join(', ')
  const isAsked = `shop = ? and event in (${codes}) and day between ? and ? and ? between since and until`
  const asked = [shop.number, from, to, windowDays] as const
  const waits = `${waiting} where shop_id = ? and day between ? and ?`
  const arm = (source: string) => `select ${columns(shop.revenueBasis)} from ${source} counted where ${isAsked}`
  return {
    sql: `(${arm('counted_conversions')} union all ${arm(`(${workOut(waits)})`)})`,
    params: [...asked, shop.id, from, to, ...asked] satisfies Param[],
  }
}

function codeOf(event: Counted): number {
  return event === 'given-back' ? givenBackCode : countedEvents.indexOf(event) + 1
}

const givenBackCode = countedEvents.length + 1

function columns(basis: RevenueBasis): string {
  return `conversion, event, day, occurred_at, nullif(currency, '') as currency, valued,
    ${basis === 'paid' ? 'paid' : 'net'} as amount, trust, seen, sources,
    differs, passed_on, told_new, earlier_at, known, link as link_number, click_at,
    click_random, click_day, click_visit as visit, several`
}

/** Makes rows of the oldest `most` conversions that wait for them; resolves with whether there may be more. */
export async function countWaiting(database: Database, most = 200): Promise<boolean> {
  const oldest = statement('select conversion from counting_waits order by conversion limit ?', most)
  const found = await readRows(database, z.object({ conversion: z.number() }), oldest)
  const last = found.at(-1)
  if (!last) return false
  const waits = `${waiting} where counting_waits.conversion <= ?`
  await database.batch([
    statement(`insert or replace into counted_conversions (${names}) ${workOut(waits)}`, last.conversion),
    statement('delete from counting_waits where conversion <= ?', last.conversion),
  ])
  return found.length === most
}

/** Throws all rows away and makes them anew; reports stay right meanwhile, and slow. */
export async function recount(database: Database): Promise<void> {
  await database.batch([
    statement('delete from counted_conversions'),
    statement(`insert into counting_waits (conversion) select number from conversions where ${isCountable}
      on conflict do nothing`),
  ])
  while (await countWaiting(database, 2_000));
}

/** How many rows aren't what the conversions come to, or lie there for one that waits. Reads every conversion. */
export async function countMiscounted(database: Database): Promise<number> {
  const made = `select ${names} from counted_conversions`
  const right = `select ${names} from (${workOut('conversions where number not in (select conversion from counting_waits)')})`
  const sql = `select (select count(*) from (${made} except ${right})) + (select count(*) from (${right} except ${made})) as count`
  return (await readRow(database, z.object({ count: z.number() }), statement(sql)))?.count ?? 0
}

const isCountable = `event in (${countedEvents.map((event) => `'${event}'`).join(', ')})`

const names = `shop, event, day, conversion, since, currency, until, link, click_at, click_random, click_day, click_visit,
  several, trust, seen, sources, differs, passed_on, valued, paid, net, told_new, occurred_at, earlier_at, known`

/** From the few that wait to their conversions: the other way round goes through all of these. */
const waiting = 'counting_waits cross join conversions on conversions.number = counting_waits.conversion'

/** What the rows of `counted_conversions` of some conversions are. `from`: what these are read from, ending in a condition. */
function workOut(from: string): string {
  return `with conversions_asked as materialized (${conversionsOf(from)}),
    amounts as (${soldSql} union all ${givenBackSql}),
    days as (${windowsSql}),
    windows as (select number, since, coalesce(lead(since) over (partition by number order by since) - 1, ${ever}) as until
      from days)
  select shop_number as shop, amounts.event as event, day, conversions.number as conversion, since,
    coalesce(amounts.currency, '') as currency, until, credits.link_number as link, credits.click_at as click_at,
    credits.click_random as click_random, credits.click_day as click_day, credits.click_visit as click_visit,
    (select count(*) from credits touches where touches.conversion_id = conversions.id
      and ${isWithin(windowMs, 'touches')}) > 1 as several,
    trust, seen, sources, differs, passed_on, amounts.valued as valued, amounts.paid as paid, amounts.net as net, is_new_customer as told_new,
    occurred_at, earlier_at, known
  from conversions_asked conversions
  join amounts on amounts.number = conversions.number
  join windows on windows.number = conversions.number
  left join credits on credits.conversion_id = conversions.id and ${isLastWithin(windowMs)} and ${isNotStale}`
}

const windowMs = `(since * ${dayMs})`
// A conversion that moved in time since it was credited may have a click and what stands in for it in one window.
const isNotStale = `(credits.share > 0 or not exists (select 1 from credits newest
      where newest.conversion_id = conversions.id and newest.share > 0
        and conversions.occurred_at - newest.click_at <= ${windowMs}))`
const ever = '1000000'

function conversionsOf(from: string): string {
  return `select conversions.*,
      (select shops.number from shops where shops.id = conversions.shop_id) as shop_number,
      ${isSeenSql} as seen,
      (select coalesce(sum(${placeOfSource}), 0) from evidence where evidence.conversion_id = conversions.id) as sources,
      ${disagreesSql} as differs,
      exists (select 1 from evidence where evidence.conversion_id = conversions.id and evidence.click is not null
        and ${trustSql('evidence.source')} >= ${verifiedTrust}) as passed_on,
      ${earlierAtSql} as earlier_at,
      (customer_hash is not null) + 2 * (customer_id_hash is not null) + 4 * (customer_email_hash is not null) as known
    from ${from} and is_test = 0 and ${isCountable}`
}

/** A bit for each source. */
const placeOfSource = `case evidence.source ${sources.map((source, place) => `when '${source}' then ${1 << place}`).join(' ')} else 0 end`

/** Whether a browser told of a conversion. What is trusted no more than that was told by one. */
export const isSeenSql = `(conversions.trust < ${reportedTrust} or exists (select 1 from evidence
      where evidence.conversion_id = conversions.id
        and evidence.source in (${browserSources.map((source) => `'${source}'`).join(', ')})))`

const earlierOf = `from conversions earlier indexed by conversions_by_customer
        where earlier.shop_id = conversions.shop_id and earlier.customer_hash = conversions.customer_hash
          and earlier.event = 'purchase' and earlier.is_test = 0`

/** When the same customer ordered before; null where they didn't, or nobody knows who it is. */
const earlierAtSql = `case when event = 'purchase' then coalesce(
      (select earlier.occurred_at ${earlierOf} and earlier.occurred_at = conversions.occurred_at
        and earlier.key < conversions.key limit 1),
      (select earlier.occurred_at ${earlierOf} and earlier.occurred_at < conversions.occurred_at
        order by earlier.occurred_at desc limit 1)) end`

const soldSql = `select number,
      case event ${countedEvents.map((event) => `when '${event}' then ${codeOf(event)}`).join(' ')} end as event,
      ${currencyOf('conversions')} as currency, value is not null as valued,
      ${exact} * ${amountOf('conversions', 'paid')} as paid,
      ${exact} * ${amountOf('conversions', 'net-of-tax-and-shipping')} as net
    from conversions_asked conversions`

const givenBackSql = `select conversions.number, ${givenBackCode}, ${currencyOf('refunds')}, 1,
      ${givenBackOf('paid')}, ${givenBackOf('net-of-tax-and-shipping')}
    from conversions_asked conversions
    cross join conversions refunds on refunds.shop_id = conversions.shop_id and refunds.order_id = conversions.order_id
      and refunds.event = 'refund' and refunds.is_test = 0
    where conversions.event = 'purchase'
    group by 1, 3`

/** Days from which on a click window may hold something else: another touch reaches into it, or what stood in ends. */
const windowsSql = `select number, 1 as since from conversions_asked
    union select conversions.number, (occurred_at - credits.click_at + ${dayMs - 1}) / ${dayMs}
      from conversions_asked conversions join credits on credits.conversion_id = conversions.id
      where occurred_at - credits.click_at > ${dayMs}
        and position >= (select max(position) - 1 from credits newest where newest.conversion_id = conversions.id)
    union select conversions.number, iif(stood, last_within, counts_within) / ${dayMs} + 1
      from conversions_asked conversions join credits on credits.conversion_id = conversions.id
        and (counts_within is not null or last_within is not null)
      cross join (select 0 as stood union all select 1) where iif(stood, last_within, counts_within) >= ${dayMs}`
