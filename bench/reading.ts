import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rollUp } from '../src/clicks/rollup.ts'
import { localDay, showDay } from '../src/shops/calendar.ts'
import { ensureFirstShop } from '../src/shops/store.ts'
import { openMigrated } from '../src/storage/migrate.ts'
import { fill } from './fill.ts'
import { fillOrders } from './fill-orders.ts'
import { loadEvenly, median, type Round } from './load.ts'
import { adminKey } from './redirect.ts'
import { startServer } from './server.ts'

const links = 20_000
const perSecond = 400
const visits = { connections: 32, paths: Array.from({ length: 1000 }, (_, one) => `/s${one}`) }

/**
 * The p99 of redirects, 400 a second, while year-long reports are read one after another, to that of the same server at
 * rest and warm. Rounds alternate. All threads of the server share one core: with another to spare the reports would hold up less.
 */
export async function benchReading({ seconds, rounds }: { readonly seconds: number; readonly rounds: number }) {
  const folder = mkdtempSync(join(tmpdir(), 'tilltrail-bench-'))
  const lastDay = localDay(Date.now(), 'UTC')
  await fillFolder(folder, lastDay)
  const settings = { DATA_DIR: folder, PORT: '0', ADMIN_API_KEY: adminKey, LOG_LEVEL: 'error' }
  const ours = await startServer(['src/node.ts'], { ...settings, TRUSTED_PROXIES: '127.0.0.1/32' })
  try {
    const url = `${ours.url}/api/v1/reports/summary?by=post&from=${showDay(lastDay - 364)}&to=${showDay(lastDay)}`
    await read(url)
    await loadEvenly({ ...visits, url: ours.url, seconds }, perSecond)
    const [resting, reading, reports]: [Round[], Round[], number[]] = [[], [], []]
    for (let round = 0; round < rounds; round++) {
      resting.push(await loadEvenly({ ...visits, url: ours.url, seconds }, perSecond))
      const loop = keepReading(url)
      reading.push(await loadEvenly({ ...visits, url: ours.url, seconds }, perSecond))
      reports.push(...(await loop.stop()))
    }
    return toResult({ resting: median(resting), reading: median(reading), reports })
  } finally {
    ours.child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function fillFolder(folder: string, lastDay: number): Promise<void> {
  const database = await openMigrated(join(folder, 'tilltrail.sqlite'), 0)
  await ensureFirstShop(database, 0)
  database.connection.pragma('synchronous = OFF')
  const filling = { clicks: 300_000, links, lastDay, days: 365 }
  fill(database.connection, filling)
  fillOrders(database.connection, { ...filling, orders: 50_000 })
  while ((await rollUp(database, { most: 2000 })) > 0);
  database.close()
}

/** One report after another; `stop` gives the milliseconds that each took. */
function keepReading(url: string) {
  const took: number[] = []
  const over = new AbortController()
  const loop = (async () => {
    while (!over.signal.aborted) {
      const before = performance.now()
      await read(url)
      took.push(performance.now() - before)
    }
  })()
  return {
    async stop() {
      over.abort()
      await loop
      return took
    },
  }
}

async function read(url: string): Promise<void> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${adminKey}` } })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${url} was answered with ${answer.status}: ${text.slice(0, 300)}`)
}

type Measured = { readonly resting: Round; readonly reading: Round; readonly reports: readonly number[] }

function toResult({ resting, reading, reports }: Measured) {
  const ratio = Math.round((reading.p99 / Math.max(0.1, resting.p99)) * 1000) / 1000
  const mean = reports.reduce((sum, one) => sum + one, 0) / Math.max(1, reports.length)
  const row = (told: string, { perSecond, p50, p99, wrong }: Round) =>
    `| ${[told, Math.round(perSecond), p50, p99, wrong].join(' | ')} |`
  const table = [
    '| redirects | per second | p50 ms | p99 ms | wrong |',
    '|---|---|---|---|---|',
    row('at rest', resting),
    row('while reports are read', reading),
    '',
    `p99 ratio ${ratio}; ${reports.length} reports of a year were read, ${Math.round(mean)} ms each.`,
    '',
  ].join('\n')
  return { ratios: { 'reading/p99-beside-reports': ratio }, table }
}
