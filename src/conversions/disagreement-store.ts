import * as z from 'zod'
import { type Database, readRow, statement } from '../storage/database.ts'
import { type Disagreement, differsSql, disagreesSql } from './disagreement.ts'

/** Orders and refunds whose sources told different things, and how many of them for each field. */
export type DisagreementCounts = { readonly conversions: number } & Record<Disagreement['field'], number>

/**
 * How far a list of disagreeing orders looks at a time: the number of the first conversion of the newest 20,000 before
 * number `before`, so that a page costs no more however many orders agree; 0 where that is all there are.
 */
export async function findLookEnd(database: Database, before: number): Promise<number> {
  const query = 'select coalesce(max(number), 0) as newest from conversions where number < ?'
  const row = await readRow(database, newestRow, statement(query, before))
  const first = (row?.newest ?? 0) - mostLookedAt + 1
  return first > 1 ? first : 0
}

const mostLookedAt = 20_000
const newestRow = z.object({ newest: z.number() })

/** Counts them over days of the shop's calendar, both inclusive; tests apart. */
export async function countDisagreements(
  database: Database,
  shopId: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<DisagreementCounts> {
  const differs = (sql: string) =>
    `coalesce(sum(exists (select 1 from evidence where evidence.conversion_id = conversions.id and ${sql})), 0)`
  const query = `select count(*) as conversions, ${differs(differsSql.value)} as value,
      ${differs(differsSql.currency)} as currency, ${differs(differsSql.click)} as click
    from conversions
    where shop_id = ? and day between ? and ? and is_test = 0 and event in ('purchase', 'refund') and ${disagreesSql}`
  const counted = await readRow(database, countsRow, statement(query, shopId, from, to))
  return counted ?? { conversions: 0, value: 0, currency: 0, click: 0 }
}

const countsRow = z.object({ conversions: z.number(), value: z.number(), currency: z.number(), click: z.number() })
