import { asMetric } from '../platforms/as-metric.ts'
import { findMetric, type Metric, metrics } from '../platforms/catalog.ts'
import { listOwnMetrics } from '../platforms/own-metric-store.ts'
import { localDay } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import type { Database } from '../storage/database.ts'
import { isCosted } from './costed.ts'
import { type Counted, readCounted } from './measurable-store.ts'
import { isOurs } from './ours.ts'
import { isVisited } from './visited.ts'

/** What a shop can measure today. `own`: its own metrics; `ids`: all that have come in, or come in with the next link. */
export type Measurable = { readonly counted: Counted; readonly own: readonly Metric[]; readonly ids: readonly string[] }

/** A number that nobody has told for longer isn't being measured. */
const toldDays = 90

export async function readMeasurable(database: Database, shop: Shop, now: number): Promise<Measurable> {
  const [counted, own] = await Promise.all([
    readCounted(database, shop, localDay(now, shop.timeZone) - toldDays),
    listOwnMetrics(database, shop.id),
  ])
  return {
    counted,
    own: own.map(asMetric),
    ids: [...ours(counted), ...counted.told.filter((id) => !isOurs(id) && !notFollowed.has(id))],
  }
}

export type Unlock = { readonly metric: string; readonly step: string; readonly page: Remedy }

/** Where a step is taken. */
type Remedy = 'links' | 'install' | 'numbers' | 'costs' | 'settings'

/** Whether a metric is measured today, how, and the one step that gives it or, where it is, what comes next to the sale. */
export type MeasurableToday = { readonly ok: boolean; readonly how: string; readonly unlock: Unlock | null }

export function judgeMeasurable(metric: Metric, { counted }: Measurable): MeasurableToday {
  const { id } = metric
  const why = notFollowed.get(id)
  if (why !== undefined) return { ok: false, how: why, unlock: null }
  if (isOurs(id)) {
    const missing = missingFor(id, counted)
    if (missing === undefined) return { ok: true, how: sayHow(id), unlock: nextUnlock(metric, counted) }
    return { ok: false, how: sayMissing(id, missing), unlock: unlockOf(id, missing, counted) }
  }
  if (counted.told.includes(id))
    return { ok: true, how: 'Typed in or imported from the platform.', unlock: nextUnlock(metric, counted) }
  const step = `Type in ${metric.name.toLowerCase()} once a week, or import the platform’s file.`
  return {
    ok: false,
    how: `Nobody has told it in the last ${toldDays} days.`,
    unlock: { metric: id, step, page: 'numbers' },
  }
}

/** In the catalog because they are good to know; with what a goal is better set on. */
const notFollowed: ReadonlyMap<string, string> = new Map([
  [
    'follower_purchase_rate',
    'Tilltrail doesn’t reckon it: followers and new customers are known here, but nobody tells which follower bought. Set the goal on new customers.',
  ],
  [
    'visits_before_purchase',
    'Tilltrail doesn’t reckon it: an order is joined to the last click before it, and earlier visits aren’t added up. It is good to know rather than a target.',
  ],
])

function ours(counted: Counted): string[] {
  return metrics
    .map(({ id }) => id)
    .filter((id) => isOurs(id) && (id === 'link_clicks' || missingFor(id, counted) === undefined))
}

/** What must have come in, or been written down. */
type Need = Exclude<keyof Counted, 'told'> | 'impressions' | 'new_followers'

/** What metrics of our own house need, in the order in which it is had; orders alone where nothing is said. */
const needs: ReadonlyMap<string, readonly Need[]> = new Map<string, readonly Need[]>([
  ['link_clicks', ['links']],
  ['click_rate', ['links', 'impressions']],
  ['leads', ['leads']],
  ['lead_rate', ['leads']],
  ['add_to_cart', ['addToCart']],
  ['cart_abandonment_rate', ['addToCart']],
  ['begin_checkout', ['beginCheckout']],
  ['new_customers', ['customersTold']],
  ['returning_customers', ['customersTold']],
  ['won_back_customers', ['customersTold']],
  ['cost_per_click', ['links', 'costs']],
  ['cost_per_lead', ['leads', 'costs']],
  ['cost_per_follower', ['new_followers', 'costs']],
  ['cost_per_order', ['orders', 'costs']],
  ['cost_per_new_customer', ['customersTold', 'costs']],
  ['profit', ['orders', 'margin']],
  ['roi', ['orders', 'margin', 'costs']],
  ['roas', ['orders', 'ads']],
])

