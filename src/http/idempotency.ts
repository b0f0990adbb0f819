import type { Context, Next } from 'hono'
import * as z from 'zod'
import { readRow, statement, write, type Database } from '../storage/database.ts'
import { Problem } from './problem.ts'

/** Keys are kept this long; an order's own key has no end (conversions). */
const keepMs = 30 * 86_400_000
/** A first request that never ended (a crash) frees its key after this. */
const abandonedMs = 60_000

type Parts = { readonly database: Database; now(): number }

/**
 * A repeated `Idempotency-Key` is answered as before, with another body 422, while the first is still at work 409.
 * Answers of 500 and more are not kept: they may be tried again. `caller` keeps the keys of different callers apart.
 */
export async function answerOnce(parts: Parts, c: Context, caller: string, next: Next): Promise<Response | undefined> {
  const key = c.req.header('idempotency-key')
  if (key === undefined) {
    await next()
    return undefined
  }
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new Problem(400, 'Bad request', 'The Idempotency-Key header must be 1 to 255 visible ASCII characters.')
  const requestHash = await hashRequest(c)
  const known = await claim(parts, { caller, key, requestHash })
  if (known) return repeatAnswer(known, requestHash)
  await next()
  await keepAnswer(parts, c, { caller, key })
  return undefined
}

type Claim = { readonly caller: string; readonly key: string; readonly requestHash: string }

/** Takes the key for this request, or returns what an earlier one left. */
async function claim({ database, now }: Parts, { caller, key, requestHash }: Claim) {
  const at = now()
  const [, , taken] = await database.batch([
    statement('delete from idempotency_keys where created_at < ?', at - keepMs),
    statement(
      'delete from idempotency_keys where caller = ? and key = ? and status is null and created_at < ?',
      caller,
      key,
      at - abandonedMs,
    ),
    statement(
      'insert into idempotency_keys (caller, key, request_hash, created_at) values (?, ?, ?, ?) on conflict do nothing',
      caller,
      key,
      requestHash,
      at,
    ),
  ])
  if (taken?.changes === 1) return undefined
  const query = 'select request_hash, status, answer, location from idempotency_keys where caller = ? and key = ?'
  return readRow(database, keptRow, statement(query, caller, key))
}

const keptRow = z.object({
  request_hash: z.string(),
  status: z.number().nullable(),
  answer: z.string().nullable(),
  location: z.string().nullable(),
})

function repeatAnswer(kept: z.output<typeof keptRow>, requestHash: string): Response {
  if (kept.request_hash !== requestHash)
    throw new Problem(
      422,
      'Unprocessable',
      'This Idempotency-Key was used with another body. Use a new key for a new request.',
    )
  if (kept.status === null)
    throw new Problem(
      409,
      'Conflict',
      'The first request with this Idempotency-Key is still at work. Try again in a moment.',
      {
        headers: { 'retry-after': '1' },
      },
    )
  const isProblem = kept.status >= 400
  const headers = new Headers({ 'content-type': isProblem ? 'application/problem+json' : 'application/json' })
  headers.set('idempotent-replayed', 'true')
  if (kept.location) headers.set('location', kept.location)
  return new Response(kept.answer, { status: kept.status, headers })
}

async function keepAnswer(
  { database }: Parts,
  c: Context,
  { caller, key }: { caller: string; key: string },
): Promise<void> {
  const status = c.res.status
  if (status >= 500) {
    await write(database, statement('delete from idempotency_keys where caller = ? and key = ?', caller, key))
    return
  }
  const answer = await c.res.clone().text()
  const update = 'update idempotency_keys set status = ?, answer = ?, location = ? where caller = ? and key = ?'
  await write(database, statement(update, status, answer, c.res.headers.get('location'), caller, key))
}

async function hashRequest(c: Context): Promise<string> {
  const text = `${c.req.method} ${c.req.path}\n${await c.req.text()}`
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
