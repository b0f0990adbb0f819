import * as z from 'zod'
import { clickSql } from '../clicks/click.ts'
import { countedSql } from '../clicks/counted.ts'
import { seqRange } from '../clicks/rejudge-store.ts'
import { firstWholeDay } from '../clicks/rollup-store.ts'
import { countedIn } from '../conversions/counted-store.ts'
import { reportedTrust } from '../conversions/trust.ts'
import { type Database, readRow, readRows, statement } from '../storage/database.ts'
import { conversionConditions, placeConditions, visitConditions } from './filter-store.ts'
import type { Question } from './question.ts'
import { joinPlaces } from './store.ts'

/** Clocks differ by quarters of an hour at most, wherever they are and whenever they change. */
export const quarterMs = 900_000

/** So many raw clicks are gone through at most, the newest of the period: some seconds' work. */
export const mostClicks = 4_000_000
/** Read at once, so that others get their turn in between. */
const clicksAtOnce = 250_000

/** Clicks by the quarter of an hour in which they came, `quarter` · 15 minutes since 1970. */
export type QuarterRow = { readonly quarter: number; readonly number: number }

/** People's clicks of the period from the raw rows; `isCut`: there were more than `mostClicks`, and the oldest were left. */
export async function readQuarters(
  database: Database,
  question: Question,
): Promise<{ rows: QuarterRow[]; isCut: boolean }> {
  const { low, high } = await seqRange(database, question)
  const from = Math.max(low, high - mostClicks + 1)
  const rows: QuarterRow[] = []
  for (let at = from; at <= high; at += clicksAtOnce)
    rows.push(...(await readPart(database, question, [at, Math.min(high, at + clicksAtOnce - 1)])))
  return { rows, isCut: from > low }
}

function readPart(database: Database, question: Question, seqs: readonly [number, number]): Promise<QuarterRow[]> {
  const { shop, from, to } = question
  const [places, visits] = [placeConditions(question), visitConditions(question)]
  const also = (all: readonly { sql: string }[]) => all.map((one) => ` and ${one.sql}`).join('')
  const wheres = `where clicks.seq between ? and ? and clicks.day between ? and ? and ${countedSql('human')}
      and clicks.link in (select link from link_places place where place.shop = ?${also(places)})`
  const params = [...seqs, from, to, shop.number, ...places.flatMap((one) => one.params)]
  const rows =
    visits.length === 0
      ? `clicks ${wheres}`
      : `(select at, ${clickSql.country} as country, ${clickSql.device} as device, ${clickSql.app} as app,
          ${clickSql.browser} as browser from clicks ${wheres}) where true${also(visits)}`
  const sql = `select at / ${quarterMs} as quarter, count(*) as number from ${rows} group by 1`
  return readRows(database, quarterRow, statement(sql, ...params, ...visits.flatMap((one) => one.params)))
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

/** Of days before this one raw clicks may be gone by age. */
export async function readFirstWholeDay(database: Database): Promise<number> {
  return (await readRow(database, z.object({ day: z.number() }), statement(`select ${firstWholeDay} as day`)))?.day ?? 0
}

const quarterRow = z.object({ quarter: z.number(), number: z.number() })
const orderQuarterRow = z.object({ quarter: z.number().nullable(), number: z.number() })
type OrderQuarterRow = z.output<typeof orderQuarterRow>
