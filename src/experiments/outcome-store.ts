import * as z from 'zod'
import { countedIn } from '../conversions/counted-store.ts'
import { countedHistory, countedKindSql } from '../conversions/customer-kind.ts'
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
  readonly shop: Pick<Shop, 'id' | 'number' | 'currency' | 'revenueBasis'>
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

function readSold(database: Database, { withCustomers, ...period }: Period) {
  const { id, currency } = period.shop
  const counted = countedIn({ ...period, windowDays: anyWindow }, ['purchase'])
  const kinds = withCustomers ? { sql: `, ${countedHistory} history`, params: [id, id, id] } : undefined
  const query = `select day, count(*) as orders, sum(customer = 'new') as newCustomers,
      sum(customer = 'unknown') as unknownCustomers,
      sum(currency is not null and currency <> ?) as unconverted,
      coalesce(sum(case when currency = ? then amount else 0.0 end), 0) as gross
    from (
      select counted.day as day, counted.currency as currency, counted.amount as amount,
        ${kinds ? countedKindSql : "'unknown'"} as customer
      from ${counted.sql} counted ${kinds?.sql ?? ''}
    ) group by 1`
  const params = [currency, currency, ...counted.params, ...(kinds?.params ?? [])]
  return readRows(database, soldRow, statement(query, ...params))
}

/** By the day of the order. */
function readGivenBack(database: Database, { withCustomers: _, ...period }: Period) {
  const counted = countedIn({ ...period, windowDays: anyWindow }, ['given-back'])
  const query = `select day, sum(amount) as refunded from ${counted.sql} where currency = ? group by 1`
  return readRows(database, refundRow, statement(query, ...counted.params, period.shop.currency))
}

/** Whoever led to it: an order counts once in each click window. */
const anyWindow = 1

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
