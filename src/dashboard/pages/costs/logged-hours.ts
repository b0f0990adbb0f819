import { type Channel, channelIds } from '../../../links/channel.ts'
import { mondayOf, parseDay, showDay } from '../../../shops/calendar.ts'
import { type Cost, createCosts, removeCost, updateCost } from '../../queries/costs.ts'
import type { Week } from '../platform-numbers/weeks.ts'

/** Channels with a row: those with hours, those added, and two to begin with. */
export function channelsOf(costs: readonly Cost[], added: readonly Channel[]): readonly Channel[] {
  const used = new Set(costs.flatMap(({ channel }) => channel ?? []))
  const first = used.size < 2 ? (['instagram', 'facebook'] as const) : []
  return [...channelIds.filter((id) => used.has(id)), ...new Set([...first, ...added].filter((id) => !used.has(id)))]
}

export function logKey(channel: Channel, { from }: Week): string {
  return `${channel} ${from}`
}

/** The hours of a channel's week as the log has them, and those that were written down elsewhere and begin in it. */
export function loggedIn(costs: readonly Cost[], channel: Channel, week: Week) {
  const sunday = showDay(mondayOf(parseDay(week.from)) + 6)
  const inWeek = costs.filter((cost) => cost.channel === channel && cost.from >= week.from && cost.from <= sunday)
  const own = inWeek.find(
    ({ kind, scope, from, to, amount, note }) =>
      kind === 'work' && scope === 'channel' && amount === null && note === null && from === week.from && to <= sunday,
  )
  const other = inWeek.filter((one) => one !== own).reduce((sum, { hours }) => sum + (hours ?? 0), 0)
  return { own, other }
}

type Typed = { readonly channel: Channel; readonly week: Week; readonly hours: number | undefined }

/** Keeps what was typed: new hours, others in place of those there, none where 0 stands. */
export async function keepHours(shopId: string, costs: readonly Cost[], typed: readonly Typed[]): Promise<void> {
  const drafts = []
  for (const { channel, week, hours = 0 } of typed) {
    const { own } = loggedIn(costs, channel, week)
    if (own && hours === 0) await removeCost(own.id)
    else if (own) await updateCost(own.id, { hours, to: week.last })
    else if (hours > 0) drafts.push({ shopId, kind: 'work', channel, hours, from: week.from, to: week.last })
  }
  for (let at = 0; at < drafts.length; at += 100) await createCosts(drafts.slice(at, at + 100))
}
