// Long because it is one rule, told once: how readings of any kind become the value of a period.
import { type AdLevel, finestOf } from './ad-level.ts'
import type { Metric } from './catalog.ts'

/** One reading of a metric, told at `toldAt` (UTC milliseconds, or any number that grows). Days since 1970, inclusive. */
export type Reading = {
  /** null: how many there were, or had been so far, at the end of `to`. Else what came from this day to `to`. */
  readonly from: number | null
  readonly to: number
  readonly value: number
  readonly toldAt: number
  readonly channel: string | null
  /** Ours, or one that only the platform knows. */
  readonly post: string | null
  /** A link of the post, or what a platform shows of it: the post itself, an ad of it. */
  readonly part: string | null
  /** The day the post was published: what it had before is 0. */
  readonly publishedDay: number | null
  /** Of ads: how fine the report tells of them. */
  readonly adLevel?: AdLevel | null
}

/** What is asked: all of the shop where nothing is said. `posts`: those of a campaign. */
export type ReadingScope =
  | { readonly part: string }
  | { readonly post: string }
  | { readonly posts: readonly string[] }
  | { readonly channel: string }
  | Readonly<Record<string, never>>

export type Question = {
  readonly metric: Pick<Metric, 'id' | 'kind' | 'unit'>
  readonly readings: readonly Reading[]
  readonly scope: ReadingScope
  /** First and last day. */
  readonly from: number
  readonly to: number
}

/**
 * What a value rests on, beside being read:
 * - `overlap` periods that overlap others were left out · `straddles` a period reaches over the edge and was left out
 * - `decreased` a count so far went down; it counts as no growth · `estimated` cut from a reading before or after the edge
 * - `averaged` a rate's mean by days · `several-tell` two told the same differently; the newer counts
 * - `sum-of-posts`, `sum-of-parts`, `sum-of-channels` the parts' own · `same-people` who is reached twice counts twice
 * - `parts-missing` some parts have no reading in the period
 * - `carried` a part's stock is that of its last reading before the period, 90 days before it at most
 */
export type ReadingFlag =
  | 'overlap'
  | 'straddles'
  | 'decreased'
  | 'estimated'
  | 'averaged'
  | 'several-tell'
  | 'sum-of-posts'
  | 'sum-of-parts'
  | 'sum-of-channels'
  | 'same-people'
  | 'parts-missing'
  | 'carried'

export type ReadValue = {
  /** In the metric's unit; null without a reading. */
  readonly value: number | null
  /** For completeness alone: of parts, as many as the part has that is told of least. */
  readonly coveredDays: number
  /**
   * Of how many days the value is, for a pace: those on which any part of it was told, up to the last reading of a stock.
   * Of channels, each goes on at its own pace, so that it may be between two days.
   */
  readonly toldDays: number
  /** The last day told of, that of the channel or post told of last. */
  readonly lastDay: number | null
  readonly days: number
  readonly completeness: 'none' | 'partial' | 'complete'
  readonly flags: readonly ReadingFlag[]
}

/**
 * The value of a metric in a period. Stocks are the last reading, never summed over time; running totals are the growth
 * between two readings; flows are the sum of periods that don't overlap, those that cover most, then the finest, then the newest.
 * A channel's own reading goes before the sum of its posts' where it covers as much; a rate has no sum.
 */
export function readValue(question: Question): ReadValue {
  const { value, coveredDays, toldDays, told, days, flags } = readScope(question)
  if (value === null)
    return { value, coveredDays: 0, toldDays: 0, lastDay: null, days, completeness: 'none', flags: [...flags] }
  const completeness = coveredDays >= days ? 'complete' : 'partial'
  const lastDay = told.at(-1)?.to ?? null
  return { value, coveredDays, toldDays, lastDay, days, completeness, flags: [...flags].toSorted() }
}

/** `no readings` · `partial: covers 20 of 30 days` · `complete`. */
export function sayCompleteness({ completeness, coveredDays, days }: ReadValue): string {
  if (completeness === 'none') return 'no readings'
  return completeness === 'complete' ? completeness : `partial: covers ${coveredDays} of ${days} days`
}

