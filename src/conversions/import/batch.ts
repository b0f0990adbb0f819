import { nanoid } from 'nanoid'
import type { FieldError } from '../../http/problem.ts'
import type { Runtime } from '../../runtime.ts'
import { startOfDay } from '../../shops/calendar.ts'
import { showMoney } from '../../shops/money.ts'
import type { Shop } from '../../shops/shop.ts'
import type { Checked } from '../checked.ts'
import type { Ping, Refusal, Told } from '../ping.ts'
import { knowOrder } from '../receive.ts'
import { check, type Erased, keep } from '../record.ts'
import type { OrderColumns } from './columns.ts'
import { orderFields } from './fields.ts'
import { foresee, type Foreseen } from './foresee-store.ts'
import type { OrderRows } from './groups.ts'
import type { OrderLinks } from './links.ts'
import { type OrderReading, readOrder } from './order.ts'
import type { OrderOutcome, SkipReason } from './outcome.ts'
import type { createTally, OrderFigures } from './tally.ts'

/** What an import of orders carries from batch to batch. */
export type OrderImporting = {
  readonly runtime: Runtime
  readonly shop: Shop
  readonly columns: OrderColumns
  readonly header: readonly string[]
  readonly reading: OrderReading
  readonly isDryRun: boolean
  readonly links: OrderLinks
  readonly tally: ReturnType<typeof createTally>
  /** Lines of the file by the key of their order: a second telling is passed over, in a dry run as in a real one. */
  readonly lineOfKey: Map<string, number>
  /** The keys of the file's orders by their other names. */
  readonly keyOfName: Map<string, string>
  /** Numbers of the conversions that the file's orders are. */
  readonly inFile: Set<number>
  /** The names of the file's orders that an earlier call took in, as keys. */
  readonly passed: Set<string>
}

/** Takes in some orders; an outcome for each, in their order. A dry run goes the same way, and only stores nothing. */
export async function importOrderBatch(
  importing: OrderImporting,
  batch: readonly OrderRows[],
): Promise<OrderOutcome[]> {
  const planned = await Promise.all(batch.map((rows) => plan(importing, rows)))
  const foreseen = await lookAhead(importing, planned)
  const settled = planned.map((one, index) => settle(importing, one, foreseen[index]))
  const done = await Promise.all(settled.map((one) => carryOut(importing, one)))
  return done.map(({ outcome, ...figures }) => {
    importing.tally.add(outcome, figures)
    return outcome
  })
}

/** `isCounted`: the sale is to be stored, and not only to be found. */
type Planned = {
  readonly rows: OrderRows
  readonly orderId: string | null
  readonly sale?: Checked
  readonly isCounted?: boolean
  readonly refund?: Checked
  readonly why?: SkipReason
  readonly errors?: readonly FieldError[]
}

async function plan(importing: OrderImporting, rows: OrderRows): Promise<Planned> {
  const { reading, links, runtime, shop } = importing
  const read = readOrder(reading, rows, await links.of(rows.cells))
  const orderId = rows.cells.orderId ?? rows.cells.orderName ?? null
  if (read.kind === 'refused') return { rows, orderId, errors: read.errors }
  const sale = await check(runtime, pingOf(importing, read.sale))
  if (isDropped(sale)) return drop({ rows, orderId: read.orderId }, sale)
  const told = read.refund && (await knowOrder(runtime, { boundShopId: shop.id }, read.refund))
  const refund = told && (await check(runtime, pingOf(importing, told)))
  if (refund && isDropped(refund)) return drop({ rows, orderId: read.orderId }, refund)
  const planned = { rows, orderId: read.orderId, sale, isCounted: read.isCounted }
  if (refund) return { ...planned, refund }
  return read.isCounted ? planned : { ...planned, why: read.refund ? 'cancelled' : 'unpaid' }
}

function isDropped(checked: Checked | Refusal | Erased): checked is Refusal | Erased {
  return 'kind' in checked
}

function drop(known: Pick<Planned, 'rows' | 'orderId'>, dropped: Refusal | Erased): Planned {
  return dropped.kind === 'erased' ? { ...known, why: 'erased' } : { ...known, errors: dropped.errors }
}

function pingOf({ shop, reading }: OrderImporting, told: Told): Ping {
  const arrival = { source: 'import', receivedAt: reading.now, isVouchedFor: true, boundShopId: shop.id } as const
  return { ...arrival, id: nanoid(), told }
}

type Ahead = { readonly sale: Foreseen; readonly refund: Foreseen | undefined }

async function lookAhead(
  { runtime, keyOfName }: OrderImporting,
  planned: readonly Planned[],
): Promise<(Ahead | undefined)[]> {
  // Names of this batch's own orders count too, whichever line they stand on before.
  const named = new Map(keyOfName)
  const asked = planned.map(({ sale, refund }) => {
    if (!sale) return []
    const knownKey = sale.aliases.length === 0 ? (named.get(sale.key) ?? null) : null
    for (const alias of sale.aliases) named.set(alias.key, sale.key)
    return [{ checked: sale, knownKey }, ...(refund ? [{ checked: refund, knownKey: null }] : [])]
  })
  for (const { sale } of planned) for (const alias of sale?.aliases ?? []) keyOfName.set(alias.key, sale?.key ?? '')
  const answers = await foresee(runtime.database, asked.flat())
  let at = 0
  return asked.map((mine) => {
    const [sale, refund] = answers.slice(at, (at += mine.length))
    return sale && { sale, refund }
  })
}

