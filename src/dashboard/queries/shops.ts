import { queryOptions } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer, api } from '../api.ts'

export type Shop = Awaited<ReturnType<typeof fetchShops>>['items'][number]
export type ShopPatch = InferRequestType<(typeof api.shops)[':id']['$patch']>['json']

export const shopsQuery = queryOptions({ queryKey: ['shops'], queryFn: fetchShops, staleTime: 60_000 })

export function updateShop(id: string, patch: ShopPatch) {
  return answer(api.shops[':id'].$patch({ param: { id }, json: patch }))
}

function fetchShops() {
  return answer(api.shops.$get())
}