type Found = Omit<ReadValue, 'completeness' | 'flags' | 'lastDay'> & {
  readonly flags: ReadonlySet<ReadingFlag>
  /** Stretches of days that were told of, none touching another, the earliest first. */
  readonly told: readonly Period[]
}
type Period = Pick<Question, 'from' | 'to'>

function readScope(question: Question): Found {
  const { scope, readings } = question
  if ('part' in scope)
    return readOwn(
      question,
      readings.filter(({ part }) => part === scope.part),
    )
  if ('post' in scope)
    return readPost(
      question,
      readings.filter(({ post }) => post === scope.post),
    )
  if ('posts' in scope) return sumParts(question, partsBy(readings, 'post', scope.posts), 'sum-of-posts', readPost)
  if ('channel' in scope)
    return readChannel(
      question,
      readings.filter(({ channel }) => channel === scope.channel),
    )
  return better(
    readOwn(
      question,
      readings.filter((one) => one.channel === null && one.post === null && one.part === null),
    ),
    sumParts(question, partsBy(readings, 'channel'), 'sum-of-channels', readChannel),
  )
}

function readChannel(question: Question, readings: readonly Reading[]): Found {
  const [own, parts] = [readings.filter(({ post, part }) => post === null && part === null), finestOf(readings)]
  const whole = readOwn(question, own)
  // Its ads alone are less than the channel, however many days they tell of.
  if (whole.value !== null && parts.every((one) => own.includes(one) || one.adLevel)) return whole
  return better(whole, sumParts(question, partsBy(parts, 'post'), 'sum-of-posts', readPost))
}

function readPost(question: Question, readings: readonly Reading[]): Found {
  return better(
    readOwn(
      question,
      readings.filter(({ part }) => part === null),
    ),
    sumParts(question, partsBy(readings, 'part'), 'sum-of-parts', readOwn),
  )
}

/** The part's own telling, unless the parts of it cover more. */
function better(own: Found, parts: Found): Found {
  if (own.value === null) return parts.value === null ? own : parts
  return parts.value !== null && parts.coveredDays > own.coveredDays ? parts : own
}

function partsBy(
  readings: readonly Reading[],
  level: 'channel' | 'post' | 'part',
  only?: readonly string[],
): readonly (readonly Reading[])[] {
  const parts = new Map<string, Reading[]>()
  const chosen = only && new Set(only)
  for (const reading of readings) {
    const name = reading[level]
    if (name === null || (chosen && !chosen.has(name))) continue
    const known = parts.get(name)
    if (known) known.push(reading)
    else parts.set(name, [reading])
  }
  return [...parts.values()]
}

function sumParts(
  question: Question,
  parts: readonly (readonly Reading[])[],
  flag: ReadingFlag,
  read: (question: Question, readings: readonly Reading[]) => Found,
): Found {
  const begun = parts.filter((part) => !isLater(part, question.to))
  const all = begun.map((part) => read(question, part))
  const told = all.filter(({ value }) => value !== null)
  const [first] = told
  if (told.length === 1 && begun.length === 1 && first) return first
  // A mean of rates would need what each is a share of.
  if (!first || !isSummable(question.metric)) return nothing(question)
  const carried = carryOver(
    question,
    begun.filter((_, at) => all[at]?.value === null),
    read,
  )
  const missing = Math.max(carried.length > 0 ? 1 : 0, ...told.map(({ days, coveredDays }) => days - coveredDays))
  const days = lengthOf(question)
  const flags = new Set([flag, ...told.flatMap((one) => [...one.flags])])
  if (told.length + carried.length < begun.length) flags.add('parts-missing')
  if (carried.length > 0) flags.add('carried')
  if (told.length + carried.length > 1 && countsPeople.has(question.metric.id)) flags.add('same-people')
  const value = [...told, ...carried].reduce((sum, one) => sum + (one.value ?? 0), 0)
  const stretches = mergeDays(told.flatMap((one) => one.told))
  // Posts and ads come and go; a channel that nobody told of for a week went on as before.
  const goesOn = flag === 'sum-of-channels' && question.metric.kind !== 'stock'
  const toldDays = (goesOn ? ownPaces(told) : null) ?? countDays(stretches)
  return { value, coveredDays: Math.max(1, days - missing), days, flags, told: stretches, toldDays }
}

