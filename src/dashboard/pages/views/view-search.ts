import { namedPeriods } from '../../../views/view-period.ts'
import type { View } from '../../queries/views.ts'
import { askedOf, type Period, type ReportSearch, toReportSearch } from '../report/period.ts'

export type ViewQuery = Readonly<Record<string, string>>

/** What the address of the report page asks beside its days: by what, and all it is narrowed to or compared with. */
export function questionOf(search: ReportSearch): ViewQuery {
  return { by: search.by, ...askedOf(search) }
}

/** The same as a file asks it. */
export function fileQuery(search: ReportSearch, period: Period, shopId: string): ViewQuery {
  return { ...questionOf(search), ...period, shopId }
}

/** The report page's address for a view: days that move on where the page can choose them, else the days they are today. */
export function searchOf({ query, from, to }: Pick<View, 'query' | 'from' | 'to'>): ReportSearch {
  const { period, ...question } = query
  const days = Number(/^last-(7|30|90)-days$/.exec(period ?? '')?.[1])
  if (days > 0) return toReportSearch({ ...question, days })
  return toReportSearch(namedPeriods.some((one) => one === period) ? query : { ...question, from, to })
}
