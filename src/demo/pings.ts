import type { Source } from '../conversions/trust.ts'
import { dayMs } from '../shops/calendar.ts'
import { exponential, pick, sample } from './random.ts'
import { minuteMs } from './rhythm.ts'
import { canBeFollowed, type PlannedRefund, type PlannedSale } from './sales.ts'
import type { Stage } from './schedule.ts'
import type { PlannedVisit } from './visits.ts'

/** What is to be told to Tilltrail. `raw`: byte for byte, for what goes wrong; else `told`, with the click's id put in. */
export type PlannedPing = {
  readonly at: number
  readonly source: Source
  readonly visit?: PlannedVisit | undefined
  /** The clicks before that one, oldest first. */
  readonly earlier?: readonly PlannedVisit[]
  readonly told?: Readonly<Record<string, unknown>>
  readonly raw?: string
}

export const currency = 'NOK'

/** All pings, oldest first. `browsers` people put something into the basket and buy nothing, `leads` sign up for the letter. */
export function planPings(
  stage: Stage,
  visits: readonly PlannedVisit[],
  {
    sales,
    refunds,
    browsers,
    leads,
  }: {
    readonly sales: readonly PlannedSale[]
    readonly refunds: readonly PlannedRefund[]
    readonly browsers: number
    readonly leads: number
  },
): PlannedPing[] {
  const followed = visits.filter(canBeFollowed)
  const pings = [
    ...sales.flatMap((sale) => [...stepsBefore(sale), ...tellSale(stage, sale)]),
    ...refunds.map(tellRefund),
    ...sample(stage.random, followed, browsers, () => 1).flatMap((visit, index) => browse(stage, visit, index)),
    ...sample(stage.random, followed, leads, signsUp).map((visit, index) => signUp(stage, visit, index)),
    ...brokenPings.map(({ daysAgo, ...ping }) => ({ at: stage.now - daysAgo * dayMs, ...ping })),
  ]
  return pings.filter(({ at }) => at <= stage.now).toSorted((a, b) => a.at - b.at)
}

/** The basket and the checkout, minutes before the order but never before the click. */
function stepsBefore({ orderId, at, visit, basket, told }: PlannedSale): PlannedPing[] {
  if (told === 'api' || told === 'pixel') return []
  const earliest = (visit?.at ?? 0) + 1_000
  const value = toDecimal(basket.value)
  const step = (event: string, minutes: number): PlannedPing => {
    const id = { event, eventId: `${event}-${orderId}`, value, currency }
    return { at: Math.max(earliest, at - minutes * minuteMs), source: 'script', visit, told: id }
  }
  return [step('add_to_cart', 9), step('begin_checkout', 3)]
}

/** A thank-you page that is loaded twice pings twice, and the shop's server tells it once more: one order all the same. */
function tellSale({ random }: Stage, sale: PlannedSale): PlannedPing[] {
  const { orderId, at, visit, earlier, basket, told, coupon, isNewCustomer } = sale
  const amounts = { value: toDecimal(basket.value), tax: toDecimal(basket.tax), shipping: toDecimal(basket.shipping) }
  const order = { event: 'purchase', orderId, ...amounts, currency, ...(coupon ? { coupon } : {}) }
  const occurredAt = new Date(at).toISOString()
  const api: PlannedPing = {
    at: at + 20_000,
    source: 'api',
    // The shop keeps the click with the cart, and so passes it on whatever becomes of the thank-you page.
    visit,
    earlier,
    told: { ...order, occurredAt, newCustomer: isNewCustomer },
  }
  const browser: PlannedPing = { at, source: told === 'pixel' ? 'pixel' : 'script', visit, earlier, told: order }
  const again = random() < 0.04 ? [{ ...browser, at: at + minuteMs }] : []
  if (told === 'api') return [api]
  return told === 'both' ? [browser, api, ...again] : [browser, ...again]
}

function tellRefund({ sale, refundId, at, value }: PlannedRefund): PlannedPing {
  const told = { event: 'refund', orderId: sale.orderId, refundId, value: toDecimal(value), currency }
  return { at, source: 'api', told }
}

function browse({ random }: Stage, visit: PlannedVisit, index: number): PlannedPing[] {
  const value = pick(random, ['149.00', '139.00', '129.00', '199.00', '349.00', '189.00'])
  const at = visit.at + minuteMs + Math.floor(exponential(random, 4 * minuteMs))
  const step = (event: string, later: number): PlannedPing => {
    const told = { event, eventId: `${event}-${index}`, value, currency }
    return { at: at + later, source: 'script', visit, told }
  }
  return random() < 0.25 ? [step('add_to_cart', 0), step('begin_checkout', 2 * minuteMs)] : [step('add_to_cart', 0)]
}

function signsUp({ post }: PlannedVisit): number {
  return post.page === 'letter' ? 12 : post.content === 'knowledge' ? 1.6 : 0.7
}

function signUp({ random }: Stage, visit: PlannedVisit, index: number): PlannedPing {
  const at = visit.at + minuteMs + Math.floor(exponential(random, 3 * minuteMs))
  return { at, source: 'script', visit, told: { event: 'lead', eventId: `lead-${index}` } }
}

/** 14900 → `149.00`. */
function toDecimal(ore: number): string {
  return (ore / 100).toFixed(2)
}

/** What a real shop gets wrong: each lies in the quarantine with its reason. And the test order from the first day. */
const brokenPings: readonly (Omit<PlannedPing, 'at'> & { readonly daysAgo: number })[] = [
  {
    daysAgo: 181,
    source: 'api',
    told: { event: 'purchase', orderId: 'TEST-1', value: '1.00', currency, test: true },
  },
  { daysAgo: 175, source: 'pixel', raw: 'event=purchase&order=&value=347.00&currency=NOK' },
  { daysAgo: 174, source: 'pixel', raw: 'event=purchase&order=FK-10244&value=1.249%2C00&currency=NOK' },
  {
    daysAgo: 160,
    source: 'script',
    raw: '{"event":"purchase","orderId":"FK-10301","value":"{{ total }}","currency":"NOK"}',
  },
  { daysAgo: 131, source: 'pixel', raw: 'order=FK-10388&event=purchase&value=208.00&currency=KR' },
  {
    daysAgo: 96,
    source: 'pixel',
    raw: 'order=FK-10520&event=purchase&value=208.00&currency=NOK&click=PASTE-THE-CLICK-ID-HERE',
  },
  { daysAgo: 60, source: 'api', raw: '{"event":"refund","orderId":"FK-10655","value":"149.00"' },
  { daysAgo: 33, source: 'api', raw: '{"event":"purchase","orderId":"FK-10790","value":"597.005","currency":"NOK"}' },
  { daysAgo: 12, source: 'script', raw: '{"event":"purchase","value":"338.00","currency":"NOK"}' },
  {
    daysAgo: 2,
    source: 'api',
    raw: '{"event":"purchase","orderId":"FK-11102","value":"208.00","currency":"NOK","occurredAt":"2126-01-01T00:00:00Z"}',
  },
]