const longestCarried = 90

/** What was told of a stock before the period stays until it is told anew. */
function carryOver(
  question: Question,
  silent: readonly (readonly Reading[])[],
  read: (question: Question, readings: readonly Reading[]) => Found,
): readonly Found[] {
  if (question.metric.kind !== 'stock') return []
  const before = { ...question, from: question.from - longestCarried, to: question.from - 1 }
  return silent.map((part) => read(before, part)).filter(({ value }) => value !== null)
}

/** In how many days the sum came in, had every part come in at its own pace all the time; null where nothing came in. */
function ownPaces(parts: readonly Found[]): number | null {
  const sum = parts.reduce((all, { value }) => all + (value ?? 0), 0)
  const perDay = parts.reduce((all, { value, toldDays }) => all + (value ?? 0) / Math.max(1, toldDays), 0)
  return sum > 0 && perDay > 0 ? Math.round((sum / perDay) * 1e6) / 1e6 : null
}

function mergeDays(stretches: readonly Period[]): readonly Period[] {
  const merged: Period[] = []
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last && from <= last.to + 1) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, to) }
    else if (from <= to) merged.push({ from, to })
  }
  return merged
}

function countDays(stretches: readonly Period[]): number {
  return stretches.reduce((sum, one) => sum + lengthOf(one), 0)
}

/** People who are counted again with every post, day and channel. */
const countsPeople: ReadonlySet<string> = new Set(['reach', 'followers'])

function isLater(part: readonly Reading[], to: number): boolean {
  return part.every(({ publishedDay }) => publishedDay !== null && publishedDay > to)
}

function isSummable({ unit }: Question['metric']): boolean {
  return unit === 'count' || unit === 'money'
}

/** From the readings of one thing. */
function readOwn(question: Question, told: readonly Reading[]): Found {
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

type Span = { readonly from: number; readonly to: number; readonly value: number; readonly toldAt: number }

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

type Plan = { readonly taken: readonly Span[]; readonly score: readonly [days: number, pieces: number, told: number] }

/** The periods inside that don't overlap and cover most days; of those the finest, of those the newest. */
function chooseDisjoint(spans: readonly Span[], period: Period) {
  const inside = spans
    .filter(({ from, to }) => from >= period.from && to <= period.to)
    .toSorted((a, b) => a.to - b.to || a.from - b.from)
  const touching = spans.filter(({ from, to }) => to >= period.from && from <= period.to)
  const plans: Plan[] = [{ taken: [], score: [0, 0, 0] }]
  for (const [index, span] of inside.entries()) {
    const without = plans[index] ?? { taken: [], score: [0, 0, 0] as const }
    const before = plans[inside.findLastIndex((one, at) => at < index && one.to < span.from) + 1] ?? without
    const [days, pieces, told] = before.score
    const taking: Plan = {
      taken: [...before.taken, span],
      score: [days + lengthOf(span), pieces + 1, told + span.toldAt],
    }
    plans.push(isAbove(taking.score, without.score) ? taking : without)
  }
  const best = plans.at(-1) ?? { taken: [], score: [0, 0, 0] as const }
  const flags = new Set<ReadingFlag>()
  if (best.taken.length < inside.length) flags.add('overlap')
  if (touching.length > inside.length && best.score[0] < lengthOf(period)) flags.add('straddles')
  return { taken: best.taken, coveredDays: best.score[0], flags }
}

function isAbove(one: Plan['score'], other: Plan['score']): boolean {
  const at = one.findIndex((part, index) => part !== other[index])
  return at >= 0 && (one[at] ?? 0) > (other[at] ?? 0)
}

/** A count so far, at the end of `day`. */
type Point = { readonly day: number; readonly value: number }

/**
 * Growth from the end of the day before the period to its last day. Between two readings the count is taken to have grown
 * evenly, so that what two periods grew adds up to what both did.
 */
function growthOf(readings: readonly Reading[], period: Period): Found {
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

const none: ReadonlySet<ReadingFlag> = new Set()

function nothing(period: Period): Found {
  return { value: null, coveredDays: 0, days: lengthOf(period), flags: none, told: [], toldDays: 0 }
}

function lengthOf({ from, to }: Period): number {
  return to - from + 1
}
