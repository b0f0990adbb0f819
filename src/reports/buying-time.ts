import { customerKinds } from '../conversions/customer-kind.ts'
import { type Interval, wilson } from '../statistics/interval.ts'
import type { Database } from '../storage/database.ts'
import { type JourneyRow, readJourneys } from './buying-time-store.ts'
import { labelOf } from './figures.ts'
import { fewestForQuartiles, type Quartiles, quartilesOf } from './quartiles.ts'
import { type FunnelDimension, type Question, showQuestion } from './question.ts'

/** How long after the first click the order came; from the second on by days on the shop's calendar, the click's being the first. */
export const buyingTimes = ['hour', 'day', 'week', 'month', 'longer'] as const
type BuyingTime = (typeof buyingTimes)[number]

/** `timed`: orders whose clicks are known; the others were credited by hand or by a code, at no time of their own. */
export type BuyingTimes = {
  readonly orders: number
  readonly timed: number
  /** Clicks on links of ours before the order, and the different days they were on. */
  readonly touches: Quartiles | null
  readonly days: Quartiles | null
  readonly hoursFromFirst: Quartiles | null
  readonly hoursFromLast: Quartiles | null
  /** Share of timed orders with clicks on more than one day. */
  readonly severalDays: Interval | null
  readonly buckets: readonly { readonly bucket: BuyingTime; readonly orders: number; readonly share: Interval | null }[]
  readonly whyNot: 'no-orders' | 'no-clicks' | 'few-orders' | null
}

/**
 * How many clicks and days it took people to buy, from their first and last click within the window, by what they clicked
 * last and by who they are. Visits that no link of ours began are not among them: nothing ties them to an order.
 */
export async function measureBuyingTime(database: Database, question: Question, by: FunnelDimension) {
  const rows = await readJourneys(database, question, by)
  const groups = new Map<string, JourneyRow[]>()
  for (const row of rows) groupOf(groups, row.key === null ? '(none)' : String(row.key)).push(row)
  return {
    ...showQuestion(question),
    by,
    totals: timesOf(rows),
    rows: [...groups]
      .map(([key, of]) => ({ key, label: of[0]?.label ?? labelOf(by, of[0]?.key ?? null), ...timesOf(of) }))
      .toSorted((a, b) => b.orders - a.orders || (a.key < b.key ? -1 : 1)),
    customers: customerKinds.map((customer) => ({
      customer,
      ...timesOf(rows.filter((row) => row.customer === customer)),
    })),
  }
}

function groupOf(groups: Map<string, JourneyRow[]>, key: string): JourneyRow[] {
  const group = groups.get(key) ?? []
  groups.set(key, group)
  return group
}

function timesOf(rows: readonly JourneyRow[]): BuyingTimes {
  const timed = rows.filter(({ touches }) => touches > 0)
  const spread = (value: (row: JourneyRow) => number) =>
    quartilesOf(timed.map((row) => ({ value: value(row), times: 1 })))
  const several = timed.filter(({ days }) => days > 1).length
  return {
    orders: rows.length,
    timed: timed.length,
    touches: spread(({ touches }) => touches),
    days: spread(({ days }) => days),
    hoursFromFirst: spread((row) => toHours(row.since_first)),
    hoursFromLast: spread((row) => toHours(row.since_last)),
    severalDays: timed.length > 0 ? wilson(several, timed.length) : null,
    buckets: buyingTimes.map((bucket) => {
      const orders = timed.filter((row) => bucketOf(row) === bucket).length
      return { bucket, orders, share: timed.length > 0 ? wilson(orders, timed.length) : null }
    }),
    whyNot: whyNot(rows.length, timed.length),
  }
}

function whyNot(orders: number, timed: number): BuyingTimes['whyNot'] {
  if (orders === 0) return 'no-orders'
  if (timed === 0) return 'no-clicks'
  return timed < fewestForQuartiles ? 'few-orders' : null
}

/** A browser's clock may be some minutes behind ours: no order comes before its click. */
function toHours(ms: number | null): number {
  return Math.max(0, ms ?? 0) / hourMs
}

const hourMs = 3_600_000

function bucketOf({ since_first, days_since_first }: JourneyRow): BuyingTime {
  const days = days_since_first ?? 0
  if ((since_first ?? 0) < hourMs) return 'hour'
  if (days < 1) return 'day'
  if (days < 7) return 'week'
  return days < 30 ? 'month' : 'longer'
}
