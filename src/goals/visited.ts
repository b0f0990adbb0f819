import type { Share } from './values.ts'
import type { VisitsOfDay } from './visit-store.ts'

/** Whether a metric comes from the snippet on the shop's pages. */
export function isVisited(metric: string): boolean {
  return values.has(metric)
}

/** A metric's value of these days' visits; null where the snippet told of none at all, or nothing can be divided. */
export function visitedValue(metric: string, days: readonly VisitsOfDay[]): number | null {
  const sum = (part: keyof VisitsOfDay) => days.reduce((all, day) => all + day[part], 0)
  return sum('all') === 0 ? null : (values.get(metric)?.(sum) ?? null)
}

/** What a share of visits is a share of; null for what is no share. */
export function visitedShare(metric: string, days: readonly VisitsOfDay[]): Share | null {
  const of = shares.get(metric)
  if (!of) return null
  const sum = (part: keyof VisitsOfDay) => days.reduce((all, day) => all + day[part], 0)
  const [successes, trials] = [sum(of[0]), sum(of[1])]
  return trials > 0 ? { successes: Math.min(successes, trials), trials } : null
}

const shares: ReadonlyMap<string, readonly [keyof VisitsOfDay, keyof VisitsOfDay]> = new Map([
  ['social_traffic_share', ['visits', 'all'] as const],
  ['bounce_rate', ['bounces', 'visits'] as const],
])

type ValueOf = (sum: (part: keyof VisitsOfDay) => number) => number | null

const values: ReadonlyMap<string, ValueOf> = new Map<string, ValueOf>([
  ['sessions', (sum) => sum('visits')],
  ['social_traffic_share', (sum) => ratio(sum('visits') * 100, sum('all'))],
  ['time_on_site', (sum) => ratio(sum('seconds'), sum('visits'))],
  ['time_on_page', (sum) => ratio(sum('seconds'), sum('views'))],
  ['bounce_rate', (sum) => ratio(sum('bounces') * 100, sum('visits'))],
])

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null
}
