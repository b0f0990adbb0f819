import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'
import type { FilterTexts } from './reports.ts'

export const funnelDimensions = ['post', 'campaign', 'channel'] as const
export type FunnelBy = (typeof funnelDimensions)[number]
export type FunnelAsked = FilterTexts & {
  readonly shopId: string
  readonly from: string
  readonly to: string
  readonly by: FunnelBy
}
export type Funnel = Awaited<ReturnType<typeof fetchFunnel>>
export type FunnelRow = Funnel['rows'][number]
export type FunnelLevel = Funnel['totals']['levels'][number]
export type FunnelStep = Funnel['totals']['steps'][number]

/** The five levels, asked for anew each minute: platforms tell once a day at most. */
export const funnelQuery = (asked: FunnelAsked) =>
  queryOptions({
    queryKey: ['funnel', asked],
    queryFn: ({ signal }) => fetchFunnel(asked, signal),
    refetchInterval: 60_000,
    placeholderData: keepPreviousData,
  })

function fetchFunnel(asked: FunnelAsked, signal: AbortSignal) {
  return answer(api.reports.funnel.$get({ query: asked }, { init: { signal } }))
}
