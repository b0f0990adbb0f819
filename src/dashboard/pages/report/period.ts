import { readFilter, showFilter } from '../../../reports/filter-text.ts'
import { parseDay } from '../../../shops/calendar.ts'
import { type NamedPeriod, namedPeriods, readPeriod } from '../../../views/view-period.ts'
import {
  breakdowns,
  type By,
  type Comparison,
  comparisons,
  type FilterDimension,
  filterDimensions,
  type FilterTexts,
  type Model,
  models,
} from '../../queries/reports.ts'

/** What the address of a report page says; filters as the API has them. */
export type ReportSearch = FilterTexts & {
  readonly by: By
  readonly days: number
  readonly from?: string
  readonly to?: string
  /** Days that move on with the calendar: this month is another one tomorrow. */
  readonly period?: NamedPeriod
  readonly compare?: Comparison
  /** Without it, last touch. */
  readonly model?: Model
}

/** What report pages share, so that one leads to another for the same days and filters. */
export function toReportSearch(search: Record<string, unknown>): ReportSearch {
  const { from, to } = search
  const compare = comparisons.find((one) => one === search['compare'])
  const model = models.find((one) => one === search['model'])
  const period = namedPeriods.find((one) => one === search['period'])
  return {
    by: breakdowns.find((by) => by === search['by']) ?? 'post',
    days: [7, 30, 90].find((days) => days === search['days']) ?? 30,
    ...(isDay(from) && isDay(to) ? { from, to } : period ? { period } : {}),
    ...toFilterTexts(search),
    ...(compare ? { compare } : {}),
    ...(model && model !== 'last-touch' ? { model } : {}),
  }
}

/** The filters of an address alone, for what the server is asked. */
export function toFilterTexts(search: { readonly [key: string]: unknown }): FilterTexts {
  return Object.fromEntries(
    filterDimensions.flatMap((dimension) => {
      const filter = readFilter(toText(search[dimension]))
      return filter ? [[dimension, showFilter(filter)]] : []
    }),
  )
}

/** What the server is asked for besides the days. */
export function askedOf({ compare, model, ...search }: ReportSearch) {
  return { ...toFilterTexts(search), ...(compare ? { compare } : {}), ...(model ? { model } : {}) }
}

export type ShownFilter = {
  readonly dimension: FilterDimension
  readonly isNot: boolean
  readonly keys: readonly string[]
}

export function filtersOf(search: FilterTexts): ShownFilter[] {
  return filterDimensions.flatMap((dimension) => {
    const filter = readFilter(search[dimension] ?? '')
    return filter ? [{ dimension, ...filter }] : []
  })
}

/** The address with another filter in the place of that dimension's, or without one. */
export function withFilter(
  search: ReportSearch,
  dimension: FilterDimension,
  filter?: Pick<ShownFilter, 'isNot' | 'keys'>,
): ReportSearch {
  const { [dimension]: _, ...others } = search
  return filter && filter.keys.length > 0 ? { ...others, [dimension]: showFilter(filter) } : others
}

export function withoutFilters(search: ReportSearch): ReportSearch {
  return filterDimensions.reduce((left, dimension) => withFilter(left, dimension), search)
}

/** An address reads a utm_content of 2024 as a number, and one of true as no text either. */
function toText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
}

export type Period = { readonly from: string; readonly to: string }

/** The days a report is about: those written or named in the address, else the last ones up to today; `day` counts back from it. */
export function periodOf({ from, to, days, period }: ReportSearch, day: (daysAgo: number) => string): Period {
  if (from !== undefined && to !== undefined) return from <= to ? { from, to } : { from: to, to: from }
  const named = period && readPeriod(period, parseDay(day(0)))
  if (named) return named
  return { from: day(days - 1), to: day(0) }
}

export function isWithin({ from, to }: Period, day: string): boolean {
  return from <= day && day <= to
}
