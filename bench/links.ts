import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { linkListQuery, readCursor } from '../src/links/list.ts'
import { listLinks } from '../src/links/list-store.ts'
import { ensureFirstShop } from '../src/shops/store.ts'
import { openMigrated } from '../src/storage/migrate.ts'
import type { SqliteDatabase } from '../src/storage/sqlite.ts'
import { fill } from './fill.ts'

// `npx node bench/links.ts -- --links 100000`: what a page of the list of links takes, milliseconds, the median of some runs.
const { values } = parseArgs({ options: { links: { type: 'string' } } })
const links = Number(values.links ?? 100_000)

const questions = [
  '',
  'sort=oldest',
  'sort=slug',
  'sort=slug&cursor=s5~6',
  'cursor=500',
  'q=thing 7',
  'q=no such thing',
  'q=ingenting på øya',
  'q=no such thing&sort=slug',
  'channel=facebook',
  'campaign=campaign-0000000000000003',
  'campaign=campaign-0000000000000003&q=thing',
  'tag=none',
  'placement=none',
  'domain=none.example',
  'status=active',
  'status=expired',
  'status=archived',
  'status=planned',
  'channel=facebook&tag=none&status=active&q=thing',
] as const

const folder = mkdtempSync(join(tmpdir(), 'tilltrail-bench-'))
try {
  const database = await openMigrated(join(folder, 'tilltrail.sqlite'), 0)
  await ensureFirstShop(database, 0)
  database.connection.pragma('synchronous = OFF')
  fill(database.connection, { clicks: 0, links, lastDay: 20_779, days: 365 })
  process.stdout.write(`a page of 50 of ${links} links, ms\n`)
  for (const question of questions) process.stdout.write(await time(database, question))
  database.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function time(database: SqliteDatabase, question: string): Promise<string> {
  const { shopId: _, ...asked } = linkListQuery.parse(Object.fromEntries(new URLSearchParams(question)))
  const filter = { ...asked, shopId: 'shop-1', now: Date.now(), limit: 51, after: readCursor(asked) }
  const times: number[] = []
  let rows = 0
  for (let run = 0; run < 9; run++) {
    const before = performance.now()
    rows = (await listLinks(database, filter)).length
    times.push(performance.now() - before)
  }
  const median = times.toSorted((a, b) => a - b)[4] ?? 0
  return `${question.padEnd(60)}${median.toFixed(1).padStart(8)}${String(rows).padStart(6)} rows\n`
}
