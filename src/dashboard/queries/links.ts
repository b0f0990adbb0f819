import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Channel } from '../../links/channel.ts'
import { tidy } from '../../links/tidy.ts'
import { answer, api } from '../api.ts'
import { liveMs } from './live.ts'

export type Draft = {
  readonly shopId: string
  readonly destination: string
  readonly channel: Channel
  /** As typed; the link carries its tidy form. */
  readonly campaign: string
  readonly title: string
}

export type Campaign = Awaited<ReturnType<typeof fetchCampaigns>>['items'][number]
export type Post = Awaited<ReturnType<typeof fetchPosts>>['items'][number]
export type Link = Awaited<ReturnType<typeof createLink>>

export const campaignsQuery = (shopId: string) =>
  queryOptions({ queryKey: ['campaigns', shopId], queryFn: () => fetchCampaigns(shopId), staleTime: 10_000 })

export const postsQuery = (shopId: string) =>
  infiniteQueryOptions({
    queryKey: ['posts', shopId],
    queryFn: ({ pageParam }) => fetchPosts(shopId, pageParam),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: liveMs,
  })

/** What the link would be; asked for once there is enough to go by. */
export const previewQuery = (draft: Draft) =>
  queryOptions({
    queryKey: ['preview', draft],
    queryFn: ({ signal }) => answer(api.links.preview.$post({ json: toLinkDraft(draft) }, { init: { signal } })),
    enabled: draft.destination !== '' && tidy(draft.campaign) !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  })

/** The post behind a link, for the places that know only the link's id. */
export const postOfLinkQuery = (linkId: string) =>
  queryOptions({ queryKey: ['post-of-link', linkId], queryFn: () => fetchPostOfLink(linkId), staleTime: 600_000 })

/** Makes the link, before it its campaign when nobody has used that name yet, so that it keeps the name as typed. */
export async function createLink(draft: Draft, known: readonly Campaign[]) {
  const { shopId, campaign } = draft
  const isNew = !known.some(({ key }) => key === tidy(campaign))
  if (isNew) await answer(api.campaigns.$post({ json: { name: campaign.trim(), shopId } }))
  return answer(api.links.$post({ json: toLinkDraft(draft) }))
}

function toLinkDraft({ shopId, destination, channel, campaign, title }: Draft) {
  const named = title.trim() === '' ? {} : { title: title.trim(), content: tidy(title) }
  return { shopId, destination: destination.trim(), channel, campaign: tidy(campaign), ...named }
}

function fetchCampaigns(shopId: string) {
  return answer(api.campaigns.$get({ query: { shopId, limit: '500' } }))
}

function fetchPosts(shopId: string, cursor: string) {
  return answer(api.posts.$get({ query: { shopId, limit: '30', ...(cursor === '' ? {} : { cursor }) } }))
}

async function fetchPostOfLink(id: string) {
  const { postId } = await answer(api.links[':id'].$get({ param: { id } }))
  return answer(api.posts[':id'].$get({ param: { id: postId } }))
}
