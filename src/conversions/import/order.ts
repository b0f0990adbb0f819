import type { FieldError } from '../../http/problem.ts'
import { asClick, clickInUrl, customerEmail, otherIds, type Read, shortText, tell } from '../intake/read.ts'
import type { Added, Told } from '../ping.ts'
import { readAmount, readCurrency, type DecimalKind } from '../../shops/amount.ts'
import type { OrderCells, OrderRows } from './groups.ts'
import type { OrderLayout } from './layouts.ts'
import { type DateKind, readMoment } from './moment.ts'
import { type OrderState, readStatus, type Statuses } from './status.ts'

/** What all orders of a file are read by. */
export type OrderReading = {
  readonly layout: OrderLayout
  readonly shopCurrency: string
  readonly timeZone: string
  readonly decimals: DecimalKind
  readonly dates: DateKind
  readonly statuses: Statuses
  /** Name of the query parameter that carries the click id into the shop. */
  readonly clickParam: string
  /** UTC milliseconds: how new the amounts of this file are. */
  readonly now: number
}

/**
 * What an order tells: a sale, what was given back of it, or both. `sale` also where it isn't to be counted (`isCounted`
 * false), to be found among those that are.
 */
export type ReadOrder =
  | {
      readonly kind: 'read'
      readonly orderId: string
      readonly sale: Told
      readonly isCounted: boolean
      readonly refund: Told | undefined
    }
  | { readonly kind: 'refused'; readonly errors: readonly FieldError[] }

/** Reads an order; `link` is the one it is told of, where no click is. Never throws for what stands in the file. */
export function readOrder(reading: OrderReading, rows: OrderRows, link: string | undefined): ReadOrder {
  const { cells } = rows
  const faults: FieldError[] = []
  const refuse = (field: string, detail: string) => void faults.push({ pointer: `/${field}`, detail })
  const ids = idsOf(reading, cells)
  if (ids.orderId === undefined) refuse('orderId', 'is missing: an order is told apart by its id.')
  if (rows.otherAmountLine !== null)
    refuse('value', `is another one on line ${rows.otherAmountLine}: choose the column with the whole order's amount.`)
  const state = stateOf(reading, cells, refuse)
  const money = moneyOf(reading, cells, refuse)
  const at = timeOf(reading, cells, 'occurredAt', refuse)
  const cancelledAt = timeOf(reading, cells, 'cancelledAt', refuse)
  if (cells.occurredAt === undefined) refuse('occurredAt', 'is missing: when was the order made?')
  const test = isTest(cells.test) ? true : undefined
  const click = clickOf(reading, cells)
  const sale = tell(
    {
      ...{ event: 'purchase', orderId: ids.orderId, test, click, link: click === undefined ? link : undefined },
      ...{ value: money.value, tax: money.tax, shipping: money.shipping, currency: money.currency },
      ...{ occurredAt: isoOf(at?.at), customerId: customerOf(cells), newCustomer: newCustomerOf(cells.newCustomer) },
      coupon: couponOf(cells.coupon),
    },
    { ...customerEmail(cells.customerEmail), alsoKnownAs: ids.others, asOf: reading.now, ...dayOnly(at) },
  )
  const ended = cells.cancelledAt !== undefined || state === 'ended'
  const isCounted = state === 'paid' || state === 'refunded'
  const given = {
    event: 'refund',
    orderId: ids.orderId,
    currency: money.currency,
    test,
    occurredAt: isoOf((cancelledAt ?? at)?.at),
  }
  const added = { asOf: reading.now, ...dayOnly(cancelledAt ?? at) }
  const refund = refundOf({ given, money, state, ended, isCounted }, added)
  const errors = [...faults, ...errorsOf(sale, faults), ...(refund ? errorsOf(refund, faults) : [])]
  if (errors.length > 0 || sale.kind !== 'told' || (refund && refund.kind !== 'told'))
    return { kind: 'refused', errors }
  return { kind: 'read', orderId: ids.orderId ?? '', sale: sale.told, isCounted, refund: refund?.told }
}

type Refuse = (field: string, detail: string) => void

/** Faults of fields that have one already are told once. */
function errorsOf(read: Read, known: readonly FieldError[]): readonly FieldError[] {
  if (read.kind === 'told') return []
  return read.refusal.errors.filter(({ pointer }) => !known.some((one) => one.pointer === pointer))
}

/**
 * As the shop system's own webhook names an order (intake/shopify.ts, intake/woocommerce.ts), so that both tell of one.
 * Without the system's id the order's name stands for it: it leads to the order where a webhook told of that name.
 */
