import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import { deriveKey } from './access/scrypt.ts'
import { createSetupToken, hasUsers } from './access/store.ts'
import { createApp } from './app.ts'
import { creditMissing } from './attribution/credit.ts'
import { createRecorder } from './clicks/recorder.ts'
import { loadNeighbours } from './clicks/store.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { createFlow } from './flow.ts'
import { readClientAddress } from './http/client-address.ts'
import { openStaticFiles } from './http/static-files.ts'
import { createLog } from './log.ts'
import type { Runtime } from './runtime.ts'
import { dayMs } from './shops/calendar.ts'
import { ensureFirstShop } from './shops/store.ts'
import { makeDataFolder } from './storage/data-folder.ts'
import { lockForServing, ServedElsewhereError } from './storage/lock.ts'
import { NewerDatabaseError, openMigrated } from './storage/migrate.ts'
import { openSaltFile } from './storage/salt-file.ts'
import type { SqliteDatabase } from './storage/sqlite.ts'

export type Running = {
  /** The bound address, `http://127.0.0.1:8787`. */
  readonly url: string
  readonly server: Server
  readonly runtime: Runtime & { readonly database: SqliteDatabase }
  /** Where the owner's account is made, while there is none. */
  readonly setupUrl: string | undefined
  /** Takes no new connections, lets what is in flight end (8 s at most) and closes the database. */
  stop(): Promise<void>
}

/** Opens the data folder, migrates, and serves. Ready when it resolves. */
export async function startNode(config: Config, demoShopUrl?: string): Promise<Running> {
  makeDataFolder(config.dataDir)
  if (config.geoDb !== undefined && !existsSync(config.geoDb))
    throw new ConfigError(`GEO_DB: there is no file at ${config.geoDb}`)
  const unlock = lockForServing(config.dataDir)
  try {
    const database = await openMigrated(join(config.dataDir, 'tilltrail.sqlite'), Date.now())
    const server = await listen(config)
    const runtime = createRuntime(config, database, portOf(server))
    await ensureFirstShop(database, runtime.now())
    await creditMissing(runtime)
    const today = Math.floor(runtime.now() / dayMs)
    const recorder = createRecorder(database, await loadNeighbours(database, today), runtime.log)
    server.removeAllListeners('request')
    const answer = getRequestListener(createApp({ runtime, recorder, demoShopUrl }).fetch)
    server.on('request', (request, response) => void answer(request, response))
    return {
      url: `http://${shownHost(config.host)}:${portOf(server)}`,
      server,
      runtime,
      setupUrl: await findSetupUrl(runtime),
      stop: () => stop(server, database, unlock),
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** Slow clients are cut: 5 s for headers, 10 s for a request, looked after each second (Node's own default is 30 s). */
function listen(config: Config): Promise<Server> {
  const limits = {
    headersTimeout: 5_000,
    requestTimeout: 10_000,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 1_000,
  }
  const server = createServer(limits, (_, answer) => answer.writeHead(503, { 'retry-after': '1' }).end())
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const name = ['EADDRINUSE', 'EACCES'].includes(codeOf(error)) ? 'PORT' : 'HOST'
      reject(new ConfigError(`${name}: cannot listen on ${config.host}:${config.port} (${error.message})`))
    })
    server.listen(config.port, config.host, () => resolve(server))
  })
}

function createRuntime(config: Config, database: SqliteDatabase, port: number) {
  const files = openStaticFiles(join(import.meta.dirname, '..', 'public'))
  const clientAddress = readClientAddress(config.trustedProxies)
  const parts = {
    database,
    publicUrl: config.publicUrl ?? `http://localhost:${port}`,
    clickParam: config.clickParam,
    adminApiKey: config.adminApiKey,
    now: Date.now,
    addressOf: (c) => clientAddress(getConnInfo(c).remote.address ?? '', c.req.header('x-forwarded-for')),
    countryOf: () => '',
    saltOf: openSaltFile(config.dataDir, Date.now),
    deriveKey,
    asset: async (path) => files(path),
    log: createLog(config.logLevel, (line) => process.stderr.write(`${line}\n`)),
  } satisfies Omit<Runtime, 'emit'>
  return { ...parts, emit: createFlow(parts) }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

function shownHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

async function findSetupUrl({ database, publicUrl, now }: Runtime): Promise<string | undefined> {
  if (await hasUsers(database)) return undefined
  return `${publicUrl}/app/setup?token=${await createSetupToken(database, now())}`
}

async function stop(server: Server, database: SqliteDatabase, unlock: () => void): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  // A connection that was answered meanwhile would idle on until its keep-alive ends.
  const sweep = setInterval(() => server.closeIdleConnections(), 100)
  const cut = setTimeout(() => server.closeAllConnections(), drainMs)
  await closed
  clearInterval(sweep)
  clearTimeout(cut)
  database.close()
  unlock()
}

const drainMs = 8_000

async function main(): Promise<void> {
  try {
    const running = await startNode(readConfig(process.env))
    process.stdout.write(`listening on ${running.url}\n`)
    if (running.setupUrl) process.stdout.write(`Make your account here, once: ${running.setupUrl}\n`)
    stopOnSignal(running)
  } catch (error) {
    if (!isForTheOperator(error)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}

/** Under npm a signal may arrive twice: the second changes nothing. */
export function stopOnSignal(running: Pick<Running, 'stop'>): void {
  let isStopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (isStopping) return
      isStopping = true
      void running.stop().then(() => process.exit(0))
    })
}

function isForTheOperator(error: unknown): error is Error {
  return error instanceof ConfigError || error instanceof ServedElsewhereError || error instanceof NewerDatabaseError
}

if (import.meta.main) await main()
