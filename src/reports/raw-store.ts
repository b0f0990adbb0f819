import * as z from 'zod'
import { clickSql } from '../clicks/click.ts'
import { type SeqRange, seqParts, seqRange } from '../clicks/rejudge-store.ts'
import { firstWholeDay, watermark } from '../clicks/rollup-store.ts'
import { type Database, type Param, readRow, readRows, statement } from '../storage/database.ts'
import { placeConditions, visitConditions } from './filter-store.ts'
import type { Question } from './question.ts'

/** Which raw clicks of the question's period are counted, and by what. */
export type RawAsked = {
  readonly question: Question
  /** Over a click's columns: a whole number, 0 to 2^31. */
  readonly key: string
  /** Bits of the verdict that are told apart, of the lowest twenty. */
  readonly verdict: number
  /** What else a click must be, over its columns. */
  readonly only?: string
  /** Clicks of links that aren't asked for are taken along: who asks leaves them out. */
  readonly isOfAnyLink?: boolean
}

/** `verdict`: the bits asked for, where they stand in a click's verdict. */
export type RawCount = { readonly key: number; readonly verdict: number; readonly number: number }

/**
 * Counts raw clicks by a key, for what no roll-up holds. They are read in portions with a turn for others in between; the
 * question's `watch` is told how far it is. Clicks that come meanwhile aren't counted. @throws what the watch's signal was aborted with
 */
export async function countRaw(database: Database, asked: RawAsked): Promise<RawCount[]> {
  const { watch } = asked.question
  const range = await findRange(database, asked.question)
  const of = sizeOf(range)
  const counts = new Map<number, number>()
  for await (const part of seqParts(range, clicksAtOnce)) {
    watch?.signal.throwIfAborted()
    for (const { packed, number } of await readPart(database, asked, part))
      counts.set(packed, (counts.get(packed) ?? 0) + number)
    watch?.tell(part.high - range.low + 1, of)
  }
  return [...counts].map(([packed, number]) => ({ key: Math.floor(packed / bits), verdict: packed % bits, number }))
}

/** Some hundredths of a second's work. */
const clicksAtOnce = 100_000
const bits = 2 ** 20

/** Key and verdict are one number: to sort it takes half as long as to sort two. */
function readPart(database: Database, asked: RawAsked, { low, high }: SeqRange) {
  const { question, key, verdict, only = 'true' } = asked
  const { from, to } = question
  const visits = visitConditions(question)
  const placed = isPlaced(asked)
  // Last, since a link takes longer to look up than all the rest.
  const conditions = [...visits, ...placed].map(({ sql }) => sql).join(' and ') || 'true'
  const sql = `select (key << 20) | verdict as packed, count(*) as number
    from (
      select ${key} as key, verdict & ${verdict} as verdict, link, ${clickSql.country} as country, ${clickSql.device} as device,
        ${clickSql.app} as app, ${clickSql.browser} as browser
      from clicks where seq between ? and ? and day between ? and ? and ${only}
    )
    where ${conditions} group by 1`
  const params = [...visits, ...placed].flatMap((one) => one.params)
  return readRows(database, packedCount, statement(sql, low, high, from, to, ...params))
}

type Part = { readonly sql: string; readonly params: readonly Param[] }

/** Every click's link has a place. To look for it among other shops' costs nothing where there is one shop. */
function isPlaced({ question, isOfAnyLink }: RawAsked): Part[] {
  const places = placeConditions(question)
  const { number } = question.shop
  if (places.length === 0) {
    const elsewhere = 'link not in (select place.link from link_places place where place.shop <> ?)'
    return isOfAnyLink ? [] : [{ sql: elsewhere, params: [number] }]
  }
  const asked = places.map(({ sql }) => sql).join(' and ')
  const sql = `link in (select place.link from link_places place where place.shop = ? and ${asked})`
  return [{ sql, params: [number, ...places.flatMap(({ params }) => params)] }]
}

/**
 * Where the period's clicks lie. They are in the order of their time, but for those that a wrong clock dated: where some
 * lie elsewhere, all clicks are gone through.
 */
async function findRange(database: Database, question: Question): Promise<SeqRange> {
  const { from, to } = question
  const ends = await readRow(database, endsRow, statement(selectEnds, from, to, from, to))
  if (!ends || ends.first === null || ends.last === null) return { low: 1, high: 0 }
  const all = { low: ends.first, high: ends.last }
  const found = await seqRange(database, { from, to })
  const range = { low: found.low, high: Math.min(found.high, all.high) }
  const size = sizeOf(range)
  if (size > 0) question.watch?.tell(0, size)
  // Whichever is less to read: that as many lie in the range as the sums know of, or that none lie around it.
  const around = [
    { low: all.low, high: range.low - 1 },
    { low: range.high + 1, high: all.high },
  ]
  const isComplete =
    size < sizeOf(all) / 2
      ? (await countClicks(database, question, [range])) === ends.expected
      : (await countClicks(database, question, around)) === 0
  return isComplete ? range : all
}

async function countClicks(database: Database, { from, to, watch }: Question, ranges: readonly SeqRange[]) {
  let clicks = 0
  for (const range of ranges)
    for await (const { low, high } of seqParts(range, 2 * clicksAtOnce)) {
      watch?.signal.throwIfAborted()
      clicks += (await readRow(database, counted, statement(countPart, low, high, from, to)))?.clicks ?? 0
    }
  return clicks
}

function sizeOf({ low, high }: SeqRange): number {
  return Math.max(0, high - low + 1)
}

const isOfWholeDay = `day between max(?, ${firstWholeDay}) and ?`
const selectEnds = `select (select min(seq) from clicks) as first, (select max(seq) from clicks) as last,
    (select coalesce(sum(clicks), 0) from reason_days where ${isOfWholeDay})
      + (select count(*) from clicks where seq > ${watermark} and ${isOfWholeDay}) as expected`
const countPart = `select count(*) as clicks from clicks where seq between ? and ? and ${isOfWholeDay}`

const packedCount = z.object({ packed: z.number(), number: z.number() })
const endsRow = z.object({ first: z.number().nullable(), last: z.number().nullable(), expected: z.number() })
const counted = z.object({ clicks: z.number() })
