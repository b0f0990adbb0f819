import * as z from 'zod'
import { trustSql, verifiedTrust } from '../conversions/trust.ts'
import type { ShopSource } from '../shops/source.ts'
import type { Part } from '../statistics/compare.ts'
import { type Database, readRow, readRows, statement, write } from '../storage/database.ts'
import type { AlarmCode } from './alarm.ts'

/** When the orders that a source told of were made: the newest 200 from `from` to `to`, ascending, UTC milliseconds. */
export async function readOrderTimes(database: Database, { shopId, source, from, to }: SourceSpan): Promise<number[]> {
  const query = `select occurred_at as at from conversions
    where shop_id = ? and day between ? and ? and event = 'purchase' and is_test = 0 and occurred_at between ? and ?
      and exists (select 1 from evidence where conversion_id = conversions.id and source = ?)
    order by occurred_at desc limit 200`
  const rows = await readRows(database, atRow, statement(query, shopId, ...daysAround(from, to), from, to, source))
  return rows.map(({ at }) => at).toReversed()
}

export type SourceSpan = {
  readonly shopId: string
  readonly source: ShopSource
  /** UTC milliseconds, both included. */
  readonly from: number
  readonly to: number
}

const atRow = z.object({ at: z.number() })

/** Of a shop's orders, those that this source told of. What people wrote down or imported is none that it could tell. */
export async function readToldBy(database: Database, { shopId, source, from, to }: SourceSpan): Promise<Part> {
  const query = `select count(*) as trials, coalesce(sum(exists (select 1 from evidence
      where conversion_id = conversions.id and source = ?)), 0) as successes
    from conversions
    where shop_id = ? and day between ? and ? and event = 'purchase' and is_test = 0 and occurred_at between ? and ?
      and exists (select 1 from evidence where conversion_id = conversions.id and source not in ('hand', 'import'))`
  const row = await readRow(database, partRow, statement(query, source, shopId, ...daysAround(from, to), from, to))
  return row ?? { trials: 0, successes: 0 }
}

const partRow = z.object({ trials: z.number(), successes: z.number() })

/** Days, for the index, around the local ones: no clock is further off than a day. */
function daysAround(from: number, to: number): [number, number] {
  return [Math.floor(from / 86_400_000) - 1, Math.floor(to / 86_400_000) + 1]
}

export type Days = { readonly shopId: string; readonly from: number; readonly to: number }

/**
 * Of the orders that the shop's own systems told of as they were made, those that a browser told of too. A history that
 * was imported says nothing of what browsers see.
 */
export async function readSeen(database: Database, { shopId, from, to }: Days): Promise<Part> {
  const ofOrder = 'conversion_id = conversions.id'
  const query = `select count(*) as trials, coalesce(sum(exists (
      select 1 from evidence where ${ofOrder} and source in ('pixel', 'script'))), 0) as successes
    from conversions where shop_id = ? and day between ? and ? and event = 'purchase' and is_test = 0
      and exists (select 1 from evidence where ${ofOrder} and ${trustSql('source')} >= ${verifiedTrust}
        and received_at - conversions.occurred_at < 86400000)`
  return (await readRow(database, partRow, statement(query, shopId, from, to))) ?? { trials: 0, successes: 0 }
}

/** Of the orders of these days, those that something was given back of. */
export async function readRefunded(database: Database, { shopId, from, to }: Days): Promise<Part> {
  const query = `select count(*) as trials, coalesce(sum(exists (select 1 from conversions refunds
      where refunds.shop_id = conversions.shop_id and refunds.order_id = conversions.order_id
        and refunds.event = 'refund' and refunds.is_test = 0 and refunds.value > 0)), 0) as successes
    from conversions where shop_id = ? and day between ? and ? and event = 'purchase' and is_test = 0`
  return (await readRow(database, partRow, statement(query, shopId, from, to))) ?? { trials: 0, successes: 0 }
}

/** Days from `from` on on which the snippet or the pixel was heard, the last `most`, ascending, with the visits it told of. */
export async function readHeardDays(
  database: Database,
  { shop, shopId, from, most }: HeardSpan,
): Promise<{ readonly day: number; readonly visits: number }[]> {
  const query = `select day, sum(visits) as visits from (
      select day, count(*) as visits from visits where shop = ? and day >= ? group by day
      union all select day, views from view_days where shop = ? and day >= ?
      union all select day, count(*) from conversions where shop_id = ? and day >= ?
        and exists (select 1 from evidence where conversion_id = conversions.id and source in ('pixel', 'script'))
        group by day
    ) group by day order by day desc limit ?`
  const rows = await readRows(database, heardRow, statement(query, shop, from, shop, from, shopId, from, most))
  return rows.toReversed()
}

type HeardSpan = {
  /** The shop by its number, and by its id. */
  readonly shop: number
  readonly shopId: string
  readonly from: number
  readonly most: number
}

const heardRow = z.object({ day: z.number(), visits: z.number() })

export type Snooze = { readonly shopId: string; readonly code: AlarmCode; readonly source: ShopSource | null }

/** Sets an alarm aside until then, UTC milliseconds. */
export async function snooze(database: Database, { shopId, code, source }: Snooze, until: number): Promise<void> {
  const upsert = `insert into alarm_snoozes (shop_id, code, source, until) values (?, ?, ?, ?)
    on conflict (shop_id, code, source) do update set until = excluded.until`
  await write(database, statement(upsert, shopId, code, source ?? '', until))
}

/** Alarms that are set aside at this time. */
export function readSnoozes(database: Database, shopId: string, now: number) {
  const query = 'select code, source, until from alarm_snoozes where shop_id = ? and until > ?'
  return readRows(database, snoozeRow, statement(query, shopId, now))
}

const snoozeRow = z.object({ code: z.string(), source: z.string(), until: z.number() })
