import * as z from 'zod'
import { type Database, readRow, statement, write } from '../storage/database.ts'

export type Key = { readonly caller: string; readonly key: string }
type Claim = Key & { readonly requestHash: string; readonly now: number }

/** `status` is null while the first request is still at work. */
export type KeptAnswer = {
  readonly requestHash: string
  readonly status: number | null
  readonly answer: string | null
  readonly location: string | null
  /** When the key was taken, UTC milliseconds. */
  readonly createdAt: number
}

/**
 * Takes the key for this request, or returns what an earlier one left. Keys from before `keptSince` (UTC milliseconds) are
 * free again.
 */
export async function claimKey(
  database: Database,
  { caller, key, requestHash, now }: Claim,
  keptSince: number,
): Promise<KeptAnswer | undefined> {
  const insert =
    'insert into idempotency_keys (caller, key, request_hash, created_at) values (?, ?, ?, ?) on conflict do nothing'
  const [, taken] = await database.batch([
    statement('delete from idempotency_keys where created_at < ?', keptSince),
    statement(insert, caller, key, requestHash, now),
  ])
  if (taken?.changes === 1) return undefined
  const select =
    'select request_hash, status, answer, location, created_at from idempotency_keys where caller = ? and key = ?'
  return readRow(database, keptRow, statement(select, caller, key))
}

export async function keepAnswer(
  database: Database,
  { caller, key }: Key,
  { status, answer, location }: Omit<KeptAnswer, 'requestHash' | 'createdAt'>,
): Promise<void> {
  const update = 'update idempotency_keys set status = ?, answer = ?, location = ? where caller = ? and key = ?'
  await write(database, statement(update, status, answer, location, caller, key))
}

export async function freeKey(database: Database, { caller, key }: Key): Promise<void> {
  await write(database, statement('delete from idempotency_keys where caller = ? and key = ?', caller, key))
}

const keptRow = z
  .object({
    request_hash: z.string(),
    status: z.number().nullable(),
    answer: z.string().nullable(),
    location: z.string().nullable(),
    created_at: z.number(),
  })
  .transform(({ request_hash, created_at, ...kept }) => ({ ...kept, requestHash: request_hash, createdAt: created_at }))
