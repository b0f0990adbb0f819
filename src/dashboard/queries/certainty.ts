import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'
import type { FilterTexts } from './reports.ts'

type Period = { readonly shopId: string; readonly from: string; readonly to: string }

export const rankedBy = ['post', 'campaign', 'channel', 'link'] as const
export const rankingMeasures = ['conversion-rate', 'revenue-per-click', 'orders'] as const
export type RankedBy = (typeof rankedBy)[number]
export type RankingMeasure = (typeof rankingMeasures)[number]

export type RankingAsked = Period &
  FilterTexts & {
    readonly by: RankedBy
    readonly measure: RankingMeasure
    readonly a?: string
    readonly b?: string
  }
export type Ranking = Awaited<ReturnType<typeof fetchRanking>>
export type RankingRow = Ranking['rows'][number]
export type RankingComparison = NonNullable<Ranking['comparison']>

/** Which is the best, and whether that shows; one order more changes little of it. */
export const rankingQuery = (asked: RankingAsked) =>
  queryOptions({
    queryKey: ['ranking', asked],
    queryFn: ({ signal }) => fetchRanking(asked, signal),
    refetchInterval: 60_000,
    placeholderData: keepPreviousData,
  })

function fetchRanking(asked: RankingAsked, signal: AbortSignal) {
  return answer(api.reports.ranking.$get({ query: asked }, { init: { signal } }))
}

export type Knowable = Awaited<ReturnType<typeof fetchKnowable>>

/** The shop's own rates, as starting values for what can be known. */
export const knowQuery = (asked: Period & FilterTexts) =>
  queryOptions({
    queryKey: ['know', asked],
    queryFn: ({ signal }) => fetchKnowable(asked, signal),
    placeholderData: keepPreviousData,
  })

function fetchKnowable(asked: Period & FilterTexts, signal: AbortSignal) {
  return answer(api.reports.know.$get({ query: asked }, { init: { signal } }))
}

export const anotherMetrics = ['clicks', 'sessions', 'orders', 'revenue'] as const
export const anotherSources = ['ga4', 'meta', 'tiktok', 'platform'] as const
export type AnotherMetric = (typeof anotherMetrics)[number]
export type AnotherSource = (typeof anotherSources)[number]

export type AnotherAsked = Period & {
  readonly metric: AnotherMetric
  readonly source: AnotherSource
  readonly value: string
  readonly of?: 'shop' | 'links'
  readonly theirTimeZone: string
}
export type AnotherNumber = Awaited<ReturnType<typeof fetchAnother>>
export type AnotherReason = AnotherNumber['reasons'][number]

/** Why another count of the same days says something else. */
export const anotherNumberQuery = (asked: AnotherAsked) =>
  queryOptions({
    queryKey: ['another-number', asked],
    queryFn: ({ signal }) => fetchAnother(asked, signal),
    placeholderData: keepPreviousData,
    enabled: asked.value !== '',
    retry: false,
  })

function fetchAnother(asked: AnotherAsked, signal: AbortSignal) {
  return answer(api.reports['another-number'].$get({ query: asked }, { init: { signal } }))
}
