import { badField } from '../../http/problem.ts'
import { type Csv, CsvFault, openCsv } from '../../links/import/csv.ts'
import type { Runtime } from '../../runtime.ts'
import { showMoney } from '../../shops/money.ts'
import type { Shop } from '../../shops/shop.ts'
import type { DecimalKind } from '../../shops/amount.ts'
import { importOrderBatch, type OrderImporting } from './batch.ts'
import { csvOfOrders, recogniseOrders, requireOrderColumns } from './columns.ts'
import { groupOrders, type OrderRows } from './groups.ts'
import type { OrderLayoutId } from './layouts.ts'
import { createOrderLinks } from './links.ts'
import type { DateKind } from './moment.ts'
import type { OrderImportSummary, OrderOutcome } from './outcome.ts'
import { findPassedKeys, passOver } from './passed.ts'
import { listHeldOrders } from './reconcile-store.ts'
import { type OrderState, orderStates } from './status.ts'
import { createTally } from './tally.ts'

export type OrderImportAsked = {
  readonly from: OrderLayoutId | 'auto'
  /** `field=column` each, before what is recognised. */
  readonly map: readonly string[]
  /** `status=meaning` each, for statuses of the shop's own. */
  readonly status: readonly string[]
  readonly decimals: DecimalKind
  readonly dates: DateKind
  /** Store nothing, and tell what would be. */
  readonly dryRun: boolean
  /** Where to begin, a row of the file: the `nextRow` of the call before. */
  readonly fromRow?: number | undefined
}

/**
 * Outcomes in the order of the file, a batch at a time, then what the file lacks; the summary so far comes with each.
 * `nextRow`, in the last one: the file goes on there, as a call takes in so many orders (`runtime.mostOrdersAtOnce`); what
 * the file lacks is told when its end is reached.
 */
export type OrderImportStep = {
  readonly outcomes: readonly OrderOutcome[]
  readonly summary: OrderImportSummary
  readonly nextRow?: number
}

/**
 * Takes in a list of orders. Each goes the way of a ping by `import` (record.ts), so that what a webhook or the page told
 * before becomes one with it, and the same file again stores nothing. What is refused is told, and kept nowhere: the file
 * is at hand. Memory stays flat but for some 300 bytes an order that tell orders of the file from each other.
 * @throws Problem 400 before the first step, for a file whose columns aren't understood
 */
export async function importOrders(
  runtime: Runtime,
  shop: Shop,
  bytes: AsyncIterable<Uint8Array>,
  asked: OrderImportAsked,
): Promise<AsyncGenerator<OrderImportStep>> {
  const csv = await openCsv(bytes, csvOfOrders)
  const recognised = recogniseOrders(csv.header, asked)
  requireOrderColumns(recognised, csv.header)
  const { decimals, dates, dryRun, fromRow = 1 } = asked
  const importing: OrderImporting = {
    ...{ runtime, shop, columns: recognised.columns, header: csv.header, isDryRun: dryRun },
    reading: {
      ...{ layout: recognised.layout, shopCurrency: shop.currency, timeZone: shop.timeZone, decimals, dates },
      ...{ statuses: readWishes(asked.status), clickParam: runtime.clickParam, now: runtime.now() },
    },
    links: createOrderLinks(runtime, shop),
    tally: createTally(dryRun, recognised.layout.id),
    ...{ lineOfKey: new Map(), keyOfName: new Map(), inFile: new Set(), passed: new Set() },
  }
  return importSteps(importing, batches(importing, csv, fromRow))
}

/** @throws Problem 400 for a wish that isn't understood */
function readWishes(wishes: readonly string[]): ReadonlyMap<string, OrderState> {
  return new Map(
    wishes.map((wish) => {
      const equals = wish.lastIndexOf('=')
      const state = orderStates.find((one) => one === wish.slice(equals + 1).trim())
      if (equals < 1 || !state)
        throw badField('/status', `Write status=${orderStates.join('|')}, such as Sendt=paid, not ${wish}.`)
      return [wish.slice(0, equals).trim().toLowerCase(), state]
    }),
  )
}

type Batch = readonly OrderRows[] | CsvFault | { readonly nextRow: number }

async function* importSteps(importing: OrderImporting, found: AsyncGenerator<Batch>): AsyncGenerator<OrderImportStep> {
  const { tally } = importing
  for await (const batch of found) {
    if ('nextRow' in batch) return yield { outcomes: [], summary: tally.summary(), ...batch }
    const outcomes =
      batch instanceof CsvFault ? [unreadable(importing, batch)] : await importOrderBatch(importing, batch)
    yield { outcomes, summary: tally.summary() }
    await letOthersRun()
  }
  yield* tellLacking(importing)
}

/** Orders looked up, then stored, at a time: their stores go into few transactions. */
const batchOrders = 100

async function* batches(importing: OrderImporting, csv: Csv, fromRow: number): AsyncGenerator<Batch> {
  const { columns, reading, runtime } = importing
  let [waiting, left]: [OrderRows[], number] = [[], runtime.mostOrdersAtOnce ?? Number.POSITIVE_INFINITY]
  for await (const one of groupOrders({ columns, layout: reading.layout }, csv.rows)) {
    if (one instanceof CsvFault) {
      if (waiting.length > 0) yield waiting
      yield one
      return
    }
    if (one.row < fromRow) {
      passOver(importing, one)
      continue
    }
    if (left-- === 0) {
      if (waiting.length > 0) yield waiting
      return yield { nextRow: one.row }
    }
    waiting.push(one)
    if (waiting.length < batchOrders) continue
    yield waiting
    waiting = []
  }
  if (waiting.length > 0) yield waiting
}

async function* tellLacking(importing: OrderImporting): AsyncGenerator<OrderImportStep> {
  const { runtime, shop, tally, inFile } = importing
  const { covered } = tally
  const passed = await findPassedKeys(importing)
  for await (const page of covered ? listHeldOrders(runtime.database, shop.id, covered) : []) {
    const outcomes = page
      .filter(({ number, key }) => !inFile.has(number) && !passed.has(key))
      .map(({ id, orderId, value, currency }) => {
        const ours = value === null || currency === null ? null : { value: showMoney(value, currency), currency }
        const outcome: OrderOutcome = { ...nothing, orderId, outcome: 'lacking', ours, conversionId: id }
        tally.add(outcome, { minor: value ?? 0, span: null, refunds: 0 })
        return outcome
      })
    if (outcomes.length > 0) yield { outcomes, summary: tally.summary() }
  }
  yield { outcomes: [], summary: tally.summary() }
}

const nothing = {
  ...{
    row: null,
    line: null,
    why: null,
    inFile: null,
    ours: null,
    difference: null,
    isChanged: false,
    isTest: false,
    refund: null,
  },
  errors: [],
} as const

function unreadable({ tally }: OrderImporting, { line, message }: CsvFault): OrderOutcome {
  const errors = [{ field: '', column: null, detail: message }]
  const outcome: OrderOutcome = { ...nothing, line, orderId: null, outcome: 'refused', conversionId: null, errors }
  tally.add(outcome, { minor: 0, span: null, refunds: 0 })
  return outcome
}

/** A turn of the event loop for visitors. */
function letOthersRun(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
