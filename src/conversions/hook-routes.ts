import { type Context, Hono } from 'hono'
import { sha256 } from '../http/digest.ts'
import { badFields, notFound, Problem } from '../http/problem.ts'
import type { Runtime } from '../runtime.ts'
import { hookSources } from '../shops/source.ts'
import { findSourceOfToken } from '../shops/source-store.ts'
import { note, summarise, takeHook } from './hook.ts'
import { limitPing } from './limit.ts'
import { receiveAll } from './receive.ts'

/** What shop systems and networks call by themselves: signed webhooks, and postbacks to a secret address. */
export function hookRoutes(runtime: Runtime) {
  return new Hono()
    .post('/hooks/:source/:shopId', async (c) => {
      const source = hookSources.find((one) => one === c.req.param('source'))
      if (!source) throw notFound('webhook address')
      const shopId = c.req.param('shopId')
      const header = (name: string) => c.req.header(name)
      const hook = { source, shopId, header, request: c.req.raw }
      const outcome = await orNotAvailable(runtime, () => takeHook(runtime, hook))
      return c.body(null, 200, { ...noStore, 'x-tilltrail': outcome })
    })
    .get('/postback/:token', async (c) => {
      // HEAD comes here too: link checkers send it, networks don't.
      if (c.req.method === 'HEAD') return c.body(null, 200, noStore)
      return answerPostback(runtime, c, { raw: new TextEncoder().encode(queryOf(c)), query: undefined })
    })
    .post('/postback/:token', limitPing(runtime), async (c) => {
      return answerPostback(runtime, c, { raw: new Uint8Array(await c.req.arrayBuffer()), query: queryOf(c) })
    })
}

type Postback = { readonly raw: Uint8Array; readonly query: string | undefined }

/** Networks show the answer to who sets a postback up: what is wrong stands in it, and the ping in the quarantine. */
async function answerPostback(runtime: Runtime, c: Context, { raw, query }: Postback): Promise<Response> {
  const source = await findSourceOfToken(runtime.database, await sha256(c.req.param('token') ?? ''))
  if (!source) throw notFound('postback address: make a new one under the shop’s sources')
  const envelope = query === undefined || query === '' ? {} : { query }
  const recorded = await orNotAvailable(runtime, async () => {
    const arriving = { raw, boundShopId: source.shopId, envelope }
    const [recorded] = await Promise.all([receiveAll(runtime, 'postback', arriving), note(runtime, source, true)])
    return recorded
  })
  for (const one of recorded) if (one.kind === 'refused') throw badFields(one.errors)
  return c.body(null, 200, { ...noStore, 'x-tilltrail': summarise(recorded) })
}

function queryOf(c: Context): string {
  return new URL(c.req.url).search.slice(1)
}

/** Whatever goes wrong on our side, the sender is to try again: only a 503 says so to all of them. */
async function orNotAvailable<T>(runtime: Runtime, take: () => Promise<T>): Promise<T> {
  try {
    return await take()
  } catch (error) {
    if (error instanceof Problem) throw error
    runtime.log.error('a delivery could not be stored', { error: String(error) })
    throw new Problem(503, 'Not available', 'It could not be stored just now. Try again.', {
      headers: { 'retry-after': '30' },
    })
  }
}

const noStore = { 'cache-control': 'no-store' } as const
