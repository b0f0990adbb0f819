import { findMetric } from '../platforms/catalog.ts'
import { addSpent, nothingSpent, type Spent, sumCosts } from '../platforms/cost-sum.ts'
import type { Reading } from '../platforms/reading/reading.ts'
import { readValue } from '../platforms/reading/value.ts'
import { readReadings } from '../platforms/value-store.ts'
import { showDay } from '../shops/calendar.ts'
import type { Database } from '../storage/database.ts'
import type { Question } from './question.ts'

/** Followers won, on how many of the days asked for, and what was spent on those days. */
export type NewFollowers = {
  readonly value: number
  readonly coveredDays: number
  readonly days: number
  /** As platforms told the new ones; or, where they told of none, by how much the followers grew. */
  readonly basis: 'new_followers' | 'followers'
  readonly spent: Spent
}

/** New followers in the period, of a channel or of all; null where nothing was told. */
export async function readNewFollowers(
  database: Database,
  question: Question,
): Promise<(channel?: string) => Promise<NewFollowers | null>> {
  const { shop, from, to, scope, filters = [] } = question
  // Followers are of a channel as a whole.
  if (scope?.campaignId || scope?.postId || filters.length > 0) return async () => null
  const [flows, stocks] = await Promise.all([
    readReadings(database, shop, 'new_followers'),
    readReadings(database, shop, 'followers'),
  ])
  return async (channel = scope?.channel ?? undefined) => {
    const won = countWon({ flows, stocks, channel, from, to })
    if (!won) return null
    const { value, basis, told } = won
    const spent = await spentOn(database, { ...question, scope: { ...scope, channel } }, told)
    return { value, basis, coveredDays: told.size, days: to - from + 1, spent }
  }
}

type Told = {
  readonly flows: readonly Reading[]
  readonly stocks: readonly Reading[]
  readonly channel: string | undefined
  readonly from: number
  readonly to: number
}
type Won = Pick<NewFollowers, 'value' | 'basis'> & { readonly told: ReadonlySet<number> }

/** What was told, and the growth of the channels of which nothing was. */
function countWon({ flows, stocks, channel, from, to }: Told): Won | null {
  const isAsked = (one: Reading) => channel === undefined || one.channel === channel
  const own = countTold(flows.filter(isAsked), { channel, from, to })
  const known = new Set(flows.filter((one) => isWithin(one, { from, to })).map((one) => one.channel))
  // Told of all channels at once: nothing is to be added.
  const silent = known.has(null) ? [] : stocks.filter((one) => isAsked(one) && !known.has(one.channel))
  const grown = [...new Set(silent.map((one) => one.channel))].flatMap((name) => {
    const readings = silent.filter((one) => one.channel === name && one.post === null)
    return growthOf(readings, { from, to }) ?? []
  })
  const parts = [...(own ? [own] : []), ...grown]
  if (parts.length === 0) return null
  return {
    value: parts.reduce((sum, one) => sum + one.value, 0),
    basis: grown.length > 0 ? 'followers' : 'new_followers',
    told: new Set(parts.flatMap((one) => [...one.told])),
  }
}

type Period = { readonly from: number; readonly to: number }

function countTold(
  readings: readonly Reading[],
  { channel, from, to }: Period & { readonly channel: string | undefined },
): Won | null {
  const metric = findMetric('new_followers')
  if (!metric) return null
  const { value } = readValue({ metric, readings, from, to, scope: channel === undefined ? {} : { channel } })
  if (value === null) return null
  const spans = readings.filter((one) => isWithin(one, { from, to }))
  return { value, basis: 'new_followers', told: new Set(spans.flatMap((one) => daysOf(one.from ?? one.to, one.to))) }
}

/** From the last reading on the eve of the period, or the first one in it, to the last; null where there is only one. */
function growthOf(readings: readonly Reading[], { from, to }: Period): Won | null {
  const within = readings
    .filter((one) => one.to >= from - 1 && one.to <= to)
    .toSorted((a, b) => a.to - b.to || a.toldAt - b.toldAt)
  const last = within.at(-1)
  const first = within.findLast((one) => one.to === within[0]?.to)
  if (!first || !last || first.to === last.to) return null
  return { value: last.value - first.value, basis: 'followers', told: new Set(daysOf(first.to + 1, last.to)) }
}

function isWithin(reading: Reading, { from, to }: Period): boolean {
  return (reading.from ?? reading.to) >= from && reading.to <= to
}

function daysOf(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
}

/** Of the days that followers are told of alone: what was spent on others brought others. */
async function spentOn(
  database: Database,
  { shop, from, to, scope }: Question,
  days: ReadonlySet<number>,
): Promise<Spent> {
  const { rows } = await sumCosts(database, shop, { from, to, scope, by: 'day' })
  return [...days].reduce((sum, day) => addSpent(sum, rows.get(showDay(day)) ?? nothingSpent), nothingSpent)
}
