import { nanoid } from 'nanoid'
import * as z from 'zod'
import { countUp } from '../storage/counters.ts'
import { type Database, readRow, readRows, type Statement, statement, write } from '../storage/database.ts'
import { evictOldest } from './quarantine-room-store.ts'
import { type Envelope, type Refusal, refusalReasons, type RefusalReason } from './ping.ts'
import { type Source, sources } from './trust.ts'

/** A ping that couldn't be counted, byte for byte. Times in UTC milliseconds. */
export type Quarantined = ReturnType<typeof toQuarantined>

type NewQuarantined = {
  readonly source: Source
  readonly raw: Uint8Array
  readonly envelope?: Envelope
  readonly receivedAt: number
  readonly refusal: Refusal
}

/** Keeps a refused ping. Resolves with its id in the quarantine, when it is on disk. */
export async function keepInQuarantine(database: Database, refused: NewQuarantined): Promise<string> {
  const id = newQuarantineId()
  await database.batch([
    insertQuarantined(id, refused),
    ...evictOldest(refused.refusal.shopId),
    countUp('conversions', 'quarantined', 1),
  ])
  return id
}

/** `dismissed`: somebody looked at it, and nothing is to be done. */
export const quarantineStates = ['waiting', 'replayed', 'dismissed'] as const
export type QuarantineState = (typeof quarantineStates)[number]

export type QuarantineFilter = {
  readonly shopId: string
  /** Also those that no shop could be made out for. */
  readonly withShopless: boolean
  readonly reason?: RefusalReason | undefined
  readonly source?: Source | undefined
  readonly state?: QuarantineState | undefined
  /** UTC milliseconds: received at `from` or later, and before `until`. */
  readonly from?: number | undefined
  readonly until?: number | undefined
}

/** Newest first; `before` is the number of the last one seen. */
export async function listQuarantined(
  database: Database,
  filter: QuarantineFilter,
  page: { readonly limit: number; readonly before: number },
): Promise<Quarantined[]> {
  const wanted = wantedOf(filter)
  const query = `select ${columns} from quarantine where ${wanted.sql} and number < ? order by number desc limit ?`
  const rows = await readRows(database, quarantinedRow, statement(query, ...wanted.params, page.before, page.limit))
  return rows.map(toQuarantined)
}

function wantedOf({ shopId, withShopless, state, ...rest }: QuarantineFilter): Statement {
  const told = [
    ['reason = ?', rest.reason],
    ['source = ?', rest.source],
    ['received_at >= ?', rest.from],
    ['received_at < ?', rest.until],
  ] as const
  const set = told.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, value }]))
  const ofShop = '(shop_id = ? or (? = 1 and shop_id is null))'
  return {
    sql: [ofShop, ...set.map(({ sql }) => sql), ...(state ? [stateSql[state]] : [])].join(' and '),
    params: [shopId, withShopless ? 1 : 0, ...set.map(({ value }) => value)],
  }
}

const stateSql = {
  waiting: 'replayed_at is null',
  replayed: `replayed_at is not null and replay_outcome <> 'dismissed'`,
  dismissed: `replay_outcome = 'dismissed'`,
} as const satisfies Record<QuarantineState, string>

type Waiting = { readonly number: number; readonly id: string }

/** What waits, oldest first, of the rows after number `after` up to `upTo`: without its bytes, so that none blocks others. */
export function listWaiting(
  database: Database,
  filter: QuarantineFilter,
  page: { readonly after: number; readonly upTo: number; readonly limit: number },
): Promise<Waiting[]> {
  const wanted = wantedOf({ ...filter, state: 'waiting' })
  const query = `select number, id from quarantine where ${wanted.sql} and number > ? and number <= ? order by number limit ?`
  return readRows(database, waitingRow, statement(query, ...wanted.params, page.after, page.upTo, page.limit))
}

const waitingRow = z.object({ number: z.number(), id: z.string() })

/** How much waits for each reason, and the room that all takes of what it may; `upTo` is the newest's number. */
export async function countQuarantined(database: Database, { shopId, withShopless }: QuarantineFilter) {
  // Each arm by the index of what waits, which holds no bytes.
  const waiting = (scope: string) => `select reason, number from quarantine where ${scope} and replayed_at is null`
  const byReason = `select reason, count(*) as waiting, max(number) as newest
    from (${waiting('shop_id = ?')} union all ${waiting('shop_id is null and ? = 1')}) group by 1 order by 2 desc, 1`
  const size = `select coalesce(sum(rows), 0) as rows, coalesce(sum(bytes), 0) as bytes from quarantine_sizes where shop_id = ?`
  const [reasons, sizes] = await Promise.all([
    readRows(database, reasonRow, statement(byReason, shopId, withShopless ? 1 : 0)),
    readRow(database, sizeRow, statement(size, shopId)),
  ])
  return { reasons, rows: sizes?.rows ?? 0, bytes: sizes?.bytes ?? 0 }
}

