import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'

export type Campaign = Awaited<ReturnType<typeof fetchCampaigns>>['items'][number]

export const campaignsQuery = (shopId: string) =>
  queryOptions({ queryKey: ['campaigns', shopId], queryFn: () => fetchCampaigns(shopId), staleTime: 10_000 })

/** The campaign of the shop's newest link, where the browser knows none; null when there is no link. Asked for once, lest it change under somebody's hands. */
export const lastCampaignQuery = (shopId: string) =>
  queryOptions({ queryKey: ['last-campaign', shopId], queryFn: () => fetchLastCampaign(shopId), staleTime: Infinity })

/** The post behind a link, for the places that know only the link's id. */
export const postOfLinkQuery = (linkId: string) =>
  queryOptions({ queryKey: ['post-of-link', linkId], queryFn: () => fetchPostOfLink(linkId), staleTime: 600_000 })

/** Ends a link for good. Its clicks and orders stay. */
export async function archiveLink(id: string): Promise<void> {
  await api.links[':id'].$delete({ param: { id } })
}

function fetchCampaigns(shopId: string) {
  return answer(api.campaigns.$get({ query: { shopId, limit: '500' } }))
}

async function fetchLastCampaign(shopId: string): Promise<Omit<Campaign, 'posts'> | null> {
  return (await answer(api.campaigns.last.$get({ query: { shopId } }))).campaign
}

async function fetchPostOfLink(id: string) {
  const { postId } = await answer(api.links[':id'].$get({ param: { id } }))
  return answer(api.posts[':id'].$get({ param: { id: postId } }))
}
