import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'

export type CoverageAsked = { readonly shopId: string; readonly from: string; readonly to: string }
export type CoverageReport = Awaited<ReturnType<typeof fetchCoverage>>

/** How right the numbers are, in full; asked for anew each minute, since it goes through raw clicks. */
export const coverageQuery = (asked: CoverageAsked) =>
  queryOptions({
    queryKey: ['coverage', asked],
    queryFn: ({ signal }) => fetchCoverage(asked, signal),
    refetchInterval: 60_000,
    placeholderData: keepPreviousData,
  })

function fetchCoverage(asked: CoverageAsked, signal: AbortSignal) {
  return answer(api.reports.coverage.$get({ query: asked }, { init: { signal } }))
}
