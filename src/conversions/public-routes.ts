import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import type { Runtime } from '../runtime.ts'
import { limitPing } from './limit.ts'
import { receive } from './receive.ts'

/**
 * What shop pages ping, from any site and without a key: the pixel and the snippet's address. A shop's page is never
 * broken by them; what can't be counted lies in the quarantine.
 */
export function publicConversionRoutes(runtime: Runtime) {
  return new Hono()
    .get('/till.gif', async (c) => {
      // HEAD comes here too: link checkers and previews use it, shop pages don't.
      const outcome = c.req.method === 'HEAD' ? 'not-counted' : await receivePixel(runtime, c)
      return c.body(gif, 200, { ...gifHeaders, 'x-tilltrail': outcome })
    })
    .use('/e', cors({ origin: '*', allowMethods: ['POST'], allowHeaders: ['content-type'], maxAge: 86_400 }))
    .post('/e', limitPing(runtime), async (c) => {
      await receive(runtime, 'script', { raw: new Uint8Array(await c.req.arrayBuffer()) })
      return c.body(null, 204, { 'cross-origin-resource-policy': 'cross-origin', 'cache-control': 'no-store' })
    })
}

/** The one place where a failure isn't answered as one: the image has to show in the shop's page. It is logged. */
async function receivePixel(runtime: Runtime, c: Context): Promise<string> {
  try {
    const query = new URL(c.req.url).search.slice(1)
    const recorded = await receive(runtime, 'pixel', { raw: new TextEncoder().encode(query) })
    return recorded.kind === 'refused' ? 'quarantined' : recorded.kind
  } catch (error) {
    runtime.log.error('a pixel could not be stored', { error: String(error) })
    return 'failed'
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
