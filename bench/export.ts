import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportClicks } from '../src/clicks/export.ts'
import { exportConversions } from '../src/conversions/export.ts'
import { ensureFirstShop } from '../src/shops/store.ts'
import { openMigrated } from '../src/storage/migrate.ts'
import type { SqliteDatabase } from '../src/storage/sqlite.ts'
import { fill } from './fill.ts'
import { fillConversions } from './fill-conversions.ts'

// What an export of raw rows takes: rows a second, beside a bare loop of better-sqlite3 that writes each row as JSON, in
// the same run; how much memory it takes; and how long it keeps others from their turn. `npm run bench -- --only export`.

export type ExportBench = { readonly ratios: Record<string, number>; readonly table: string }

export async function benchExport({ clicks = 1_000_000, conversions = 100_000 } = {}): Promise<ExportBench> {
  const folder = mkdtempSync(join(tmpdir(), 'tilltrail-bench-'))
  try {
    const database = await openMigrated(join(folder, 'tilltrail.sqlite'), 0)
    try {
      await ensureFirstShop(database, 0)
      database.connection.pragma('synchronous = OFF')
      fill(database.connection, { clicks, links: 1000, lastDay: 20_779, days: 365 })
      return await measureAll(database, conversions)
    } finally {
      database.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureAll(database: SqliteDatabase, conversions: number): Promise<ExportBench> {
  const { connection } = database
  const parts = [await measureBoth(database, { thing: 'clicks', shopId: 'shop-1', stream: exportClicks }, 'clicks')]
  fillConversions(connection, 'shop-1', 'plain', conversions)
  const plain = { thing: 'conversions', shopId: 'shop-1', stream: exportConversions }
  parts.push(await measureBoth(database, plain, `conversions where number <= ${conversions}`))
  // Those of the shop before are passed over.
  addShop(connection)
  fillConversions(connection, 'shop-2', 'with-journeys', conversions)
  const real = { thing: 'conversions-with-journeys', shopId: 'shop-2', stream: exportConversions }
  parts.push(await measureBoth(database, real, `conversions where number > ${conversions}`))
  return {
    ratios: Object.assign({}, ...parts.map((part) => part.ratios)),
    table: `${parts.flatMap((part) => part.lines).join('\n')}\n`,
  }
}

type Measured = {
  readonly thing: string
  readonly shopId: string
  readonly stream: typeof exportClicks | typeof exportConversions
}

/** `rows`: a table, or some of its rows, as SQL. */
async function measureBoth(database: SqliteDatabase, { thing, shopId, stream }: Measured, rows: string) {
  const bare = measureBare(database, rows)
  const lines = [`${thing}: bare loop ${show(bare.perSecond)} rows/s`]
  const ratios: Record<string, number> = {}
  for (const format of ['ndjson', 'csv'] as const) {
    const open = async () => stream(database, shopId, format)
    // A long export is hardly slowed by its first second, in which nothing is compiled yet: 100,000 rows would be.
    await drain(await open())
    const took = await measure(open, bare.rows)
    ratios[`export-${thing}-${format}`] = took.perSecond / bare.perSecond
    lines.push(
      `${thing}.${format}: ${show(took.perSecond)} rows/s (${(took.perSecond / bare.perSecond).toFixed(2)} of the bare loop), ` +
        `${took.megabytes.toFixed(0)} MB more at most, holds others up ${took.held.toFixed(1)} ms at most, p99 ${took.heldP99.toFixed(1)} ms`,
    )
  }
  return { ratios, lines }
}

function addShop(connection: SqliteDatabase['connection']): void {
  connection.exec(
    `insert into shops (id, name, currency, time_zone, created_at) values ('shop-2', 'Other', 'NOK', 'UTC', 0)`,
  )
}

function measureBare({ connection }: SqliteDatabase, from: string) {
  const start = performance.now()
  let [rows, bytes] = [0, 0]
  for (const row of connection.prepare(`select * from ${from}`).iterate()) {
    bytes += JSON.stringify(row).length
    rows++
  }
  if (bytes === 0) throw new Error('there was nothing to read')
  return { rows, perSecond: rows / ((performance.now() - start) / 1000) }
}

async function measure(open: () => Promise<ReadableStream<Uint8Array>>, rows: number) {
  const before = process.memoryUsage().rss
  const holds: number[] = []
  let last = performance.now()
  let peak = before
  const turn = setInterval(() => {
    const now = performance.now()
    holds.push(now - last - 1)
    last = now
    if (holds.length % 50 === 0) peak = Math.max(peak, process.memoryUsage().rss)
  }, 1)
  const start = performance.now()
  const bytes = await drain(await open())
  const seconds = (performance.now() - start) / 1000
  clearInterval(turn)
  if (bytes < rows) throw new Error(`only ${bytes} bytes came of ${rows} rows`)
  const sorted = holds.toSorted((a, b) => a - b)
  return {
    perSecond: rows / seconds,
    megabytes: (peak - before) / 1e6,
    held: sorted.at(-1) ?? 0,
    heldP99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
  }
}

/** Reads all there is, as fast as can be; resolves with its length in bytes. */
async function drain(stream: ReadableStream<Uint8Array>): Promise<number> {
  const reader = stream.getReader()
  let bytes = 0
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) bytes += piece.value.length
  return bytes
}

function show(perSecond: number): string {
  return Math.round(perSecond).toLocaleString('en')
}

if (import.meta.main) process.stdout.write((await benchExport()).table)
