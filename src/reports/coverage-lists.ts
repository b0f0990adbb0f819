import { rank, type Source } from '../conversions/trust.ts'
import { showDay } from '../shops/calendar.ts'
import { chapman, correctBy, fewestOnBoth } from '../statistics/capture.ts'
import { type Interval, wilson } from '../statistics/interval.ts'
import type { FirstDays, OrderDay, SourceRow } from './coverage-store.ts'

/** The period's orders, summed over its days. */
export type Lists = Omit<OrderDay, 'day'>

export function countLists(days: readonly OrderDay[]): Lists {
  const sum = (count: (day: OrderDay) => number) => days.reduce((total, day) => total + count(day), 0)
  return {
    orders: sum((day) => day.orders),
    verified: sum((day) => day.verified),
    reported: sum((day) => day.reported),
    unverified: sum((day) => day.unverified),
    browser: sum((day) => day.browser),
    both: sum((day) => day.both),
    online: sum((day) => day.online),
    touched: sum((day) => day.touched),
    touched_in_browser: sum((day) => day.touched_in_browser),
    disagreeing: sum((day) => day.disagreeing),
  }
}

/** Orders by who is the best to have told of them, the most trusted first. */
export function showClasses({ orders, verified, reported, unverified }: Lists) {
  return [
    { class: 'verified' as const, orders: verified, share: shareOf(verified, orders) },
    { class: 'reported' as const, orders: reported, share: shareOf(reported, orders) },
    { class: 'unverified' as const, orders: unverified, share: shareOf(unverified, orders) },
  ]
}

/** The most trusted source first; an order is in the row of each that told of it. */
export function showSources(rows: readonly SourceRow[], orders: number): ShownSource[] {
  return rows
    .toSorted((a, b) => rank[b.source] - rank[a.source])
    .map(({ source, orders: told, only }) => ({ source, orders: told, only, share: shareOf(told, orders) }))
}

type ShownSource = { readonly source: Source; readonly orders: number; readonly only: number; readonly share: number }

/**
 * The two lists, the share of each that the other has too, and since when each has been written: a list that began
 * within the period misses what came before, and blockers have nothing to do with it.
 */
export function showLists({ orders, browser, verified, both, online }: Lists, first: FirstDays) {
  return {
    browser,
    shop: verified,
    both,
    handOnly: orders - online,
    browserSeesOfShop: verified === 0 ? null : wilson(both, verified),
    shopSeesOfBrowser: browser === 0 ? null : wilson(both, browser),
    browserSince: first.browser === null ? null : showDay(first.browser),
    shopSince: first.shop === null ? null : showDay(first.shop),
  }
}

/** How many orders there were by browser and shop together, or why that can't be told. Orders by hand stand apart. */
export function estimateOrders(lists: Lists): Estimated {
  const whyNot = missing(lists)
  if (whyNot) return { orders: null, whyNot }
  const { estimate, low, high, standardError, seen } = chapman({
    first: lists.browser,
    second: lists.verified,
    both: lists.both,
  })
  return { orders: { estimate, low, high, standardError, seen, unseen: estimate - seen }, whyNot: null }
}

type Estimated =
  | { readonly orders: null; readonly whyNot: WhyNot }
  | {
      readonly orders: {
        readonly estimate: number
        readonly low: number
        readonly high: number
        readonly standardError: number
        readonly seen: number
        readonly unseen: number
      }
      readonly whyNot: null
    }

type WhyNot = { readonly code: (typeof reasons)[number]; readonly detail: string }
const reasons = ['no-orders', 'no-shop-list', 'no-browser-list', 'too-few-in-both'] as const

function missing({ orders, verified, browser, both }: Lists): WhyNot | undefined {
  if (orders === 0) return { code: 'no-orders', detail: 'There are no orders in this period.' }
  if (verified === 0)
    return { code: 'no-shop-list', detail: 'Only browsers told of orders: connect the shop’s own system as well.' }
  if (browser === 0)
    return { code: 'no-browser-list', detail: 'No browser told of an order: put the snippet into the shop.' }
  if (both >= fewestOnBoth) return undefined
  const detail = `${both} orders were told by both the browser and the shop’s system; it takes ${fewestOnBoth} to estimate.`
  return { code: 'too-few-in-both', detail }
}

/**
 * Orders (but those told by hand alone) credited to a link: as counted, and corrected for those that no browser told of, which are seldom credited.
 * `corrected` is an estimate; null where the share that browsers see isn't known well enough.
 */
export function correctCredited(lists: Lists) {
  const { online, touched, touched_in_browser: seen, browser, verified, both } = lists
  const share: { raw: Interval | null; corrected: Interval | null } = {
    raw: online === 0 ? null : wilson(touched, online),
    corrected: null,
  }
  const whyNot = missing(lists)
  const corrected = whyNot ? undefined : correctBy(seen, wilson(both, verified))
  if (!corrected) return { raw: touched, corrected: null, share, whyNot: whyNot ?? null }
  const { estimate, low, high } = corrected
  const atLeast = (value: number) => Math.max(touched, value)
  return {
    raw: touched,
    corrected: { estimate: atLeast(estimate), low: atLeast(low), high: atLeast(high) },
    share: { ...share, corrected: wilson(seen, browser) },
    whyNot: null,
  }
}

/** Verified orders of each day and how many of them a browser told of; days without any order are left out. */
export function showDays(days: readonly OrderDay[]) {
  return days.map(({ day, orders, verified, browser, both }) => ({
    day: showDay(day),
    orders,
    verified,
    browser,
    both,
  }))
}

function shareOf(part: number, all: number): number {
  return all === 0 ? 0 : part / all
}
