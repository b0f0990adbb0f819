import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { InferRequestType, InferResponseType } from 'hono/client'
import { answer, api } from '../api.ts'

export type ListedLink = Awaited<ReturnType<typeof fetchLinks>>['items'][number]
export type Link = Awaited<ReturnType<typeof fetchLink>>
export type LinkPatch = InferRequestType<(typeof api.links)[':id']['$patch']>['json']
export type LinkEdit = InferRequestType<typeof api.links.edit.$post>['json']['change']
export type EditResult = InferResponseType<typeof api.links.edit.$post, 200>['results'][number]
export type Change = Awaited<ReturnType<typeof fetchChanges>>['items'][number]

export const statuses = ['active', 'planned', 'expired', 'archived'] as const
export const sorts = ['newest', 'oldest', 'slug'] as const

/** What is asked of all links; undefined for anything. */
export type LinkFilter = Omit<
  NonNullable<InferRequestType<typeof api.links.$get>['query']>,
  'limit' | 'cursor' | 'shopId'
>

/** One page; `cursor`: '' for the first. */
export const linksQuery = (shopId: string, filter: LinkFilter, cursor: string) =>
  queryOptions({
    queryKey: ['all-links', shopId, filter, cursor],
    queryFn: ({ signal }) => fetchLinks(shopId, filter, cursor, signal),
    placeholderData: keepPreviousData,
  })

export const linkQuery = (id: string) => queryOptions({ queryKey: ['link', id], queryFn: () => fetchLink(id) })

/** The newest changes of a link. */
export const changesQuery = (id: string) =>
  queryOptions({ queryKey: ['link-changes', id], queryFn: () => fetchChanges(id) })

/** @throws ApiProblem by field, 409 slug taken */
export function patchLink(id: string, json: LinkPatch) {
  return answer(api.links[':id'].$patch({ param: { id }, json }))
}

/** Each link's own outcome, a hundred a call. @throws ApiProblem where the change itself can't be taken */
export async function editLinks(ids: readonly string[], change: LinkEdit): Promise<readonly EditResult[]> {
  const results: EditResult[] = []
  for (let from = 0; from < ids.length; from += 100) {
    const some = ids.slice(from, from + 100)
    results.push(...(await answer(api.links.edit.$post({ json: { ids: some, change } }))).results)
  }
  return results
}

/** Links show up in many places: all of them ask anew. */
export async function forgetLinks(queries: QueryClient): Promise<void> {
  const names = ['all-links', 'link', 'link-changes', 'posts', 'campaigns', 'post-of-link', 'unknown-slugs', 'domains']
  await Promise.all(names.map((name) => queries.invalidateQueries({ queryKey: [name] })))
}

function fetchLinks(shopId: string, filter: LinkFilter, cursor: string, signal: AbortSignal) {
  const query = { ...filter, shopId, limit: '50', ...(cursor === '' ? {} : { cursor }) }
  return answer(api.links.$get({ query }, { init: { signal } }))
}

function fetchLink(id: string) {
  return answer(api.links[':id'].$get({ param: { id } }))
}

function fetchChanges(id: string) {
  return answer(api.links[':id'].changes.$get({ param: { id }, query: { limit: '100' } }))
}
