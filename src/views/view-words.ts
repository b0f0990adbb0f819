import { fewestOrders, hasRate, isNarrowed, type Report, type ReportRow } from './report-table.ts'

/** Numbers and days as the page writes them: British English, like its texts. */

const whole = new Intl.NumberFormat('en-GB')
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** Whole ones, and shared ones to a tenth. */
export function sayCount(count: number): string {
  return whole.format(Number.isInteger(count) ? count : Math.round(count * 10) / 10)
}

/** `1 order`, `2 orders`. */
export function sayOrders(count: number): string {
  return `${sayCount(count)} ${count === 1 ? 'order' : 'orders'}`
}

export function sayClicks(count: number): string {
  return `${sayCount(count)} ${count === 1 ? 'click' : 'clicks'}`
}

/** `amount`: decimal text. */
export function sayMoney(amount: string | number, currency: string): string {
  const value = Number(amount)
  const digits = Number.isInteger(value) ? { maximumFractionDigits: 0 } : {}
  return new Intl.NumberFormat('en-GB', { style: 'currency', currency, currencyDisplay: 'code', ...digits }).format(
    value,
  )
}

export function sayShare(share: number, decimals = 0): string {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  return new Intl.NumberFormat('en-GB', { style: 'percent', ...digits }).format(share)
}

/** `2026-11-22`, or two of them as one stretch. */
export function sayDays(from: string, to: string): string {
  const [first, last] = [from, to].map((text) => new Date(`${text}T00:00:00Z`))
  return first && last ? day.formatRange(first, last) : ''
}

/** UTC milliseconds, by the clocks of the shop. */
export function sayMoment(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at)
}

/** `7 to 20`: where orders would lie, 95 % sure; whole ones, as nobody sells a tenth of an order. */
export function sayRange({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${sayCount(Math.floor(low))} to ${sayCount(Math.ceil(high))}`
}

/** Whom orders are credited to, where that isn't the last click, and what the days before brought. */
export function sayQuestion(report: Report): string[] {
  const { model, comparison, totals } = report
  const { before } = totals
  return [
    ...(model === 'last-touch' ? [] : [`Orders are shared out by the model “${model.replace('-', ' ')}”.`]),
    ...(comparison === null || before === null
      ? []
      : [
          `Compared with ${sayDays(comparison.from, comparison.to)}: ${sayClicks(before.clicks.human)}, ${sayOrders(before.orders)}, ${sayMoney(before.revenue.net, before.currency)}.`,
          ...(comparison.isMeasured ? [] : [sayUnmeasured(report)]),
        ]),
  ]
}

/** Of a narrowed report, nothing of when the rest of the shop began. */
function sayUnmeasured(report: Report): string {
  const since = isNarrowed(report) ? null : report.comparison?.measuredSince
  if (!since) return 'Clicks weren’t counted on all of these days, so they are no measure.'
  return `Clicks are counted since ${sayDays(since, since)} only, so these days are no measure.`
}

/** Clicks that led to an order; as a share only where there are orders enough. */
export function sayRate({ conversionRate: rate, orders }: Pick<ReportRow, 'conversionRate' | 'orders'>) {
  const { value, low, high } = rate
  if (!hasRate({ orders })) return { value: '–', interval: 'too few orders' }
  return { value: sayShare(value, 1), interval: `${sayShare(low, 1)} to ${sayShare(high, 1)}` }
}

/** How much of the truth was seen, in sentences. Of a narrowed report, nothing of what else the shop sold. */
export function sayCoverage(report: Report): string[] {
  return [
    ...(isNarrowed(report) ? sayNarrowed(report) : sayWhole(report)),
    'An order stands with the clicks before it. That doesn’t say whether the customer would have bought anyway.',
  ]
}

/** Shares are of the whole shop: to tens, and without their interval, from which its orders could be reckoned back. */
function sayNarrowed({ coverage: { orders } }: Report): string[] {
  const said = ['What the shop sold besides isn’t told here: the view shows a part of it only.']
  if (orders === null) said.push('Blockers hide some orders from browsers: take the numbers as “at least”.')
  else if (orders.n >= fewestOrders) {
    const tens = sayShare(Math.round(orders.value * 10) / 10)
    said.push(`Of the orders the shop’s server told of, browsers told of about ${tens} too.`)
  }
  return said
}

function sayWhole({ coverage, unattributed }: Report): string[] {
  const { links, orders } = coverage
  const said = []
  if (links === null) said.push('No orders in these days, so there is nothing to be right or wrong about.')
  else if (links.n < fewestOrders) said.push(`The shop told of ${sayOrders(links.n)}: too few to speak of shares.`)
  else
    said.push(
      `${sayShare(links.value)} of the ${sayCount(links.n)} orders the shop told of could be credited to a post (95% sure: ${sayShare(links.low)} to ${sayShare(links.high)}).`,
    )
  if (unattributed.orders > 0)
    said.push(
      `${sayOrders(unattributed.orders)}, worth ${sayMoney(unattributed.revenue.net, unattributed.currency)}, ${unattributed.orders === 1 ? 'is' : 'are'} credited to no post: in no row.`,
    )
  if (links !== null) said.push(sayBrowsers(orders))
  return said
}

function sayBrowsers(orders: Report['coverage']['orders']): string {
  if (orders === null) return 'Browsers alone tell of orders, and blockers hide some: take the numbers as “at least”.'
  if (orders.n < fewestOrders)
    return `The shop’s server told of ${sayOrders(orders.n)}: too few to compare with what browsers told of.`
  return `Of the orders the shop’s server told of, browsers told of ${sayShare(orders.value)} too (${sayShare(orders.low)} to ${sayShare(orders.high)}).`
}
