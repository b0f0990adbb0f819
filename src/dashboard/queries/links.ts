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
  readonly more: More
}

/** What few need, '' for nothing: a slug of one's own, other UTM values, where in the post the link stands. */
export type More = {
  readonly slug: string
  readonly content: string
  readonly term: string
  readonly placement: string
}
export const nothingMore: More = { slug: '', content: '', term: '', placement: '' }

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

/** Makes the link, in one step: its campaign is made with it on first use. @throws ApiProblem by field, 409 slug taken */
export function createLink(draft: Draft) {
  return answer(api.links.$post({ json: toLinkDraft(draft) }))
}

/** Gives a campaign that was made with its link the name as typed; one that has a name of its own keeps it. */
export async function nameCampaign({ shopId, campaign }: Pick<Draft, 'shopId' | 'campaign'>): Promise<void> {
  const name = campaign.trim()
  const { items } = await fetchCampaigns(shopId)
  const made = items.find(({ key }) => key === tidy(campaign))
  if (!made || made.name !== made.key || name === made.name) return
  await api.campaigns[':id'].$patch({ param: { id: made.id }, json: { name } })
}

export async function renamePost(id: string, title: string): Promise<void> {
  await api.posts[':id'].$patch({ param: { id }, json: { title } })
}

/** Ends a link for good. Its clicks and orders stay. */
export async function archiveLink(id: string): Promise<void> {
  await api.links[':id'].$delete({ param: { id } })
}

/** What tells the links of a campaign apart: as typed, else after the post. */
export function contentOf({ more, title }: Pick<Draft, 'more' | 'title'>): string {
  return more.content.trim() || tidy(title)
}

function toLinkDraft(draft: Draft) {
  const { shopId, destination, channel, campaign, more } = draft
  const optional = {
    title: draft.title.trim(),
    content: contentOf(draft),
    term: more.term.trim(),
    slug: more.slug.trim(),
    placement: more.placement.trim(),
  }
  const given = Object.fromEntries(Object.entries(optional).filter(([, text]) => text !== ''))
  return { shopId, destination: destination.trim(), channel, campaign: tidy(campaign), ...given }
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
