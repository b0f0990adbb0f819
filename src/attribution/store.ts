import * as z from 'zod'
import type { ClickBefore } from '../conversions/checked.ts'
import type { Creditable } from './creditable-store.ts'
import { type Database, readRow, readRows, type Statement, statement, write } from '../storage/database.ts'
import { nameless } from '../conversions/verify-click.ts'
import type { Touch } from './journey.ts'

/**
 * A touch and its share of the conversion under last touch (1 for the last, 0 for those before), on the click's day in the
 * shop's calendar. `visit`: packed as the click's. `lastWithin`: see journey.ts.
 */
export type Credit = {
  readonly position: number
  readonly touch: Touch
  readonly day: number
  readonly visit: number | null
  readonly share: number
  readonly lastWithin: number | null
}

type Crediting = { readonly conversion: Creditable; readonly credits: readonly Credit[]; readonly at: number }

/** Puts these credits in the place of earlier ones. False, with nothing written, when the conversion has changed meanwhile. */
export async function replaceCredits(database: Database, crediting: Crediting): Promise<boolean> {
  const { conversion, credits, at } = crediting
  const outcomes = await database.batch([
    statement(`delete from credits where conversion_id in (${unchanged})`, ...stateOf(conversion)),
    ...credits.map((credit) => insertCredit(conversion, credit)),
    statement(
      `insert into credited (conversion_id, at, token) select id, ?, ${drawn} from (${unchanged}) where true
        on conflict (conversion_id) do update set at = excluded.at, token = excluded.token`,
      at,
      ...stateOf(conversion),
    ),
  ])
  return outcomes.at(-1)?.changes === 1
}

/** A number that JavaScript holds too. */
const drawn = '(random() & 4503599627370495)'

/** A click that was credited before, with what its raw click was packed as; null where that was gone by then. */
export type CreditedClick = ClickBefore & { readonly visit: number | null }

/** What earlier credits kept: of these clicks, whoever they were credited for, and of the conversion's nameless ones. */
export async function listCreditedClicks(
  database: Database,
  conversionId: string,
  clicks: readonly ClickBefore[],
): Promise<readonly CreditedClick[]> {
  const query = `select credits.link_number as linkNumber, click_at as at, click_random as random, click_visit as visit
      from json_each(?) told join credits on click_at = told.value ->> 0 and click_random >= 0
        and click_random = told.value ->> 1 and credits.link_number = told.value ->> 2
      where click_visit is not null
    union select link_number, click_at, click_random, click_visit from credits
      where conversion_id = ? and click_random <= ${nameless}`
  const list = JSON.stringify(clicks.map(({ at, random, linkNumber }) => [at, random, linkNumber]))
  return readRows(database, creditedClickRow, statement(query, list, conversionId))
}

const creditedClickRow = z.object({
  linkNumber: z.number(),
  at: z.number(),
  random: z.number(),
  visit: z.number().nullable(),
})

/** Conversions whose credits are still to be made, in order of their numbers, `most` at a time. */
export async function listUncredited(database: Database, after: number, most = 200): Promise<Uncredited[]> {
  const query = `select number, id from conversions where number > ? and ${isUncredited} order by number limit ?`
  return readRows(database, uncreditedRow, statement(query, after, most))
}

/** Those among the newest 500, 20 at most: few rows are read, however many there are. */
export async function listNewestUncredited(database: Database): Promise<Uncredited[]> {
  const query = `select number, id from conversions where number > (select coalesce(max(number), 0) - 500 from conversions)
    and ${isUncredited} order by number desc limit 20`
  return readRows(database, uncreditedRow, statement(query))
}

/** Says that credits of some conversions wait to be made anew; undefined where none do. `after`: as for `listUncredited`. */
export async function findWaiting(database: Database): Promise<Waiting | undefined> {
  const row = await readRow(database, waitingRow, statement("select value from settings where name = 'credits-wait'"))
  const [token = '', after = '0'] = row?.value.split(' ') ?? []
  return row && { token, after: Number(after) }
}
export type Waiting = { readonly token: string; readonly after: number }

const waitingRow = z.object({ value: z.string() })

/** Nothing is written where others came to wait since. */
export async function keepWaiting(
  database: Database,
  { token, after }: Waiting,
  now: number | undefined,
): Promise<void> {
  const same = `name = 'credits-wait' and value = ?`
  const known = `${token} ${after}`
  await write(
    database,
    now === undefined
      ? statement(`delete from settings where ${same}`, known)
      : statement(`update settings set value = ? where ${same}`, `${token} ${now}`, known),
  )
}

/** Has all conversions wait to be credited anew; resolves with how many there are. */
export async function forgetCredited(database: Database): Promise<number> {
  const wait = `insert into settings (name, value) values ('credits-wait', hex(randomblob(8)) || ' 0')
    on conflict do update set value = excluded.value`
  await database.batch([statement('delete from credited'), statement(wait)])
  const count = statement('select count(*) as number from conversions')
  return (await readRow(database, z.object({ number: z.number() }), count))?.number ?? 0
}

const isUncredited = 'not exists (select 1 from credited where conversion_id = conversions.id)'

const uncreditedRow = z.object({ number: z.number(), id: z.string() })
type Uncredited = z.output<typeof uncreditedRow>

/**
 * The conversion as it was read, where nothing that credits hang on has changed since. What hangs on others is credited
 * anew when these change: the token tells that it was, so that the older state gives way.
 */
const unchanged = `select id from conversions where id = ? and occurred_at = ? and click is ?
  and link_number is ? and click_at is ? and shared is ?
  and (select token from credited where conversion_id = conversions.id) is ?`

function stateOf({ id, occurredAt, click, linkNumber, clickAt, shared, token }: Creditable) {
  return [id, occurredAt, click, linkNumber, clickAt, shared, token] as const
}

function insertCredit(conversion: Creditable, { position, touch, day, visit, share, lastWithin }: Credit): Statement {
  const insert = `insert into credits
    (conversion_id, position, link_number, click_at, click_random, click_day, click_visit, share, how, counts_within, last_within)
    select id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? from (${unchanged})`
  const { linkNumber, at, random, how, within = null } = touch
  const values = [position, linkNumber, at, random, day, visit, share, how, within, lastWithin] as const
  return statement(insert, ...values, ...stateOf(conversion))
}
