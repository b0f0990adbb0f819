import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer, api } from '../api.ts'

export type GoalSketch = InferRequestType<typeof api.goals.judge.$post>['json']
export type GoalPatch = InferRequestType<(typeof api.goals)[':id']['$patch']>['json']
/** What is thought of a goal while it is written; all of it null before a metric is chosen. */
export type Judgement = Awaited<ReturnType<typeof fetchJudgement>>
export type Chain = NonNullable<Judgement['chain']>
export type GoalWords = Awaited<ReturnType<typeof readWords>>

/** The last judgement stays until the next one is there, so that nothing jumps while somebody types. */
export const judgementQuery = (sketch: GoalSketch) =>
  queryOptions({
    queryKey: ['goal-judgement', sketch],
    queryFn: () => fetchJudgement(sketch),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    staleTime: 30_000,
  })

export const goalQuery = (id: string) =>
  queryOptions({ queryKey: ['goal', id], queryFn: () => answer(api.goals[':id'].$get({ param: { id } })) })

export function readWords(text: string, shopId: string) {
  return answer(api.goals.words.$post({ json: { text, shopId } }))
}

export function changeGoal(id: string, json: GoalPatch) {
  return answer(api.goals[':id'].$patch({ param: { id }, json }))
}

function fetchJudgement(json: GoalSketch) {
  return answer(api.goals.judge.$post({ json }))
}
