import { unpackCountry } from '../clicks/click.ts'
import type { CustomerKind } from '../conversions/customer-kind.ts'
import { apps, browsers, devices } from '../clicks/user-agent.ts'
import { channels } from '../links/channel.ts'
import { showDay } from '../shops/calendar.ts'
import type { Database } from '../storage/database.ts'
import type { Credits } from './credit-journeys.ts'
import { readCredits } from './credits.ts'
import { noKey } from './filter-text.ts'
import type { Dimension, Question } from './question.ts'
import { type ConversionRow, type Key, readBuyers, readClicks } from './store.ts'

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
  'orderSquares',
] as const

/** The largest of them, which sums don't have. */
const maxima = ['largestOrder', 'largest'] as const

/**
 * What was counted for one key of a dimension, or altogether. Money is in minor units of the shop's currency. `unique`:
 * visitors per day, in the scope of the row; `uniqueInShop`: in the whole shop. `buyers`: clicks that led to a purchase.
 * `customersTold`: orders of which the shop told whether the customer is new; `customersNew` and the like: orders by
 * who bought, as customer-kind.ts has it. `valuedOrders`: those with an amount in
 * the shop's currency, `squares` the sum of their squares, `largest` the largest. `unconverted`: amounts in other currencies, by currency.
 * Under models that split orders these are what the row has of them: `orderSquares` is the sum of the shares' squares,
 * `largestOrder` the largest share.
 */
export type Figures = { readonly key: string; readonly label: string } & Record<
  (typeof counts)[number] | (typeof maxima)[number],
  number
> & {
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

/** Clicks and what they led to under the question's model, by a dimension: the one count that reports and goals share. */
export async function countFigures(database: Database, question: Question, by: Dimension): Promise<Counted> {
  const [clicks, { conversions, refunds, wholes }, buyers] = await Promise.all([
    readClicks(database, question, by),
    readCredits(database, question, by),
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
  const totals = withWholes(sumFigures(all), wholes, question.shop.currency)
  return { rows: all, totals, unattributed, unattributedDays: [...alone.values()] }
}

/** An order split among rows is one order in all: its spread can't be had from the rows, nor whole numbers from parts. */
function withWholes(totals: Figures, wholes: Credits['wholes'], shopCurrency: string): Figures {
  const sold = noFigures('', '')
  for (const row of wholes) if (row.credited) addConversions(sold, row, shopCurrency)
  const { raw, human, unique, uniqueInShop, bot, internal, buyers, refunded, unconverted } = totals
  return { ...sold, raw, human, unique, uniqueInShop, bot, internal, buyers, refunded, unconverted }
}

/** Everything added up; uniques as the whole shop saw them, or who came by two posts would count twice. */
export function sumFigures(all: readonly Figures[]): Figures {
  const sum = noFigures('', '')
  for (const one of all) {
    for (const count of counts) sum[count] += one[count]
    for (const most of maxima) sum[most] = Math.max(sum[most], one[most])
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
    orderSquares: 0,
    largestOrder: 0,
    largest: 0,
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
  figures.orderSquares += row.share_squares
  figures.largestOrder = Math.max(figures.largestOrder, row.largest_share)
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
  figures.largest = Math.max(figures.largest, row.largest)
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
export function showKey(by: Dimension, key: Key): string {
  if (key === null) return noKey
  if (typeof key === 'string') return key
  if (by === 'country') return unpackCountry(key) || 'unknown'
  if (by === 'device') return devices[key] ?? 'unknown'
  if (by === 'app') return key === 0 ? noKey : (apps[key] ?? 'unknown')
  if (by === 'browser') return browsers[key] ?? 'unknown'
  return by === 'day' ? showDay(key) : String(key)
}

export function labelOf(by: Dimension, key: Key): string {
  if (key === null && by === 'campaign') return 'No campaign'
  if (key === null && by === 'content') return 'No content'
  if (key === null && by === 'kind') return 'No kind'
  if (key === null && by === 'placement') return 'No placement'
  if (key === 0 && by === 'app') return 'No app'
  if (by === 'channel') return channels.find(({ id }) => id === key)?.name ?? String(key)
  return showKey(by, key)
}
