import { readValue, sayCompleteness } from '../platforms/reading/value.ts'
import { localDay, parseDay, showDay } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import type { Database } from '../storage/database.ts'
import { isCosted } from './costed.ts'
import { readSpent, yieldOf } from './effort.ts'
import { type Goal, metricOf } from './goal.ts'
import { readGoal, readHistory } from './measure.ts'
import { isOurs } from './ours.ts'
import { placeNote } from './place.ts'
import type { History } from './smart.ts'
import { readTold } from './told-readings.ts'

/** Where a goal starts from: a stock's latest value, else what the days before it brought. Days `2026-11-22`. */
export type Baseline = {
  readonly value: number | null
  readonly from: string | null
  readonly to: string | null
  readonly how: string
  /** What would give one. */
  readonly remedy: string | null
}

/** What a shop's past says of a goal: its baseline, past periods of its length, and what effort brought. */
export type Past = { readonly baseline: Baseline; readonly history: History | undefined }

export async function readPast(database: Database, shop: Shop, goal: Goal, now: number): Promise<Past> {
  const past = isOurs(goal.metric)
    ? await readCountedPast(database, shop, goal, now)
    : await readToldPast(database, shop, goal, now)
  const effort = hasEffort(goal) ? await readYield(database, shop, goal, now) : {}
  return { ...past, history: past.history ? { ...past.history, ...effort } : { periods: [], ...effort } }
}

/** A month of history before costs say anything is little; half a year is what stays comparable. */
const effortDays = 180

function hasEffort({ plannedHours, plannedMoney }: Goal): boolean {
  return (plannedHours ?? 0) > 0 || (plannedMoney ?? 0) > 0
}

async function readYield(database: Database, shop: Shop, goal: Goal, now: number): Promise<Partial<History>> {
  const to = localDay(now, shop.timeZone) - 1
  const from = to - effortDays + 1
  const spent = await readSpent(database, { shop, scope: goal.scope, from, to })
  if (spent.hours === 0 && spent.money === 0) return {}
  const brought = await readBrought(database, shop, { ...goal, from: showDay(from), to: showDay(to) }, now)
  return yieldOf(brought, spent)
}

/** What came in; a stock's growth. */
async function readBrought(database: Database, shop: Shop, goal: Goal, now: number): Promise<number | null> {
  if (isOurs(goal.metric)) return (await readGoal(database, shop, goal, now)).value
  const metric = metricOf(goal)
  const told = await readTold(database, shop, goal)
  const [from, to] = [parseDay(goal.from), parseDay(goal.to)]
  if (metric.kind !== 'stock') return readValue({ metric, ...told, from, to }).value
  const at = (day: number, until: number) => readValue({ metric, ...told, from: day, to: until }).value
  const [first, last] = [at(from - 30, from + 30), at(from + 31, to)]
  return first === null || last === null ? null : last - first
}

async function readCountedPast(database: Database, shop: Shop, goal: Goal, now: number): Promise<Past> {
  const history = goal.scope.place === undefined ? await readHistory(database, shop, goal, now) : undefined
  const { length, end } = timeOf(goal, shop, now)
  const days = { from: showDay(end - length), to: showDay(end - 1) }
  const value = history?.periods.at(-1)?.result ?? null
  if (value !== null)
    return { history, baseline: { value, ...days, how: `Counted here in the ${length} days before.`, remedy: null } }
  const how = `There is no count of ${length} whole days before it.`
  const remedy = isCosted(goal.metric)
    ? 'Write down hours and money for four weeks first.'
    : 'Count for four weeks first: nothing is to be done but to use short links.'
  return { history, baseline: { value: null, from: null, to: null, how, remedy } }
}

async function readToldPast(database: Database, shop: Shop, goal: Goal, now: number): Promise<Past> {
  const metric = metricOf(goal)
  const told = await readTold(database, shop, goal)
  const { length, end } = timeOf(goal, shop, now)
  const windows = Array.from({ length: mostPeriods }, (_, index) => end - (mostPeriods - index) * length)
  const read = (from: number, to: number) => readValue({ metric, ...told, from, to })
  if (metric.kind !== 'stock') {
    const results = windows.map((from) => read(from, from + length - 1))
    const periods = results.flatMap(({ value, toldDays, days }) =>
      value === null || toldDays < days * enough ? [] : [{ result: value }],
    )
    return {
      history: { periods },
      baseline: noteOn(goal, baselineOf(results.at(-1), { from: end - length, to: end - 1 })),
    }
  }
  // Who writes down once a month does it on the first day of the next one.
  const about = Math.max(7, Math.round(length / 4))
  const periods = windows.flatMap((from) => {
    const opening = read(from - about, from).value
    const result = read(from + length - about, from + length).value
    return opening === null || result === null ? [] : [{ opening, result }]
  })
  const latest = read(end - latestDays, end)
  const day = latest.lastDay ?? end
  return { history: { periods }, baseline: noteOn(goal, baselineOf(latest, { from: day, to: day })) }
}

/** A platform's number of a place is the whole channel's. */
function noteOn({ scope }: Goal, baseline: Baseline): Baseline {
  const note = placeNote(scope)
  return note === null || baseline.value === null ? baseline : { ...baseline, how: `${baseline.how} ${note}` }
}

const mostPeriods = 8
/** Of a period's days, to compare it with others. */
const enough = 0.8
const latestDays = 90

function baselineOf(read: ReturnType<typeof readValue> | undefined, days: { from: number; to: number }): Baseline {
  if (!read || read.value === null) {
    const remedy = 'Type in today’s number, or import the platform’s file; four weeks of it tell what is usual.'
    return { value: null, from: null, to: null, how: 'Nobody has told this number yet.', remedy }
  }
  const how = `Told by the platform, typed in or imported (${sayCompleteness(read)}).`
  const isStock = days.from === days.to
  return {
    value: read.value,
    from: showDay(days.from),
    to: showDay(days.to),
    how: isStock ? 'The latest number told.' : how,
    remedy: null,
  }
}

function timeOf(goal: Goal, shop: Shop, now: number): { readonly length: number; readonly end: number } {
  const from = parseDay(goal.from)
  return { length: Math.max(1, parseDay(goal.to) - from + 1), end: Math.min(from, localDay(now, shop.timeZone)) }
}
