import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deriveKey } from '../access/scrypt.ts'
import { showProgress } from '../cli/progress.ts'
import { type Config, ConfigError, readConfig } from '../config.ts'
import { monthBefore } from '../leader/month-days.ts'
import { createLog } from '../log.ts'
import { type Running, startNode, stopOnSignal } from '../node.ts'
import { localDay } from '../shops/calendar.ts'
import { openMigrated } from '../storage/migrate.ts'
import { demoOwner, fillDemo, type Filled, type Filling } from './fill.ts'
import { timeZone } from './rhythm.ts'
import { type DemoShop, startDemoShop } from './shop-server.ts'

export type Demo = {
  readonly running: Running
  readonly shop: DemoShop
  /** A short URL to begin with. */
  readonly tryUrl: string
  stop(): Promise<void>
}

/**
 * Fills `config.dataDir`, which must be empty, and starts Tilltrail on it and the demo shop on the port after its own (on
 * a free one where the port is 0). Ready when it resolves. @throws ConfigError when a port is taken
 */
export async function startDemo(config: Config, filling: Omit<Filling, 'shopUrl'>): Promise<Demo> {
  const port = await findPort(config.port, config.host)
  const tilltrailUrl = config.publicUrl ?? `http://localhost:${port}`
  const shop = await openDemoShop(config.port === 0 ? 0 : port + 1, tilltrailUrl)
  try {
    const { newestSlug } = await fillFolder({ ...config, port }, { ...filling, shopUrl: shop.url })
    const running = await startNode({ ...config, port }, shop.url)
    const stop = async () => {
      await Promise.all([running.stop(), shop.stop()])
    }
    return { running, shop, tryUrl: `${running.runtime.publicUrl}/${newestSlug}`, stop }
  } catch (error) {
    await shop.stop()
    throw error
  }
}

/** Asked before anything is filled, which takes some seconds. */
function findPort(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => reject(cannotListen(`${host}:${port}`, error)))
    probe.listen(port, host, () => {
      const address = probe.address()
      const found = typeof address === 'object' && address ? address.port : port
      probe.close(() => resolve(found))
    })
  })
}

/** On 127.0.0.1, which browsers take for another site than localhost. */
async function openDemoShop(port: number, tilltrailUrl: string): Promise<DemoShop> {
  const host = '127.0.0.1'
  try {
    return await startDemoShop({ port, host, tilltrailUrl, shopId: 'shop-1' })
  } catch (error) {
    throw cannotListen(`${host}:${port} for the demo shop`, error)
  }
}

function cannotListen(where: string, error: unknown): ConfigError {
  const why = error instanceof Error ? error.message : String(error)
  return new ConfigError(`PORT: cannot listen on ${where} (${why}). Stop what runs there, or set another PORT.`)
}

async function fillFolder({ dataDir, clickParam, logLevel, port }: Config, filling: Filling): Promise<Filled> {
  const database = await openMigrated(join(dataDir, 'tilltrail.sqlite'), filling.now)
  try {
    const log = createLog(logLevel, (line) => process.stderr.write(`${line}\n`))
    // Whatever PUBLIC_URL is: links must not lead to its host, and the demo shop may be on the same.
    const publicUrl = `http://localhost:${port}`
    return await fillDemo({ database, publicUrl, clickParam, deriveKey, log }, filling)
  } finally {
    database.close()
  }
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tilltrail-demo-'))
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }))
  let demo: Demo | undefined
  stopOnSignal({ stop: async () => demo?.stop(), isStuck: () => demo?.running.isStuck() ?? false })
  try {
    const config = { ...readConfig(process.env), dataDir }
    demo = await startDemo(config, { seed, now: Date.now(), onProgress: showProgress('Filling half a year of a shop') })
    process.stdout.write(describe(demo, dataDir))
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}

const seed = 900

function describe({ running, shop, tryUrl }: Demo, dataDir: string): string {
  return `listening on ${running.url}

  Dashboard   ${running.runtime.publicUrl}/app/
  Sign in     ${demoOwner.email}
  Password    ${demoOwner.password}
  Demo shop   ${shop.url}
  Short link  ${tryUrl}

Last month as a leader gets it, in another terminal while this runs:
  DATA_DIR=${dataDir} npm run -s tilltrail -- month ${monthBefore(localDay(running.runtime.now(), timeZone))}

All of it is made up. It lies in ${dataDir} and is removed at the end; your own DATA_DIR isn't touched.
`
}

if (import.meta.main) await main()
