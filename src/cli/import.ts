import { createReadStream, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { csvRow } from '../http/lines.ts'
import { Problem } from '../http/problem.ts'
import { type ImportOrder, type ImportStep, importLinks } from '../links/import/import.ts'
import { layoutIds } from '../links/import/layouts.ts'
import { type ImportSummary, type Outcome, outcomeColumns, outcomeRow, tellError } from '../links/import/outcome.ts'
import { readChannel } from './channel.ts'
import { command, tell, UsageError } from './command.ts'
import { chooseShop, withDatabase } from './database.ts'
import { showSlowProgress } from './progress.ts'
import { createRuntime } from './runtime.ts'

export const importFile = command({
  name: 'import',
  usage:
    'FILE [--from KIND] [--map FIELD=COLUMN …] [--dry-run] [--campaign NAME] [--channel CHANNEL] [--keep-domain] ' +
    '[--shop ID] [--outcomes FILE] [--json]',
  about:
    'Makes links from a CSV file (- for standard input): our columns, or an export of Bitly, Dub, Shlink, Kutt or YOURLS. ' +
    'The same file may be imported again: what is in stays as it is. Exit 1 if a row was refused.',
  example: 'import bitly.csv --dry-run --outcomes outcomes.csv',
  operands: ['FILE'],
  options: {
    from: { type: 'string', default: 'auto' },
    map: { type: 'string', multiple: true },
    'dry-run': { type: 'boolean' },
    campaign: { type: 'string' },
    channel: { type: 'string' },
    'keep-domain': { type: 'boolean' },
    shop: { type: 'string' },
    outcomes: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(values, [file = '']) {
    const order: ImportOrder = {
      from: readFrom(values.from),
      map: values.map ?? [],
      campaign: values.campaign,
      channel: values.channel === undefined ? undefined : readChannel(values.channel),
      keepDomain: values['keep-domain'] ?? false,
      dryRun: values['dry-run'] ?? false,
    }
    await withDatabase(async (database) => {
      const shop = await chooseShop(database, values.shop)
      const bytes = readBytes(file, showSlowProgress(order.dryRun ? 'Checking' : 'Importing'))
      const steps = await orUsage(importLinks(await createRuntime(database), shop, bytes, order))
      const told = await follow(steps, values.outcomes)
      if (!told) return
      tell(values.json, told.summary, tellSummary(told, values.outcomes))
      if (told.summary.slugTaken + told.summary.invalid > 0) process.exitCode = 1
    })
  },
})

type Followed = { readonly summary: ImportSummary; readonly failed: readonly Outcome[] }

/** Writes the outcomes where they are asked for, and keeps the first that failed. */
async function follow(steps: AsyncGenerator<ImportStep>, file: string | undefined): Promise<Followed | undefined> {
  const out = file === undefined ? undefined : await open(file, 'w', 0o600)
  let followed: Followed | undefined
  try {
    await out?.write(`\ufeff${csvRow(outcomeColumns)}\r\n`)
    for await (const { outcomes, summary } of steps) {
      const bad = outcomes.filter(({ outcome }) => outcome === 'invalid' || outcome === 'slug-taken')
      followed = { summary, failed: [...(followed?.failed ?? []), ...bad].slice(0, mostShown) }
      await out?.write(outcomes.map((one) => `${outcomeRow(one)}\r\n`).join(''))
    }
  } finally {
    await out?.close()
  }
  return followed
}

const mostShown = 10

function tellSummary({ summary, failed }: Followed, outcomes: string | undefined): string {
  const { dryRun, rows, created, unchanged, slugTaken, invalid } = summary
  const count = (number: number) => number.toLocaleString('en')
  const bad = slugTaken + invalid
  const more = bad - failed.length
  return [
    ...failed.map(({ line, errors }) => `line ${line}: ${errors.map(tellError).join(' ')}`),
    ...(more > 0
      ? [`… and ${count(more)} more${outcomes === undefined ? ': --outcomes FILE.csv lists all' : ''}`]
      : []),
    ...(bad > 0 ? [''] : []),
    `${count(rows)} rows: ${count(created)} ${dryRun ? 'would be created' : 'created'}, ${count(unchanged)} were there already, ` +
      `${count(slugTaken)} with a slug that is taken, ${count(invalid)} refused.`,
    ...(dryRun ? ['Nothing was stored. Without --dry-run it will be.'] : []),
    ...(outcomes === undefined ? [] : [`Each row's outcome is in ${outcomes}.`]),
  ].join('\n')
}

export async function* readBytes(file: string, onProgress: (share: number) => void): AsyncGenerator<Uint8Array> {
  if (file === '-') return yield* readStream(process.stdin)
  const total = statSync(file).size
  let read = 0
  for await (const chunk of readStream(createReadStream(file))) {
    yield chunk
    read += chunk.length
    onProgress(read / total)
  }
}

async function* readStream(stream: NodeJS.ReadableStream): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) yield typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk
}

/** What is wrong with the file's columns is told as wrong use: with what would be right. */
export async function orUsage<Result>(act: Promise<Result>): Promise<Result> {
  try {
    return await act
  } catch (error) {
    throw error instanceof Problem ? new UsageError(error.errors.map(({ detail }) => detail).join(' ')) : error
  }
}

function readFrom(text: string): ImportOrder['from'] {
  const kinds = ['auto', ...layoutIds] as const
  const kind = kinds.find((one) => one === text)
  if (kind === undefined) throw new UsageError(`--from is one of ${kinds.join(', ')}, not ${text}`)
  return kind
}
