import { dayMs } from '../shops/calendar.ts'
import { type Basket, fillBasket } from './baskets.ts'
import { habits, kinds } from './channels.ts'
import { isInApp } from './landings.ts'
import { exponential, pick, pickWeighted, sample, type Weighted } from './random.ts'
import { drawInRhythm, hourMs, minuteMs } from './rhythm.ts'
import { hasCode, type Stage } from './schedule.ts'
import type { PlannedVisit } from './visits.ts'

/** An order that is to be placed. `visit`: the click that led to it, where one did. */
export type PlannedSale = {
  readonly orderId: string
  readonly at: number
  readonly visit: PlannedVisit | undefined
  /** The same person's clicks before that one, oldest first. */
  readonly earlier: readonly PlannedVisit[]
  readonly basket: Basket
  readonly isNewCustomer: boolean
  readonly coupon: string | undefined
  /** Who tells of it: the browser, the shop's server, or both. */
  readonly told: 'script' | 'api' | 'both' | 'pixel'
}

/** A sale whose way to the last click isn't known yet. */
export type WaylessSale = Omit<PlannedSale, 'earlier'>

/** Orders oldest first. Two thirds follow a click; the rest came by search, by heart or from a friend. */
export function planSales(stage: Stage, visits: readonly PlannedVisit[], count: number): WaylessSale[] {
  const clicked = Math.round((count * 2) / 3)
  const ofClicks = clickedSales(stage, visits, clicked)
  const others = Array.from({ length: count - clicked }, () => directSale(stage))
  return [...ofClicks, ...others]
    .toSorted((a, b) => a.at - b.at)
    .map((sale, index) => ({ ...sale, orderId: `FK-${firstOrderNumber + index}` }))
}

type Sale = Omit<WaylessSale, 'orderId'>

const windowMs = 30 * dayMs
const firstOrderNumber = 10_241

function clickedSales(stage: Stage, visits: readonly PlannedVisit[], count: number): Sale[] {
  const { random, now } = stage
  const candidates = visits
    .filter(canBeFollowed)
    .map((visit) => ({ visit, at: Math.floor(visit.at + pickWeighted(random, thinking)() * (0.5 + random())) }))
    .filter(({ at }) => at < now - 2 * minuteMs)
  return sample(random, candidates, count, ({ visit }) => readiness(visit)).map(({ visit, at }) => ({
    at,
    visit,
    basket: fillBasket(random, visit.post.page),
    isNewCustomer: random() < (visit.post.channel === 'newsletter' ? 0.2 : 0.62),
    coupon:
      visit.post.content === 'offer' && random() < (hasCode(visit.post) ? 0.7 : 0.15)
        ? visit.post.campaign.coupon
        : undefined,
    // The pixel's click would be refused as too old, and the order with it; the shop's server is believed.
    told:
      at - visit.at > windowMs ? 'both' : pickWeighted(random, isInApp(visit.visitor.agent) ? tellersInApp : tellers),
  }))
}

/** A browser that sends Sec-GPC gets no click id, so its orders look like those nobody clicked for. */
export function canBeFollowed({ kind, hasGpc }: PlannedVisit): boolean {
  return kind === 'person' && !hasGpc
}

/** From click to order: most at once, some the day after, a few when the link has been forgotten (beyond 30 days). */
const thinking: Weighted<() => number> = [
  [61, () => 18 * minuteMs],
  [20, () => 9 * hourMs],
  [12, () => 4 * dayMs],
  [5, () => 14 * dayMs],
  [2, () => 42 * dayMs],
]

const tellers: Weighted<PlannedSale['told']> = [
  [76, 'both'],
  [16, 'api'],
  [5, 'script'],
  [3, 'pixel'],
]

/** Apps close their browser when another app takes the payment, and the thank-you page is never seen. */
const tellersInApp: Weighted<PlannedSale['told']> = [
  [62, 'both'],
  [30, 'api'],
  [5, 'script'],
  [3, 'pixel'],
]

function readiness({ post, visitor }: PlannedVisit): number {
  const near = visitor.country === 'NO' ? 1 : 0.25
  return habits[post.channel].buys * kinds[post.content].buys * near
}

function directSale(stage: Stage): Sale {
  const { random, calendar, now } = stage
  const from = calendar.at(calendar.day(now) - 182, 0)
  return {
    at: Math.floor(drawInRhythm(random, calendar, () => from + random() * (now - from - 5 * minuteMs))),
    visit: undefined,
    basket: fillBasket(random, undefined),
    isNewCustomer: random() < 0.34,
    coupon: undefined,
    told: pickWeighted(random, tellers),
  }
}

/** Money given back: a part of it (a broken mug) or all. */
export type PlannedRefund = {
  readonly sale: PlannedSale
  readonly refundId: string
  readonly at: number
  readonly value: number
}

export function planRefunds({ random, now }: Stage, sales: readonly PlannedSale[], count: number): PlannedRefund[] {
  const due = sales
    .map((sale) => ({ sale, at: Math.floor(sale.at + 2 * dayMs + exponential(random, 5 * dayMs)) }))
    .filter(({ at }) => at < now)
  return sample(random, due, count, () => 1)
    .toSorted((a, b) => a.at - b.at)
    .map(({ sale, at }, index) => {
      const share = pick(random, [1, 1, 1, 0.5, 0.3])
      return { sale, at, refundId: `RF-${501 + index}`, value: Math.round((sale.basket.value * share) / 100) * 100 }
    })
}
