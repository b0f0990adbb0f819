import type { View } from '../../queries/views.ts'
import { askedOf, type Period, type ReportSearch, toReportSearch } from '../report/period.ts'

/** Days that move on, as a view may have them beside the last so many. */
export const movingPeriods = [
  'this-week',
  'last-week',
  'this-month',
  'last-month',
  'this-quarter',
  'last-quarter',
  'this-year',
  'last-year',
] as const

export type ViewQuery = Readonly<Record<string, string>>

/** What the address of the report page asks beside its days: by what, and all it is narrowed to or compared with. */
export function questionOf(search: ReportSearch): ViewQuery {
  return { by: search.by, ...askedOf(search) }
}

/** The same as a file asks it. */
export function fileQuery(search: ReportSearch, period: Period, shopId: string): ViewQuery {
  return { ...questionOf(search), ...period, shopId }
}

/** The report page's address for a view: its last so many days where the page can choose them, else the days they are today. */
export function searchOf({ query, from, to }: Pick<View, 'query' | 'from' | 'to'>): ReportSearch {
  const { period, ...question } = query
  const days = Number(/^last-(7|30|90)-days$/.exec(period ?? '')?.[1])
  return toReportSearch(days > 0 ? { ...question, days } : { ...question, from, to })
}
