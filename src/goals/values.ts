import { type Figures, netOf } from '../reports/figures.ts'
import { rateConversion } from '../reports/summary.ts'
import { toUnits } from '../shops/money.ts'

/** Figures of the goal's scope; `whole` those of the whole shop, unattributed orders too, where a share of it is asked for. */
export type Counted = { readonly figures: Figures; readonly whole?: Figures | undefined; readonly currency: string }

/** Whether a metric is counted from clicks and orders here, as the reports count them. */
export function isCounted(metric: string): boolean {
  return values.has(metric)
}

/** A counted metric's value in its unit (percent 0–100, money in whole units), or null where nothing can be said. */
export function countedValue(metric: string, counted: Counted): number | null {
  const value = values.get(metric)
  return value ? value(counted) : null
}

/** What a counted share is a share of: how many of how many; null for what is no share of things that happen one by one. */
export function countedShare(metric: string, figures: Figures): Share | null {
  const share = shares.get(metric)?.(figures)
  if (!share || share.trials <= 0) return null
  return { ...share, successes: Math.min(share.trials, Math.max(0, share.successes)) }
}

export type Share = { readonly successes: number; readonly trials: number }

const shares: ReadonlyMap<string, (figures: Figures) => Share> = new Map<string, (figures: Figures) => Share>([
  ['conversion_rate', ({ buyers, human }) => ({ successes: buyers, trials: human })],
  ['lead_rate', ({ lead, human }) => ({ successes: lead, trials: human })],
  [
    'cart_abandonment_rate',
    ({ add_to_cart, purchase }) => ({ successes: add_to_cart - purchase, trials: add_to_cart }),
  ],
])

type ValueOf = (counted: Counted) => number | null

const values: ReadonlyMap<string, ValueOf> = new Map<string, ValueOf>([
  ['link_clicks', ({ figures }) => figures.human],
  ['leads', ({ figures }) => figures.lead],
  ['lead_rate', ({ figures }) => percentOf(figures.lead, figures.human)],
  ['add_to_cart', ({ figures }) => figures.add_to_cart],
  ['begin_checkout', ({ figures }) => figures.begin_checkout],
  [
    'cart_abandonment_rate',
    ({ figures }) => percentOf(Math.max(0, figures.add_to_cart - figures.purchase), figures.add_to_cart),
  ],
  ['orders', ({ figures }) => figures.purchase],
  ['revenue', ({ figures, currency }) => toUnits(netOf(figures), currency)],
  ['gross_revenue', ({ figures, currency }) => toUnits(figures.gross, currency)],
  ['social_revenue_share', ({ figures, whole }) => (whole ? percentOf(netOf(figures), netOf(whole)) : null)],
  [
    'aov',
    ({ figures, currency }) =>
      figures.valuedOrders > 0 ? toUnits(figures.gross / figures.valuedOrders, currency) : null,
  ],
  ['conversion_rate', ({ figures }) => (figures.human > 0 ? rateConversion(figures).value * 100 : null)],
  // Where the shop never tells who is new, none is not the answer.
  ['new_customers', ({ figures }) => told(figures, figures.customersTold, figures.newCustomers)],
  ['returning_customers', ({ figures }) => told(figures, knownCustomers(figures), figures.customersReturning)],
  ['won_back_customers', ({ figures }) => told(figures, knownCustomers(figures), figures.customersWonBack)],
])

function told({ purchase }: Figures, known: number, value: number): number | null {
  return purchase > 0 && known === 0 ? null : value
}

function knownCustomers({ customersNew, customersReturning, customersWonBack }: Figures): number {
  return customersNew + customersReturning + customersWonBack
}

function percentOf(part: number, whole: number): number | null {
  return whole > 0 ? (part / whole) * 100 : null
}
