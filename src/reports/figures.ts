import { unpackCountry } from '../clicks/click.ts'
import type { CustomerKind } from '../conversions/customer-kind.ts'
import { devices } from '../clicks/user-agent.ts'
import { channels } from '../links/channel.ts'
import { showDay } from '../shops/calendar.ts'
import type { Database } from '../storage/database.ts'
import type { Dimension, Question } from './question.ts'
import { readBuyers, readClicks, readConversions, readRefunds, type ConversionRow, type Key } from './store.ts'

const counts = [
  'raw',
  'human',
  'unique',
  'uniqueInShop',
  'bot',
  'internal',
  'buyers',
  'purchase',
  'lead',
  'add_to_cart',
  'begin_checkout',
  'verifiedOrders',
  'reportedOrders',
  'newCustomers',
  'customersTold',
  'customersNew',
  'customersReturning',
  'customersWonBack',
  'customersUnknown',
  'valuedOrders',
  'gross',
  'refunded',
  'squares',
] as const

/**
 * What was counted for one key of a dimension, or altogether. Money is in minor units of the shop's currency. `unique`:
 * visitors per day, in the scope of the row; `uniqueInShop`: in the whole shop. `buyers`: clicks that led to a purchase.
 * `customersTold`: orders of which the shop told whether the customer is new; `customersNew` and the like: orders by
 * who bought, as customer-kind.ts has it. `valuedOrders`: those with an amount in
 * the shop's currency, `squares` the sum of their squares. `unconverted`: amounts in other currencies, by currency.
 */
export type Figures = { readonly key: string; readonly label: string } & Record<(typeof counts)[number], number> & {
    readonly unconverted: Map<string, { readonly gross: number; readonly refunded: number }>
  }

type Counted = {
  readonly rows: readonly Figures[]
  readonly totals: Figures
  /** Orders that no click of ours led to. */
  readonly unattributed: Figures
  /** The same by day, where days are asked for; else none. */
  readonly unattributedDays: readonly Figures[]
}

/** Clicks and what they led to, by a dimension: the one count that reports and goals share. */
export async function countFigures(database: Database, question: Question, by: Dimension): Promise<Counted> {
  const [clicks, conversions, refunds, buyers] = await Promise.all([
    readClicks(database, question, by),
    readConversions(database, question, by),
    readRefunds(database, question, by),
    readBuyers(database, question, by),
  ])
  const byKey = new Map<string, Figures>()
  const unattributed = noFigures('', '')
  const figuresOf = (key: Key, label: string | null) => findFigures(byKey, showKey(by, key), label ?? labelOf(by, key))
  const alone = new Map<string, Figures>()
  const money = (row: { credited: number; key: Key }, label: string | null): Figures[] => {
    if (row.credited) return [figuresOf(row.key, label)]
    if (by !== 'day') return [unattributed]
    const day = showKey(by, row.key)
    return [unattributed, findFigures(alone, day, day)]
  }
  for (const row of clicks) {
    const { raw, human, bot, internal, unique_here: unique, unique_shop: uniqueInShop } = row
    Object.assign(figuresOf(row.key, row.label), { raw, human, unique, uniqueInShop, bot, internal })
  }
  for (const row of conversions)
    for (const figures of money(row, row.label)) addConversions(figures, row, question.shop.currency)
  for (const row of refunds) for (const figures of money(row, null)) addRefunds(figures, row, question.shop.currency)
  for (const row of buyers) figuresOf(row.key, null).buyers += row.buyers
  const all = [...byKey.values()]
  return { rows: all, totals: sumFigures(all), unattributed, unattributedDays: [...alone.values()] }
}

/** Everything added up; uniques as the whole shop saw them, or who came by two posts would count twice. */
export function sumFigures(all: readonly Figures[]): Figures {
  const sum = noFigures('', '')
  for (const one of all) {
    for (const count of counts) sum[count] += one[count]
    for (const [currency, { gross, refunded }] of one.unconverted) addUnconverted(sum, currency, { gross, refunded })
  }
  sum.unique = sum.uniqueInShop
  return sum
}

/** What customers paid less what was given back, minor units. */
export function netOf({ gross, refunded }: Figures): number {
  return gross - refunded
}

/** A row of which nothing was counted. */
export function noFigures(key: string, label: string): Figures {
  return {
    key,
    label,
    raw: 0,
    human: 0,
    unique: 0,
    uniqueInShop: 0,
    bot: 0,
    internal: 0,
    buyers: 0,
    purchase: 0,
    lead: 0,
    add_to_cart: 0,
    begin_checkout: 0,
    verifiedOrders: 0,
    reportedOrders: 0,
    newCustomers: 0,
    customersTold: 0,
    customersNew: 0,
    customersReturning: 0,
    customersWonBack: 0,
    customersUnknown: 0,
    valuedOrders: 0,
    gross: 0,
    refunded: 0,
    squares: 0,
    unconverted: new Map(),
  }
}

function findFigures(byKey: Map<string, Figures>, key: string, label: string): Figures {
  const known = byKey.get(key)
  if (known) return known
  const made = noFigures(key, label)
  byKey.set(key, made)
  return made
}

function addConversions(figures: Figures, row: ConversionRow, shopCurrency: string): void {
  figures[row.event] += row.number
  if (row.event !== 'purchase') return
  figures.verifiedOrders += row.verified
  figures.reportedOrders += row.reported
  figures.newCustomers += row.new_customers
  figures.customersTold += row.customers_told
  if (row.customer) figures[customerCounts[row.customer]] += row.number
  if (row.currency === null) return
  if (row.currency !== shopCurrency) return addUnconverted(figures, row.currency, { gross: row.gross, refunded: 0 })
  figures.valuedOrders += row.valued
  figures.gross += row.gross
  figures.squares += row.squares
}

const customerCounts = {
  new: 'customersNew',
  returning: 'customersReturning',
  'won-back': 'customersWonBack',
  unknown: 'customersUnknown',
} as const satisfies Record<CustomerKind, (typeof counts)[number]>

function addRefunds(
  figures: Figures,
  { currency, refunded }: { currency: string | null; refunded: number | null },
  shopCurrency: string,
): void {
  if (currency === null || refunded === null) return
  if (currency === shopCurrency) figures.refunded += refunded
  else addUnconverted(figures, currency, { gross: 0, refunded })
}

function addUnconverted(figures: Figures, currency: string, more: { gross: number; refunded: number }): void {
  const sum = figures.unconverted.get(currency) ?? { gross: 0, refunded: 0 }
  figures.unconverted.set(currency, { gross: sum.gross + more.gross, refunded: sum.refunded + more.refunded })
}

/** The key as reports show it: ids, `NO`, `mobile`, `2026-11-22`; parentheses can't be part of a UTM value. */
function showKey(by: Dimension, key: Key): string {
  if (key === null) return '(none)'
  if (typeof key === 'string') return key
  if (by === 'country') return unpackCountry(key) || 'unknown'
  if (by === 'device') return devices[key] ?? 'unknown'
  return by === 'day' ? showDay(key) : String(key)
}

export function labelOf(by: Dimension, key: Key): string {
  if (key === null && by === 'campaign') return 'No campaign'
  if (key === null && by === 'content') return 'No content'
  if (by === 'channel') return channels.find(({ id }) => id === key)?.name ?? String(key)
  return showKey(by, key)
}
