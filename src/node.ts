import { lookup } from 'node:dns/promises'
import { createServer, type Server } from 'node:http'
import { Server as NetServer } from 'node:net'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import { deriveKey } from './access/scrypt.ts'
import { createSetupToken, hasUsers } from './access/store.ts'
import { createApp } from './app.ts'
import { settleAllLeft } from './conversions/settle-hand.ts'
import { creditMissing } from './attribution/credit.ts'
import { loadSigningKeys } from './clicks/click-id.ts'
import { openCountries } from './clicks/country.ts'
import { createDrops } from './clicks/drops.ts'
import { createFastPath } from './clicks/fast-path.ts'
import { loadNeighbours } from './clicks/neighbours-store.ts'
import { loadOwnDevices } from './clicks/own-device.ts'
import { createRecorder } from './clicks/recorder.ts'
import { readDrops } from './clicks/store.ts'
import { createTally } from './clicks/tally.ts'
import { openTargets } from './clicks/targets.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { createFlow } from './flow.ts'
import { answers } from './http/answers.ts'
import { readClientAddress } from './http/client-address.ts'
import { openStaticFiles } from './http/static-files.ts'
import { readDomains } from './links/domain-store.ts'
import { openReportFiles } from './leader/report-files.ts'
import { openSmtp } from './leader/smtp.ts'
import { createLog } from './log.ts'
import { openReader } from './reader/reader.ts'
import { keepPublicUrl } from './operations/public-url-store.ts'
import type { Runtime } from './runtime.ts'
import { ensureFirstShop } from './shops/store.ts'
import { makeDataFolder } from './storage/data-folder.ts'
import { openDropFile } from './storage/drop-file.ts'
import { openErasureFiles } from './storage/erasure-file.ts'
import { lockForServing, ServedElsewhereError } from './storage/lock.ts'
import { NewerDatabaseError, openMigrated } from './storage/migrate.ts'
import { openSaltFile } from './storage/salt-file.ts'
import type { SqliteDatabase } from './storage/sqlite.ts'
import { startTasks } from './tasks.ts'

export type Running = {
  /** The bound address, `http://127.0.0.1:8787`. */
  readonly url: string
  readonly server: Server
  readonly runtime: Runtime & { readonly database: SqliteDatabase }
  /** Where the owner's account is made, while there is none. */
  readonly setupUrl: string | undefined
  /** Takes no new connections, lets what is in flight end (8 s at most) and closes the database. */
  stop(): Promise<void>
  /** After `stop`: whether a report is still being read, deep inside SQLite, which only the end of the process ends. */
  isStuck(): boolean
}

/** Opens the data folder, migrates, and serves. Ready when it resolves. */
export async function startNode(config: Config, demoShopUrl?: string): Promise<Running> {
  makeDataFolder(config.dataDir)
  const countryOf = config.geoDb === undefined ? () => '' : openCountries(config.geoDb)
  const closings = [lockForServing(config.dataDir)]
  try {
    const dropFile = openDropFile(config.dataDir)
    closings.unshift(dropFile.close)
    const database = await openDatabase(config.dataDir)
    closings.unshift(database.close)
    const server = await listen(config)
    closings.unshift(() => server.close())
    const runtime = createRuntime(config, database, { port: portOf(server), countryOf })
    await ensureFirstShop(database, runtime.now())
    await keepPublicUrl(database, runtime.publicUrl)
    await settleAllLeft(runtime)
    await creditMissing(runtime)
    const repeatWithinMs = config.repeatMinutes * 60_000
    const neighbours = await loadNeighbours(database, runtime.now(), { repeatWithinMs })
    const drops = createDrops({ ...dropFile, stored: await readDrops(database) })
    const tally = createTally(database)
    const recorder = createRecorder({ database, neighbours, log: runtime.log, drops, tally })
    const targets = openTargets({
      ...runtime,
      revision: database.revision,
      readDomains: () => readDomains(database),
    })
    const answerFast = createFastPath({
      ...runtime,
      ...database,
      keys: await loadSigningKeys(database),
      targets,
      recorder,
      countryOf,
      isOwnDevice: (await loadOwnDevices(database)).isOwnDevice,
      addressOf: readClientAddress(config.trustedProxies),
    })
    const reader = openReader({ ...config, ...runtime, path: databasePath(config.dataDir) }, runtime)
    closings.unshift(reader.close)
    const serving = { ...runtime, writeMail: reader.writeMail }
    const answer = getRequestListener(createApp({ runtime: serving, recorder, targets, demoShopUrl, reader }).fetch)
    server.removeAllListeners('request')
    server.on('request', (request, response) => {
      if (!answerFast(request, response)) void answer(request, response)
    })
    closings.unshift(startTasks({ ...serving, tally }))
    return {
      url: `http://${shownHost(config.host)}:${portOf(server)}`,
      server,
      runtime,
      setupUrl: await findSetupUrl(runtime),
      stop: () => stop(server, closings),
      isStuck: reader.isStuck,
    }
  } catch (error) {
    for (const close of closings) close()
    throw error
  }
}

