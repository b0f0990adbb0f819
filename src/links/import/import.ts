import { badField } from '../../http/problem.ts'
import type { Runtime } from '../../runtime.ts'
import type { Shop } from '../../shops/shop.ts'
import type { Channel } from '../channel.ts'
import { importBatch, type Importing, type NumberedRow } from './batch.ts'
import { knowCampaigns } from './campaigns.ts'
import { recognise, requireDestination } from './columns.ts'
import { type Csv, CsvFault, type CsvRow, openCsv } from './csv.ts'
import { type LayoutId, layouts } from './layouts.ts'
import { type ImportSummary, type Outcome, summarise } from './outcome.ts'

export type ImportOrder = {
  readonly from: LayoutId | 'auto'
  /** `field=column` each, before what is recognised. */
  readonly map: readonly string[]
  /** For rows that name neither. */
  readonly campaign?: string | undefined
  readonly channel?: Channel | undefined
  /** Foreign short links keep their host. */
  readonly keepDomain: boolean
  /** Store nothing, and tell what would be. */
  readonly dryRun: boolean
}

/** Outcomes in the order of the rows, a batch at a time; the summary so far comes with each, one at least. */
export type ImportStep = { readonly outcomes: readonly Outcome[]; readonly summary: ImportSummary }

/**
 * Imports the links of a CSV file. What was imported before stays as it is, so a file can be read again, also after a run
 * that was cut short. Memory stays flat but for some 200 bytes a row that tell rows of the file from each other.
 * @throws Problem 400 before the first step, for a file whose columns aren't understood
 */
export async function importLinks(
  runtime: Runtime,
  shop: Shop,
  bytes: AsyncIterable<Uint8Array>,
  order: ImportOrder,
): Promise<AsyncGenerator<ImportStep>> {
  const csv = await openCsv(bytes)
  const recognised = recognise(csv.header, order)
  requireDestination(recognised, csv.header)
  const layout = recognised.layout ?? ownLayout()
  const { campaign, channel, keepDomain, dryRun } = order
  if (campaign !== undefined && campaign.trim() === '')
    throw badField('/campaign', 'must not be empty: name the campaign, or leave it out.')
  const importing: Importing = {
    runtime,
    shop,
    reading: {
      ...{ layout, header: csv.header, columns: recognised.columns, keepDomain },
      ...{ defaults: { channel, campaign }, timeZone: shop.timeZone, now: runtime.now() },
    },
    campaigns: await knowCampaigns(runtime.database, shop.id),
    isDryRun: dryRun,
    lineOfKey: new Map(),
    lineOfSlug: new Map(),
  }
  return importSteps(importing, csv)
}

/** Rows per transaction, which holds others up for some 20 ms. */
const batchRows = 500
/** Characters of their cells: a batch is one value of a statement, and D1 takes 2 MB. One row alone may have more. */
const batchCharacters = 200_000

function ownLayout() {
  const own = layouts.find(({ id }) => id === 'csv')
  if (!own) throw new Error('there is no layout of our own')
  return own
}

async function* importSteps(importing: Importing, csv: Csv): AsyncGenerator<ImportStep> {
  let summary: ImportSummary = {
    ...{ dryRun: importing.isDryRun, layout: importing.reading.layout.id },
    ...{ rows: 0, created: 0, unchanged: 0, slugTaken: 0, invalid: 0 },
  }
  for await (const batch of batches(csv)) {
    const outcomes =
      batch instanceof CsvFault ? [unreadable(batch, summary.rows + 1)] : await importBatch(importing, batch)
    summary = summarise(summary, outcomes)
    yield { outcomes, summary }
    await letOthersRun()
  }
  if (summary.rows === 0) yield { outcomes: [], summary }
}

async function* batches(csv: Csv): AsyncGenerator<readonly NumberedRow[] | CsvFault> {
  let [row, characters] = [0, 0]
  let waiting: NumberedRow[] = []
  for await (const piece of withFault(csv.rows)) {
    if (piece instanceof CsvFault) {
      if (waiting.length > 0) yield waiting
      yield piece
      return
    }
    for (const one of piece) {
      if (one.cells.every((cell) => cell.trim() === '')) continue
      waiting.push({ ...one, row: ++row })
      characters += one.cells.reduce((total, cell) => total + cell.length, 0)
      if (waiting.length < batchRows && characters < batchCharacters) continue
      yield waiting
      waiting = []
      characters = 0
    }
  }
  if (waiting.length > 0) yield waiting
}

/** The fault as a last piece: the rows before it are taken in. */
async function* withFault(rows: AsyncGenerator<readonly CsvRow[]>): AsyncGenerator<readonly CsvRow[] | CsvFault> {
  try {
    yield* rows
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error
    yield error
  }
}

function unreadable({ line, message }: CsvFault, row: number): Outcome {
  const errors = [{ field: '', column: null, detail: message }]
  return { row, line, outcome: 'invalid', shortUrl: null, linkId: null, errors, notes: [] }
}

/** A turn of the event loop for visitors: batches alone would follow each other in microtasks. */
function letOthersRun(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
