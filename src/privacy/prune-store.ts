import * as z from 'zod'
import { nameless } from '../conversions/verify-click.ts'
import { watermark } from '../clicks/rollup-store.ts'
import { noCustomer } from './erase-store.ts'
import { type Database, readRow, statement, write } from '../storage/database.ts'

/** What is to be forgotten: what is older than `before` (UTC milliseconds), `most` rows at a time. */
export type Forgetting = { readonly before: number; readonly now: number; readonly most: number }

/**
 * Throws away the raw clicks of old days, by whole days: what the sums of a day rest on is there or isn't. Clicks that
 * aren't rolled up stay, and so does the newest of all: the next one's number is one more than the largest. Resolves
 * with whether more may wait.
 */
export async function pruneClicks(database: Database, { before, most }: Forgetting): Promise<boolean> {
  const day = Math.floor(before / dayMs)
  // They lie in the order of their time, but for those that a wrong clock dated ahead: a few of these are looked past.
  const oldest = `select seq, day from clicks where seq <= ${watermark} and seq < (select max(seq) from clicks)
    order by seq limit ?`
  const old = `select seq from (${oldest}) where day < ? limit ?`
  const query = `select exists (${old}) as found`
  const params = [most * 4, day, most] as const
  const row = await readRow(database, z.object({ found: z.number() }), statement(query, ...params))
  if (row?.found !== 1) return false
  const outcomes = await database.batch([
    statement('update pruned set day = max(day, ?)', day),
    statement(`delete from marks where seq in (${old})`, ...params),
    statement(`delete from clicks where seq in (${old})`, ...params),
  ])
  return (outcomes[2]?.changes ?? 0) >= most
}

const dayMs = 86_400_000

/** Names of old clicks, wherever one stands: the sale stays its link's. */
export async function forgetClickNames(database: Database, { before, most }: Forgetting): Promise<boolean> {
  const sales = `select id from conversions where click is not null and coalesce(click_at, occurred_at) < ?
    order by coalesce(click_at, occurred_at) limit ?`
  const old = 'select conversion_id, source from evidence where click is not null and received_at < ? limit ?'
  const outcomes = await database.batch([
    statement(`update evidence set click = null where click is not null and conversion_id in (${sales})`, before, most),
    statement(`update conversions set click = null where id in (${sales})`, before, most),
    statement(`update evidence set click = null where (conversion_id, source) in (${old})`, before, most),
    statement(unname('credits', 'link_number'), before, most),
    statement(unname('told_touches', 'link_number'), before, most),
    statement(unname('visits', 'link'), before, most),
  ])
  // Of one click there may be several sales, and visits.
  return outcomes.slice(1).some(({ changes }) => changes >= most)
}

/** Gives clicks, so many at a time, a number instead of their name: drawn, so that they are told apart and nothing more. */
function unname(table: 'credits' | 'told_touches' | 'visits', link: string): string {
  const old = `select distinct ${link} as link, click_at as at, click_random as random from ${table}
    where click_random >= 0 and click_at < ? limit ?`
  return `update ${table} set click_random = drawn.number
    from (select link, at, random, ${nameless} - abs(random() % 1099511627776) as number from (${old})) drawn
    where ${table}.click_at = drawn.at and ${table}.click_random >= 0 and ${table}.click_random = drawn.random
      and ${table}.${link} = drawn.link`
}

export async function forgetVisits(database: Database, { before, most }: Forgetting): Promise<boolean> {
  const old = 'select id from visits where entered_at < ? order by entered_at limit ?'
  // What triggers change may be counted in.
  return (await write(database, statement(`delete from visits where id in (${old})`, before, most))) >= most
}

export async function forgetCustomers(database: Database, { before, most }: Forgetting): Promise<boolean> {
  const old = `select number from conversions where customer_hash is not null and occurred_at < ?
    order by occurred_at limit ?`
  const update = `update conversions set ${noCustomer} where number in (${old})`
  return (await write(database, statement(update, before, most))) >= most
}

/** What people wrote in their own words to the question after an order; the answers stay, by where they were taken for. */
export async function forgetAnswerTexts(database: Database, { before, most }: Forgetting): Promise<boolean> {
  const old = `select number from survey_answers where text is not null and created_at < ? order by created_at limit ?`
  const update = `update survey_answers set text = null, word = null where number in (${old})`
  return (await write(database, statement(update, before, most))) >= most
}

/** What lay in quarantine so long goes, replayed or not, and is counted. */
export async function forgetQuarantined(database: Database, { before, most }: Forgetting): Promise<boolean> {
  const old = 'select number from quarantine where received_at < ? order by received_at limit ?'
  const count = `insert into counters (name, label, value)
    select 'quarantine_expired', '', count(*) from (${old}) having count(*) > 0
    on conflict (name, label) do update set value = value + excluded.value`
  const outcomes = await database.batch([
    statement(count, before, most),
    statement(`delete from quarantine where number in (${old})`, before, most),
  ])
  return outcomes[1]?.changes === most
}

export async function forgetUnknownSlugs(database: Database, { before, most }: Forgetting): Promise<boolean> {
  const old = 'select domain, slug from unknown_slugs where last_at < ? order by last_at limit ?'
  const remove = `delete from unknown_slugs where (domain, slug) in (${old})`
  return (await write(database, statement(remove, before, most))) === most
}

/** Sessions that are over. */
export async function forgetSessions(database: Database, { now, most }: Forgetting): Promise<boolean> {
  const old = 'select id_hash from sessions where expires_at <= ? limit ?'
  return (await write(database, statement(`delete from sessions where id_hash in (${old})`, now, most))) === most
}

/** Answers kept for repeated requests, and the callers' keys. */
export async function forgetAnswers(database: Database, { before, most }: Forgetting): Promise<boolean> {
  const old = 'select caller, key from idempotency_keys where created_at < ? order by created_at limit ?'
  const remove = `delete from idempotency_keys where (caller, key) in (${old})`
  return (await write(database, statement(remove, before, most))) === most
}
