import * as z from 'zod'
import { badField, badFields } from '../http/problem.ts'
import type { Watch } from '../http/progress.ts'
import { dayField } from '../shops/day-field.ts'
import { localDay, parseDay, showDay } from '../shops/calendar.ts'
import { clickWindows, type Shop } from '../shops/shop.ts'
import { filterFields } from './filter.ts'
import { noKey } from './filter-text.ts'

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
  /** The shop's day on which it is asked; default: the period's last. Clicks whose window has closed by then led to nothing more. */
  readonly today?: number | undefined
  /** Told how far it is where raw clicks are read. */
  readonly watch?: Watch | undefined
}

/** Leaves out what isn't of this channel, campaign and post. */
type ReportScope = {
  readonly channel?: string | null | undefined
  readonly campaignId?: string | null | undefined
  readonly postId?: string | null | undefined
}

/** What a report can be told by, a row a key. `kind`: what a post conveys · `app`: the one whose own browser it was. */
export const dimensions = [
  'link',
  'post',
  'campaign',
  'channel',
  'kind',
  'placement',
  'content',
  'country',
  'device',
  'app',
  'browser',
  'day',
] as const
export type Dimension = (typeof dimensions)[number]

/** What a report may be narrowed by. Days are its period. */
export const filterDimensions = dimensions.filter((dimension) => dimension !== 'day')
export type FilterDimension = Exclude<Dimension, 'day'>

/** Leaves what is one of these keys, or none of them. Keys as reports show them: ids, `NO`, `mobile`, `(none)`. */
export type Filter = { readonly dimension: FilterDimension; readonly isNot: boolean; readonly keys: readonly string[] }

/** What a visitor came with; the other dimensions say where the link was placed. */
export const visitDimensions = ['country', 'device', 'app', 'browser'] as const
export type VisitDimension = (typeof visitDimensions)[number]

export function isVisit(dimension: Dimension): dimension is VisitDimension {
  return visitDimensions.some((one) => one === dimension)
}

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
  ...filterFields,
})
export type PeriodQuery = z.output<typeof periodQuery>

export const modelField = z.enum(models, `must be one of ${models.join(', ')}`)

/** `previous`: as many days right before · `last-year`: the same dates a year ago. */
export const comparisons = ['previous', 'last-year'] as const
export type Comparison = (typeof comparisons)[number]

export const summaryQuery = periodQuery.extend({
  by: z.enum(dimensions, `must be one of ${dimensions.join(', ')}`).default('post'),
  model: modelField.default('last-touch'),
  compare: z.enum(comparisons, `must be one of ${comparisons.join(', ')}`).optional(),
})
export type SummaryQuery = z.output<typeof summaryQuery>

export const funnelDimensions = ['post', 'campaign', 'channel'] as const
export type FunnelDimension = (typeof funnelDimensions)[number]
export const funnelQuery = periodQuery.extend({
  by: z.enum(funnelDimensions, `must be one of ${funnelDimensions.join(', ')}`).default('post'),
})

/** What was asked, as reports say it first. */
export function showQuestion({ shop, from, to, windowDays, filters = [] }: Question) {
  const { timeZone, currency, revenueBasis } = shop
  return { from: showDay(from), to: showDay(to), timeZone, windowDays, currency, revenueBasis, filters }
}

/**
 * The period asked for, by default the last 30 days on the shop's calendar. @throws Problem 400 when it ends before it
 * begins, is longer than ten years or ends more than a year ahead
 */
export function toQuestion(shop: Shop, asked: PeriodQuery & { readonly model?: Model }, now: number): Question {
  const today = localDay(now, shop.timeZone)
  const to = asked.to === undefined ? today : parseDay(asked.to)
  const from = asked.from === undefined ? to - 29 : parseDay(asked.from)
  checkDays({ from, to, today })
  return {
    ...{ shop, from, to, windowDays: asked.windowDays ?? shop.clickWindowDays },
    filters: filterDimensions.flatMap((dimension) => asked[dimension] ?? []),
    model: asked.model ?? 'last-touch',
    today,
  }
}

/** Ten years with their leap days, and some. */
const mostDays = 3_660
const mostDaysAhead = 366

type AskedDays = { readonly from: number; readonly to: number; readonly today: number }

function checkDays({ from, to, today }: AskedDays): void {
  const latest = today + mostDaysAhead
  if (to > latest) throw badField('/to', `must not be after ${showDay(latest)}: a report looks a year ahead at most.`)
  if (from > to) throw badField('/from', 'must not be after to (without to, today).')
  if (to - from >= mostDays)
    throw badField('/from', `must not be before ${showDay(to - mostDays + 1)}: a report spans 3,660 days at most.`)
}

/** For reports of the whole shop, which can't be narrowed. `report` as in "The coverage". @throws Problem 400 naming the filters */
export function refuseFilters({ filters = [] }: Question, report: string): void {
  if (filters.length === 0) return
  throw badFields(
    filters.map(({ dimension }) => ({
      pointer: `/${dimension}`,
      detail: `${report} is of the whole shop and can’t be narrowed: ask without ${dimension}.`,
    })),
  )
}

/**
 * For reports that know a channel, a campaign and a post only: one of each, as the scope. @throws Problem 400 naming the
 * filters that it can't have
 */
export function toScope({ filters = [], ...question }: Question, report: string): Question {
  const scopes = ['channel', 'campaign', 'post'] as const
  const faults = filters.flatMap(({ dimension, isNot, keys }) => {
    const pointer = `/${dimension}`
    if (!scopes.some((one) => one === dimension))
      return [{ pointer, detail: `${report} can’t be narrowed by ${dimension}: ask without it.` }]
    const isOne = !isNot && keys.length === 1 && keys[0] !== noKey
    return isOne ? [] : [{ pointer, detail: `${report} can be of one ${dimension} only: name a single one.` }]
  })
  if (faults.length > 0) throw badFields(faults)
  const only = (wanted: FilterDimension) => filters.find(({ dimension }) => dimension === wanted)?.keys[0]
  return { ...question, scope: { channel: only('channel'), campaignId: only('campaign'), postId: only('post') } }
}
