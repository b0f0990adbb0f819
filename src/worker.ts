import type { Context } from 'hono'
import { deriveKey } from './access/scrypt.ts'
import { createApp } from './app.ts'
import { createStatelessRecorder } from './clicks/recorder.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { createFlow, tasks } from './flow.ts'
import { createLog } from './log.ts'
import type { Runtime } from './runtime.ts'
import { ensureFirstShop } from './shops/store.ts'
import { openD1 } from './storage/d1.ts'
import { openSaltStore } from './storage/salt-kv.ts'

type Bindings = {
  readonly DB: D1Database
  readonly SALTS: KVNamespace
  readonly ASSETS: Fetcher
  readonly PUBLIC_URL?: string
  readonly ADMIN_API_KEY?: string
  readonly CLICK_PARAM?: string
  readonly REPEAT_MINUTES?: string
  readonly LOG_LEVEL?: string
}

type Served = { readonly app: ReturnType<typeof createApp>; readonly ready: Promise<void> }

/** One app per isolate and public URL: bindings stay the same while it lives. */
const served = new Map<string, Served>()

export default {
  async fetch(request, bindings, execution) {
    try {
      const { app, ready } = serve(bindings, new URL(request.url).origin)
      await ready
      return await app.fetch(request, bindings, execution)
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      return new Response(`${error.message}\n`, { status: 500 })
    }
  },
  /** Each minute (wrangler.toml): what comes with time, portion by portion. */
  async scheduled(_, bindings) {
    const runtime = createRuntime(bindings, configOf(bindings), bindings.PUBLIC_URL || 'https://scheduled.invalid')
    for (const task of tasks)
      for (let portion = 0; portion < mostPortions; portion++) if (!(await task.run(runtime))) break
  },
} satisfies ExportedHandler<Bindings>

/** An invocation may run a thousand queries. */
const mostPortions = 20
/** A past order takes some twenty to thirty. */
const mostOrdersAtOnce = 25

function serve(bindings: Bindings, origin: string): Served {
  const publicUrl = bindings.PUBLIC_URL || origin
  const known = served.get(publicUrl)
  if (known) return known
  const config = configOf(bindings)
  const runtime = createRuntime(bindings, config, publicUrl)
  const repeatWithinMs = config.repeatMinutes * 60_000
  const made = {
    app: createApp({
      runtime,
      recorder: createStatelessRecorder(runtime.database, { log: runtime.log, repeatWithinMs }),
    }),
    ready: ensureFirstShop(runtime.database, runtime.now()),
  }
  if (served.size > 20) served.clear()
  served.set(publicUrl, made)
  made.ready.catch(() => served.delete(publicUrl))
  return made
}

function configOf({ PUBLIC_URL, ADMIN_API_KEY, CLICK_PARAM, REPEAT_MINUTES, LOG_LEVEL }: Bindings): Config {
  return readConfig({ PUBLIC_URL, ADMIN_API_KEY, CLICK_PARAM, REPEAT_MINUTES, LOG_LEVEL })
}

function createRuntime(bindings: Bindings, config: Config, publicUrl: string): Runtime {
  const log = createLog(config.logLevel, console.log)
  const parts = {
    database: openD1(bindings.DB),
    publicUrl: config.publicUrl ?? publicUrl,
    clickParam: config.clickParam,
    adminApiKey: config.adminApiKey,
    now: Date.now,
    addressOf: (c) => c.req.header('cf-connecting-ip') ?? '',
    countryOf,
    saltOf: openSaltStore(bindings.SALTS, log),
    deriveKey,
    mostOrdersAtOnce,
    asset: (path, c) => fetchAsset(bindings.ASSETS, path, c),
    log,
  } satisfies Omit<Runtime, 'emit'>
  return { ...parts, emit: createFlow(parts) }
}

/**
 * Cloudflare's own look-up of the address, `XX` and `T1` (Tor) left out. It comes with each request; the header only where
 * the zone is told to add it, and from proxies that do the same.
 */
function countryOf(c: Context): string {
  const { cf } = c.req.raw
  const country = (typeof cf?.country === 'string' && cf.country) || (c.req.header('cf-ipcountry') ?? '')
  return country === 'XX' || country === 'T1' ? '' : country
}

async function fetchAsset(assets: Fetcher, path: string, c: Context): Promise<Response | undefined> {
  const answer = await assets.fetch(new URL(path, c.req.url))
  return answer.ok ? new Response(answer.body, answer) : undefined
}
