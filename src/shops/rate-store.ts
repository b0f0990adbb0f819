import * as z from 'zod'
import { type Database, type Param, readRow, readRows, type Statement, statement } from '../storage/database.ts'
import { currencyCodes, digitsOf } from './money.ts'
import { mostRateDays, type Rate } from './rate.ts'

/** Keeps rates, a newer one of a day in place of the older; what they convert is marked to be converted anew. */
export async function saveRates(database: Database, rates: readonly Rate[]): Promise<number> {
  let changed = 0
  for (let at = 0; at < rates.length; at += ratesAtOnce) {
    const outcomes = await database.batch([...putRates(rates.slice(at, at + ratesAtOnce)), markForConversion])
    changed += outcomes[0]?.changes ?? 0
  }
  return changed
}

const ratesAtOnce = 5000

/** The euro stands as 1 beside each day's rates, so that all cross rates are read alike. */
function putRates(rates: readonly Rate[]): Statement[] {
  const told = JSON.stringify(
    rates.filter(({ currency }) => currency !== 'EUR').map((one) => [one.currency, one.day, one.perEuro]),
  )
  const days = JSON.stringify([...new Set(rates.map(({ day }) => day))].map((day) => ['EUR', day, 1]))
  return [told, days].map((rows) => statement(putSql, rows))
}

const putSql = `insert into exchange_rates (currency, day, per_euro)
  select value ->> 0, value ->> 1, cast(value ->> 2 as real) from json_each(?) where true
  on conflict (currency, day) do update set per_euro = excluded.per_euro where per_euro <> excluded.per_euro`

/** In a batch with what changes rates: amounts are converted anew from the first conversion on. */
const markForConversion = statement(
  `insert into settings (name, value) values ('reconvert-from', '0') on conflict (name) do update set value = '0'`,
)

/**
 * In a batch, before the change of the currency of the shop that `where` names: where it is another one, amounts in the
 * old aren't taken for the new, and are converted anew.
 */
export function forgetConverted(currency: string, where: Statement): Statement[] {
  const changing = `select id from shops where currency <> ? and ${where.sql}`
  const params = [currency, ...where.params]
  const forget = `update conversions set shop_value = null, shop_tax = null, shop_shipping = null, rate = null, rate_day = null
    where rate is not null and shop_id in (${changing})`
  const mark = `insert into settings (name, value) select 'reconvert-from', '0' where exists (${changing})
    on conflict (name) do update set value = '0'`
  return [statement(forget, ...params), statement(mark, ...params)]
}

/**
 * Converts some more of the amounts that are marked for it; false when none are left. Where it ends is kept with what it
 * did: cut short, it goes on from there, and rates that come meanwhile start it anew.
 */
export async function reconvertSome(database: Database): Promise<boolean> {
  const query =
    statement(`select cast(value as integer) as "from", (select coalesce(max(number), 0) from conversions) as last
    from settings where name = 'reconvert-from'`)
  const row = await readRow(database, z.object({ from: z.number(), last: z.number() }), query)
  if (!row) return false
  const to = row.from + conversionsAtOnce
  const next =
    to >= row.last
      ? statement(`delete from settings where name = 'reconvert-from' and value = ?`, String(row.from))
      : statement(
          `update settings set value = ? where name = 'reconvert-from' and value = ?`,
          String(to),
          String(row.from),
        )
  await database.batch([convertWhere('one.number > ? and one.number <= ?', [row.from, to]), next])
  return true
}

const conversionsAtOnce = 2000

/** Converts all that is marked. */
export async function reconvert(database: Database): Promise<void> {
  while (await reconvertSome(database)) continue
}

/**
 * Sets the amounts in the shop's currency of the conversions (`one`) that `where` names, from what was told and the rates
 * as they are: the latest day, at most a week before, of which both currencies are known. A refund goes by the day of its
 * order where both are in one currency, so that all of an order given back nets to zero.
 */
export function convertWhere(where: string, params: readonly Param[]): Statement {
  return statement(
    `${pricedSql(where)}
    update conversions set rate = priced.rate, rate_day = priced.rate_day,
      shop_value = ${converted('conversions.value')}, shop_tax = ${converted('conversions.tax')},
      shop_shipping = ${converted('conversions.shipping')}
    from priced where conversions.number = priced.number`,
    ...params,
  )
}

export type RateState = z.output<typeof stateRow>

/** The foreign currencies of a shop's orders and refunds: how many, how many of them wait for a rate, and of which days. */
export function readRateState(
  database: Database,
  shop: { readonly id: string; readonly currency: string },
): Promise<RateState[]> {
  const query = `select currency, count(*) as orders, sum(shop_value is null) as waiting, min(day) as first_day, max(day) as last_day,
      min(case when shop_value is null then day end) as waits_from, max(case when shop_value is null then day end) as waits_until
    from conversions where shop_id = ? and currency <> ? and value is not null and is_test = 0 group by 1 order by 1`
  return readRows(database, stateRow, statement(query, shop.id, shop.currency))
}

