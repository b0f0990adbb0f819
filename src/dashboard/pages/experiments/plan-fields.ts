import { type Channel, channelIds } from '../../../links/channel.ts'
import type { Experiment } from '../../queries/experiments.ts'

/** The form of a plan. `channel` is '' for all posts. */
export type PlanFields = {
  readonly hypothesis: string
  readonly metric: Experiment['metric']
  readonly channel: Channel | ''
  readonly pairs: number | string
  readonly firstMonday: string
  readonly washOutDays: 0 | 1 | 2 | 3
  readonly sides: 1 | 2
}

/** What is suggested: of all posts. */
export function usualPlan(firstMonday: string): AskedPlan {
  return { metric: 'orders', channel: null, pairs: 6, firstMonday, washOutDays: 1, sides: 1 }
}

export function emptyPlan(firstMonday: string): PlanFields {
  return { ...usualPlan(firstMonday), hypothesis: '', channel: '' }
}

export function fieldsOf({
  hypothesis,
  metric,
  channel,
  pairs,
  firstMonday,
  washOutDays,
  sides,
}: Experiment): PlanFields {
  const washOut = ([0, 1, 2, 3] as const).find((days) => days === washOutDays) ?? 1
  return { hypothesis, metric, channel: channel ?? '', pairs, firstMonday, washOutDays: washOut, sides }
}

/** The same as the API takes it. */
export type AskedPlan = Omit<PlanFields, 'hypothesis' | 'channel' | 'pairs'> & {
  readonly channel: Channel | null
  readonly pairs: number
}

/** What is asked of the server; undefined as long as fields are empty. */
export function toPlan(fields: PlanFields): AskedPlan | undefined {
  const { hypothesis: _, channel, pairs, firstMonday, ...rest } = fields
  if (typeof pairs !== 'number' || firstMonday === '') return undefined
  return { ...rest, pairs, firstMonday, channel: channel === '' ? null : channel }
}

export function channelOf(text: string | null): PlanFields['channel'] {
  return channelIds.find((id) => id === text) ?? ''
}