type Settled = Planned & { readonly ahead?: Ahead | undefined }

/** What became clear before anything is stored: a second telling, and refunds that others told whole. */
function settle(
  { lineOfKey, inFile, passed, shop }: OrderImporting,
  planned: Planned,
  ahead: Ahead | undefined,
): Settled {
  const { sale, refund, rows, orderId } = planned
  if (!sale || !ahead) return planned
  const key = `${shop.id} ${ahead.sale.key}`
  if (lineOfKey.has(key) || passed.has(sale.key)) return { rows, orderId, why: 'repeated' }
  lineOfKey.set(key, rows.line)
  for (const number of ahead.sale.numbers) inFile.add(number)
  if (!refund || ahead.refund?.held || ahead.refund === undefined) return { ...planned, ahead }
  if (ahead.refund.givenBack < (refund.money?.value ?? 0)) return { ...planned, ahead }
  const { refund: _, ...rest } = planned
  return { ...rest, ahead, ...(planned.isCounted ? {} : { why: 'cancelled' as const }) }
}

type Done = OrderFigures & { readonly outcome: OrderOutcome }

async function carryOut(importing: OrderImporting, settled: Settled): Promise<Done> {
  const { sale, refund, isCounted, why, ahead } = settled
  const blank = blankOf(settled)
  const minor = sale?.money?.value ?? 0
  const span = sale ? spanOf(importing, sale) : null
  if (settled.errors)
    return {
      outcome: { ...blank, outcome: 'refused', errors: nameColumns(importing, settled.errors) },
      minor,
      span,
      refunds: 0,
    }
  const difference = differenceOf(settled)
  const isChanged = difference === 'amount' && isCounted === true && ahead?.sale.takesMoney === true
  if (why !== undefined || !sale || !ahead)
    return { outcome: { ...blank, outcome: 'skipped', why: why ?? null, difference }, minor, span, refunds: 0 }
  const ofSale = isCounted ? await act(importing, sale, ahead.sale) : undefined
  const ofRefund = refund && ahead.refund ? await act(importing, refund, ahead.refund) : undefined
  const kept = [ofSale, ofRefund].filter((one) => one !== undefined)
  const isAll = kept.every(({ outcome }) => outcome === kept[0]?.outcome)
  const outcome: OrderOutcome = {
    ...blank,
    ...{ outcome: isAll || ofSale?.outcome === 'stored' ? (kept[0]?.outcome ?? 'duplicate') : 'merged' },
    ...{ difference, isChanged },
    refund: refund?.money ? showMoney(refund.money.value, refund.money.currency) : null,
    conversionId: ofSale?.id ?? ahead.sale.held?.id ?? null,
  }
  const refunds = ofRefund === undefined || ofRefund.outcome === 'duplicate' ? 0 : 1
  return { outcome, minor, span, refunds }
}

function spanOf({ shop: { timeZone } }: OrderImporting, { occurredAt: at, day, isDayOnly }: Checked) {
  if (!isDayOnly) return { at, from: at, to: at }
  return { at, from: startOfDay(day, timeZone), to: startOfDay(day + 1, timeZone) - 1 }
}

type Acted = { readonly outcome: Foreseen['outcome']; readonly id: string | null }

async function act(
  { runtime, isDryRun, inFile }: OrderImporting,
  checked: Checked,
  { outcome, held }: Foreseen,
): Promise<Acted> {
  if (isDryRun) return { outcome, id: held?.id ?? null }
  const kept = await keep(runtime, checked).catch(() => keep(runtime, checked))
  if (kept.kind === 'refused' || kept.kind === 'erased') throw new Error('what was checked is kept')
  if (checked.event === 'purchase') inFile.add(kept.conversion.number)
  return { outcome: kept.kind, id: kept.conversion.id }
}

function blankOf({ rows, orderId, sale, ahead }: Settled): OrderOutcome {
  const money = sale?.money
  const held = ahead?.sale.held
  const hasHeld = held && held.value !== null && held.currency !== null
  return {
    ...{ row: rows.row, line: rows.line, orderId, outcome: 'skipped', why: null, difference: null, refund: null },
    isChanged: false,
    inFile: money ? { value: showMoney(money.value, money.currency), currency: money.currency } : null,
    ours: hasHeld ? { value: showMoney(held.value ?? 0, held.currency ?? ''), currency: held.currency ?? '' } : null,
    ...{ isTest: sale?.isTest ?? false, conversionId: held?.id ?? null, errors: [] },
  }
}

/** Cancelled orders are given back of, and don't differ by that; those never paid shouldn't count here. */
function differenceOf({ sale, ahead, isCounted, why }: Settled): OrderOutcome['difference'] {
  const held = ahead?.sale.held
  if (!held || !sale) return null
  if (!isCounted) return why === 'unpaid' ? 'unpaid' : null
  if (held.value === null) return null
  return held.value === sale.money?.value && held.currency === sale.money.currency ? null : 'amount'
}

/** What is wrong, by field and with the column of the file that says it. */
function nameColumns({ columns, header }: OrderImporting, errors: readonly FieldError[]): OrderOutcome['errors'] {
  return errors.map(({ pointer, detail }) => {
    const field = orderFields.find((one) => one === pointer.split('/')[1])
    const at = field && columns.get(field)
    return { field: field ?? '', column: at === undefined ? null : (header[at] ?? null), detail }
  })
}
