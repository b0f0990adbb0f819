import type { ClickReasons, Compared, OrderReasons, OrderSum } from './another-number-store.ts'
import type { ReasonCode } from './another-number-words.ts'
import type { Figures } from './figures.ts'

export const anotherMetrics = ['clicks', 'sessions', 'orders', 'revenue'] as const
export type AnotherMetric = (typeof anotherMetrics)[number]
export const anotherSources = ['ga4', 'meta', 'tiktok', 'platform'] as const
export type AnotherSource = (typeof anotherSources)[number]

/** `count`: so many clicks, sessions, orders or minor units; null where it can't be counted here. `orders`: those it is of. */
export type Reason = {
  readonly code: ReasonCode
  readonly makesTheirs: 'larger' | 'smaller'
  readonly count: number | null
  readonly orders?: number | undefined
}

export type OfOrders = {
  readonly metric: 'orders' | 'revenue'
  readonly source: AnotherSource
  readonly compared: Compared
  readonly found: OrderReasons
  /** Minor units. */
  readonly refunded: number
  /** Whether our revenue holds tax and shipping. */
  readonly isTaxIn: boolean
}

export type OfClicks = {
  readonly metric: 'clicks' | 'sessions'
  readonly source: AnotherSource
  readonly totals: Figures
  readonly clicks: ClickReasons
  readonly edges: { readonly out: number; readonly in: number }
  readonly sessions: number
}

/** What may part their number from ours; those that can't be in this case are left out. */
export function findReasons(from: OfOrders | OfClicks): Reason[] {
  if ('found' in from) return [...reasonsOfOrders(from), ...(from.metric === 'revenue' ? reasonsOfMoney(from) : [])]
  return from.metric === 'clicks' ? reasonsOfClicks(from) : reasonsOfSessions(from)
}

function reasonsOfOrders({ metric, source, compared, found }: OfOrders): Reason[] {
  const reason = (code: ReasonCode, makesTheirs: Reason['makesTheirs'], sum: OrderSum): Reason =>
    metric === 'orders'
      ? { code, makesTheirs, count: sum.orders }
      : { code, makesTheirs, count: sum.amount, orders: sum.orders }
  const unknown = (code: ReasonCode, makesTheirs: Reason['makesTheirs']): Reason => ({ code, makesTheirs, count: null })
  const isGa4 = source === 'ga4'
  const isOfLinks = compared.of === 'links'
  return [
    reason('blocked', 'smaller', found.blocked),
    reason('by-hand', 'smaller', found.byHand),
    reason('tests', 'larger', found.tests),
    reason('duplicates', 'larger', found.byBoth),
    timeZone(find(metric, found.outsideOurDays), find(metric, found.outsideTheirDays)),
    unknown('consent', 'smaller'),
    ...(isGa4 || source === 'meta' ? [unknown('modelled', 'larger')] : []),
    ...(isGa4 ? [] : [unknown('view-through', 'larger')]),
    ...(isOfLinks
      ? [
          reason('in-app-orders', 'smaller', found.inApp),
          reason('window', 'smaller', found.olderClick),
          reason('longer-window', 'larger', found.olderThanOurs),
          reason('own-credit', 'larger', found.touchedBefore),
        ]
      : []),
    ...(isOfLinks && isGa4
      ? [reason('all-sources', 'larger', found.others), unknown('credited-elsewhere', 'smaller')]
      : []),
  ]
}

function reasonsOfMoney({ found, refunded, isTaxIn }: OfOrders): Reason[] {
  const { orders } = found.otherCurrency
  return [
    { code: 'refunds', makesTheirs: 'larger', count: refunded },
    { code: 'tax-and-shipping', makesTheirs: isTaxIn ? 'smaller' : 'larger', count: found.taxed },
    // Of none there is nothing to count; of some the amount isn't known in this currency.
    { code: 'currency', makesTheirs: 'larger', count: orders === 0 ? 0 : null, orders },
  ]
}

function reasonsOfClicks({ source, totals, clicks, edges, sessions }: OfClicks): Reason[] {
  const isGa4 = source === 'ga4'
  return [
    { code: 'bots', makesTheirs: 'larger', count: totals.bot },
    { code: 'own-devices', makesTheirs: 'larger', count: totals.internal },
    { code: 'repeats', makesTheirs: 'smaller', count: clicks.repeats },
    timeZone(edges.in, edges.out),
    ...(isGa4
      ? [
          { code: 'asked-not-to-be-known', makesTheirs: 'smaller', count: clicks.gpc } as const,
          { code: 'in-app', makesTheirs: 'smaller', count: clicks.inApp } as const,
          { code: 'never-landed', makesTheirs: 'smaller', count: lostOf(clicks, sessions) } as const,
          { code: 'consent', makesTheirs: 'smaller', count: null } as const,
        ]
      : [
          { code: 'tapped-not-opened', makesTheirs: 'larger', count: null } as const,
          { code: 'other-clicks', makesTheirs: 'larger', count: null } as const,
        ]),
  ]
}

function reasonsOfSessions({ source, totals, clicks, edges, sessions }: OfClicks): Reason[] {
  return [
    { code: 'own-devices', makesTheirs: 'larger', count: totals.internal },
    { code: 'asked-not-to-be-known', makesTheirs: 'larger', count: clicks.gpc },
    { code: 'lost-id', makesTheirs: 'larger', count: lostOf(clicks, sessions) },
    { code: 'bots', makesTheirs: 'larger', count: totals.bot },
    timeZone(edges.in, edges.out),
    { code: 'in-app', makesTheirs: 'smaller', count: clicks.inApp },
    { code: 'consent', makesTheirs: 'smaller', count: null },
    ...(source === 'ga4' ? [] : [{ code: 'other-clicks', makesTheirs: 'larger', count: null } as const]),
  ]
}

/** Clicks with an id that nobody saw arrive; null where no visit was told of at all, and so nothing is known. */
function lostOf({ named, landed }: ClickReasons, sessions: number): number | null {
  return sessions === 0 && landed === 0 ? null : named - landed
}

/** What comes in at one end less what goes out at the other. */
function timeZone(comesIn: number, goesOut: number): Reason {
  const net = comesIn - goesOut
  return { code: 'time-zone', makesTheirs: net < 0 ? 'smaller' : 'larger', count: Math.abs(net) }
}

function find(metric: OfOrders['metric'], sum: OrderSum): number {
  return metric === 'orders' ? sum.orders : sum.amount
}
