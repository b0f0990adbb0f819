import * as z from 'zod'
import { customerKindSql } from '../conversions/customer-kind.ts'
import { verifiedTrust } from '../conversions/trust.ts'
import type { Shop } from '../shops/shop.ts'
import { type Database, readRow, readRows, statement } from '../storage/database.ts'

/**
 * What the whole shop sold on each day of a period, both ends included, whoever led to it: tests are left out. Money in
 * minor units of the shop's currency by its `revenueBasis`, less what was ever given back of the day's orders, as reports
 * count it. `unconverted`: orders in another currency that no rate converts. Who bought is only read if `withCustomers`.
 */
export async function readDays(database: Database, period: Period): Promise<Map<number, DayOutcome>> {
  const [sold, givenBack] = await Promise.all([readSold(database, period), readGivenBack(database, period)])
  const back = new Map(givenBack.map(({ day, refunded }) => [day, refunded]))
  return new Map(sold.map((one) => [one.day, { ...one, net: one.gross - (back.get(one.day) ?? 0) }]))
}

export type Period = {
  readonly shop: Pick<Shop, 'id' | 'currency' | 'revenueBasis'>
  readonly from: number
  readonly to: number
  readonly withCustomers: boolean
}
export type DayOutcome = z.output<typeof soldRow> & { readonly net: number }

/** The day of the shop's first order that isn't a test. */
export async function findFirstOrder(database: Database, shopId: string): Promise<number | null> {
  const query = `select min(day) as day from conversions where shop_id = ? and event = 'purchase' and is_test = 0`
  return (await readRow(database, firstRow, statement(query, shopId)))?.day ?? null
}

function readSold(database: Database, { shop, from, to, withCustomers }: Period) {
  const query = `select day, count(*) as orders, sum(customer = 'new') as newCustomers,
      sum(customer = 'unknown') as unknownCustomers,
      sum(currency is not null and currency <> ?) as unconverted,
      coalesce(sum(case when currency = ? then amount else 0.0 end), 0) as gross
    from (
      select conversions.day as day, ${currencyOf('conversions')} as currency,
        1.0 * ${amountOf('conversions', shop.revenueBasis)} as amount, ${withCustomers ? customerKindSql : "'unknown'"} as customer
      from conversions
      where conversions.shop_id = ? and conversions.day between ? and ? and conversions.is_test = 0
        and conversions.event = 'purchase'
    ) group by 1`
  return readRows(database, soldRow, statement(query, shop.currency, shop.currency, shop.id, from, to))
}

/** By the day of the order. What the shop itself didn't vouch for takes off no more than there is left of its order. */
function readGivenBack(database: Database, { shop, from, to }: Period) {
  const { revenueBasis: basis, currency } = shop
  const sumOf = (trusted: string) =>
    `sum(case when refunds.trust ${trusted} then 1.0 * ${refundedOf(basis)} else 0.0 end)`
  const query = `select day, sum(verified + min(unverified, max(0, paid - verified))) as refunded
    from (
      select conversions.day as day, conversions.id as id,
        max(case when ${currencyOf('conversions')} = ? then ${amountOf('conversions', basis)} else 0 end) as paid,
        ${sumOf(`>= ${verifiedTrust}`)} as verified, ${sumOf(`< ${verifiedTrust}`)} as unverified
      from conversions
      join conversions refunds on refunds.shop_id = conversions.shop_id and refunds.order_id = conversions.order_id
        and refunds.event = 'refund' and refunds.is_test = 0
      where conversions.shop_id = ? and conversions.day between ? and ? and conversions.is_test = 0
        and conversions.event = 'purchase' and ${currencyOf('refunds')} = ?
      group by 1, 2
    ) group by 1`
  return readRows(database, refundRow, statement(query, currency, shop.id, from, to, currency))
}

type Table = 'conversions' | 'refunds'
type Basis = Shop['revenueBasis']

function amountOf(table: Table, basis: Basis): string {
  if (basis === 'paid') return `coalesce(${table}.shop_value, ${table}.value, 0)`
  const net = (of: '' | 'shop_') =>
    `${table}.${of}value - coalesce(${table}.${of}tax, 0) - coalesce(${table}.${of}shipping, 0)`
  return `coalesce(${net('shop_')}, ${net('')}, 0)`
}

/** The shop's currency where a rate converted it, else what it was told in. */
function currencyOf(table: Table): string {
  return `case when ${table}.shop_value is null then ${table}.currency
    else (select shops.currency from shops where shops.id = ${table}.shop_id) end`
}

/** A refund that says nothing of tax and shipping gives back the same part of them as of the rest. */
function refundedOf(basis: Basis): string {
  const told = amountOf('refunds', basis)
  if (basis === 'paid') return told
  const paid = (table: Table) => amountOf(table, 'paid')
  return `case when refunds.tax is null and refunds.shipping is null and ${paid('conversions')} > 0
      and refunds.currency = conversions.currency
      then round(${paid('refunds')} * ${amountOf('conversions', basis)} * 1.0 / ${paid('conversions')}) else ${told} end`
}

const soldRow = z.object({
  day: z.number(),
  orders: z.number(),
  newCustomers: z.number(),
  unknownCustomers: z.number(),
  unconverted: z.number(),
  gross: z.number(),
})
const refundRow = z.object({ day: z.number(), refunded: z.number() })
const firstRow = z.object({ day: z.number().nullable() })
