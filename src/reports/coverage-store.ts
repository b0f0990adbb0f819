import * as z from 'zod'
import { noClick } from '../attribution/journey.ts'
import { clickSql } from '../clicks/click.ts'
import { seqRange } from '../clicks/rejudge-store.ts'
import { countedIn, isSeenSql } from '../conversions/counted-store.ts'
import { disagreesSql } from '../conversions/disagreement.ts'
import { reportedTrust, sources, trustSql, verifiedTrust } from '../conversions/trust.ts'
import { dayMs } from '../shops/calendar.ts'
import { type Database, readRow, readRows, statement } from '../storage/database.ts'
import type { Question } from './question.ts'

/** Orders by how much their best source is trusted; how many of them a browser told of too, and how many are credited. */
export function readEvidence(database: Database, question: Question): Promise<EvidenceRow[]> {
  const counted = countedIn(question, ['purchase'])
  const sql = `select trust, count(*) as orders, sum(seen) as seen_by_browser, sum(touched) as touched
    from (select trust, seen, link_number is not null as touched from ${counted.sql}) group by 1 order by 1`
  return readRows(database, evidenceRow, statement(sql, ...counted.params))
}

/**
 * Orders by day: how many of each class, how many each of the two lists holds (the browsers' and the shop's systems'),
 * `online` either or both, and how many of these are credited.
 */
export function readOrderDays(database: Database, question: Question): Promise<OrderDay[]> {
  const { shop, from, to, windowDays } = question
  const sql = `select day, count(*) as orders, sum(in_shop) as verified, sum(trust = ${reportedTrust}) as reported,
      sum(trust < ${reportedTrust}) as unverified, sum(in_browser) as browser, sum(in_browser * in_shop) as both,
      sum(max(in_browser, in_shop)) as online,
      sum(touched * max(in_browser, in_shop)) as touched, sum(touched * in_browser) as touched_in_browser,
      sum(disagrees) as disagreeing
    from (
      select day, trust, ${isSeenSql} as in_browser, trust >= ${verifiedTrust} as in_shop, ${isTouched} as touched,
        ${disagreesSql} as disagrees
      from conversions where ${inPeriod}
    ) group by 1 order by 1`
  return readRows(database, orderDay, statement(sql, windowDays * dayMs, shop.id, from, to))
}

/** Orders that each source told of, and those that no other did. */
export function readSources(database: Database, { shop, from, to }: Question): Promise<SourceRow[]> {
  const sql = `select told.source as source, count(*) as orders, sum(not exists (select 1 from evidence other
      where other.conversion_id = conversions.id and other.source <> told.source)) as only
    from conversions join evidence told on told.conversion_id = conversions.id where ${inPeriod} group by 1`
  return readRows(database, sourceRow, statement(sql, shop.id, from, to))
}

/**
 * Orders by what their credited click was made with. `told`: those whose click the shop's own system passed on, and so
 * would be known had no browser told of the order; `seen`: those of them that a browser told of. An order whose click
 * came from the browser is seen by it in any case, and says nothing of how many are.
 */
export function readOrderAgents(database: Database, question: Question): Promise<OrderAgent[]> {
  const { shop, from, to, windowDays } = question
  const sql = `select ${agentColumns}, count(*) as orders, sum(told) as told, sum(told * seen) as seen
    from (
      select credits.click_visit as visit, ${isSeenSql} as seen,
        exists (select 1 from evidence where evidence.conversion_id = conversions.id and evidence.click is not null
          and ${trustSql('evidence.source')} >= ${verifiedTrust}) as told
      from conversions join credits on credits.conversion_id = conversions.id
      where ${inPeriod} and credits.click_random <> ${noClick} and credits.position = (
        select max(position) from credits touch
        where touch.conversion_id = conversions.id and conversions.occurred_at - touch.click_at <= ?)
    ) group by 1, 2, 3`
  return readRows(database, orderAgent, statement(sql, shop.id, from, to, windowDays * dayMs))
}

/**
 * People's clicks by what they were made with, how many had an id to pass on (none under Sec-GPC), and how many arrived
 * in the shop with it. From the raw clicks, the newest `mostClicks` of the period: no sum per day holds programs.
 */
export async function readClickAgents(database: Database, { shop, from, to }: Question): Promise<ClickAgent[]> {
  const { low, high } = await seqRange(database, { from, to })
  const sql = `select ${agentColumns}, count(*) as clicks, count(random) as named, sum(landed) as landed
    from (
      select visit, random, exists (select 1 from visits where visits.link = clicks.link
        and visits.click_at = clicks.at and visits.click_random = clicks.random) as landed
      from clicks join link_places place on place.link = clicks.link
      where clicks.seq between ? and ? and clicks.day between ? and ? and place.shop = ? and ${clickSql.class} in (0, 1)
      order by clicks.seq desc limit ${mostClicks}
    ) group by 1, 2, 3`
  return readRows(database, clickAgent, statement(sql, low, high, from, to, shop.number))
}

export const mostClicks = 200_000

/** The first day of the shop, ever, on which a browser and on which the shop's own system told of an order. */
export async function readFirstDays(database: Database, { shop }: Question): Promise<FirstDays> {
  const first = (told: string) => `(select day from conversions where shop_id = ? and event = 'purchase' and is_test = 0
      and ${told} order by shop_id, day limit 1)`
  const sql = `select ${first(isSeenSql)} as browser, ${first(`trust >= ${verifiedTrust}`)} as shop`
  return (await readRow(database, firstDays, statement(sql, shop.id, shop.id))) ?? { browser: null, shop: null }
}

const inPeriod = `conversions.shop_id = ? and conversions.day between ? and ? and conversions.is_test = 0
      and conversions.event = 'purchase'`

const isTouched = `exists (select 1 from credits where credits.conversion_id = conversions.id
        and conversions.occurred_at - credits.click_at <= ?)`

const agentColumns = `${clickSql.app} as app, ${clickSql.browser} as browser, ${clickSql.device} as device`

const evidenceRow = z.object({
  trust: z.number(),
  orders: z.number(),
  seen_by_browser: z.number(),
  touched: z.number(),
})
const orderDay = z.object({
  day: z.number(),
  orders: z.number(),
  verified: z.number(),
  reported: z.number(),
  unverified: z.number(),
  browser: z.number(),
  both: z.number(),
  online: z.number(),
  touched: z.number(),
  touched_in_browser: z.number(),
  disagreeing: z.number(),
})
const sourceRow = z.object({ source: z.enum(sources), orders: z.number(), only: z.number() })
/** Positions in the lists of clicks/user-agent.ts; null where the click isn't kept any more. */
const agent = { app: z.number().nullable(), browser: z.number().nullable(), device: z.number().nullable() }
const orderAgent = z.object({ ...agent, orders: z.number(), told: z.number(), seen: z.number() })
const clickAgent = z.object({ ...agent, clicks: z.number(), named: z.number(), landed: z.number() })
const firstDays = z.object({ browser: z.number().nullable(), shop: z.number().nullable() })

export type EvidenceRow = z.output<typeof evidenceRow>
export type OrderDay = z.output<typeof orderDay>
export type SourceRow = z.output<typeof sourceRow>
export type OrderAgent = z.output<typeof orderAgent>
export type ClickAgent = z.output<typeof clickAgent>
export type FirstDays = z.output<typeof firstDays>
