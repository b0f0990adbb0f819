import { plannable } from '../../../goals/plannable.ts'
import { channelIds } from '../../../links/channel.ts'
import type { Goal, GoalDraft } from '../../queries/goals.ts'
import type { Plan, PlanRequest } from '../../queries/plan.ts'

/** What stands in the fields; a number field holds '' while empty. */
export type PlanFields = {
  readonly metric: PlanRequest['metric']
  readonly target: number | string
  readonly to: string
  /** A goal that runs, whose days and scope are taken; '' for a question of one's own. */
  readonly goalId: string
  /** Empty: those in use. */
  readonly channels: readonly string[]
  readonly shares: Readonly<Record<string, number>>
  readonly conversionRate: number | string
  readonly clickRate: number | string
  readonly clicksPerPost: number | string
  readonly hoursPerPost: number | string
}

export function emptyPlan(to: string): PlanFields {
  const rates = { conversionRate: '', clickRate: '', clicksPerPost: '', hoursPerPost: '' }
  return { metric: 'orders', target: 60, to, goalId: '', channels: [], shares: {}, ...rates }
}

/** Of a goal that can be planned; undefined for the others. */
export function ofGoal(goal: Goal, fields: PlanFields): PlanFields | undefined {
  const metric = plannable.find((id) => id === goal.metric)
  if (!metric) return undefined
  return { ...fields, metric, target: goal.target, to: goal.to, goalId: goal.id, channels: [], shares: {} }
}

/** The body of POST /goals/plan, null while a field that it needs is empty. */
export function toRequest(fields: PlanFields, goal: Goal | undefined, shopId: string): PlanRequest | null {
  const { metric, target, to } = fields
  if (!(Number(target) > 0) || to === '') return null
  const channels = channelIds.filter((id) => fields.channels.includes(id))
  const whatIf = {
    ...given('conversionRate', fields.conversionRate),
    ...given('clickRate', fields.clickRate),
    ...given('clicksPerPost', fields.clicksPerPost),
    ...given('hoursPerPost', fields.hoursPerPost),
  }
  return {
    ...{ shopId, metric, to, target: Number(target) },
    ...(goal ? { from: goal.from, scope: scopeOf(goal) } : {}),
    ...(channels.length > 0 ? { channels } : {}),
    ...(Object.keys(fields.shares).length > 0 ? { shares: fields.shares } : {}),
    ...(Object.keys(whatIf).length > 0 ? { whatIf } : {}),
  }
}

/** A place is left out: clicks can't be told apart by it. */
function scopeOf({ scope: { channel, campaignId, postId } }: Goal) {
  return {
    ...(channel === undefined ? {} : { channel }),
    ...(campaignId === undefined ? {} : { campaignId }),
    ...(postId === undefined ? {} : { postId }),
  }
}

type Names = { readonly clicks: string; readonly impressions: string; readonly channel: (id: string) => string }

/** A milestone for each channel's clicks and impressions, as far as these are known. */
export function toMilestones(
  plan: Plan,
  { from, shopId }: { readonly from: string; readonly shopId: string },
  names: Names,
): GoalDraft[] {
  return plan.channels.flatMap(({ channel, needs }) => {
    const milestone = (metric: 'link_clicks' | 'impressions', value: number | null, what: string): GoalDraft[] => {
      const scope = { channel: channelIds.find((id) => id === channel) ?? 'other' }
      if (value === null || value === 0 || (metric === 'link_clicks' && plan.metric === metric)) return []
      return [
        {
          name: `${what}, ${names.channel(channel)}`,
          metric,
          target: value,
          from,
          to: plan.to,
          main: false,
          scope,
          shopId,
        },
      ]
    }
    return [
      ...milestone('link_clicks', needs.clicks.value, names.clicks),
      ...milestone('impressions', needs.impressions.value, names.impressions),
    ]
  })
}

function given<Name extends string>(name: Name, value: number | string): Partial<Record<Name, number>> {
  if (!(Number(value) > 0)) return {}
  const rate: Partial<Record<Name, number>> = {}
  rate[name] = Number(value)
  return rate
}
