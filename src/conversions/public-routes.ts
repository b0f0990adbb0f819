import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import type { Runtime } from '../runtime.ts'
import { limitPing } from './limit.ts'
import { createPingLimit } from './ping-limit.ts'
import { findToldClick, receive } from './receive.ts'
import { createTally } from './tally.ts'

/**
 * What shop pages ping, from any site and without a key: the pixel and the snippet's address. A shop's page is never
 * broken by them; what can't be counted lies in the quarantine.
 */
export function publicConversionRoutes(runtime: Runtime) {
  const take = createTaker(runtime)
  return new Hono()
    .get('/till.gif', async (c) => {
      // HEAD comes here too: link checkers and previews use it, shop pages don't.
      const outcome = c.req.method === 'HEAD' ? undefined : await takePixel(runtime, c, take)
      return c.body(gif, 200, { ...gifHeaders, ...(outcome === undefined ? {} : { 'x-tilltrail': outcome }) })
    })
    .use('/e', cors({ origin: '*', allowMethods: ['POST'], allowHeaders: ['content-type'], maxAge: 86_400 }))
    .post('/e', limitPing(runtime), async (c) => {
      await take(c, 'script', new Uint8Array(await c.req.arrayBuffer()))
      return c.body(null, 204, { 'cross-origin-resource-policy': 'cross-origin', 'cache-control': 'no-store' })
    })
}

/** What anybody may know of a ping: not whether its order was known, nor that there are limits. Undefined: not taken. */
type Outcome = 'ok' | 'quarantined' | undefined
type Taker = (c: Context, source: 'pixel' | 'script', raw: Uint8Array) => Promise<Outcome>

/** Takes pings within the limits; what goes beyond them, or can't be stored, is counted. */
function createTaker(runtime: Runtime): Taker {
  const limit = createPingLimit()
  const tally = createTally(runtime)
  return async (c, source, raw) => {
    const now = runtime.now()
    if (!limit.takesFrom(runtime.addressOf(c), now) || !limit.takesClick(findToldClick(source, raw), now)) {
      await tally.add('rate-limited')
      return undefined
    }
    try {
      const { kind } = await receive(runtime, source, {
        raw,
        takesLink: (link, event) => limit.takesLink(link, event, now),
      })
      await tally.settle()
      return kind === 'refused' ? 'quarantined' : 'ok'
    } catch (error) {
      await tally.add('failed')
      throw error
    }
  }
}

/** The one place where a failure isn't answered as one: the image has to show in the shop's page. It is logged. */
async function takePixel(runtime: Runtime, c: Context, take: Taker): Promise<Outcome> {
  try {
    return await take(c, 'pixel', new TextEncoder().encode(new URL(c.req.url).search.slice(1)))
  } catch (error) {
    runtime.log.error('a pixel could not be stored', { error: String(error) })
    return undefined
  }
}

const gifHeaders = {
  'content-type': 'image/gif',
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'cross-origin',
} as const

/** One transparent pixel, 43 bytes. */
const gif = Uint8Array.from(atob('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'), (byte) =>
  byte.charCodeAt(0),
)
