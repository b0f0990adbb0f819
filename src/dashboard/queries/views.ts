import { queryOptions } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer, api } from '../api.ts'

export type View = Awaited<ReturnType<typeof fetchViews>>['items'][number]
export type Share = Awaited<ReturnType<typeof fetchShares>>['items'][number]
export type MadeShare = Awaited<ReturnType<typeof makeShare>>
export type ShareDraft = InferRequestType<(typeof api.views)[':id']['shares']['$post']>['json']

/** The newest 500 of a shop: one would not look through more. */
export const viewsQuery = (shopId: string) =>
  queryOptions({ queryKey: ['views', shopId], queryFn: () => fetchViews(shopId) })

export const sharesQuery = (viewId: string) =>
  queryOptions({ queryKey: ['shares', viewId], queryFn: () => fetchShares(viewId) })

export function createView(json: InferRequestType<typeof api.views.$post>['json']) {
  return answer(api.views.$post({ json }))
}

export async function renameView(id: string, name: string): Promise<void> {
  await api.views[':id'].$patch({ param: { id }, json: { name } })
}

export async function deleteView(id: string): Promise<void> {
  await api.views[':id'].$delete({ param: { id } })
}

export function makeShare(id: string, json: ShareDraft) {
  return answer(api.views[':id'].shares.$post({ param: { id }, json }))
}

export async function revokeShare(id: string, share: string): Promise<void> {
  await api.views[':id'].shares[':share'].$delete({ param: { id, share } })
}

function fetchViews(shopId: string) {
  return answer(api.views.$get({ query: { shopId, limit: '500' } }))
}

function fetchShares(id: string) {
  return answer(api.views[':id'].shares.$get({ param: { id } }))
}
