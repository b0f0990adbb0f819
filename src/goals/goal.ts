import * as z from 'zod'
import { dayField } from '../shops/day-field.ts'
import { channelField } from '../links/post.ts'
import { findMetric, metrics, type Metric } from '../platforms/catalog.ts'
import { parseDay } from '../shops/calendar.ts'
import { findGoalWarnings, judgeLevel, suggestNearer, type GoalWarning } from './levels.ts'
import { isOurs } from './ours.ts'
import type { GoalDraft as SmartDraft } from './smart.ts'

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
  /** What is planned to be put in; money as the target, in whole units. */
  readonly plannedHours: number | null
  readonly plannedMoney: number | null
  readonly review: Review | null
  readonly createdAt: number
  readonly archivedAt: number | null
  /** Where `metric` is one of the shop's own. */
  readonly ownMetric: Metric | null
}

/** How often a goal is looked at. */
export const reviews = ['weekly', 'monthly'] as const
export type Review = (typeof reviews)[number]

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
  metric: z
    .string('is missing: give a metric of the catalog such as orders')
    .refine((id) => findMetric(id) || isIdOfOwn(id), {
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
  plannedHours: z
    .number('must be a number of hours')
    .min(0, 'must be 0 or more')
    .max(100_000, 'must be 100,000 hours at most')
    .nullable()
    .exactOptional(),
  plannedMoney: z
    .number('must be an amount in the shop’s currency')
    .min(0, 'must be 0 or more')
    .max(most, 'must be a trillion at most')
    .nullable()
    .exactOptional(),
  review: z
    .enum(reviews, `must be one of ${reviews.join(', ')}`)
    .nullable()
    .exactOptional(),
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

/** A goal that is judged before all of it is known. */
export const goalSketch = z.strictObject({ ...goalPatch.shape, shopId: z.string().exactOptional() })
export type GoalSketch = z.output<typeof goalSketch>

/**
 * The fields of a goal with what judges say of its place on the five levels; `parent` is the goal it leads to,
 * `ids` the metrics that the shop can measure today, `own` its own ones.
 */
export function showGoal(
  goal: Goal,
  parent: Goal | undefined,
  { ids, own }: { readonly ids: readonly string[]; readonly own?: readonly Metric[] },
) {
  const { number: _, ownMetric: __, createdAt, archivedAt, ...shown } = goal
  const metric = metricOf(goal)
  return {
    ...shown,
    /** Its metric, the shop's own ones too. */
    measures: { name: metric.name, unit: metric.unit, kind: metric.kind, direction: metric.direction },
    createdAt: new Date(createdAt).toISOString(),
    archivedAt: archivedAt === null ? null : new Date(archivedAt).toISOString(),
    ...judgeLevel(metric, goal),
    suggestions: suggestNearer(metric, ids, own),
    warnings: [...findGoalWarnings(metric, { ...goal, parent: parent && metricOf(parent) }), ...placeWarnings(goal)],
  }
}

export function toSmartDraft(goal: Goal): SmartDraft {
  const effort = { hours: goal.plannedHours ?? 0, money: goal.plannedMoney ?? 0 }
  return { ...goal, metric: metricOf(goal), from: parseDay(goal.from), to: parseDay(goal.to), effort }
}

/** The metric of a goal, of the catalog or the shop's own. */
export function metricOf({ metric, ownMetric }: Pick<Goal, 'metric'> & Partial<Pick<Goal, 'ownMetric'>>): Metric {
  const found = findMetric(metric) ?? ownMetric
  if (!found) throw new Error(`the catalog has lost the metric ${metric}`)
  return found
}

export function isIdOfOwn(id: string): boolean {
  return /^met_[\w-]+$/.test(id)
}

/** A place in words can't be told from a click, so that a value for it would be one for everywhere. */
export function placeWarnings(goal: Pick<Goal, 'metric' | 'ownMetric' | 'scope'>): GoalWarning[] {
  const { name } = metricOf(goal)
  if (goal.scope.place === undefined || !isOurs(goal.metric)) return []
  return [
    {
      code: 'place-not-measured',
      field: 'scope/place',
      message: `${name} can’t be told apart by place here: the progress stays unknown.`,
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
