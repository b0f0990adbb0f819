import * as z from 'zod'
import type { ClickBefore } from '../conversions/checked.ts'
import type { Creditable } from './creditable-store.ts'
import { type Database, readRow, readRows, type Statement, statement } from '../storage/database.ts'
import { nameless } from '../conversions/verify-click.ts'
import type { Touch } from './journey.ts'

/**
 * A touch and its share of the conversion under last touch (1 for the last, 0 for those before), on the click's day in the
 * shop's calendar. `visit`: packed as the click's.
 */
export type Credit = {
  readonly position: number
  readonly touch: Touch
  readonly day: number
  readonly visit: number | null
  readonly share: number
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

/** What an earlier credit kept of a click that has no name any more. */
export async function findNamelessCredit(
  database: Database,
  conversionId: string,
  { linkNumber, at }: ClickBefore,
): Promise<{ readonly random: number; readonly visit: number | null } | undefined> {
  const query = `select click_random as random, click_visit as visit from credits
    where conversion_id = ? and link_number = ? and click_at = ? and click_random <= ${nameless} limit 1`
  return readRow(database, namelessRow, statement(query, conversionId, linkNumber, at))
}

const namelessRow = z.object({ random: z.number(), visit: z.number().nullable() })

/** Conversions whose credits are still to be made, in order of their numbers, 200 at a time. */
export async function listUncredited(database: Database, after: number): Promise<Uncredited[]> {
  const query = `select number, id from conversions where number > ? and ${isUncredited} order by number limit 200`
  return readRows(database, uncreditedRow, statement(query, after))
}

/** Those among the newest 500, 20 at most: few rows are read, however many there are. */
export async function listNewestUncredited(database: Database): Promise<Uncredited[]> {
  const query = `select number, id from conversions where number > (select coalesce(max(number), 0) - 500 from conversions)
    and ${isUncredited} order by number desc limit 20`
  return readRows(database, uncreditedRow, statement(query))
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

function insertCredit(conversion: Creditable, { position, touch, day, visit, share }: Credit): Statement {
  const insert = `insert into credits
    (conversion_id, position, link_number, click_at, click_random, click_day, click_visit, share, how)
    select id, ?, ?, ?, ?, ?, ?, ?, ? from (${unchanged})`
  const { linkNumber, at, random, how } = touch
  return statement(insert, position, linkNumber, at, random, day, visit, share, how, ...stateOf(conversion))
}
