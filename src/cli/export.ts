import { pipeline } from 'node:stream/promises'
import { exportClicks } from '../clicks/export.ts'
import { exportConversions } from '../conversions/export.ts'
import { command, UsageError } from './command.ts'
import { chooseShop, withDatabase } from './database.ts'

export const exportRows = command({
  name: 'export',
  usage: 'clicks|conversions [--format ndjson|csv] [--shop ID]',
  about: 'Writes every click or conversion of a shop to standard output, a line each.',
  example: 'export clicks --format csv > clicks.csv',
  operands: ['clicks or conversions'],
  options: { format: { type: 'string', default: 'ndjson' }, shop: { type: 'string' } },
  async run({ format, shop }, [what]) {
    if (what !== 'clicks' && what !== 'conversions')
      throw new UsageError(`there is no export of ${what}: say clicks or conversions`)
    if (format !== 'ndjson' && format !== 'csv') throw new UsageError(`--format is ndjson or csv, not ${format}`)
    await withDatabase(async (database) => {
      const { id } = await chooseShop(database, shop)
      const read = { clicks: exportClicks, conversions: exportConversions }
      await print(await read[what](database, id, format))
    })
  },
})

/** Waits for whoever reads; one that has read enough (`| head`) is no failure. */
async function print(lines: ReadableStream<Uint8Array>): Promise<void> {
  try {
    await pipeline(chunksOf(lines), process.stdout, { end: false })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error
  }
}

async function* chunksOf(lines: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = lines.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel()
  }
}
