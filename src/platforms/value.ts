import * as z from 'zod'
import { type Channel } from '../links/channel.ts'
import { channelField } from '../links/post.ts'
import { localDay, parseDay, showDay } from '../shops/calendar.ts'
import { dayField } from '../shops/day-field.ts'
import type { Metric } from './catalog.ts'

/** One reading of a metric, as it is stored. Days since 1970, inclusive. */
export type Value = {
  readonly number: number
  readonly id: string
  readonly metric: string
  readonly channel: Channel | null
  readonly postId: string | null
  readonly linkId: string | null
  /** What it is of where only the platform knows the post. */
  readonly platformPost: { readonly id: string; readonly title: string | null; readonly url: string | null } | null
  /** null: how many there were, or had been so far, at the end of `to`. */
  readonly from: number | null
  readonly to: number
  readonly value: number
  readonly source: ValueSource
  readonly importId: string | null
  readonly createdAt: number
  /** When a later reading of the same took its place. */
  readonly replacedAt: number | null
}

/** Written down by a person, read from a platform's file, or sent in by a program. */
export const valueSources = ['typed', 'import', 'api'] as const
export type ValueSource = (typeof valueSources)[number]

const most = 1_000_000_000_000
const metricId = z
  .string('is missing: give the id of a metric, such as followers')
  .max(64, 'must have 64 characters at most')
const momentField = z.union(
  [dayField, z.iso.datetime({ offset: true })],
  'must be a day such as 2026-11-22, or a time such as 2026-11-22T12:00:00Z',
)

export const valueDraft = z.strictObject({
  metric: metricId,
  value: z.number('is missing: give the number').min(-most, 'is too small').max(most, 'must be a trillion at most'),
  at: momentField.exactOptional(),
  from: dayField.exactOptional(),
  to: dayField.exactOptional(),
  channel: channelField.exactOptional(),
  postId: z.string().exactOptional(),
  linkId: z.string().exactOptional(),
  shopId: z.string().exactOptional(),
})
export type ValueDraft = z.output<typeof valueDraft>

export type Fault = { readonly pointer: string; readonly detail: string }
export type ReadPeriod = { readonly from: number | null; readonly to: number } | Fault

/**
 * The days a draft is of. A stock is a reading `at` a day; a flow `at` a day is that day's; a count so far may be either: `at`
 * is all that came until then, `from` and `to` what came between. `today`: on the shop's calendar.
 */
export function periodOf(
  draft: Pick<ValueDraft, 'at' | 'from' | 'to' | 'value'>,
  metric: Pick<Metric, 'name' | 'kind' | 'unit'>,
  { timeZone, today }: { readonly timeZone: string; readonly today: number },
): ReadPeriod {
  const { at, from, to } = draft
  if (at !== undefined && (from !== undefined || to !== undefined))
    return { pointer: '/at', detail: 'Give either at, or from and to: a reading is of a day or of a period.' }
  if (at === undefined && (from === undefined || to === undefined)) return missing(metric, from === undefined)
  const end = at === undefined ? parseDay(to ?? '') : dayOf(at, timeZone)
  if (end > today)
    return { pointer: at === undefined ? '/to' : '/at', detail: `is yet to come: today is ${showDay(today)}.` }
  if (metric.kind === 'stock') {
    if (at !== undefined) return checkStock(draft.value, end)
    return {
      pointer: '/from',
      detail: `${metric.name} is how many there are, not how many came: give at, the day you read it.`,
    }
  }
  if (at !== undefined)
    return { from: metric.kind === 'running-total' && metric.unit === 'count' ? null : end, to: end }
  const start = parseDay(from ?? '')
  if (start > end) return { pointer: '/to', detail: `must be ${from ?? ''} or later.` }
  return { from: start, to: end }
}

/** Why a metric cannot have that value, to follow it; `from` as in a reading. Likes of a day are less than 0 where more were taken back. */
export function valueFault(
  { id, name, kind, unit, level }: Pick<Metric, 'id' | 'name' | 'kind' | 'unit' | 'level'>,
  value: number,
  from: number | null,
): string | undefined {
  if (Math.abs(value) > most) return 'is more than a trillion'
  if (value < 0 && neverNegative.has(unit) && !(kind === 'running-total' && level === 3 && from !== null))
    return `is less than 0: ${name} cannot be`
  if (unit === 'count' && kind !== 'flow' && !Number.isInteger(value)) return `is no whole number: ${name} are counted`
  return value > 100 && shares.has(id) ? `is more than 100%: ${name} is a share` : undefined
}

const neverNegative: ReadonlySet<Metric['unit']> = new Set(['count', 'seconds', 'minutes', 'per-person'])
/** Parts of a whole. Not the engagement rate: a post can have more likes than the people it is reckoned by. */
const shares: ReadonlySet<string> = new Set([
  'story_retention',
  'click_rate',
  'response_rate',
  'social_traffic_share',
  'bounce_rate',
  'lead_rate',
  'social_revenue_share',
  'conversion_rate',
  'follower_purchase_rate',
  'cart_abandonment_rate',
])

export function isFault(period: ReadPeriod): period is Fault {
  return 'pointer' in period
}

/** As the API shows it. */
export function showValue({ number: _, from, to, createdAt, replacedAt, ...value }: Value) {
  return {
    ...value,
    ...(from === null ? { at: showDay(to) } : { from: showDay(from), to: showDay(to) }),
    createdAt: new Date(createdAt).toISOString(),
    ...(replacedAt === null ? {} : { replacedAt: new Date(replacedAt).toISOString() }),
  }
}

function missing({ kind }: Pick<Metric, 'kind'>, isFrom: boolean): Fault {
  if (kind === 'stock') return { pointer: '/at', detail: 'is missing: the day you read it, such as 2026-11-22.' }
  return { pointer: isFrom ? '/from' : '/to', detail: 'is missing: give from and to (days), or at.' }
}

function checkStock(value: number, to: number): ReadPeriod {
  return value < 0 ? { pointer: '/value', detail: 'must be 0 or more: it is how many there are.' } : { from: null, to }
}

function dayOf(text: string, timeZone: string): number {
  return text.length === 10 ? parseDay(text) : localDay(Date.parse(text), timeZone)
}
