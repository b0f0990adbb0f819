import { Hono } from 'hono'
import * as z from 'zod'
import type { Guarded } from '../../src/access/guard.ts'
import { loadSigningKeys, makeRandom, signClickId } from '../../src/clicks/click-id.ts'
import { batchRoutes } from '../../src/conversions/batch-routes.ts'
import { hookRoutes } from '../../src/conversions/hook-routes.ts'
import { publicConversionRoutes } from '../../src/conversions/public-routes.ts'
import { quarantineRoutes } from '../../src/conversions/quarantine-routes.ts'
import { conversionRoutes } from '../../src/conversions/routes.ts'
import { createFlow } from '../../src/flow.ts'
import { answerError } from '../../src/http/problem.ts'
import { createLink } from '../../src/links/create.ts'
import type { Link } from '../../src/links/link.ts'
import type { Runtime } from '../../src/runtime.ts'
import type { ShopDraft } from '../../src/shops/shop.ts'
import { hookSources, type HookSource } from '../../src/shops/source.ts'
import { sourceRoutes } from '../../src/shops/source-routes.ts'
import { createShop, findShop } from '../../src/shops/store.ts'
import { statement } from '../../src/storage/database.ts'
import { adminKey, makeRuntime, type TestRuntime } from '../make.ts'
import { headersOf } from './sign.ts'

/** A shop with one link, and the three ways in over the real routes. */
export async function makeTill(over: Partial<TestRuntime> = {}) {
  const runtime = await makeRuntime(over)
  runtime.follow = createFlow(runtime)
  const app = new Hono<Guarded>()
    .route('/api/v1', conversionRoutes(runtime))
    .route('/api/v1', quarantineRoutes(runtime))
    .route('/api/v1', batchRoutes(runtime))
    .route('/api/v1', sourceRoutes(runtime))
    .route('/', publicConversionRoutes(runtime))
    .route('/', hookRoutes(runtime))
    .onError((error, c) => answerError(error, c, (one) => runtime.log.error(String(one))))
  const link = await makeLink(runtime, 'shop-1')
  const call = async (method: string, path: string, { body, key = adminKey, headers = {} }: Call = {}) => {
    const sent =
      body instanceof Uint8Array ? new Uint8Array(body) : typeof body === 'string' ? body : JSON.stringify(body)
    const response = await app.request(path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: new Blob([sent]) }),
    })
    return { status: response.status, headers: response.headers, body: anyAnswer.parse(await response.json()) }
  }
  return {
    runtime,
    app,
    link,
    call,
    api: (body: unknown, more: Call = {}) => call('POST', '/api/v1/conversions', { body, ...more }),
    pixel: (query: Record<string, string>) => app.request(`/till.gif?${new URLSearchParams(query).toString()}`),
    script: (body: unknown) =>
      app.request('/e', { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
    /** What a shop system sends, signed with the secret that `setSecrets` sets. */
    hook: async (source: HookSource, body: string, more: Hook = {}) => {
      const signed = headersOf[source](body, { secret: hookSecrets[source], at: runtime.now(), ...more })
      return app.request(`/hooks/${source}/shop-1`, { method: 'POST', headers: { ...signed, ...more.headers }, body })
    },
    setSecrets: async () => {
      for (const source of hookSources)
        await call('PUT', `/api/v1/shops/shop-1/sources/${source}`, { body: { secrets: [hookSecrets[source]] } })
    },
    list: async (path: string) => listAnswer.parse((await call('GET', path)).body).items,
    /** A click id of a link, `agoMs` before the test's now. */
    click: (agoMs = 60_000, of: Link = link) => makeClickId(runtime, of, agoMs),
    count: (name: string, label: string) => counter(runtime, name, label),
  }
}

type Hook = {
  readonly secret?: string
  readonly topic?: string
  readonly id?: string
  readonly headers?: Record<string, string>
}

export const hookSecrets = {
  shopify: 'hush',
  woocommerce: 'wc_secret',
  stripe: 'whsec_test_secret',
  signed: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
} as const satisfies Record<HookSource, string>

export type Till = Awaited<ReturnType<typeof makeTill>>

type Call = { readonly body?: unknown; readonly key?: string; readonly headers?: Record<string, string> }

export async function makeLink(runtime: Runtime, shopId: string): Promise<Link> {
  const shop = await findShop(runtime.database, shopId)
  if (!shop) throw new Error('no such shop')
  const draft = { destination: 'https://shop.example/', source: 'facebook', campaign: 'autumn', content: 'a post' }
  return createLink(runtime, shop, draft)
}

/** A second shop, in euro. */
export async function makeShop(runtime: Runtime, over: Partial<ShopDraft> = {}) {
  const draft = { name: 'Second', currency: 'EUR', timeZone: 'Europe/Berlin', hosts: [], tracking: 'consent' } as const
  const more = { revenueBasis: 'paid', clickWindowDays: 30, grossMarginPercent: null } as const
  return createShop(runtime.database, { ...draft, ...more, hosts: [], ...over }, runtime.now())
}

export async function makeClickId(runtime: Runtime, link: Link, agoMs: number): Promise<string> {
  const keys = await loadSigningKeys(runtime.database)
  return signClickId({ link: link.number, at: runtime.now() - agoMs, random: makeRandom() }, keys)
}

async function counter({ database }: Runtime, name: string, label: string): Promise<number> {
  const query = statement('select value from counters where name = ? and label = ?', name, label)
  const [row] = await database.all(query)
  return row === undefined ? 0 : z.object({ value: z.number() }).parse(row).value
}

export const anyAnswer = z.record(z.string(), z.json())
const listAnswer = z.object({ items: z.array(anyAnswer) })

/** A purchase of 499.50 kroner; tests write what matters. */
export function makePurchase(over: Record<string, unknown> = {}) {
  return { event: 'purchase', orderId: '1001', value: '499.50', currency: 'NOK', ...over }
}

/** A text in an answer. */
export function textOf(told: unknown): string {
  return z.string().parse(told)
}
