import type { Context, Next } from 'hono'
import type { Log } from '../runtime.ts'
import type { Database } from '../storage/database.ts'
import { sha256 } from './digest.ts'
import { claimKey, freeKey, type KeptAnswer, type Key, keepAnswer } from './idempotency-store.ts'
import { Problem } from './problem.ts'

/** Keys are kept this long; an order's own key has no end (conversions). */
const keepMs = 30 * 86_400_000
/** A first request that said nothing for so long is not at work any more: it crashed, or its answer couldn't be kept. */
const abandonedMs = 60_000

type Parts = { readonly database: Database; readonly log: Pick<Log, 'error'>; now(): number }

/**
 * A repeated `Idempotency-Key` is answered as before, with another body 422, while the first is still at work 409, and
 * 409 with the remedy when nobody knows how the first one ended: it may have done its work, and doing it again would make
 * two of one. Answers of 500 and more are not kept: they may be tried again. `caller` keeps the keys of callers apart.
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
  const known = await claimKey(database, { caller, key, requestHash, now }, now - keepMs)
  if (known) return repeatAnswer(known, requestHash, now)
  await next()
  await settleKey(parts, { caller, key }, c.res)
  return undefined
}

/** The work is done: what goes wrong here doesn't change its answer. */
async function settleKey({ database, log }: Parts, key: Key, answer: Response): Promise<void> {
  const { status, headers } = answer
  try {
    if (status >= 500) await freeKey(database, key)
    else
      await keepAnswer(database, key, {
        status,
        answer: await answer.clone().text(),
        location: headers.get('location'),
      })
  } catch (error) {
    log.error('the answer to an Idempotency-Key could not be kept', { status, error: String(error) })
  }
}

function repeatAnswer(kept: KeptAnswer, requestHash: string, now: number): Response {
  if (kept.requestHash !== requestHash)
    throw new Problem(
      422,
      'Unprocessable',
      'This Idempotency-Key was used with another body. Use a new key for a new request.',
    )
  if (kept.status === null && now - kept.createdAt > abandonedMs)
    throw new Problem(
      409,
      'Conflict',
      'Nobody knows how the first request with this Idempotency-Key ended. Look whether what it was to make is there; if not, send it again with a new key.',
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
  return sha256(`${c.req.method} ${c.req.path}\n${await c.req.text()}`)
}
