import { type Removal, removalEffects } from '../attribution/models/removal.ts'
import type { Path } from '../attribution/path.ts'
import type { CountedEvent } from '../conversions/counted-store.ts'
import type { Shop } from '../shops/shop.ts'
import { dayMs, startOfDay } from '../shops/calendar.ts'
import type { Database } from '../storage/database.ts'
import { type Journey, type Journeys, unitOf, unitsBy } from './journeys.ts'
import type { Dimension, Question } from './question.ts'
import { type Key, readBuyers, readClicks, readConversions } from './store.ts'

/** `nulls`: ways that ended in nothing. `until`: the last day whose clicks can't lead to an order any more, at most the period's. */
export type Removals = {
  readonly byEvent: ReadonlyMap<CountedEvent, Removal & { readonly nulls: number }>
  readonly until: number
}

/**
 * Markov's removal effects of the dimension's keys, of the whole shop whatever the question's filters leave: by the
 * period's journeys, and as ways that ended in nothing the visitors of those days whose window has closed and who didn't
 * buy. These are ways of one touch: what a visitor clicked on another day is unknown, as the salts are thrown away.
 * Only of events that are among the journeys told, each for itself.
 */
export async function measureRemoval(
  database: Database,
  question: Question,
  by: Dimension,
  told: Journeys,
): Promise<Removals> {
  const units = unitsBy(by)
  const { shop, from, to, windowDays, today = to } = question
  const whole = { ...question, scope: undefined, filters: undefined }
  const until = Math.min(to, lastClosed(shop, today, windowDays))
  const closed = { ...whole, to: until }
  const isClosed = until >= from
  const events = [...new Set(told.journeys.map(({ event }) => event))]
  const [single, visitors, ...buyers] = await Promise.all([
    isNarrowed(question) || units !== by
      ? readConversions(database, whole, units, { ofOneTouch: true, withoutCustomers: true })
      : told.conversions,
    isClosed ? readClicks(database, closed, units) : [],
    ...events.map((event) => (isClosed ? readBuyers(database, closed, units, { event }) : [])),
  ])
  const byEvent = events.map((event, index) => {
    const bought = new Map(buyers[index]?.map((row) => [unitOf(row.key), row.buyers]))
    const nulls = visitors.map(({ key, unique_here: unique }) => nullPath(key, unique, bought))
    const ended = single.filter((row) => row.event === event && row.credited)
    const ways = [
      ...ended.map((row) => pathOf([unitOf(row.key)], row.number)),
      ...gatherPaths(told.journeys.filter((one) => one.event === event)),
      ...nulls,
    ]
    const count = nulls.reduce((sum, one) => sum + one.nulls, 0)
    return [event, { ...removalEffects(ways), nulls: count }] as const
  })
  return { byEvent: new Map(byEvent), until }
}

/** The last day whose every click is older today than the window: longer days, as when clocks are set, keep it open. */
function lastClosed({ timeZone }: Pick<Shop, 'timeZone'>, today: number, windowDays: number): number {
  const day = today - windowDays - 1
  return startOfDay(day + 1, timeZone) + windowDays * dayMs <= startOfDay(today, timeZone) ? day : day - 1
}

/** Whether the question leaves a part of the shop out. */
export function isNarrowed({ scope, filters = [] }: Question): boolean {
  return filters.length > 0 || Object.values(scope ?? {}).some(Boolean)
}

function nullPath(key: Key, unique: number, bought: ReadonlyMap<string, number>): Path {
  // Who came back on another day counts as two visitors; who clicked twice before buying, as two who bought.
  const nulls = Math.max(0, unique - (bought.get(unitOf(key)) ?? 0))
  return { path: [unitOf(key)], conversions: 0, value: 0, nulls }
}

function pathOf(path: readonly string[], conversions: number): Path {
  return { path, conversions, value: 0, nulls: 0 }
}

/** Journeys that went the same way as one. */
function gatherPaths(journeys: readonly Journey[]): Path[] {
  const same = new Map<string, { path: string[]; count: number }>()
  for (const { touches } of journeys) {
    const path = touches.map(({ unit }) => unit)
    const key = path.join('\n')
    const known = same.get(key)
    if (known) known.count++
    else same.set(key, { path, count: 1 })
  }
  return [...same.values()].map(({ path, count }) => pathOf(path, count))
}
