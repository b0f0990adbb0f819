import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer, api } from '../api.ts'
import { liveMs } from './live.ts'

export type Post = Awaited<ReturnType<typeof fetchPosts>>['items'][number]
export type PostPatch = InferRequestType<(typeof api.posts)[':id']['$patch']>['json']
type Query = InferRequestType<typeof api.posts.$get>['query']

/** What the list of posts is narrowed down to; '' for everything. */
export type PostFilter = {
  readonly channel: NonNullable<Query['channel']> | ''
  readonly campaignId: string
  readonly content: PostKind | ''
  readonly q: string
}
export const everyPost: PostFilter = { channel: '', campaignId: '', content: '', q: '' }

/** What a post conveys. */
export const postKinds = [
  'knowledge',
  'news',
  'offer',
  'service',
  'inspiration',
] as const satisfies readonly NonNullable<Query['content']>[]
export type PostKind = (typeof postKinds)[number]

/** All lists of posts begin with this key. */
export const postsKey = (shopId: string) => ['posts', shopId] as const

export const postsQuery = (shopId: string, filter: PostFilter = everyPost) =>
  infiniteQueryOptions({
    queryKey: [...postsKey(shopId), filter],
    queryFn: ({ pageParam }) => {
      const page = pageParam === '' ? {} : { cursor: pageParam }
      return fetchPosts({ shopId, limit: '30', ...page, ...given(filter) })
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: liveMs,
  })

/** The posts of some days of the shop's calendar, `2026-11-22`; 500 at most. */
export const postsOfDaysQuery = (shopId: string, days: { readonly from: string; readonly to: string }) =>
  queryOptions({
    queryKey: [...postsKey(shopId), days],
    queryFn: () => fetchPosts({ shopId, limit: '500', ...days }),
    placeholderData: keepPreviousData,
    refetchInterval: liveMs,
  })

/** One post; begins with `posts`, so that it is asked for anew with the lists. */
export const postQuery = (id: string) =>
  queryOptions({ queryKey: ['posts', 'one', id], queryFn: () => answer(api.posts[':id'].$get({ param: { id } })) })

/** The posts made in one step with this one: the same publication on other channels. */
export const siblingsQuery = ({ id, shopId, title, createdAt }: Post) =>
  queryOptions({
    queryKey: [...postsKey(shopId), 'siblings', id],
    queryFn: async () => {
      const { items } = await fetchPosts({ shopId, limit: '100', q: title })
      return items.filter((one) => one.id !== id && one.title === title && one.createdAt === createdAt)
    },
  })

/** The same for a post and others, but for the address at which each can be seen and its code word. @throws ApiProblem by field */
export async function updatePosts(post: Post, others: readonly Post[], patch: PostPatch): Promise<void> {
  await updatePost(post.id, patch)
  const { url: _, codeWord: __, ...shared } = patch
  for (const { id } of others) await updatePost(id, shared)
}

/** The posts once more, a week later, each with links of its own. The same `key` never makes them twice. */
export function copyPosts(shopId: string, postIds: readonly string[], key: string) {
  const json = { shopId, postIds: [...postIds], shiftDays: 7 }
  return answer(api.posts.copy.$post({ json }, { headers: { 'idempotency-key': key } }))
}

function updatePost(id: string, patch: PostPatch) {
  return answer(api.posts[':id'].$patch({ param: { id }, json: patch }))
}

function fetchPosts(query: Query) {
  return answer(api.posts.$get({ query }))
}

function given({ channel, campaignId, content, q }: PostFilter) {
  return {
    ...(channel === '' ? {} : { channel }),
    ...(campaignId === '' ? {} : { campaignId }),
    ...(content === '' ? {} : { content }),
    ...(q.trim() === '' ? {} : { q: q.trim() }),
  }
}
