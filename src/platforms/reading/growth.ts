import { countDays, type Found, lengthOf, mergeDays, nothing, type Period } from './found.ts'
import type { Reading, ReadingFlag } from './reading.ts'

/** A count so far, at the end of `day`. */
type Point = { readonly day: number; readonly value: number }

/**
 * Growth from the end of the day before the period to its last day. Between two readings the count is taken to have grown
 * evenly, so that what two periods grew adds up to what both did.
 */
export function growthOf(readings: readonly Reading[], period: Period): Found {
  const points = pointsOf(readings)
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return nothing(period)
  const start = Math.max(period.from - 1, first.day)
  const end = Math.min(period.to, last.day)
  const published = readings.find(({ publishedDay }) => publishedDay !== null)?.publishedDay ?? null
  const days = published === null ? lengthOf(period) : Math.max(1, period.to - Math.max(period.from, published) + 1)
  if (end <= start) return { ...nothing(period), days }
  const flags = new Set<ReadingFlag>()
  const [from, to] = [valueAt(points, start), valueAt(points, end)]
  if (from.isEstimated || to.isEstimated) flags.add('estimated')
  const used = points.filter(({ day }) => day >= start && day <= end)
  if (to.value < from.value || used.some(({ value }, at) => value < (used[at - 1]?.value ?? value)))
    flags.add('decreased')
  // Before it was published it had nothing, which is as good as told.
  const before = published === null ? [] : [{ from: period.from, to: Math.min(published - 1, period.to) }]
  const told = mergeDays([...before, { from: start + 1, to: end }])
  const coveredDays = Math.min(days, end - start)
  return { value: Math.max(0, to.value - from.value), coveredDays, days, flags, told, toldDays: countDays(told) }
}

/** By day; a post had nothing before the day it was published. */
function pointsOf(readings: readonly Reading[]): readonly Point[] {
  const told = readings.map(({ to, value }) => ({ day: to, value })).toSorted((a, b) => a.day - b.day)
  const [first] = told
  const published = readings.find(({ publishedDay }) => publishedDay !== null)?.publishedDay ?? null
  return first && published !== null && published <= first.day ? [{ day: published - 1, value: 0 }, ...told] : told
}

function valueAt(points: readonly Point[], day: number): { readonly value: number; readonly isEstimated: boolean } {
  const before = points.findLast((point) => point.day <= day)
  const after = points.find((point) => point.day >= day)
  if (!before || !after || before.day === after.day) {
    return { value: (before ?? after)?.value ?? 0, isEstimated: false }
  }
  const share = (day - before.day) / (after.day - before.day)
  return { value: before.value + share * (after.value - before.value), isEstimated: true }
}
