import * as z from 'zod'
import { badField } from '../http/problem.ts'
import { dayField } from '../shops/day-field.ts'
import { localDay, parseDay, showDay } from '../shops/calendar.ts'
import { clickWindows, type Shop } from '../shops/shop.ts'

/** What a report is asked for. Days are the shop's own, inclusive; an order counts within `windowDays` of its click. */
export type Question = {
  readonly shop: Shop
  readonly from: number
  readonly to: number
  readonly windowDays: number
  readonly scope?: ReportScope | undefined
  /** All of them hold at once. */
  readonly filters?: readonly Filter[] | undefined
  /** Default: last-touch. */
  readonly model?: Model | undefined
}

/** Leaves out what isn't of this channel, campaign and post. */
type ReportScope = {
  readonly channel?: string | null | undefined
  readonly campaignId?: string | null | undefined
  readonly postId?: string | null | undefined
}

export const dimensions = ['link', 'post', 'campaign', 'channel', 'content', 'country', 'device', 'day'] as const
export type Dimension = (typeof dimensions)[number]

/** What a report may be narrowed by. Days are its period. */
export const filterDimensions = dimensions.filter((dimension) => dimension !== 'day')
export type FilterDimension = Exclude<Dimension, 'day'>

/** Leaves what is one of these keys, or none of them. Keys as reports show them: ids, `NO`, `mobile`, `(none)`. */
export type Filter = { readonly dimension: FilterDimension; readonly isNot: boolean; readonly keys: readonly string[] }

export const models = [
  'last-touch',
  'last-non-direct',
  'first-touch',
  'linear',
  'position-based',
  'time-decay',
  'markov',
  'shapley',
] as const
export type Model = (typeof models)[number]

export const periodQuery = z.strictObject({
  from: dayField.optional(),
  to: dayField.optional(),
  windowDays: z.coerce
    .number(`must be one of ${clickWindows.join(', ')}`)
    .pipe(z.literal(clickWindows, `must be one of ${clickWindows.join(', ')}`))
    .optional(),
  shopId: z.string().optional(),
})
export type PeriodQuery = z.output<typeof periodQuery>

export const summaryQuery = periodQuery.extend({
  by: z.enum(dimensions, `must be one of ${dimensions.join(', ')}`).default('post'),
  model: z
    .enum(models, `must be one of ${models.join(', ')}`)
    .refine((model) => model === 'last-touch', {
      error: ({ input }) => `The model ${String(input)} comes with a later version; use last-touch.`,
    })
    .default('last-touch'),
})

export const funnelDimensions = ['post', 'campaign', 'channel'] as const
export const funnelQuery = periodQuery.extend({
  by: z.enum(funnelDimensions, `must be one of ${funnelDimensions.join(', ')}`).default('post'),
})

/** What was asked, as reports say it first. */
export function showQuestion({ shop, from, to, windowDays }: Question) {
  const { timeZone, currency, revenueBasis } = shop
  return { from: showDay(from), to: showDay(to), timeZone, windowDays, currency, revenueBasis }
}

/** The period asked for, by default the last 30 days on the shop's calendar. @throws Problem 400 when it ends before it begins */
export function toQuestion(shop: Shop, asked: PeriodQuery, now: number): Question {
  const to = asked.to === undefined ? localDay(now, shop.timeZone) : parseDay(asked.to)
  const from = asked.from === undefined ? to - 29 : parseDay(asked.from)
  if (from > to) throw badField('/from', 'must not be after to (without to, today).')
  return { shop, from, to, windowDays: asked.windowDays ?? shop.clickWindowDays }
}
