import { queryOptions } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer, api } from '../api.ts'

export type CatalogMetric = Awaited<ReturnType<typeof fetchCatalog>>['items'][number]
export type Measured = Awaited<ReturnType<typeof fetchMeasured>>['items'][number]

/** The catalog and, behind it, the shop's own metrics. */
export const shopCatalogQuery = (shopId: string) =>
  queryOptions({ queryKey: ['catalog', shopId], queryFn: () => fetchCatalog(shopId) })

/** Which of them the shop can measure today. */
export const measuredQuery = (shopId: string) =>
  queryOptions({ queryKey: ['measured', shopId], queryFn: () => fetchMeasured(shopId) })

/** @throws ApiProblem by field, 409 name taken */
export function updateOwnMetric(
  id: string,
  patch: InferRequestType<(typeof api)['own-metrics'][':id']['$patch']>['json'],
) {
  return answer(api['own-metrics'][':id'].$patch({ param: { id }, json: patch }))
}

function fetchCatalog(shopId: string) {
  return answer(api.catalog.$get({ query: { shopId } }))
}

function fetchMeasured(shopId: string) {
  return answer(api.catalog.measured.$get({ query: { shopId } }))
}
