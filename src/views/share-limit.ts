import type { MiddlewareHandler } from 'hono'
import { createAttempts, networkOf } from '../access/attempts.ts'
import type { Runtime } from '../runtime.ts'
import { refuse, tooOften } from './share-refusal.ts'

/**
 * How often what is shared may be asked for: 60 times a minute from one network, before anything is read. Each is a whole
 * report worked out anew, and nobody needs a key to ask. In memory, bounded: one for all paths of an app.
 */
export function createShareLimit(runtime: Pick<Runtime, 'addressOf' | 'now'>): MiddlewareHandler {
  const byNetwork = createAttempts({ most: 60, windowMs: 60_000 })
  return async (c, next) => {
    const address = runtime.addressOf(c)
    // Of unknown addresses nobody knows whether they are one network or all of them.
    const wait = address === '' ? 0 : byNetwork.take(networkOf(address), runtime.now())
    if (wait === 0) return next()
    c.header('retry-after', String(wait))
    c.header('cache-control', 'no-store')
    return refuse(c, /\.(csv|ndjson)$/.test(c.req.path) ? 'file' : 'page', tooOften(wait))
  }
}
