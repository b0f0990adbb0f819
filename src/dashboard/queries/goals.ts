import { queryOptions } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer, api } from '../api.ts'
import { liveMs } from './live.ts'

export type Goal = Awaited<ReturnType<typeof fetchGoals>>['items'][number]
/** A goal just saved, with what its judges say. */
export type JudgedGoal = Awaited<ReturnType<typeof createGoal>>
export type Progress = Awaited<ReturnType<typeof fetchProgress>>
export type Metric = Awaited<ReturnType<typeof fetchCatalog>>['items'][number]
export type GoalDraft = InferRequestType<typeof api.goals.$post>['json']

export const goalsQuery = (shopId: string) =>
  queryOptions({ queryKey: ['goals', shopId], queryFn: () => fetchGoals(shopId) })

export const progressQuery = (goalId: string) =>
  queryOptions({
    queryKey: ['goal-progress', goalId],
    queryFn: () => fetchProgress(goalId),
    refetchInterval: liveMs,
  })

export const catalogQuery = queryOptions({
  queryKey: ['catalog'],
  queryFn: fetchCatalog,
  staleTime: Number.POSITIVE_INFINITY,
})

export function createGoal(draft: GoalDraft) {
  return answer(api.goals.$post({ json: draft }))
}

function fetchGoals(shopId: string) {
  return answer(api.goals.$get({ query: { shopId, limit: '200' } }))
}

function fetchProgress(id: string) {
  return answer(api.goals[':id'].progress.$get({ param: { id } }))
}

function fetchCatalog() {
  return answer(api.catalog.$get({ query: {} }))
}
