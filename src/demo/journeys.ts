import { dayMs } from '../shops/calendar.ts'
import type { DemoChannel } from './posts.ts'
import { exponential, pickWeighted, type Random, seededRandom, type Weighted } from './random.ts'
import { hourMs } from './rhythm.ts'
import { canBeFollowed, type PlannedSale, type WaylessSale } from './sales.ts'
import { hasCode, type PlannedPost } from './schedule.ts'
import type { PlannedVisit } from './visits.ts'

/**
 * Puts the way before the last click to about a third of the orders that followed one: 1–3 clicks on other posts, hours to
 * weeks before. And some who never clicked have read a post all the same: they type its code.
 */
export function planJourneys(
  sales: readonly WaylessSale[],
  visits: readonly PlannedVisit[],
  posts: readonly PlannedPost[],
): PlannedSale[] {
  // Numbers of its own: the rest of the half year stays as it is.
  const random = seededRandom(2_718)
  const taken = new Set<PlannedVisit>(sales.flatMap(({ visit }) => visit ?? []))
  const free = visits.filter((visit) => canBeFollowed(visit) && visit.visitor.country === 'NO' && !taken.has(visit))
  const withCode = posts.filter(hasCode)
  return sales.map((sale) => {
    const { visit } = sale
    if (!visit) return { ...sale, earlier: [], coupon: heardCode(random, withCode, sale.at) ?? sale.coupon }
    const count = pickWeighted(random, clicksBefore)
    return { ...sale, earlier: count === 0 ? [] : findEarlier({ random, free, taken }, visit, count) }
  })
}

const clicksBefore: Weighted<number> = [
  [63, 0],
  [19, 1],
  [12, 2],
  [6, 3],
]

type Pool = { readonly random: Random; readonly free: readonly PlannedVisit[]; readonly taken: Set<PlannedVisit> }

/** Oldest first, each of another post than the next. */
function findEarlier(pool: Pool, last: PlannedVisit, count: number): PlannedVisit[] {
  const way = [last]
  for (let step = 0; step < count; step++) {
    const next = way[0] ?? last
    const earlier = findBefore(pool, next, way)
    if (!earlier || last.at - earlier.at > mostDays * dayMs) break
    pool.taken.add(earlier)
    way.unshift(earlier)
  }
  return way.slice(0, -1)
}

const mostDays = 80

/** A click hours or days before another one: by what gets people to know a shop, which isn't what sells. */
function findBefore({ random, free, taken }: Pool, next: PlannedVisit, way: readonly PlannedVisit[]) {
  const before = next.at - hourMs - exponential(random, random() < 0.4 ? 14 * hourMs : 7 * dayMs)
  const from = firstAfter(free, before - 12 * hourMs)
  const near = free
    .slice(from, from + mostLookedAt)
    .filter((one) => one.at < next.at - hourMs && !taken.has(one) && !way.some(({ post }) => post === one.post))
  return near.length === 0
    ? undefined
    : pickWeighted(
        random,
        near.map((one) => [introduces[one.post.channel], one]),
      )
}

const mostLookedAt = 80

const introduces: Readonly<Record<DemoChannel, number>> = {
  instagram: 5,
  tiktok: 2,
  pinterest: 3,
  facebook: 1.5,
  newsletter: 0.5,
  'google-business': 0.4,
}

/** The place of the first one that isn't before an instant, in a list in the order of time. */
function firstAfter(list: readonly PlannedVisit[], at: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle]?.at ?? Number.POSITIVE_INFINITY) < at) low = middle + 1
    else high = middle
  }
  return low
}

/** The code of a post of the last ten days. */
function heardCode(random: Random, withCode: readonly PlannedPost[], at: number): string | undefined {
  const heard = withCode.findLast(({ publishedAt }) => publishedAt < at)
  const isFresh = heard !== undefined && at - heard.publishedAt < 10 * dayMs
  return random() < 0.16 && isFresh ? heard.campaign.coupon : undefined
}
