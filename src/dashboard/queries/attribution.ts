import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'
import type { FilterDimension, FilterTexts } from './reports.ts'

export type AttributionAsked = FilterTexts & {
  readonly shopId: string
  readonly from: string
  readonly to: string
  readonly by: FilterDimension
}
export type Attribution = Awaited<ReturnType<typeof fetchAttribution>>
export type AttributionRow = Attribution['rows'][number]

/** All models side by side, asked for anew each minute: one order more changes a model's share by little. */
export const attributionQuery = (asked: AttributionAsked) =>
  queryOptions({
    queryKey: ['attribution', asked],
    queryFn: ({ signal }) => fetchAttribution(asked, signal),
    refetchInterval: 60_000,
    placeholderData: keepPreviousData,
  })

function fetchAttribution(asked: AttributionAsked, signal: AbortSignal) {
  return answer(api.reports.attribution.$get({ query: asked }, { init: { signal } }))
}
