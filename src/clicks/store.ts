import * as z from 'zod'
import { countUp, countUpTo, readCounter } from '../storage/counters.ts'
import { type Database, readRows, type Statement, statement } from '../storage/database.ts'
import { clickClasses, type ClickClass } from './classify.ts'
import { clickSql, packSettled, packVisit } from './click.ts'
import type { ClickIdentity } from './click-id.ts'
import { repeatMs, scopeKeys } from './neighbours.ts'
import type { Click } from './redirect.ts'
import { watermark } from './rollup-store.ts'

const insert = 'insert into clicks (at, link, day, verdict, visit, referrer, visitor, random)'

/** A click whose verdict is settled and whose referrer's number is known: at, link, day, verdict, visit, referrer, visitor, random. */
export const insertClickSql = `${insert} values (?, ?, ?, ?, ?, ?, ?, ?)`

/**
 * A click that is settled by SQL: a repeat where `seen_today` has the visitor on this link a moment ago, and first today
 * in those scopes in which it doesn't know the visitor.
 */
export function insertClick(click: Click, repeatWithinMs = repeatMs): Statement[] {
  const { at, link, day, visitor, random } = click
  const values = [packVisit(click.visit), click.referrer, visitor, random]
  const plain = packSettled(click, { firsts: 0, isRepeat: false })
  if (visitor === null)
    return [statement(`${insert} values (?, ?, ?, ?, ?, ${referrerNumber}, ?, ?)`, at, link, day, plain, ...values)]
  const keys = scopeKeys(click)
  const isRepeat = `exists (select 1 from seen_today where day = ? and visitor = ? and scope = ? and abs(? - at) < ?)`
  const isSeen = 'exists (select 1 from seen_today where day = ? and visitor = ? and scope = ?)'
  const firsts = keys.map((_, bit) => `| case when ${isSeen} then 0 else ${1 << (15 + bit)} end`)
  const verdict = `case when ${isRepeat} then ? else ? ${firsts.join(' ')} end`
  const [linkKey = ''] = keys
  const known = [day, visitor, linkKey, at, repeatWithinMs, packSettled(click, { firsts: 0, isRepeat: true }), plain]
  return [
    statement(
      `${insert} values (?, ?, ?, ${verdict}, ?, ${referrerNumber}, ?, ?)`,
      ...[at, link, day],
      ...known,
      ...keys.flatMap((key) => [day, visitor, key]),
      ...values,
    ),
    ...keys.map((key) => statement(rememberVisitor, day, visitor, key, at)),
  ]
}

const rememberVisitor = `insert into seen_today (day, visitor, scope, at) values (?, ?, ?, ?)
  on conflict (day, visitor, scope) do update set at = excluded.at`

/** The dictionary of referrer hosts. It stops growing at 20,000: visitors write that header as they like. */
export function rememberReferrer(host: string): Statement {
  return statement(insertReferrerSql, host)
}

export const insertReferrerSql = `insert into referrers (host) select ?
  where (select coalesce(max(number), 0) from referrers) < 20000 on conflict do nothing`
export const selectReferrerSql = 'select number from referrers where host = ?'

/** Adds lost clicks to their counter. */
export function countDrops(reason: string, count: number): Statement {
  return countUp(dropped, reason, count)
}

/** Says how many clicks were ever lost: right also when it is said twice, or late. */
export function countDropsTo(reason: string, total: number): Statement {
  return countUpTo(dropped, reason, total)
}

export function readDrops(database: Database): Promise<Record<string, number>> {
  return readCounter(database, dropped)
}

const dropped = 'clicks_dropped'

/**
 * What the raw clicks that ids name are packed as, in order, of all in one question; undefined for those that are gone.
 * Clicks lie in the order of their time but for clock jumps, so each one's place is found by halving; around a jump the
 * neighbourhood may be missed, and the click counts as pruned.
 */
export async function findVisits(
  database: Database,
  clicks: readonly ClickIdentity[],
): Promise<readonly (number | undefined)[]> {
  if (clicks.length === 0) return []
  const middle = '((halving.low + halving.high) / 2)'
  const isBefore = `(select clicks.at from clicks where seq >= ${middle} order by seq limit 1) < halving.at`
  const near = (rows: number) => `(select clicks.visit from clicks
      where seq between halving.high - ${rows} and halving.high + ${rows}
        and clicks.at = halving.at and clicks.link = halving.link and clicks.random = halving.random limit 1)`
  const query = `with recursive halving (place, link, at, random, low, high) as (
      select key, value ->> 0, value ->> 1, value ->> 2,
        (select coalesce(min(seq), 0) from clicks), (select coalesce(max(seq), 0) from clicks) from json_each(?)
      union all select place, link, at, random, iif(${isBefore}, ${middle}, low), iif(${isBefore}, high, ${middle})
        from halving where high - low > 1
    )
    select place, coalesce(${near(100)}, ${near(5000)}) as visit from halving where high - low <= 1`
  const list = JSON.stringify(clicks.map(({ link, at, random }) => [link, at, random]))
  const rows = await readRows(database, visitRow, statement(query, list))
  const found = new Map(rows.map(({ place, visit }) => [place, visit ?? undefined]))
  return clicks.map((_, place) => found.get(place))
}

const visitRow = z.object({ place: z.number(), visit: z.number().nullable() })

/** Clicks ever stored, by class: the sums, and the raw rows above their watermark. */
export async function countClicks(database: Database): Promise<Record<ClickClass, number>> {
  const rows = await readRows(database, z.object({ class: z.number(), clicks: z.number() }), statement(selectClasses))
  const count = (name: ClickClass) => rows.find((row) => clickClasses[row.class] === name)?.clicks ?? 0
  return {
    human: count('human'),
    repeat: count('repeat'),
    preview: count('preview'),
    bot: count('bot'),
    prefetch: count('prefetch'),
    internal: count('internal'),
  }
}

const selectClasses = `select judged & 7 as class, sum(clicks) as clicks from (
    select judged, clicks from reason_days
    union all select ${clickSql.judged} as judged, 1 as clicks from clicks where seq > ${watermark}
  ) group by 1`

const referrerNumber = 'coalesce((select number from referrers where host = ?), 0)'
