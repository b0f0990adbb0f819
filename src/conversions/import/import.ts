import { badField } from '../../http/problem.ts'
import { type Csv, CsvFault, openCsv } from '../../links/import/csv.ts'
import type { Runtime } from '../../runtime.ts'
import { showMoney } from '../../shops/money.ts'
import type { Shop } from '../../shops/shop.ts'
import type { DecimalKind } from './amount.ts'
import { importOrderBatch, type OrderImporting } from './batch.ts'
import { recogniseOrders, requireOrderColumns } from './columns.ts'
import { groupOrders, type OrderRows } from './groups.ts'
import type { OrderLayoutId } from './layouts.ts'
import { createOrderLinks } from './links.ts'
import type { DateKind } from './moment.ts'
import type { OrderImportSummary, OrderOutcome } from './outcome.ts'
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
}

/** Outcomes in the order of the file, a batch at a time, then what the file lacks; the summary so far comes with each. */
export type OrderImportStep = { readonly outcomes: readonly OrderOutcome[]; readonly summary: OrderImportSummary }

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
  const csv = await openCsv(bytes)
  const recognised = recogniseOrders(csv.header, asked)
  requireOrderColumns(recognised, csv.header)
  const { decimals, dates, dryRun } = asked
  return importSteps(csv, {
    ...{ runtime, shop, columns: recognised.columns, header: csv.header, isDryRun: dryRun },
    reading: {
      ...{ layout: recognised.layout, shopCurrency: shop.currency, timeZone: shop.timeZone, decimals, dates },
      ...{ statuses: readWishes(asked.status), clickParam: runtime.clickParam, now: runtime.now() },
    },
    links: createOrderLinks(runtime, shop),
    tally: createTally(dryRun, recognised.layout.id),
    ...{ lineOfKey: new Map(), keyOfName: new Map(), inFile: new Set() },
  })
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

async function* importSteps(csv: Csv, importing: OrderImporting): AsyncGenerator<OrderImportStep> {
  const { tally } = importing
  for await (const batch of batches(importing, csv)) {
    const outcomes =
      batch instanceof CsvFault ? [unreadable(importing, batch)] : await importOrderBatch(importing, batch)
    yield { outcomes, summary: tally.summary() }
    await letOthersRun()
  }
  yield* tellLacking(importing)
}

/** Orders looked up, then stored, at a time: their stores go into few transactions. */
const batchOrders = 100

async function* batches(
  { columns, reading }: OrderImporting,
  csv: Csv,
): AsyncGenerator<readonly OrderRows[] | CsvFault> {
  let waiting: OrderRows[] = []
  for await (const one of groupOrders({ columns, layout: reading.layout }, csv.rows)) {
    if (one instanceof CsvFault) {
      if (waiting.length > 0) yield waiting
      yield one
      return
    }
    waiting.push(one)
    if (waiting.length < batchOrders) continue
    yield waiting
    waiting = []
  }
  if (waiting.length > 0) yield waiting
}

async function* tellLacking({ runtime, shop, tally, inFile }: OrderImporting): AsyncGenerator<OrderImportStep> {
  const { period } = tally
  for await (const page of period ? listHeldOrders(runtime.database, shop.id, period) : []) {
    const outcomes = page
      .filter(({ number }) => !inFile.has(number))
      .map(({ id, orderId, value, currency }) => {
        const ours = value === null || currency === null ? null : { value: showMoney(value, currency), currency }
        const outcome: OrderOutcome = { ...nothing, orderId, outcome: 'lacking', ours, conversionId: id }
        tally.add(outcome, { minor: value ?? 0, at: null, refunds: 0 })
        return outcome
      })
    if (outcomes.length > 0) yield { outcomes, summary: tally.summary() }
  }
  yield { outcomes: [], summary: tally.summary() }
}

const nothing = {
  ...{ row: null, line: null, why: null, inFile: null, ours: null, difference: null, isTest: false, refund: null },
  errors: [],
} as const

function unreadable({ tally }: OrderImporting, { line, message }: CsvFault): OrderOutcome {
  const errors = [{ field: '', column: null, detail: message }]
  const outcome: OrderOutcome = { ...nothing, line, orderId: null, outcome: 'refused', conversionId: null, errors }
  tally.add(outcome, { minor: 0, at: null, refunds: 0 })
  return outcome
}

/** A turn of the event loop for visitors. */
function letOthersRun(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