const reasonRow = z.object({ reason: z.enum(refusalReasons), waiting: z.number(), newest: z.number() })
const sizeRow = z.object({ rows: z.number(), bytes: z.number() })

/** Takes it off what waits; the bytes stay until they are as old as the others. False when it waits no more. */
export async function dismissQuarantined(database: Database, id: string, at: number): Promise<boolean> {
  const dismiss = `update quarantine set replayed_at = ?, replay_outcome = 'dismissed' where id = ? and replayed_at is null`
  return (await write(database, statement(dismiss, at, id))) === 1
}

export async function findQuarantined(database: Database, id: string): Promise<Quarantined | undefined> {
  const query = statement(`select ${columns} from quarantine where id = ?`, id)
  const row = await readRow(database, quarantinedRow, query)
  return row && toQuarantined(row)
}

/**
 * Writes down what a replay came to; what was refused again goes back as a row of its own, to be replayed when its new
 * reason is gone. False when another replay was first: then nothing is written.
 */
export async function settleReplay(
  database: Database,
  id: string,
  { at, outcome, again }: { readonly at: number; readonly outcome: string; readonly again: Again | undefined },
): Promise<boolean> {
  const settle = 'update quarantine set replayed_at = ?, replay_outcome = ? where id = ? and replayed_at is null'
  const outcomes = await database.batch([
    ...(again ? [insertAgain(id, again)] : []),
    statement(settle, at, outcome, id),
    ...(again ? evictOldest(again.refusal.shopId) : []),
  ])
  return outcomes[again ? 1 : 0]?.changes === 1
}

/** What turned out to tell of an erased order is not kept. False when another replay was first. */
export async function removeErased(database: Database, id: string): Promise<boolean> {
  const remove = 'delete from quarantine where id = ? and replayed_at is null'
  return (await write(database, statement(remove, id))) === 1
}

type Again = { readonly id: string; readonly refusal: Refusal }

export function newQuarantineId(): string {
  return `q_${nanoid(12)}`
}

function insertQuarantined(id: string, { source, raw, envelope, receivedAt, refusal }: NewQuarantined): Statement {
  const insert = `insert into quarantine (id, shop_id, source, reason, detail, raw, received_at, envelope)
    values (?, ?, ?, ?, ?, ?, ?, ?)`
  const beside = envelope && Object.keys(envelope).length > 0 ? JSON.stringify(envelope) : null
  return statement(insert, id, refusal.shopId, source, refusal.why, detailOf(refusal), raw, receivedAt, beside)
}

function insertAgain(id: string, { id: newId, refusal }: Again): Statement {
  const insert = `insert into quarantine (id, shop_id, source, reason, detail, raw, received_at, envelope)
    select ?, ?, source, ?, ?, raw, received_at, envelope from quarantine where id = ? and replayed_at is null`
  return statement(insert, newId, refusal.shopId, refusal.why, detailOf(refusal), id)
}

function detailOf({ errors }: Refusal): string {
  return errors.map(({ pointer, detail }) => `${pointer || 'body'}: ${detail}`).join(' ')
}

const columns = 'number, id, shop_id, source, reason, detail, raw, received_at, replayed_at, replay_outcome, envelope'

const envelopeRow = z.object({
  topic: z.string().optional(),
  id: z.string().optional(),
  query: z.string().optional(),
})

const quarantinedRow = z.object({
  number: z.number(),
  id: z.string(),
  shop_id: z.string().nullable(),
  source: z.enum(sources),
  reason: z.enum(refusalReasons),
  detail: z.string(),
  // better-sqlite3 gives bytes, D1 an array of numbers.
  raw: z.union([z.instanceof(Uint8Array), z.array(z.number())]).transform((bytes) => Uint8Array.from(bytes)),
  received_at: z.number(),
  replayed_at: z.number().nullable(),
  replay_outcome: z.string().nullable(),
  envelope: z
    .string()
    .transform((text) => envelopeRow.parse(JSON.parse(text)))
    .nullable(),
})

function toQuarantined(row: z.output<typeof quarantinedRow>) {
  const { number, id, source, reason, detail, raw } = row
  return {
    number,
    id,
    source,
    reason,
    detail,
    raw,
    envelope: row.envelope ?? {},
    shopId: row.shop_id,
    receivedAt: row.received_at,
    replayedAt: row.replayed_at,
    replayOutcome: row.replay_outcome,
  }
}
