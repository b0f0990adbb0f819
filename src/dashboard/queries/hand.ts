import { queryOptions } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer, api } from '../api.ts'

const route = api['orders-by-hand']

export type HandDraft = InferRequestType<typeof route.$post>['json']
export type HandEntry = Awaited<ReturnType<typeof fetchEntries>>['items'][number]
export type How = HandDraft['how']
export const hows = ['code-word', 'asked', 'this-post', 'unknown'] as const satisfies readonly How[]

/** Begins what is asked anew when an entry is written or removed. */
export const handKey = (shopId: string) => ['orders-by-hand', shopId] as const

/** What was written down for a day, `2026-11-22`, newest first; 500 at most. Removed ones are left out. */
export const entriesQuery = (shopId: string, day: string) =>
  queryOptions({
    queryKey: [...handKey(shopId), day],
    queryFn: async () => (await fetchEntries(shopId, day)).items.filter(({ removedAt }) => removedAt === null),
    refetchInterval: 15_000,
  })

/** The shop's newest posts that an order can be credited to. */
export const sellingPostsQuery = (shopId: string) =>
  queryOptions({
    queryKey: ['posts', shopId, 'selling'],
    queryFn: async () => {
      const { items } = await answer(api.posts.$get({ query: { shopId, limit: '500' } }))
      return items.filter(({ links }) => links.length > 0)
    },
    staleTime: 60_000,
  })

export type SellingPost = Pick<
  Awaited<ReturnType<typeof fetchPost>>,
  'id' | 'title' | 'channel' | 'codeWord' | 'publishedAt' | 'createdAt'
>

/** What a counter card shows: a link and the post it leads from. */
export const cardQuery = (linkId: string) =>
  queryOptions({
    queryKey: ['counter-card', linkId],
    queryFn: async () => {
      const { id, shortUrl, postId } = await answer(api.links[':id'].$get({ param: { id: linkId } }))
      return { id, shortUrl, post: await fetchPost(postId) }
    },
    retry: false,
  })

/** The same `key` never writes it down twice. @throws ApiProblem by field */
export function writeEntry(json: HandDraft, key: string) {
  return answer(route.$post({ json }, { headers: { 'idempotency-key': key } }))
}

export async function removeEntry(id: string): Promise<void> {
  await route[':id'].$delete({ param: { id } })
}

/** Gives the post a made-up code word where it has none. */
export function makeCodeWord(postId: string) {
  return answer(api.posts[':id']['code-word'].$post({ param: { id: postId } }))
}

function fetchEntries(shopId: string, day: string) {
  return answer(route.$get({ query: { shopId, day, limit: '500' } }))
}

function fetchPost(id: string) {
  return answer(api.posts[':id'].$get({ param: { id } }))
}
