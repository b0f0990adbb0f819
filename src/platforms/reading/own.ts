import { better, type Found, isSummable, lengthOf, mergeDays, none, nothing, type Period } from './found.ts'
import { growthOf } from './growth.ts'
import type { Question, Reading } from './reading.ts'
import { chooseDisjoint, type Span } from './spans.ts'

/** From the readings of one thing. */
export function readOwn(question: Question, told: readonly Reading[]): Found {
  const { metric } = question
  const { readings, differ } = newestOfEach(told)
  const found = readKind(metric, readings, question)
  return differ && found.value !== null
    ? { ...found, flags: new Set([...found.flags, 'several-tell' as const]) }
    : found
}

function readKind(metric: Question['metric'], readings: readonly Reading[], period: Question): Found {
  if (metric.kind === 'stock') return lastOf(readings, period)
  if (!isSummable(metric)) return meanOf(readings, period)
  const told = sumOf(readings.flatMap(spanOf), period)
  return better(
    told,
    growthOf(
      readings.filter(({ from }) => from === null),
      period,
    ),
  )
}

/** Of readings of the same period the newest. */
function newestOfEach(told: readonly Reading[]): { readonly readings: readonly Reading[]; readonly differ: boolean } {
  const newest = new Map<string, Reading>()
  let differ = false
  for (const one of told.toSorted((a, b) => a.toldAt - b.toldAt)) {
    const key = `${one.from ?? ''}:${one.to}`
    const other = newest.get(key)
    differ ||= other !== undefined && other.value !== one.value
    newest.set(key, one)
  }
  return { readings: [...newest.values()], differ }
}

function lastOf(readings: readonly Reading[], period: Period): Found {
  const [last] = readings
    .filter(({ to }) => to >= period.from && to <= period.to)
    .toSorted((a, b) => b.to - a.to || b.toldAt - a.toldAt)
  if (!last) return nothing(period)
  const days = last.to - period.from + 1
  const told = [{ from: period.from, to: last.to }]
  return { value: last.value, coveredDays: days, days: lengthOf(period), flags: none, told, toldDays: days }
}

function spanOf({ from, to, value, toldAt }: Reading): Span[] {
  return from === null ? [] : [{ from, to, value, toldAt }]
}

function sumOf(spans: readonly Span[], period: Period): Found {
  const { taken, coveredDays, flags } = chooseDisjoint(spans, period)
  if (taken.length === 0) return { ...nothing(period), flags }
  const value = taken.reduce((sum, span) => sum + span.value, 0)
  return { value, coveredDays, days: lengthOf(period), flags, told: mergeDays(taken), toldDays: coveredDays }
}

/** A rate's mean, weighted by days. */
function meanOf(readings: readonly Reading[], period: Period): Found {
  const spans = readings.map(({ from, to, value, toldAt }) => ({ from: from ?? to, to, value, toldAt }))
  const { taken, coveredDays, flags } = chooseDisjoint(spans, period)
  if (taken.length === 0) return { ...nothing(period), flags }
  const value = taken.reduce((sum, span) => sum + span.value * lengthOf(span), 0) / coveredDays
  return {
    value,
    coveredDays,
    days: lengthOf(period),
    flags: taken.length > 1 ? new Set([...flags, 'averaged']) : flags,
    told: mergeDays(taken),
    toldDays: coveredDays,
  }
}
