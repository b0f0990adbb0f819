import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'
import { liveMs } from './live.ts'

export const breakdowns = ['post', 'channel', 'campaign', 'country', 'device', 'day'] as const
export type By = (typeof breakdowns)[number]

export type Asked = { readonly shopId: string; readonly from: string; readonly to: string; readonly by: By }
export type Summary = Awaited<ReturnType<typeof fetchSummary>>
export type Row = Summary['rows'][number]
export type Totals = Summary['totals']
export type Coverage = Summary['coverage']

/** One report, asked for anew every few seconds while it is looked at. */
export const summaryQuery = (asked: Asked, everyMs = liveMs) =>
  queryOptions({
    queryKey: ['summary', asked],
    queryFn: ({ signal }) => fetchSummary(asked, signal),
    refetchInterval: everyMs,
    placeholderData: keepPreviousData,
  })

function fetchSummary(asked: Asked, signal: AbortSignal) {
  return answer(api.reports.summary.$get({ query: asked }, { init: { signal } }))
}
