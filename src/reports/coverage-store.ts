import * as z from 'zod'
import { noClick } from '../attribution/journey.ts'
import { clickSql } from '../clicks/click.ts'
import { seqRange } from '../clicks/rejudge-store.ts'
import { countedIn, isSeenSql } from '../conversions/counted-store.ts'
import { reportedTrust, type Source, sources, verifiedTrust } from '../conversions/trust.ts'
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
  const counted = countedIn(question, ['purchase'])
  const sql = `select day, count(*) as orders, sum(in_shop) as verified, sum(trust = ${reportedTrust}) as reported,
      sum(trust < ${reportedTrust}) as unverified, sum(seen) as browser, sum(seen * in_shop) as both,
      sum(max(seen, in_shop)) as online,
      sum(touched * max(seen, in_shop)) as touched, sum(touched * seen) as touched_in_browser,
      sum(differs) as disagreeing
    from (
      select day, trust, seen, trust >= ${verifiedTrust} as in_shop, link_number is not null as touched, differs
      from ${counted.sql}
    ) group by 1 order by 1`
  return readRows(database, orderDay, statement(sql, ...counted.params))
}

/** Orders that each source told of, and those that no other did. */
export async function readSources(database: Database, question: Question): Promise<SourceRow[]> {
  const counted = countedIn(question, ['purchase'])
  const sql = `select sources as who, count(*) as orders from ${counted.sql} group by 1`
  const rows = await readRows(database, whoRow, statement(sql, ...counted.params))
  const sumOf = (isAsked: (who: number) => boolean) =>
    rows.reduce((sum, { who, orders }) => sum + (isAsked(who) ? orders : 0), 0)
  return sources
    .map((source, place) => ({
      source,
      orders: sumOf((who) => ((who >> place) & 1) === 1),
      only: sumOf((who) => who === 1 << place),
    }))
    .filter(({ orders }) => orders > 0)
}

/**
 * Orders by what their credited click was made with. `told`: those whose click the shop's own system passed on, and so
 * would be known had no browser told of the order; `seen`: those of them that a browser told of. An order whose click
 * came from the browser is seen by it in any case, and says nothing of how many are.
 */
export function readOrderAgents(database: Database, question: Question): Promise<OrderAgent[]> {
  const counted = countedIn(question, ['purchase'])
  const sql = `select ${agentColumns}, count(*) as orders, sum(passed_on) as told, sum(passed_on * seen) as seen
    from ${counted.sql} where click_random <> ${noClick} group by 1, 2, 3`
  return readRows(database, orderAgent, statement(sql, ...counted.params))
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
const whoRow = z.object({ who: z.number(), orders: z.number() })
/** Positions in the lists of clicks/user-agent.ts; null where the click isn't kept any more. */
const agent = { app: z.number().nullable(), browser: z.number().nullable(), device: z.number().nullable() }
const orderAgent = z.object({ ...agent, orders: z.number(), told: z.number(), seen: z.number() })
const clickAgent = z.object({ ...agent, clicks: z.number(), named: z.number(), landed: z.number() })
const firstDays = z.object({ browser: z.number().nullable(), shop: z.number().nullable() })

export type EvidenceRow = z.output<typeof evidenceRow>
export type OrderDay = z.output<typeof orderDay>
export type SourceRow = { readonly source: Source; readonly orders: number; readonly only: number }
export type OrderAgent = z.output<typeof orderAgent>
export type ClickAgent = z.output<typeof clickAgent>
export type FirstDays = z.output<typeof firstDays>
