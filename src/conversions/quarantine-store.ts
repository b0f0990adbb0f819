import { nanoid } from 'nanoid'
import * as z from 'zod'
import { countUp } from '../storage/counters.ts'
import { type Database, readRow, readRows, type Statement, statement, write } from '../storage/database.ts'
import { type Envelope, type Refusal, refusalReasons, type RefusalReason } from './ping.ts'
import { type Source, sources } from './trust.ts'

/** Rows of a shop; beyond it the oldest go, and are counted. */
export const mostQuarantined = 10_000
/** Bytes of a shop, beyond which the same happens. */
export const mostQuarantinedBytes = 128 * 1024 * 1024

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

type QuarantineFilter = {
  readonly shopId: string
  /** Also those that no shop could be made out for. */
  readonly withShopless: boolean
  readonly reason: RefusalReason | undefined
  readonly source: Source | undefined
}

/** Newest first; `before` is the number of the last one seen. */
export async function listQuarantined(
  database: Database,
  { shopId, withShopless, reason, source }: QuarantineFilter,
  page: { readonly limit: number; readonly before: number },
): Promise<Quarantined[]> {
  const query = `select ${columns} from quarantine where (shop_id = ? or (? = 1 and shop_id is null)) and number < ?
    ${reason === undefined ? '' : 'and reason = ?'} ${source === undefined ? '' : 'and source = ?'}
    order by number desc limit ?`
  const filters = [reason, source].filter((one) => one !== undefined)
  const params = [shopId, withShopless ? 1 : 0, page.before, ...filters, page.limit] as const
  return (await readRows(database, quarantinedRow, statement(query, ...params))).map(toQuarantined)
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

function evictOldest(shopId: string | null): Statement[] {
  const beyond = `shop_id is ? and number <=
    (select number from quarantine where shop_id is ? order by number desc limit 1 offset ?)`
  const count = `insert into counters (name, label, value)
    select 'quarantine_evicted', '', count(*) from quarantine where ${beyond} having count(*) > 0
    on conflict (name, label) do update set value = value + excluded.value`
  return [
    statement(count, shopId, shopId, mostQuarantined),
    statement(`delete from quarantine where ${beyond}`, shopId, shopId, mostQuarantined),
    ...evictLargest(shopId),
  ]
}

/** The oldest until the rest has room, a thousand at a time. */
function evictLargest(shopId: string | null): Statement[] {
  const excess = `(select bytes from quarantine_sizes where shop_id = coalesce(?, '')) - ${mostQuarantinedBytes}`
  const beyond = `${excess} > 0 and number in (
    select number from (
      select number, sum(length(raw)) over (order by number) - length(raw) as older
      from (select number, raw from quarantine where shop_id is ? order by number limit 1000)
    ) where older < ${excess}
  )`
  const count = `insert into counters (name, label, value)
    select 'quarantine_evicted', '', count(*) from quarantine where ${beyond} having count(*) > 0
    on conflict (name, label) do update set value = value + excluded.value`
  return [count, `delete from quarantine where ${beyond}`].map((sql) => statement(sql, shopId, shopId, shopId))
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
