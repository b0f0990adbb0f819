import { type Interval, wilson } from '../statistics/interval.ts'
import type { Database } from '../storage/database.ts'
import { bounceSeconds } from '../visits/sums-store.ts'
import { labelOf } from './figures.ts'
import { findMismatches, falseShare, fewestVisits } from './landings-mismatch.ts'
import { type LandingRow, readLandingPages } from './landings-store.ts'
import { type LandingDimension, refuseVisitFilters } from './insight-question.ts'
import { type Question, showQuestion } from './question.ts'
import { readClicks } from './store.ts'

/** A mean over visits with where the true one lies, 95 %; bounds are null under 20 visits. */
export type Mean = { readonly mean: number; readonly low: number | null; readonly high: number | null }

/**
 * What happened after the click, by where it was: how many clicks arrived, how long people did something there, how many
 * left at once, and which posts promise what their page doesn't keep.
 */
export async function followLandings(database: Database, question: Question, by: LandingDimension) {
  refuseVisitFilters(question)
  const [rows, clicks] = await Promise.all([
    readLandingPages(database, question, by),
    readClicks(database, question, by),
  ])
  const sums = new Map<string, Sum>()
  for (const row of clicks) if (row.human > 0) sumOf(sums, placeOf(by, row.key, row.label)).human += row.human
  for (const row of rows) add(sumOf(sums, keyOf(by, row)), row)
  const all = noVisits('', '')
  for (const one of sums.values()) merge(all, one)
  const { compared, found } = findMismatches(rows)
  return {
    ...showQuestion(question),
    by,
    bounceMeans: `a visit of one page with fewer than ${bounceSeconds} seconds of activity`,
    totals: show(all),
    rows: [...sums.values()]
      .toSorted((a, b) => b.visits - a.visits || b.human - a.human || (a.key < b.key ? -1 : 1))
      .map((one) => ({ key: one.key, label: one.label, ...show(one) })),
    mismatches: { compared, fewestVisits, falseShare, found, whyNot: compared === 0 ? ('too-few' as const) : null },
    whyNot: all.visits === 0 ? ('no-visits' as const) : null,
  }
}

const counts = [
  'human',
  'visits',
  'landedClicks',
  'bounces',
  'seconds',
  'squares',
  'views',
  'scroll',
  'halfMinutes',
  'minutes',
  'tenMinutes',
] as const
type Sum = { readonly key: string; readonly label: string } & Record<(typeof counts)[number], number>
type Named = { readonly key: string; readonly label: string }

function keyOf(by: LandingDimension, row: LandingRow): Named {
  if (by === 'link') return placeOf(by, row.link, row.slug)
  if (by === 'post') return placeOf(by, row.post, row.title)
  return by === 'campaign' ? placeOf(by, row.campaign, row.campaign_name) : placeOf(by, row.channel, null)
}

function placeOf(by: LandingDimension, key: string | number | null, label: string | null): Named {
  return { key: key === null ? '(none)' : String(key), label: label ?? labelOf(by, key) }
}

function sumOf(sums: Map<string, Sum>, { key, label }: Named): Sum {
  const sum = sums.get(key) ?? noVisits(key, label)
  sums.set(key, sum)
  return sum
}

function noVisits(key: string, label: string): Sum {
  const none = { human: 0, visits: 0, landedClicks: 0, bounces: 0, seconds: 0, squares: 0, views: 0, scroll: 0 }
  return { key, label, ...none, halfMinutes: 0, minutes: 0, tenMinutes: 0 }
}

function add(sum: Sum, row: LandingRow): void {
  const { clicks: landedClicks, half_minutes: halfMinutes, ten_minutes: tenMinutes, ...same } = row
  merge(sum, { ...same, human: 0, landedClicks, halfMinutes, tenMinutes })
}

function merge(sum: Sum, more: Record<(typeof counts)[number], number>): void {
  for (const count of counts) sum[count] += more[count]
}

function show(sum: Sum) {
  const { human, visits, landedClicks, bounces, seconds, squares, views, scroll } = sum
  const share = (count: number): Interval | null => (visits > 0 ? wilson(count, visits) : null)
  return {
    clicks: human,
    visits,
    // A click can arrive whose verdict isn't a person's any more, and one can begin on two pages.
    landed: human > 0 ? wilson(Math.min(landedClicks, human), human) : null,
    bounced: share(bounces),
    seconds: meanOf({ n: visits, sum: seconds, squares }),
    viewsPerVisit: visits > 0 ? views / visits : null,
    scrollPercent: visits > 0 ? scroll / visits : null,
    // Scrolled and clicked on · browsed · read several products and reviews.
    reached: { halfMinute: share(sum.halfMinutes), minute: share(sum.minutes), tenMinutes: share(sum.tenMinutes) },
  }
}

/** By the normal distribution, which means of 20 and more come near enough. Null without any. */
export function meanOf({ n, sum, squares }: { n: number; sum: number; squares: number }): Mean | null {
  if (n === 0) return null
  const mean = sum / n
  if (n < fewestVisits) return { mean, low: null, high: null }
  const half = 1.959964 * Math.sqrt(Math.max(0, squares / n - mean * mean) / (n - 1))
  return { mean, low: Math.max(0, mean - half), high: mean + half }
}
