import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type Sqlite from 'better-sqlite3'
import { rollups } from '../src/clicks/rollup-store.ts'
import { rollUp } from '../src/clicks/rollup.ts'
import { recount } from '../src/conversions/counted-store.ts'
import { type Dimension, dimensions, type FilterDimension, isVisit, type Question } from '../src/reports/question.ts'
import { readClicks } from '../src/reports/store.ts'
import { ensureFirstShop, findShop } from '../src/shops/store.ts'
import { openMigrated } from '../src/storage/migrate.ts'
import type { SqliteDatabase } from '../src/storage/sqlite.ts'
import { fill, fillClicks } from './fill.ts'
import { fillOrders } from './fill-orders.ts'
import { printReports } from './report-functions.ts'

// `npx node bench/reports.ts --clicks 1000000,10000000 --links 20000 --orders 100000`: what roll-ups cost to keep, on disk and to read,
// with clicks of a year; milliseconds until the rows are there, the median of some runs. Reads no more than a page cache of 16 MB.
// `--only functions`: whole reports with their orders alone.
const { values } = parseArgs({
  options: {
    clicks: { type: 'string' },
    links: { type: 'string' },
    orders: { type: 'string' },
    only: { type: 'string' },
  },
})
const sizes = (values.clicks ?? '1000000,10000000').split(',').map(Number)
const links = Number(values.links ?? 20_000)
const orders = Number(values.orders ?? 100_000)
const lastDay = 20_779

type Only = { readonly dimension: FilterDimension; readonly key: string }

const filters: readonly { readonly told: string; readonly only?: Only }[] = [
  { told: '' },
  { told: 'one link', only: { dimension: 'link', key: 'link-0000000000007918' } },
  { told: 'one post', only: { dimension: 'post', key: 'post-0000000000003959' } },
  { told: 'one campaign', only: { dimension: 'campaign', key: 'campaign-0000000000000003' } },
  { told: 'one channel', only: { dimension: 'channel', key: 'facebook' } },
  { told: 'one kind', only: { dimension: 'kind', key: 'offer' } },
  { told: 'one content', only: { dimension: 'content', key: 'content-1' } },
  { told: 'one country', only: { dimension: 'country', key: 'NO' } },
  { told: 'one device', only: { dimension: 'device', key: 'mobile' } },
]

for (const clicks of sizes) process.stdout.write(await measure(clicks))

async function measure(clicks: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tilltrail-bench-'))
  try {
    const database = await openMigrated(join(folder, 'tilltrail.sqlite'), 0)
    try {
      await ensureFirstShop(database, 0)
      database.connection.pragma('synchronous = OFF')
      const filling = { clicks, links, lastDay, days: 365 }
      fill(database.connection, filling)
      fillOrders(database.connection, { ...filling, orders })
      await recount(database)
      database.connection.pragma('synchronous = FULL')
      const kept = await keepUp(database, clicks)
      process.stdout.write(`\n${clicks} clicks, ${orders} orders of a year\n`)
      await readReports(database)
      if (values.only === 'functions') return ''
      fillClicks(database.connection, { clicks: 200_000, links, lastDay, days: 1 })
      const rush = await keepUp(database, 200_000)
      const sizes = measureSize(database.connection, clicks + 200_000)
      return `\n${clicks} clicks over ${links} links and 365 days\na year: ${kept}a rush: ${rush}${sizes}${await measureReads(database)}`
    } finally {
      database.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function readReports(database: SqliteDatabase): Promise<void> {
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('shop-1 is missing')
  await printReports(database, shop, lastDay)
}

/** As the server does it: a piece, then a turn for others. */
async function keepUp(database: SqliteDatabase, clicks: number): Promise<string> {
  const most = 2000
  const times: number[] = []
  const cpuBefore = process.cpuUsage()
  for (let took = most; took > 0; ) {
    const before = performance.now()
    took = await rollUp(database, { most })
    times.push(performance.now() - before)
  }
  const total = times.reduce((sum, time) => sum + time, 0)
  const sorted = times.toSorted((a, b) => a - b)
  const cpu = process.cpuUsage(cpuBefore)
  const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? 0
  return `rolling up ${most} at a time: ${((cpu.user + cpu.system) / clicks).toFixed(2)} µs of CPU per click; a piece takes ${(total / times.length).toFixed(1)} ms, p99 ${p99.toFixed(1)}, at most ${(sorted.at(-1) ?? 0).toFixed(1)}\n`
}

function measureSize(connection: Sqlite.Database, clicks: number): string {
  const bytes = connection.prepare('select name, sum(pgsize) from dbstat group by 1').raw().all()
  const size = new Map(bytes.flatMap((row) => (Array.isArray(row) ? [[String(row[0]), Number(row[1]) / clicks]] : [])))
  const tables = ['clicks', ...Object.keys(rollups)]
  const parts = tables.map((name) => `${name} ${(size.get(name) ?? 0).toFixed(2)}`)
  const total = tables.reduce((sum, name) => sum + (size.get(name) ?? 0), 0)
  return `bytes per click: ${total.toFixed(1)} (${parts.join(', ')}; link_places ${(size.get('link_places') ?? 0).toFixed(2)})\n`
}

async function measureReads(database: SqliteDatabase): Promise<string> {
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('shop-1 is missing')
  const rows = []
  for (const { told, only } of filters)
    for (const by of dimensions) {
      if (isRaw(by, only) && told !== 'one post') continue
      const kept = only ? [{ dimension: only.dimension, isNot: false, keys: [only.key] }] : []
      const times = []
      for (const length of [30, 90, 365]) {
        const question = { shop, from: lastDay - length + 1, to: lastDay, windowDays: 30, filters: kept }
        times.push(await timeQuery(database, question, by))
      }
      rows.push(`${told.padEnd(22)}${by.padEnd(10)}${times.join('')}`)
    }
  return `${'only'.padEnd(22)}${'by'.padEnd(10)}${'30 days, rows'.padStart(18)}${'90 days, rows'.padStart(18)}${'365 days, rows'.padStart(18)}\n${rows.join('\n')}\n`
}

/** Read from the raw rows: all much the same, so that one will do. */
function isRaw(by: Dimension, only: Only | undefined): boolean {
  const isNeverSummed = by === 'app' || by === 'browser'
  return isNeverSummed || (by !== 'day' && only !== undefined && isVisit(by) !== isVisit(only.dimension))
}

async function timeQuery(database: SqliteDatabase, question: Question, by: Dimension): Promise<string> {
  const times: number[] = []
  let rows = 0
  for (let run = 0; run < 5 && (times[0] ?? 0) < 300; run++) {
    const before = performance.now()
    rows = (await readClicks(database, question, by)).length
    times.push(performance.now() - before)
  }
  const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
  return `${median.toFixed(1).padStart(10)}${String(rows).padStart(8)}`
}
