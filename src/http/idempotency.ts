import type { Context, Next } from 'hono'
import type { Database } from '../storage/database.ts'
import { claimKey, freeKey, type KeptAnswer, keepAnswer } from './idempotency-store.ts'
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
  const { database } = parts
  const now = parts.now()
  const ends = { keptSince: now - keepMs, abandonedSince: now - abandonedMs }
  const known = await claimKey(database, { caller, key, requestHash, now }, ends)
  if (known) return repeatAnswer(known, requestHash)
  await next()
  const { status, headers } = c.res
  if (status >= 500) await freeKey(database, { caller, key })
  else
    await keepAnswer(
      database,
      { caller, key },
      { status, answer: await c.res.clone().text(), location: headers.get('location') },
    )
  return undefined
}

function repeatAnswer(kept: KeptAnswer, requestHash: string): Response {
  if (kept.requestHash !== requestHash)
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

async function hashRequest(c: Context): Promise<string> {
  const text = `${c.req.method} ${c.req.path}\n${await c.req.text()}`
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
