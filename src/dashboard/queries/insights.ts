import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'
import { telling } from './reading.ts'
import type { FilterTexts } from './reports.ts'

export type InsightAsked = FilterTexts & { readonly shopId: string; readonly from: string; readonly to: string }

/** Each question of its own: one that takes longer holds up no other. Asked for anew only when looked at again. */
const insight = <Answer>(
  name: string,
  asked: InsightAsked,
  fetchAnswer: (signal: AbortSignal, context: Parameters<typeof telling>[0]) => Promise<Answer>,
) =>
  queryOptions({
    queryKey: ['insights', name, asked],
    queryFn: (context) => fetchAnswer(context.signal, context),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  })

export const buyingTimeQuery = (asked: InsightAsked) =>
  insight('buying-time', asked, (signal) => fetchBuyingTime(asked, signal))

function fetchBuyingTime(asked: InsightAsked, signal: AbortSignal) {
  return answer(api.reports['buying-time'].$get({ query: { ...asked, by: 'channel' } }, { init: { signal } }))
}
export type BuyingTime = Awaited<ReturnType<typeof fetchBuyingTime>>

export const landingsQuery = (asked: InsightAsked) =>
  insight('landings', asked, (signal) => fetchLandings(asked, signal))

function fetchLandings(asked: InsightAsked, signal: AbortSignal) {
  return answer(api.reports.landings.$get({ query: { ...asked, by: 'post' } }, { init: { signal } }))
}
export type Landings = Awaited<ReturnType<typeof fetchLandings>>

export const besideQuery = (asked: InsightAsked) => insight('beside', asked, (signal) => fetchBeside(asked, signal))

function fetchBeside(asked: InsightAsked, signal: AbortSignal) {
  return answer(api.reports.beside.$get({ query: asked }, { init: { signal } }))
}
export type Beside = Awaited<ReturnType<typeof fetchBeside>>

export const heatMapQuery = (asked: InsightAsked) =>
  insight('heat-map', asked, (_, context) => fetchHeatMap(asked, telling(context)))

function fetchHeatMap(asked: InsightAsked, options: ReturnType<typeof telling>) {
  return answer(api.reports['heat-map'].$get({ query: asked }, options))
}
export type HeatMap = Awaited<ReturnType<typeof fetchHeatMap>>

/** `forecast`: the shop's own, decimal text; left out for the run rate of its orders. */
export type ForecastAsked = InsightAsked & { readonly of: 'month' | 'quarter'; readonly forecast?: string }

export const forecastQuery = (asked: ForecastAsked) =>
  insight('forecast', asked, (signal) => fetchForecast(asked, signal))

function fetchForecast(asked: ForecastAsked, signal: AbortSignal) {
  return answer(api.reports.forecast.$get({ query: asked }, { init: { signal } }))
}
export type Forecast = Awaited<ReturnType<typeof fetchForecast>>

export const orderValuesQuery = (asked: InsightAsked) =>
  insight('order-values', asked, (signal) => fetchOrderValues(asked, signal))

function fetchOrderValues(asked: InsightAsked, signal: AbortSignal) {
  return answer(api.reports['order-values'].$get({ query: asked }, { init: { signal } }))
}
export type OrderValues = Awaited<ReturnType<typeof fetchOrderValues>>
