import * as z from 'zod'
import { channelIds } from '../links/channel.ts'
import { dayMs, mondayOf, parseDay, showDay, startOfDay } from '../shops/calendar.ts'
import { dayField } from '../shops/day-field.ts'
import type { revenueBases } from '../shops/shop.ts'

/** What is compared: all of the shop's, by the day on its calendar, whoever led to it. Tests are left out. */
export const outcomes = ['orders', 'net_revenue', 'new_customers'] as const
export type Outcome = (typeof outcomes)[number]

/**
 * Pairs of adjacent weeks, one with posts and one without. `firstMonday` is a day on the shop's calendar; `channel` is
 * null where it is about all posts; `sides` 1: more with posts, 2: more or fewer. `seed`: hexadecimal, a digit a pair; null
 * until it begins, when it is drawn: who saw the draw before could plan until they like it.
 */
export type Experiment = {
  readonly number: number
  readonly id: string
  readonly shopId: string
  readonly hypothesis: string
  readonly metric: Outcome
  readonly channel: (typeof channelIds)[number] | null
  readonly pairs: number
  readonly firstMonday: number
  readonly washOutDays: number
  readonly sides: 1 | 2
  readonly seed: string | null
  readonly revision: number
  readonly revenueBasis: (typeof revenueBases)[number] | null
  readonly lockedText: string | null
  readonly lockedHash: string | null
  readonly startedAt: number | null
  readonly stoppedAt: number | null
  readonly stopReason: string | null
  readonly archivedAt: number | null
  readonly createdAt: number
}

/** What can be lost by chance without anybody saying so: one in twenty. */
export const alpha = 0.05

const states = ['draft', 'waiting', 'running', 'finished', 'stopped'] as const
export type ExperimentState = (typeof states)[number]

type Timed = Pick<Experiment, 'startedAt' | 'stoppedAt' | 'firstMonday' | 'pairs'>

/** Where it stands at `now`, UTC milliseconds; `waiting` has begun and awaits its first Monday. */
export function stateOf(experiment: Timed, timeZone: string, now: number): ExperimentState {
  const { startedAt, stoppedAt, firstMonday } = experiment
  if (startedAt === null) return 'draft'
  if (stoppedAt !== null) return 'stopped'
  if (now >= startOfDay(dayAfter(experiment), timeZone)) return 'finished'
  return now >= startOfDay(firstMonday, timeZone) ? 'running' : 'waiting'
}

/** The Monday after its last week. */
export function dayAfter({ firstMonday, pairs }: Pick<Experiment, 'firstMonday' | 'pairs'>): number {
  return firstMonday + pairs * 14
}

const shape = {
  hypothesis: z
    .string('is missing: what do you expect, in your own words?')
    .trim()
    .min(1, 'must not be empty: what do you expect, in your own words?')
    .max(1000, 'must have 1000 characters at most')
    // A line of its own could pass for one of the registered text.
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'must be one line: take out line breaks and control characters'),
  metric: z.enum(outcomes, `must be one of ${outcomes.join(', ')}`),
  channel: z.enum(channelIds, `must be one of ${channelIds.join(', ')}, or null for all posts`).nullable(),
  pairs: z
    .int('must be a whole number of pairs of weeks')
    .min(2, 'must be 2 to 20 pairs of weeks')
    .max(20, 'must be 2 to 20 pairs of weeks'),
  firstMonday: dayField.refine((text) => readOrNone(text) === undefined || isMonday(text), {
    error: ({ input }) => `must be a Monday: ${nextMonday(String(input))} is the next one.`,
  }),
  washOutDays: z.int('must be a whole number of days').min(0, 'must be 0 to 3 days').max(3, 'must be 0 to 3 days'),
  sides: z.literal([1, 2], 'must be 1 (more with posts) or 2 (more or fewer)'),
}

const first = {
  ...shape,
  channel: shape.channel.default(null),
  washOutDays: shape.washOutDays.default(1),
  sides: shape.sides.default(1),
}

export const experimentDraft = z.strictObject({ ...first, shopId: z.string().exactOptional() })
export type ExperimentDraft = z.output<typeof experimentDraft>

/** What a plan would be able to show; no words are needed for that. */
export const experimentSketch = z.strictObject({
  ...first,
  hypothesis: shape.hypothesis.exactOptional(),
  shopId: z.string().exactOptional(),
})
export type ExperimentSketch = z.output<typeof experimentSketch>

export const experimentPatch = z.strictObject({
  hypothesis: shape.hypothesis.exactOptional(),
  metric: shape.metric.exactOptional(),
  channel: shape.channel.exactOptional(),
  pairs: shape.pairs.exactOptional(),
  firstMonday: shape.firstMonday.exactOptional(),
  washOutDays: shape.washOutDays.exactOptional(),
  sides: shape.sides.exactOptional(),
})
export type ExperimentPatch = z.output<typeof experimentPatch>

/** `reason`: why the weeks can't be compared, such as a webhook that was down. */
export const exclusionDraft = z.strictObject({
  pair: z.int('must be the number of a pair, from 1').min(1, 'must be the number of a pair, from 1'),
  reason: z
    .string('is missing: what happened in these weeks?')
    .trim()
    .min(1, 'must not be empty: what happened in these weeks?')
    .max(500, 'must have 500 characters at most'),
})
export type Exclusion = z.output<typeof exclusionDraft> & { readonly at: number }

export const stopBody = z.strictObject({
  reason: z.string('must be text').trim().max(500, 'must have 500 characters at most').default(''),
})

/** How the outcome is counted: its unit, as words use it for many. */
export function unitOf(metric: Outcome, currency: string): string {
  return { orders: 'orders', net_revenue: currency, new_customers: 'new customers' }[metric]
}

/** What isn't a day at all is said by its field. */
function readOrNone(text: string): number | undefined {
  return dayField.safeParse(text).success ? parseDay(text) : undefined
}

function isMonday(text: string): boolean {
  const day = parseDay(text)
  return mondayOf(day) === day
}

function nextMonday(text: string): string {
  return showDay(mondayOf(parseDay(text)) + 7)
}

/** An instant as the API tells it. */
export function showInstant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}

/** How far ahead a plan may begin, in days: nobody knows what the shop will be by then. */
export const mostDaysAhead = 366

export function daysBetween(now: number, until: number): number {
  return Math.max(0, Math.ceil((until - now) / dayMs))
}
