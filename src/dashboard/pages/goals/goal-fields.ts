import { channelIds } from '../../../links/channel.ts'
import type { GoalDraft } from '../../queries/goals.ts'

/** What stands in the form; number fields hold '' while empty. */
export type GoalFields = {
  readonly name: string
  readonly metric: string
  readonly target: number | string
  readonly baseline: number | string
  readonly from: string
  readonly to: string
  readonly channel: string
  readonly main: boolean
  readonly parentId: string | null
  readonly businessGoal: string
  readonly reason: string
}

export function emptyGoal(from: string, to: string): GoalFields {
  const texts = { name: '', target: '', baseline: '', channel: '', businessGoal: '', reason: '' }
  return { ...texts, metric: 'orders', from, to, main: true, parentId: null }
}

/** The body of POST /goals: what was left empty, or belongs to the other kind of goal, is left out. */
export function toGoalDraft(fields: GoalFields, shopId: string): GoalDraft {
  const { name, metric, target, baseline, from, to, main, parentId, businessGoal, reason } = fields
  const channel = channelIds.find((id) => id === fields.channel)
  return {
    ...{ shopId, name, metric, target: Number(target), from, to, main },
    ...(baseline === '' ? {} : { baseline: Number(baseline) }),
    ...(channel ? { scope: { channel } } : {}),
    ...(main && businessGoal.trim() !== '' ? { businessGoal } : {}),
    ...(main && reason.trim() !== '' ? { reason } : {}),
    ...(!main && parentId !== null ? { parentId } : {}),
  }
}
