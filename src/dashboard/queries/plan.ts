import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer, api } from '../api.ts'

export type PlanRequest = InferRequestType<typeof api.goals.plan.$post>['json']
export type Plan = Awaited<ReturnType<typeof fetchPlan>>
export type ChannelPlan = Plan['channels'][number]
export type Need = Plan['totals']['clicks']

/** The last answer stays while the next one is worked out. */
export const planQuery = (request: PlanRequest) =>
  queryOptions({
    queryKey: ['plan', request],
    queryFn: () => fetchPlan(request),
    placeholderData: keepPreviousData,
    // What can't be planned isn't found by asking again.
    retry: false,
  })

function fetchPlan(request: PlanRequest) {
  return answer(api.goals.plan.$post({ json: request }))
}
