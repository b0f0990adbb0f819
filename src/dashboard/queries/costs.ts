import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer, api } from '../api.ts'

export type Cost = Awaited<ReturnType<typeof fetchCosts>>['items'][number]
export type CostDraft = Extract<InferRequestType<typeof api.costs.$post>['json'], Record<string, unknown>>
export type CostPatch = InferRequestType<(typeof api.costs)[':id']['$patch']>['json']

export const costKinds = ['boost', 'ad', 'work', 'other'] as const satisfies readonly Cost['kind'][]

/** All lists of costs begin with this key. */
export const costsKey = (shopId: string) => ['costs', shopId] as const

export const costsQuery = (shopId: string) =>
  infiniteQueryOptions({
    queryKey: costsKey(shopId),
    queryFn: ({ pageParam }) => fetchCosts({ shopId, limit: '30', ...(pageParam === '' ? {} : { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })

/** What hours were spent on in some days, `2026-11-22`, of the newest 500 costs. */
export const workQuery = (shopId: string, from: string, to: string) =>
  queryOptions({
    queryKey: [...costsKey(shopId), 'work', from, to],
    queryFn: async () => {
      const { items } = await fetchCosts({ shopId, limit: '500', from, to })
      return { items: items.filter(({ hours }) => hours !== null) }
    },
  })

export const hourlyRateQuery = (shopId: string) =>
  queryOptions({
    queryKey: ['hourly-rate', shopId],
    queryFn: () => answer(api['hourly-rate'].$get({ query: { shopId } })),
  })

export async function createCosts(drafts: readonly Record<string, unknown>[]): Promise<void> {
  const [first] = drafts
  if (first) await api.costs.$post({ json: drafts.length === 1 ? first : [...drafts] })
}

export async function updateCost(id: string, patch: CostPatch): Promise<void> {
  await api.costs[':id'].$patch({ param: { id }, json: patch })
}

export async function removeCost(id: string): Promise<void> {
  await api.costs[':id'].$delete({ param: { id } })
}

export async function saveHourlyRate(shopId: string, hourlyRate: string | null): Promise<void> {
  await api['hourly-rate'].$put({ json: { shopId, hourlyRate } })
}

function fetchCosts(query: InferRequestType<typeof api.costs.$get>['query']) {
  return answer(api.costs.$get({ query }))
}
