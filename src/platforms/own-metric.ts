import * as z from 'zod'
import type { Metric } from './catalog.ts'
import { type LevelAnswers, responses } from './level-questions.ts'

/** A metric of the shop's own: LINE friends, table bookings, reviews, earned blog links. Somebody writes it down. */
export type OwnMetric = Pick<Metric, 'id' | 'name' | 'level' | 'objective' | 'unit' | 'kind' | 'direction'> & {
  readonly number: number
  readonly shopId: string
  readonly createdAt: number
}

export const metricUnits = ['count', 'money', 'percent', 'seconds', 'minutes'] as const
export const metricObjectives = ['awareness', 'engagement', 'customer-service', 'leads-and-sales'] as const
export const metricDirections = ['up', 'down'] as const
export const metricKinds = ['stock', 'running-total', 'flow'] as const

/** The three questions of the goal model; whoever bought has acted, and whoever acted has responded. */
export const levelAnswers = z.strictObject({
  buys: z.boolean('must be true or false: has the customer bought?'),
  acts: z.boolean('must be true or false: has the customer asked, booked, visited or left an address?'),
  responds: z.enum(responses, `must be one of ${responses.join(', ')}`),
}) satisfies z.ZodType<LevelAnswers>

export const ownMetricDraft = z.strictObject({
  name: z
    .string('is missing: what is counted?')
    .trim()
    .min(1, 'must not be empty')
    .max(80, 'must have 80 characters at most'),
  unit: z.enum(metricUnits, `must be one of ${metricUnits.join(', ')}`),
  objective: z.enum(metricObjectives, `must be one of ${metricObjectives.join(', ')}`),
  direction: z.enum(metricDirections, 'must be up or down: which way is better?').default('up'),
  kind: z.enum(metricKinds, `must be one of ${metricKinds.join(', ')}`),
  level: levelAnswers,
  shopId: z.string().exactOptional(),
})
export type OwnMetricDraft = z.output<typeof ownMetricDraft>

export const ownMetricPatch = z.strictObject({
  name: ownMetricDraft.shape.name.exactOptional(),
  objective: ownMetricDraft.shape.objective.exactOptional(),
  direction: z.enum(metricDirections, 'must be up or down: which way is better?').exactOptional(),
  level: levelAnswers.exactOptional(),
})

export function showOwnMetric({ number: _, createdAt, ...metric }: OwnMetric) {
  return { ...metric, createdAt: new Date(createdAt).toISOString() }
}
