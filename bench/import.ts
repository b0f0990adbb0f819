import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { deriveKey } from '../src/access/scrypt.ts'
import { type ImportOrder, importLinks } from '../src/links/import/import.ts'
import type { ImportSummary } from '../src/links/import/outcome.ts'
import type { Runtime } from '../src/runtime.ts'
import { ensureFirstShop, findShop } from '../src/shops/store.ts'
import type { Database } from '../src/storage/database.ts'
import { openMigrated } from '../src/storage/migrate.ts'

// `npm run bench:import -- --rows 100000`: rows a second and memory of an import, first, again and dry; then its longest
// hold of the event loop, which is what a visitor waits at most.
const { values } = parseArgs({ options: { rows: { type: 'string', default: '100000' } } })
const rows = Number(values.rows)

const folder = mkdtempSync(join(tmpdir(), 'tilltrail-bench-'))
try {
  const file = join(folder, 'bitly.csv')
  writeFileSync(file, bitlyExport(rows))
  const database = await openMigrated(join(folder, 'tilltrail.sqlite'), 0)
  try {
    await ensureFirstShop(database, 0)
    await measure('dry run', database, { file, dryRun: true })
    await measure('import', database, { file, dryRun: false })
    await measure('same file again', database, { file, dryRun: false })
  } finally {
    database.close()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measure(
  what: string,
  database: Database,
  { file, dryRun }: { readonly file: string; readonly dryRun: boolean },
): Promise<void> {
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('there is no shop')
  const before = process.memoryUsage().rss
  const hold = watchLoop()
  const startedAt = performance.now()
  let [peak, summary]: [number, ImportSummary | undefined] = [before, undefined]
  const order: ImportOrder = { from: 'auto', map: [], keepDomain: false, dryRun }
  for await (const step of await importLinks(makeRuntime(database), shop, createReadStream(file), order)) {
    peak = Math.max(peak, process.memoryUsage().rss)
    summary = step.summary
  }
  const seconds = (performance.now() - startedAt) / 1000
  const { p50, most } = hold()
  const grown = (peak - before) / 1e6
  process.stdout.write(
    `${what.padEnd(16)} ${Math.round(rows / seconds).toLocaleString('en')} rows/s, ${grown.toFixed(0)} MB more, ` +
      `event loop held ${p50.toFixed(0)} ms (most ${most.toFixed(0)} ms): ${JSON.stringify(summary)}\n`,
  )
  if (grown > 150) throw new Error(`memory grew by ${grown.toFixed(0)} MB, over 150`)
}

/** How long a timer waits for its turn, milliseconds. */
function watchLoop(): () => { p50: number; most: number } {
  const waits: number[] = []
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    waits.push(now - last - 1)
    last = now
  }, 1)
  return () => {
    clearInterval(timer)
    waits.sort((a, b) => a - b)
    return { p50: waits[Math.floor(waits.length / 2)] ?? 0, most: waits.at(-1) ?? 0 }
  }
}

function bitlyExport(count: number): string {
  const lines = Array.from({ length: count }, (_, at) => {
    const utm = at % 2 === 0 ? `?utm_source=facebook&utm_medium=social&utm_campaign=campaign-${at % 200}` : ''
    return `https://bit.ly/${at.toString(36)}x,https://shop.example/things/${at}${utm},"Thing ${at}, as seen",2024-05-06T07:08:09+0000,"summer,${at % 7}"`
  })
  return `link,long_url,title,created_at,tags\n${lines.join('\n')}\n`
}

function makeRuntime(database: Database): Runtime {
  return {
    database,
    publicUrl: 'https://go.shop.example',
    clickParam: 'till',
    adminApiKey: undefined,
    now: Date.now,
    addressOf: () => '',
    countryOf: () => '',
    saltOf: () => new Uint32Array(4),
    deriveKey,
    asset: async () => undefined,
    emit: async () => {},
    log: { info: () => {}, warn: () => {}, error: () => {} },
  }
}
