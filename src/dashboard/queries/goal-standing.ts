import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'
import { goalQuery } from './goal-wizard.ts'
import { goalsQuery, type Progress, progressQuery } from './goals.ts'
import { liveMs } from './live.ts'

type Tree = Awaited<ReturnType<typeof fetchTree>>
/** A goal with how it stands, and the milestones that lead to it. */
export type Branch = Tree['items'][number]
/** A goal with how it stands. */
export type Leaf = Branch['milestones'][number]
export type ArchivedGoal = Tree['archived'][number]
export type Standing = Progress
export type Review = Awaited<ReturnType<typeof fetchReviews>>['items'][number]

/** Under the list's key: what changes a goal changes both. */
export const treeQuery = (shopId: string) =>
  queryOptions({
    queryKey: [...goalsQuery(shopId).queryKey, 'tree'],
    queryFn: () => fetchTree(shopId),
    refetchInterval: liveMs,
  })

export const reviewsQuery = (id: string) =>
  queryOptions({ queryKey: ['goal-reviews', id], queryFn: () => fetchReviews(id) })

export function addReview(id: string, json: { readonly note: string; readonly nextStep: string }) {
  return answer(api.goals[':id'].reviews.$post({ param: { id }, json }))
}

/** Answered without a body. */
export async function celebrate(id: string): Promise<void> {
  await api.goals[':id'].celebrated.$post({ param: { id } })
}

/** Answered without a body. */
export async function putAway(id: string): Promise<void> {
  await api.goals[':id'].$delete({ param: { id } })
}

/** After anything that changes how a goal stands. */
export async function refreshGoal(queries: QueryClient, shopId: string, id: string): Promise<void> {
  const keys = [
    goalsQuery(shopId).queryKey,
    progressQuery(id).queryKey,
    reviewsQuery(id).queryKey,
    goalQuery(id).queryKey,
  ]
  await Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })))
}

function fetchTree(shopId: string) {
  return answer(api.goals.tree.$get({ query: { shopId } }))
}

function fetchReviews(id: string) {
  return answer(api.goals[':id'].reviews.$get({ param: { id }, query: { limit: '100' } }))
}
