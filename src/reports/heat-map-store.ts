import * as z from 'zod'
import { countedSql } from '../clicks/counted.ts'
import { quarterMs, quarterSql, watermark } from '../clicks/rollup-store.ts'
import { countedIn } from '../conversions/counted-store.ts'
import { reportedTrust } from '../conversions/trust.ts'
import { type Database, readRow, readRows, statement } from '../storage/database.ts'
import { conversionConditions, placeConditions, visitConditions } from './filter-store.ts'
import type { Question } from './question.ts'
import { countRaw } from './raw-store.ts'
import { joinPlaces } from './store.ts'

/** Clicks by the quarter of an hour in which they came, `quarter` · 15 minutes since 1970; of one there may be several. */
export type QuarterRow = { readonly quarter: number; readonly number: number }

/** People's clicks of the period: from the sums, and the raw rows above their watermark; from the raw rows where it is narrowed. */
export async function readQuarters(database: Database, question: Question): Promise<QuarterRow[]> {
  if (!isNarrowed(question)) return readSums(database, question)
  const counts = await countRaw(database, { question, key: quarterSql, verdict: 0, only: countedSql('human') })
  return counts.map(({ key, number }) => ({ quarter: key, number }))
}

function isNarrowed(question: Question): boolean {
  return placeConditions(question).length + visitConditions(question).length > 0
}

function readSums(database: Database, { shop, from, to }: Question): Promise<QuarterRow[]> {
  const sql = `select quarter, human as number from click_hours
    where shop = ? and day between ? and ? and human > 0
    union all
    select ${quarterSql}, sum(${countedSql('human')}) from clicks join link_places place on place.link = clicks.link
    where clicks.seq > ${watermark} and day between ? and ? and place.shop = ? group by 1`
  return readRows(database, quarterRow, statement(sql, shop.number, from, to, from, to, shop.number))
}

/** Credited orders of the period by their quarter of an hour; those by hand, whose hour nobody told, as quarter null. */
export function readOrderQuarters(database: Database, question: Question): Promise<OrderQuarterRow[]> {
  const counted = countedIn(question, ['purchase'])
  const only = conversionConditions(question)
  const sql = `select case when counted.trust = ${reportedTrust} then null else counted.occurred_at / ${quarterMs} end as quarter,
      count(*) as number
    from ${counted.sql} counted ${joinPlaces}
    where counted.link_number is not null ${only.map((one) => `and ${one.sql}`).join(' ')}
    group by 1`
  const params = [...counted.params, ...only.flatMap((one) => one.params)]
  return readRows(database, orderQuarterRow, statement(sql, ...params))
}

/** Of days before this one the hours aren't all known: raw clicks may be gone by age, or were before they were summed. */
export async function readFirstWholeDay(database: Database, question: Question): Promise<number> {
  const sql = `select ${isNarrowed(question) ? 'day' : 'hours_from'} as day from pruned`
  return (await readRow(database, z.object({ day: z.number() }), statement(sql)))?.day ?? 0
}

const quarterRow = z.object({ quarter: z.number(), number: z.number() })
const orderQuarterRow = z.object({ quarter: z.number().nullable(), number: z.number() })
type OrderQuarterRow = z.output<typeof orderQuarterRow>
