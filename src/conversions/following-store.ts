import * as z from 'zod'
import { dayMs } from '../shops/calendar.ts'
import { type Database, type Param, readRows, statement } from '../storage/database.ts'
import { clockSkewMs, widestWindowDays } from './verify-click.ts'

/**
 * Ids of what the customers of some conversions did within 90 days after these, where journeys there may go by what
 * happened here: by the clicks of a step towards an order, or since these belong to an order now. Most customers order and
 * do nothing else: then there is nothing. `whose` finds the conversions, as `own`.
 */
export function followingOf(whose: string): string {
  const sameHash = (other: string) => `${other}.customer_hash = own.customer_hash`
  const sameEmail = (other: string) => `${other}.customer_email_hash = own.customer_email_hash`
  const later = (same: string) => `select later.id as id from own join conversions later on later.shop_id = own.shop_id
    and ${same} and later.occurred_at between own.occurred_at + (own.event = 'purchase') and own.occurred_at + ${journeyMs}
    and later.id <> own.id and later.event <> 'refund' and later.is_test = 0`
  const hasStep = (same: string) => `exists (select 1 from conversions step where step.shop_id = own.shop_id and ${same}
    and step.event not in ('purchase', 'refund'))`
  const hasTouch = `(own.link_number is not null or exists (select 1 from told_touches where conversion_id = own.id))`
  return `with own as (select id, shop_id, event, occurred_at, customer_hash, customer_email_hash from conversions own
      where (own.customer_hash is not null or own.customer_email_hash is not null) and own.event <> 'refund'
        and ${whose} and iif(own.event = 'purchase',
          ${hasStep(sameHash('step'))} or ${hasStep(sameEmail('step'))}, ${hasTouch}))
    ${later(sameHash('later'))} union ${later(sameEmail('later'))}`
}

/** As far back as the widest window goes, and as clocks differ. */
export const journeyMs = widestWindowDays * dayMs + clockSkewMs

/** A customer has a few of them; of more, the rest keep what they have. */
const mostFollowing = 200

/** The same of conversions by their ids, none of these among them. */
export function listFollowing(database: Database, ids: readonly string[]): Promise<readonly string[]> {
  const list = JSON.stringify(ids)
  const own = 'in (select value from json_each(?))'
  return readIds(database, `select id from (${followingOf(`own.id ${own}`)}) where id not ${own}`, [list, list])
}

async function readIds(database: Database, sql: string, params: readonly Param[]): Promise<readonly string[]> {
  const rows = await readRows(database, idRow, statement(`${sql} limit ${mostFollowing}`, ...params))
  return rows.map(({ id }) => id)
}

const idRow = z.object({ id: z.string() })
