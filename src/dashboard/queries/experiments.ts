import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer, api } from '../api.ts'

export type Experiment = Awaited<ReturnType<typeof fetchExperiments>>['items'][number]
export type ExperimentResult = Awaited<ReturnType<typeof fetchResult>>
export type Verdict = NonNullable<ExperimentResult['verdict']>
export type Foretold = Awaited<ReturnType<typeof fetchPreview>>
export type ExperimentDraft = InferRequestType<typeof api.experiments.$post>['json']
type ExperimentPatch = InferRequestType<(typeof api.experiments)[':id']['$patch']>['json']
export type ExperimentSketch = InferRequestType<typeof api.experiments.preview.$post>['json']

export const outcomes = ['orders', 'net_revenue', 'new_customers'] as const satisfies readonly Experiment['metric'][]

/** Everything about a shop's experiments begins with this key. */
export const experimentsKey = ['experiments'] as const

export const experimentsQuery = (shopId: string, archived = false) =>
  infiniteQueryOptions({
    queryKey: [...experimentsKey, shopId, archived],
    queryFn: ({ pageParam }) => fetchExperiments({ shopId, archived: archived ? 'true' : 'false', cursor: pageParam }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })

export const experimentQuery = (id: string) =>
  queryOptions({ queryKey: [...experimentsKey, 'one', id], queryFn: () => fetchExperiment(id) })

export const resultQuery = (id: string) =>
  queryOptions({ queryKey: [...experimentsKey, 'result', id], queryFn: () => fetchResult(id), refetchInterval: 60_000 })

/** The last answer stays while the next one is worked out. */
export const previewQuery = (sketch: ExperimentSketch) =>
  queryOptions({
    queryKey: [...experimentsKey, 'preview', sketch],
    queryFn: () => fetchPreview(sketch),
    placeholderData: keepPreviousData,
    retry: false,
  })

export function createExperiment(draft: ExperimentDraft) {
  return answer(api.experiments.$post({ json: draft }))
}

export function updateExperiment(id: string, change: ExperimentPatch) {
  return answer(api.experiments[':id'].$patch({ param: { id }, json: change }))
}

export function startExperiment(id: string) {
  return answer(api.experiments[':id'].start.$post({ param: { id } }))
}

export function stopExperiment(id: string, reason: string) {
  return answer(api.experiments[':id'].stop.$post({ param: { id }, json: { reason } }))
}

export function excludePair(id: string, pair: number, reason: string) {
  return answer(api.experiments[':id'].exclusions.$post({ param: { id }, json: { pair, reason } }))
}

export async function archiveExperiment(id: string): Promise<void> {
  await api.experiments[':id'].$delete({ param: { id } })
}

function fetchExperiments({ cursor, ...query }: { shopId: string; archived: 'true' | 'false'; cursor: string }) {
  return answer(api.experiments.$get({ query: { ...query, limit: '30', ...(cursor === '' ? {} : { cursor }) } }))
}

function fetchExperiment(id: string) {
  return answer(api.experiments[':id'].$get({ param: { id } }))
}

function fetchResult(id: string) {
  return answer(api.experiments[':id'].result.$get({ param: { id } }))
}

function fetchPreview(sketch: ExperimentSketch) {
  return answer(api.experiments.preview.$post({ json: sketch }))
}