/** The first that isn't there yet. */
function missingFor(id: string, counted: Counted): Need | undefined {
  const need = isVisited(id) ? (['visits'] as const) : (needs.get(id) ?? (['orders'] as const))
  return need.find((one) =>
    one === 'impressions' || one === 'new_followers' ? !counted.told.includes(one) : !counted[one],
  )
}

function sayHow(id: string): string {
  if (isCosted(id)) return 'Reckoned here from the costs you write down and what they brought.'
  return id === 'click_rate'
    ? 'Clicks are counted here; the impressions are typed in or imported.'
    : 'Counted here, outside the platform.'
}

function sayMissing(id: string, missing: Need): string {
  if (missing === 'costs') return 'No costs with a price are written down yet.'
  if (missing === 'ads') return 'No money for advertising is written down yet.'
  if (missing === 'margin') return 'Without a gross margin nobody knows what of the revenue you keep.'
  if (missing === 'impressions' || missing === 'new_followers')
    return `Nobody has told ${missing.replace('_', ' ')} in the last ${toldDays} days.`
  const isOwn = !isCosted(id) && id !== 'click_rate'
  return isOwn
    ? 'Counted here as soon as it is told; nothing has come in yet.'
    : 'What it is divided by has not come in yet.'
}

/** The step to the first of link clicks and orders that is above the metric and not there yet. */
function nextUnlock({ level }: Metric, counted: Counted): Unlock | null {
  if (level < 4 && !counted.links) return unlockOf('link_clicks', 'links', counted)
  return level < 5 && !counted.orders ? unlockOf('orders', 'orders', counted) : null
}

function unlockOf(metric: string, missing: Need, { visits }: Counted): Unlock {
  if (missing === 'visits') return { metric, step: install, page: 'install' }
  if (missing === 'orders') return { metric, step: visits ? thankYouPage : install, page: 'install' }
  return { metric, ...steps[missing] }
}

const install =
  'Install the snippet on your shop’s pages or connect the shop system; without a web shop, write orders down by hand.'
const thankYouPage = 'The snippet is in place: add its purchase call to the thank-you page, or connect the shop system.'
const steps = {
  links: { step: 'Make a short link for your next post: every click on it is counted from then on.', page: 'links' },
  leads: { step: 'Tell a lead where your form thanks for it: the snippet’s lead call, or the API.', page: 'install' },
  addToCart: { step: 'Add the snippet’s add-to-cart call to your shop’s button.', page: 'install' },
  beginCheckout: { step: 'Add the snippet’s checkout call to the first page of your checkout.', page: 'install' },
  customersTold: {
    step: 'Let the shop tell with each order who bought (a customer id), or whether the customer is new.',
    page: 'install',
  },
  costs: { step: 'Write down what your posts cost: money, or hours and what one is worth.', page: 'costs' },
  ads: { step: 'Write down what boosts and advertisements cost, or import the platform’s file.', page: 'costs' },
  margin: { step: 'Set your gross margin in the settings.', page: 'settings' },
  impressions: { step: 'Type in impressions once a week, or import the platform’s file.', page: 'numbers' },
  new_followers: { step: 'Type in new followers once a week, or import the platform’s file.', page: 'numbers' },
} as const satisfies Record<Exclude<Need, 'visits' | 'orders'>, Pick<Unlock, 'step' | 'page'>>

/** The metric of that id, of the catalog or of the shop. */
export function metricIn({ own }: Pick<Measurable, 'own'>, id: string): Metric | undefined {
  return findMetric(id) ?? own.find((one) => one.id === id)
}
