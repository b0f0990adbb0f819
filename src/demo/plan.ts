import { dayMs } from '../shops/calendar.ts'
import { planJourneys } from './journeys.ts'
import { planPings, type PlannedPing } from './pings.ts'
import { seededRandom } from './random.ts'
import { readCalendar } from './rhythm.ts'
import { planRefunds, planSales, type PlannedRefund, type PlannedSale } from './sales.ts'
import { type PlannedPost, schedulePosts, type Stage } from './schedule.ts'
import { planVisits, type PlannedVisit } from './visits.ts'

/** Half a year of a shop, before any of it is told to Tilltrail. Every list is oldest first. */
export type Plan = {
  readonly stage: Stage
  readonly posts: readonly PlannedPost[]
  readonly visits: readonly PlannedVisit[]
  readonly sales: readonly PlannedSale[]
  readonly refunds: readonly PlannedRefund[]
  readonly pings: readonly PlannedPing[]
}

/** How much of everything; `every`: each so-many-th post. */
export const sizes = {
  full: { every: 1, visits: 60_000, sales: 900, refunds: 54, browsers: 1_200, leads: 420 },
  small: { every: 5, visits: 3_000, sales: 45, refunds: 3, browsers: 60, leads: 21 },
} as const
export type Size = keyof typeof sizes

/** The same seed, time and size give the same half year. `now`: UTC milliseconds, where it ends. */
export function planHalfYear({
  seed,
  now,
  size,
}: {
  readonly seed: number
  readonly now: number
  readonly size: Size
}): Plan {
  const { every, ...counts } = sizes[size]
  const stage = { random: seededRandom(seed), calendar: readCalendar(now - 190 * dayMs, now), now }
  const posts = schedulePosts(stage, every)
  const visits = planVisits(stage, posts, counts.visits)
  const sales = planJourneys(planSales(stage, visits, counts.sales), visits, posts)
  const refunds = planRefunds(stage, sales, counts.refunds)
  const { browsers, leads } = counts
  return { stage, posts, visits, sales, refunds, pings: planPings(stage, visits, { sales, refunds, browsers, leads }) }
}
