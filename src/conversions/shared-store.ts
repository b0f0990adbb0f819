import * as z from 'zod'
import type { ClickIdentity } from '../clicks/click-id.ts'
import { type Database, readRows, type Statement, statement } from '../storage/database.ts'
import { hasManyVisits, hasManyVisitsBy, mostVisitsPerClick } from '../visits/store.ts'
import type { ClickBefore } from './checked.ts'
import { trustSql, verifiedTrust } from './trust.ts'
import { clockSkewMs } from './verify-click.ts'

/** A click, with its id as it stands in conversions. */
export type KnownClick = ClickIdentity & { readonly id: string }

/**
 * Marks the orders of a click whose id was passed on: it arrived on many devices, or one of the shop's own systems told
 * orders of several customers by it. Two systems may know one person by two names, and anybody's browser may say anything. Of
 * each event the first is credited, by when it happened and then by its number, whichever was told first. Resolves with
 * the conversions whose mark changed and those that have the click among their touches, which are to be credited anew;
 * most often there are none and nothing is written.
 */
export async function markShared(database: Database, click: KnownClick): Promise<readonly string[]> {
  const { sql, params } = changedMarks(click)
  if ((await database.all(statement(sql, ...params))).length === 0) return []
  const holders = holding(click)
  const [, marked, , held] = await database.batch([
    statement(`delete from credited where conversion_id in (select id from (${sql}))`, ...params),
    statement(
      `update conversions set shared = marks.mark from (${sql}) marks where conversions.id = marks.id
        returning conversions.id as id`,
      ...params,
    ),
    statement(`delete from credited where conversion_id in (${holders.sql})`, ...holders.params),
    holders,
  ])
  const changed = [...(marked?.rows ?? []), ...(held?.rows ?? [])].map((row) => idRow.parse(row).id)
  return [...new Set(changed)]
}

/** Conversions that have a click among the touches before them. */
function holding({ link, at, random }: ClickIdentity): Statement {
  const sql = `select conversion_id as id from told_touches
      where click_at = ? and click_random >= 0 and click_random = ? and link_number = ?
    union select conversion_id from credits
      where click_at = ? and click_random >= 0 and click_random = ? and link_number = ? and how <> 'click'`
  return statement(sql, at, random, link, at, random, link)
}

/** Conversions that are credited to a click as one of the touches before them, though it arrived on many devices. */
export async function listWronglyTouched(
  database: Database,
  { link, at, random }: ClickIdentity,
): Promise<readonly string[]> {
  const query = `select conversion_id as id from credits
    where click_at = ? and click_random >= 0 and click_random = ? and link_number = ? and how <> 'click' and ${hasManyVisits}`
  return (await readRows(database, idRow, statement(query, at, random, link, link, at, random))).map(({ id }) => id)
}

/** A click whose id was passed on: by its random bits, or by its whole id, where orders are marked. */
export type PassedOn = Pick<ClickBefore, 'linkNumber' | 'at'> & {
  readonly random: number | null
  readonly click: string | null
}

/** Those of these clicks whose ids were passed on: they arrived on many devices, or orders by them are marked. */
export async function listPassedOn(database: Database, clicks: readonly ClickBefore[]): Promise<readonly PassedOn[]> {
  if (clicks.length === 0) return []
  const list = JSON.stringify(clicks.map(({ linkNumber, at, random }) => [linkNumber, at, random]))
  const query = `with told as materialized
      (select value ->> 0 as link, value ->> 1 as at, value ->> 2 as random from json_each(?))
    select link as linkNumber, at, random, null as click from told where ${hasManyVisitsBy('told.link', 'told.at', 'told.random')}
    union select told.link, told.at, null, marked.click from told join conversions marked
      on marked.link_number = told.link and marked.click_at = told.at and marked.click_at is not null
    where marked.shared is not null and marked.click is not null`
  return readRows(database, passedOnRow, statement(query, list))
}

const passedOnRow = z.object({
  linkNumber: z.number(),
  at: z.number(),
  random: z.number().nullable(),
  click: z.string().nullable(),
})

/**
 * Whether there is nothing to mark: no order but this one came by the click, with no mark, and few visits did. So it is
 * for nearly all orders, which makes it worth asking first.
 */
export async function isOwnClick(
  database: Database,
  { id, link, at, random }: KnownClick,
  conversionId: string,
): Promise<boolean> {
  const query = `select 1 where exists (select 1 from conversions
      where link_number = ? and click_at = ? and click_at is not null and click = ? and (id <> ? or shared is not null))
    or (select count(*) from visits where link = ? and click_at = ? and click_random = ?) > ${mostVisitsPerClick}`
  const found = await database.all(statement(query, link, at, id, conversionId, link, at, random))
  return found.length === 0
}

/** Ids of the clicks of a link at a moment that orders came with: most often one. */
export async function listOrderClicks(
  database: Database,
  { link, at }: Pick<ClickIdentity, 'link' | 'at'>,
): Promise<readonly string[]> {
  const query = `select distinct click as id from conversions
    where link_number = ? and click_at = ? and click_at is not null and click is not null`
  return (await readRows(database, idRow, statement(query, link, at))).map(({ id }) => id)
}

const idRow = z.object({ id: z.string() })

/** Id and new mark of the click's conversions whose mark is another. What happened long before the click isn't by it. */
function changedMarks({ id, link, at, random }: KnownClick): Statement {
  const sql = `with orders as (
      select id, number, event, shared, customer_hash, customer_source, customer_id_hash, occurred_at, occurred_at >= click_at - ${clockSkewMs} as is_after
      from conversions where link_number = ? and click_at = ? and click_at is not null and click = ?
        and click_note is null and event <> 'refund' and is_test = 0
    ), passed_on as (
      select ${hasManyVisits}
        or exists (select 1 from orders where event = 'purchase' and ${trustSql('customer_source')} >= ${verifiedTrust}
          group by customer_source, customer_id_hash is null having count(distinct customer_hash) > 1) as is_so
    ), marks as (
      select id, shared, case when not is_so then null when is_after
        and row_number() over (partition by event, is_after order by occurred_at, number) = 1 then 'first'
        else 'further' end as mark
      from orders, passed_on
    ) select id, mark from marks where mark is not shared`
  return statement(sql, link, at, id, link, at, random)
}
