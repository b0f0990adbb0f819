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
      fillConversions(database.connection, conversions)
      return await measureAll(database)
    } finally {
      database.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureAll(database: SqliteDatabase): Promise<ExportBench> {
  const lines = []
  const ratios: Record<string, number> = {}
  for (const [thing, table, stream] of [
    ['clicks', 'clicks', exportClicks],
    ['conversions', 'conversions', exportConversions],
  ] as const) {
    const bare = measureBare(database, table)
    lines.push(`${thing}: bare loop ${show(bare.perSecond)} rows/s`)
    for (const format of ['ndjson', 'csv'] as const) {
      const took = await measure(async () => stream(database, 'shop-1', format), bare.rows)
      ratios[`export-${thing}-${format}`] = took.perSecond / bare.perSecond
      lines.push(
        `${thing}.${format}: ${show(took.perSecond)} rows/s (${(took.perSecond / bare.perSecond).toFixed(2)} of the bare loop), ` +
          `${took.megabytes.toFixed(0)} MB more at most, holds others up ${took.held.toFixed(1)} ms at most, p99 ${took.heldP99.toFixed(1)} ms`,
      )
    }
  }
  return { ratios, table: `${lines.join('\n')}\n` }
}

function measureBare({ connection }: SqliteDatabase, table: 'clicks' | 'conversions') {
  const start = performance.now()
  let [rows, bytes] = [0, 0]
  for (const row of connection.prepare(`select * from ${table}`).iterate()) {
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
  const reader = (await open()).getReader()
  let bytes = 0
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) bytes += piece.value.length
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

function show(perSecond: number): string {
  return Math.round(perSecond).toLocaleString('en')
}

if (import.meta.main) process.stdout.write((await benchExport()).table)
