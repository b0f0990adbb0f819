import * as z from 'zod'
import { noClick } from '../attribution/journey.ts'
import { countedIn } from '../conversions/counted-store.ts'
import { countedHistory, countedKindSql, customerKinds } from '../conversions/customer-kind.ts'
import { isLastWithin } from '../conversions/journey-store.ts'
import { dayMs } from '../shops/calendar.ts'
import { type Database, readRow, readRows, statement } from '../storage/database.ts'
import type { Question } from './question.ts'

/** Orders by whether they are credited to a link, and by who bought. */
export function readCreditedKinds(database: Database, question: Question): Promise<CreditedKind[]> {
  const { id } = question.shop
  const counted = countedIn(question, ['purchase'])
  const sql = `select counted.link_number is not null as isCredited, ${countedKindSql} as customer, count(*) as orders
    from ${counted.sql} counted, ${countedHistory} history group by 1, 2`
  return readRows(database, creditedKind, statement(sql, ...counted.params, id, id, id))
}

/** How long after the credited click orders came: how many within an hour, a day and a week, and the middle one's time. */
export async function readLags(database: Database, question: Question): Promise<Lags> {
  const counted = countedIn(question, ['purchase'])
  const sql = `with lags as materialized (
      select max(0, occurred_at - click_at) as lag from ${counted.sql} where click_random <> ${noClick}
    )
    select count(*) as orders, coalesce(sum(lag <= 3600000), 0) as hour, coalesce(sum(lag <= ${dayMs}), 0) as day,
      coalesce(sum(lag <= ${7 * dayMs}), 0) as week,
      (select lag from lags order by lag limit 1 offset (select count(*) from lags) / 2) as medianMs
    from lags`
  const row = await readRow(database, lags, statement(sql, ...counted.params))
  return row ?? { orders: 0, hour: 0, day: 0, week: 0, medianMs: null }
}

/** Orders with a click of ours, or with the discount code of a post, or both; by code in capitals, null for none. */
export async function readCodes(database: Database, { shop, from, to, windowDays }: Question): Promise<CodeRow[]> {
  const ofPosts = 'select distinct coupon as code from posts where shop_id = ? and coupon is not null'
  const posts = await readRows(database, z.object({ code: z.string() }), statement(ofPosts, shop.id))
  const codes = new Set(posts.map(({ code }) => foldCode(code)))
  // SQLite knows the cases of A to Z alone: codes with other letters are left to `foldCode`.
  const sql = `select code, clicked, count(*) as orders from (
      select exists (select 1 ${credit} and credits.click_random <> ${noClick}) as clicked,
        case when upper(trim(coupon)) in (select value from json_each(?)) or coupon glob '*[^ -~]*' then coupon end as code
      from conversions where ${inPeriod}
    ) where clicked or code is not null group by 1, 2`
  const params = [windowDays * dayMs, JSON.stringify([...codes]), shop.id, from, to] as const
  return sumCodes(await readRows(database, codeRow, statement(sql, ...params)), codes)
}

function sumCodes(rows: readonly CodeRow[], codes: ReadonlySet<string>): CodeRow[] {
  const sums = new Map<string, CodeRow>()
  for (const { code, clicked, orders } of rows) {
    const folded = code === null ? null : foldCode(code)
    const known = folded !== null && codes.has(folded) ? folded : null
    if (known === null && clicked === 0) continue
    const key = JSON.stringify([known, clicked])
    sums.set(key, { code: known, clicked, orders: orders + (sums.get(key)?.orders ?? 0) })
  }
  return [...sums.values()]
}

/** Codes are the same whatever their case, in every alphabet. */
function foldCode(code: string): string {
  return code.trim().toUpperCase()
}

const inPeriod = `conversions.shop_id = ? and conversions.day between ? and ? and conversions.is_test = 0
        and conversions.event = 'purchase'`

/** The touch that last touch credits, within the window. */
const credit = `from credits where credits.conversion_id = conversions.id and ${isLastWithin()}`

const creditedKind = z.object({ isCredited: z.number(), customer: z.enum(customerKinds), orders: z.number() })
const lags = z.object({
  orders: z.number(),
  hour: z.number(),
  day: z.number(),
  week: z.number(),
  medianMs: z.number().nullable(),
})
const codeRow = z.object({ code: z.string().nullable(), clicked: z.number(), orders: z.number() })

export type CreditedKind = z.output<typeof creditedKind>
export type Lags = z.output<typeof lags>
export type CodeRow = z.output<typeof codeRow>
