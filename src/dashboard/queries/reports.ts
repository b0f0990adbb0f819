import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'
import { liveMs } from './live.ts'
import { intervalOf, telling } from './reading.ts'

export const breakdowns = [
  ...(['post', 'channel', 'campaign', 'country', 'device', 'day'] as const),
  ...(['kind', 'placement', 'content', 'link', 'app', 'browser'] as const),
] as const
export type By = (typeof breakdowns)[number]

export const filterDimensions = [
  ...(['post', 'channel', 'campaign', 'kind', 'placement', 'content', 'link'] as const),
  ...(['country', 'device', 'app', 'browser'] as const),
] as const
export type FilterDimension = (typeof filterDimensions)[number]
/** As the API has them and the address: `instagram,facebook`, `not:instagram`. */
export type FilterTexts = { readonly [dimension in FilterDimension]?: string }

export const comparisons = ['previous', 'last-year'] as const
export type Comparison = (typeof comparisons)[number]

export const models = [
  ...(['last-touch', 'last-non-direct', 'first-touch', 'linear'] as const),
  ...(['position-based', 'time-decay', 'markov', 'shapley'] as const),
] as const
export type Model = (typeof models)[number]

export type Asked = FilterTexts & {
  readonly shopId: string
  readonly from: string
  readonly to: string
  readonly by: By
  readonly compare?: Comparison
  readonly model?: Model
}
export type Summary = Awaited<ReturnType<typeof fetchSummary>>
export type Row = Summary['rows'][number]
export type Totals = Summary['totals']
export type Change = NonNullable<Totals['change']>
export type Coverage = Summary['coverage']

/** One report, asked for anew every few seconds while it is looked at. */
export const summaryQuery = (asked: Asked, everyMs = liveMs) =>
  queryOptions({
    queryKey: ['summary', asked],
    queryFn: (context) => fetchSummary(asked, telling(context)),
    refetchInterval: (query) => intervalOf(query, everyMs),
    placeholderData: keepPreviousData,
  })

function fetchSummary(asked: Asked, options: ReturnType<typeof telling>) {
  return answer(api.reports.summary.$get({ query: asked }, options))
}