/** The latest day of which both are known, with the units of each for one euro. */
export async function readLatest(database: Database, from: string, to: string) {
  const query = `select own.day as day, told.per_euro as from_per_euro, own.per_euro as to_per_euro
    from exchange_rates told join exchange_rates own on own.day = told.day
    where told.currency = ? and own.currency = ? order by told.day desc limit 1`
  return readRow(database, latestRow, statement(query, from, to))
}

/** The first and last day of all rates and how many there are; null where there are none. */
export async function readCovered(database: Database) {
  const query = statement(
    `select count(*) as rates, min(day) as first_day, max(day) as last_day from exchange_rates where currency <> 'EUR'`,
  )
  return readRow(database, coveredRow, query)
}

export async function isReconverting(database: Database): Promise<boolean> {
  return (await database.all(statement(`select 1 from settings where name = 'reconvert-from'`))).length > 0
}

/** Rates of a currency, the newest first; days since 1970-01-01, inclusive. */
export async function listRates(
  database: Database,
  { currency, from, to }: { readonly currency: string; readonly from: number; readonly to: number },
): Promise<Rate[]> {
  const query = `select currency, day, per_euro from exchange_rates
    where currency = ? and day between ? and ? order by day desc limit ${mostListed}`
  const rows = await readRows(database, rateRow, statement(query, currency, from, to))
  return rows.map(({ per_euro: perEuro, ...row }) => ({ ...row, perEuro }))
}

const mostListed = 4000

/** The currencies that there are rates of, with the first and last day of each. */
export function listCurrencies(database: Database) {
  const query = `select currency, count(*) as rates, min(day) as first_day, max(day) as last_day
    from exchange_rates where currency <> 'EUR' group by 1 order by 1`
  return readRows(database, currencyRow, statement(query))
}

function pricedSql(where: string): string {
  return `with dated as (
      select one.number as number, one.value as value, one.currency as told, shops.currency as own,
        coalesce(case when one.event = 'refund' then (select max(orders.day) from conversions orders
          where orders.shop_id = one.shop_id and orders.order_id = one.order_id and orders.event = 'purchase'
            and orders.is_test = one.is_test and orders.currency = one.currency) end, one.day) as day
      from conversions one join shops on shops.id = one.shop_id
      where ${where} and (one.currency <> shops.currency or one.rate_day is not null)
    ), found as (
      select number, value, told, own, case when told <> own then (
        select max(told_rate.day) from exchange_rates told_rate
        join exchange_rates own_rate on own_rate.currency = dated.own and own_rate.day = told_rate.day
        where told_rate.currency = dated.told and told_rate.day between dated.day - ${mostRateDays} and dated.day) end as rate_day
      from dated
    ), rated as (
      select number, value, rate_day, own_rate.per_euro / told_rate.per_euro as rate,
        ${unitOf('found.own')} as own_unit, ${unitOf('found.told')} as told_unit
      from found
      left join exchange_rates told_rate on told_rate.currency = found.told and told_rate.day = found.rate_day
      left join exchange_rates own_rate on own_rate.currency = found.own and own_rate.day = found.rate_day
    ), priced as (
      select number, own_unit, told_unit,
        case when ${exactly('value')} <= ${Number.MAX_SAFE_INTEGER} then rate end as rate,
        case when ${exactly('value')} <= ${Number.MAX_SAFE_INTEGER} then rate_day end as rate_day
      from rated
    )`
}

/** As `convertMinor` of rate.ts: the same steps in the same order. SQLite's round takes halves away from zero too. */
function converted(amount: string): string {
  return `cast(round(${amount} * priced.rate * priced.own_unit / priced.told_unit) as integer)`
}

function exactly(amount: string): string {
  return `${amount} * rate * own_unit / told_unit`
}

/** Minor units in one unit of a currency. */
function unitOf(currency: string): string {
  const of = (digits: number) =>
    currencyCodes
      .filter((code) => digitsOf(code) === digits)
      .map((code) => `'${code}'`)
      .join(', ')
  return `case when ${currency} in (${of(0)}) then 1.0 when ${currency} in (${of(3)}) then 1000.0 else 100.0 end`
}

const day = z.number().nullable()
const stateRow = z.object({
  currency: z.string(),
  orders: z.number(),
  waiting: z.number(),
  first_day: z.number(),
  last_day: z.number(),
  waits_from: day,
  waits_until: day,
})
const latestRow = z.object({ day: z.number(), from_per_euro: z.number(), to_per_euro: z.number() })
const coveredRow = z.object({ rates: z.number(), first_day: day, last_day: day })
const rateRow = z.object({ currency: z.string(), day: z.number(), per_euro: z.number() })
const currencyRow = z.object({ currency: z.string(), rates: z.number(), first_day: z.number(), last_day: z.number() })