/** @throws ConfigError where the file is no database, or a damaged one */
async function openDatabase(dataDir: string): Promise<SqliteDatabase> {
  const path = databasePath(dataDir)
  try {
    return await openMigrated(path, Date.now())
  } catch (error) {
    if (!/^SQLITE_(?:NOTADB|CORRUPT)/.test(codeOf(error))) throw error
    throw new ConfigError(
      `DATA_DIR: ${path} is damaged or no database. Put a backup back: npm run -s tilltrail -- restore FILE`,
    )
  }
}

function databasePath(dataDir: string): string {
  return join(dataDir, 'tilltrail.sqlite')
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
  // Who comes beyond this is refused at once, which costs less than to wait with all.
  server.maxConnections = mostConnections
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const name = ['EADDRINUSE', 'EACCES'].includes(codeOf(error)) ? 'PORT' : 'HOST'
      const remedy = name === 'PORT' ? 'Stop what runs there, or set another PORT' : 'Set an address of this computer'
      reject(new ConfigError(`${name}: cannot listen on ${config.host}:${config.port} (${error.message}). ${remedy}.`))
    })
    server.listen(config.port, config.host, () => resolve(server))
  })
}

const mostConnections = 2_000

type Outside = { readonly port: number; countryOf(address: string): string }

function createRuntime(config: Config, database: SqliteDatabase, { port, countryOf }: Outside) {
  const files = openStaticFiles(join(import.meta.dirname, '..', 'public'))
  const clientAddress = readClientAddress(config.trustedProxies)
  const log = createLog(config.logLevel, (line) => process.stderr.write(`${line}\n`))
  const parts = {
    database,
    publicUrl: config.publicUrl ?? `http://localhost:${port}`,
    clickParam: config.clickParam,
    adminApiKey: config.adminApiKey,
    now: Date.now,
    addressOf: (c) => clientAddress(getConnInfo(c).remote.address ?? '', c.req.header('x-forwarded-for')),
    countryOf: (c) => countryOf(clientAddress(getConnInfo(c).remote.address ?? '', c.req.header('x-forwarded-for'))),
    saltOf: openSaltFile(config.dataDir, Date.now, log),
    deriveKey,
    asset: async (path) => files(path),
    erasures: openErasureFiles(config.dataDir),
    ...(config.smtp === undefined ? {} : { sendMail: openSmtp(config.smtp) }),
    keepReport: openReportFiles(config.dataDir),
    answers,
    lookUpHost: async (host) => (await lookup(host, { all: true }).catch(() => [])).map(({ address }) => address),
    log,
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

/**
 * A request may be on its way over any connection that looks idle: each is told with its next answer that it ends, and
 * only those that have been quiet for a moment are closed. (`server.close` of node:http closes idle ones at once.)
 */
async function stop(server: Server, closings: readonly (() => void)[]): Promise<void> {
  server.prependListener('request', (_, response) => {
    response.shouldKeepAlive = false
  })
  server.keepAliveTimeout = quietMs
  const closed = new Promise((resolve) => NetServer.prototype.close.call(server, resolve))
  // After the loop has read what came meanwhile, which a timer alone would be ahead of.
  const sweep = setTimeout(() => setImmediate(() => server.closeIdleConnections()), quietMs)
  const cut = setTimeout(() => server.closeAllConnections(), drainMs)
  await closed
  clearTimeout(sweep)
  clearTimeout(cut)
  // Ends its timers too.
  server.close()
  for (const close of closings) close()
}

const quietMs = 500
const drainMs = 8_000

async function main(): Promise<void> {
  // What lies in the data folder is for this account alone.
  process.umask(0o077)
  try {
    const running = await startNode(readConfig(process.env))
    process.stdout.write(`listening on ${running.url}\n`)
    process.stdout.write(
      running.setupUrl
        ? `Make your account here, once: ${running.setupUrl}\n`
        : `Dashboard: ${running.runtime.publicUrl}/app/\n`,
    )
    stopOnSignal(running)
  } catch (error) {
    if (!isForTheOperator(error)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}

/** Under npm a signal may arrive twice: the second changes nothing. */
export function stopOnSignal(running: Pick<Running, 'stop' | 'isStuck'>): void {
  let isStopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (isStopping) return
      isStopping = true
      void running.stop().then(() => exit(running))
    })
}

/** `process.exit` waits for threads to end. All is committed by now. */
function exit({ isStuck }: Pick<Running, 'isStuck'>, tries = 20): void {
  if (!isStuck()) process.exit(0)
  if (tries === 0) process.kill(process.pid, 'SIGKILL')
  setTimeout(() => exit({ isStuck }, tries - 1), 50)
}

function isForTheOperator(error: unknown): error is Error {
  return error instanceof ConfigError || error instanceof ServedElsewhereError || error instanceof NewerDatabaseError
}

if (import.meta.main) await main()
