import * as z from 'zod'
import { dayField } from '../shops/day-field.ts'
import { channelField } from '../links/post.ts'
import { findMetric, metrics, type Metric } from '../platforms/catalog.ts'
import { parseDay } from '../shops/calendar.ts'
import { findGoalWarnings, judgeLevel, suggestNearer, type GoalWarning } from './levels.ts'
import { judgeSmart, type History } from './smart.ts'

/** A metric to bring to `target` from the day `from` to the day `to`, inclusive. Money is in the shop's currency's whole units. */
export type Goal = {
  readonly number: number
  readonly id: string
  readonly shopId: string
  readonly parentId: string | null
  readonly name: string
  readonly metric: string
  readonly target: number
  readonly baseline: number | null
  readonly from: string
  readonly to: string
  readonly scope: z.output<typeof scopeField>
  /** A main goal, or a milestone towards one. */
  readonly main: boolean
  readonly purpose: string | null
  readonly businessGoal: string | null
  readonly audience: string | null
  readonly owner: string | null
  readonly reason: string | null
  readonly createdAt: number
}

/** Metrics that we count ourselves; the rest is the platforms' to tell, or comes with the shop's snippet. */
export const ownMetrics = [
  'link_clicks',
  'leads',
  'add_to_cart',
  'begin_checkout',
  'orders',
  'revenue',
  'aov',
  'conversion_rate',
  'new_customers',
] as const
export type OwnMetric = (typeof ownMetrics)[number]

const most = 1_000_000_000_000
const text = z.string().trim().max(1000, 'must have 1,000 characters at most').nullable().exactOptional()

export const scopeField = z.strictObject({
  channel: channelField.exactOptional(),
  campaignId: z.string().exactOptional(),
  postId: z.string().exactOptional(),
  place: z.string().trim().min(1, 'must not be empty').max(100, 'must have 100 characters at most').exactOptional(),
})

export const goalDraft = z.strictObject({
  name: z
    .string('is missing: what is the goal called?')
    .trim()
    .min(1, 'must not be empty')
    .max(200, 'must have 200 characters at most'),
  metric: z.string('is missing: give a metric of the catalog such as orders').refine((id) => findMetric(id), {
    error: ({ input }) => `There is no such metric. Did you mean ${nearestMetrics(String(input)).join(', ')}?`,
  }),
  target: z
    .number('is missing: give the number to reach')
    .positive('must be more than 0')
    .max(most, 'must be a trillion at most'),
  baseline: z
    .number('must be a number')
    .min(0, 'must be 0 or more')
    .max(most, 'must be a trillion at most')
    .nullable()
    .exactOptional(),
  from: dayField,
  to: dayField,
  scope: scopeField.exactOptional(),
  main: z.boolean('is missing: true for a main goal, false for a milestone'),
  parentId: z.string().nullable().exactOptional(),
  purpose: text,
  businessGoal: text,
  audience: text,
  owner: text,
  reason: text,
  shopId: z.string().exactOptional(),
})
export type GoalDraft = z.output<typeof goalDraft>

const { shopId: _, ...fields } = goalDraft.shape
export const goalPatch = z.strictObject({
  ...fields,
  name: fields.name.exactOptional(),
  metric: fields.metric.exactOptional(),
  target: fields.target.exactOptional(),
  from: fields.from.exactOptional(),
  to: fields.to.exactOptional(),
  main: fields.main.exactOptional(),
})
export type GoalPatch = z.output<typeof goalPatch>

/** The fields of a goal with what judges say of its place on the five levels; `parent` is the goal it leads to. */
export function showGoal(goal: Goal, parent: Goal | undefined) {
  const { number: _, createdAt, ...shown } = goal
  const metric = metricOf(goal)
  return {
    ...shown,
    createdAt: new Date(createdAt).toISOString(),
    ...judgeLevel(metric, goal),
    suggestions: suggestNearer(metric, ownMetrics),
    warnings: [...findGoalWarnings(metric, { ...goal, parent: parent && metricOf(parent) }), ...placeWarnings(goal)],
  }
}

/** As `showGoal`, with whether it is SMART by the shop's own history. */
export function showJudged(goal: Goal, parent: Goal | undefined, history: History | undefined) {
  const draft = { ...goal, metric: metricOf(goal), from: parseDay(goal.from), to: parseDay(goal.to) }
  return { ...showGoal(goal, parent), smart: judgeSmart(draft, history) }
}

export function metricOf({ metric }: Pick<Goal, 'metric'>): Metric {
  const found = findMetric(metric)
  if (!found) throw new Error(`the catalog has lost the metric ${metric}`)
  return found
}

export function isOwnMetric(id: string): id is OwnMetric {
  return ownMetrics.some((one) => one === id)
}

/** A place in words can't be told from a click, so that a value for it would be one for everywhere. */
function placeWarnings({ metric, scope }: Pick<Goal, 'metric' | 'scope'>): GoalWarning[] {
  if (scope.place === undefined || !isOwnMetric(metric)) return []
  return [
    {
      code: 'place-not-measured',
      field: 'scope/place',
      message: `${metricOf({ metric }).name} can’t be told apart by place here: the progress stays unknown.`,
      suggestion: 'Leave the place out, or give its posts a campaign of their own and name that.',
    },
  ]
}

/** The three ids that share the most pairs of letters with what was written. */
function nearestMetrics(written: string): string[] {
  const pairs = pairsOf(written)
  const likeness = (id: string) => {
    const own = pairsOf(id)
    return (2 * own.filter((pair) => pairs.includes(pair)).length) / (own.length + pairs.length)
  }
  return metrics
    .map(({ id }) => ({ id, likeness: likeness(id) }))
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, 3)
    .map(({ id }) => id)
}

function pairsOf(word: string): string[] {
  const padded = ` ${word.slice(0, 64).toLowerCase()} `
  return Array.from({ length: padded.length - 1 }, (_, index) => padded.slice(index, index + 2))
}