function idsOf({ layout }: OrderReading, { orderId, orderName, orderKey }: OrderCells) {
  const bare = orderName?.replace(/^#/, '')
  if (orderId === undefined) return { orderId: orderName, others: [] }
  if (layout.id === 'shopify') {
    const number = /^\D*(\d+)\D*$/.exec(orderName ?? '')?.[1]
    const global = /^\d{1,30}$/.test(orderId) ? `gid://shopify/Order/${orderId}` : undefined
    return { orderId, others: otherIds(orderId, [global, orderName, bare, number]) }
  }
  return { orderId, others: otherIds(orderId, [orderName, bare, orderKey]) }
}

function stateOf(reading: OrderReading, { status }: OrderCells, refuse: Refuse): OrderState {
  if (status === undefined) return 'paid'
  const state = readStatus(status, reading.statuses)
  if (state === undefined)
    refuse(
      'status',
      `“${status}” isn't known: say what it means, status=${status}=paid (or unpaid, ended, refunded), or leave the column out with map status=.`,
    )
  return state ?? 'unpaid'
}

type OrderMoney = {
  readonly value: string | undefined
  readonly tax: string | undefined
  readonly shipping: string | undefined
  readonly refunded: string | undefined
  readonly currency: string | undefined
}

function moneyOf(reading: OrderReading, cells: OrderCells, refuse: Refuse): OrderMoney {
  const { shopCurrency, decimals } = reading
  const told = cells.currency === undefined ? undefined : readCurrency(cells.currency, shopCurrency)
  let currency = told
  const read = (field: 'value' | 'tax' | 'shipping' | 'refunded') => {
    const text = cells[field]
    if (text === undefined) return undefined
    const amount = readAmount(text, { currency, shopCurrency, decimals })
    if ('amount' in amount) {
      currency ??= amount.currency
      return amount.amount
    }
    refuse(field, amount.detail)
    return undefined
  }
  if (cells.value === undefined) refuse('value', 'is missing: the amount that the customer paid.')
  else if (/^\(.*\)$|^[-\u2212]/.test(cells.value.trim()))
    refuse('value', `“${cells.value}” is negative: an order's amount is not. Refunds have a column of their own.`)
  const value = read('value')
  return { value, tax: read('tax'), shipping: read('shipping'), refunded: read('refunded'), currency }
}

type ReadMoment = { readonly at: number; readonly isDay: boolean }

function timeOf(
  reading: OrderReading,
  cells: OrderCells,
  field: 'occurredAt' | 'cancelledAt',
  refuse: Refuse,
): ReadMoment | undefined {
  const text = cells[field]
  if (text === undefined) return undefined
  const moment = readMoment(text, reading)
  if ('at' in moment) return moment
  refuse(field, moment.detail)
  return undefined
}

function dayOnly(moment: ReadMoment | undefined): Pick<Added, 'isDayOnly'> {
  return moment?.isDay ? { isDayOnly: true } : {}
}

function isoOf(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString()
}

type Given = {
  readonly given: Readonly<Record<string, unknown>>
  readonly money: OrderMoney
  readonly state: OrderState
  readonly ended: boolean
  readonly isCounted: boolean
}

/**
 * What was given up is given back whole, and what is left of it at that: others may have told of parts. Else what the file
 * says was given back so far, which stands beside parts that others tell.
 */
function refundOf({ given, money, state, ended, isCounted }: Given, added: Added): Read | undefined {
  const isSome = money.refunded !== undefined && Number(money.refunded) > 0
  if (ended || (state === 'refunded' && !isSome))
    return tell({ ...given, value: money.value }, { ...added, isRest: true, needsOrder: !isCounted })
  return isSome && isCounted ? tell({ ...given, value: money.refunded }, { ...added, isSoFar: true }) : undefined
}

/** The click's own column, then the shop's notes on the order, then the first page of the visit. */
function clickOf({ clickParam }: OrderReading, { click, notes, landingSite }: OrderCells): string | undefined {
  return (
    asClick(click) ??
    clickInUrl(click, clickParam) ??
    clickInNotes(notes, clickParam) ??
    clickInUrl(landingSite, clickParam)
  )
}

function clickInNotes(notes: string | undefined, clickParam: string): string | undefined {
  const names = new Set([clickParam.toLowerCase(), 'till', '_till', '__till', 'click'])
  for (const line of notes?.split(/\r?\n/) ?? []) {
    const [, name = '', value] = /^([^:]+):\s*(.*)$/.exec(line.trim()) ?? []
    const click = names.has(name.toLowerCase()) ? asClick(value) : undefined
    if (click !== undefined) return click
  }
  return undefined
}

/** A guest is number 0 in WooCommerce; who that is, only the address says. Both are stored as salted hashes. */
function customerOf({ customerId }: OrderCells): string | undefined {
  return customerId === '0' ? undefined : shortText(customerId, 256)
}

function newCustomerOf(text: string | undefined): boolean | undefined {
  if (/^(?:new|true|1|yes|y|ny|nowy|ใหม่)$/i.test(text ?? '')) return true
  return /^(?:returning|false|0|no|n|gammel)$/i.test(text ?? '') ? false : undefined
}

/** Bogus is the name of Shopify's payment for tests. */
function isTest(text: string | undefined): boolean {
  return /^(?:true|1|yes|y|test|ja|tak)$|bogus/i.test(text ?? '')
}

function couponOf(text: string | undefined): string | undefined {
  const coded = /(?:^|\|)code:([^|;]+)/.exec(text ?? '')?.[1]
  return shortText(coded ?? text?.split(/[,;|]/)[0], 64)
}
