import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Channel } from '../../links/channel.ts'
import { answer, api } from '../api.ts'

export type Domain = Awaited<ReturnType<typeof fetchDomains>>['items'][number]
export type UnknownSlug = Awaited<ReturnType<typeof fetchUnknown>>['items'][number]
/** '' for a page of our own. */
export type DomainPages = { readonly rootUrl: string; readonly unknownUrl: string; readonly endedUrl: string }

export const domainsQuery = (shopId: string) =>
  queryOptions({ queryKey: ['domains', shopId], queryFn: () => fetchDomains(shopId) })

/** The hundred slugs asked for last, or most often. */
export const unknownQuery = (shopId: string, sort: 'newest' | 'asked') =>
  queryOptions({
    queryKey: ['unknown-slugs', shopId, sort],
    queryFn: () => fetchUnknown(shopId, sort),
    placeholderData: keepPreviousData,
  })

/** @throws ApiProblem by field, `domain` for what is no host name, 409 another shop's */
export function saveDomain(shopId: string, domain: string, pages: DomainPages) {
  const json = {
    shopId,
    rootUrl: pages.rootUrl.trim() || null,
    unknownUrl: pages.unknownUrl.trim() || null,
    endedUrl: pages.endedUrl.trim() || null,
  }
  return answer(api.domains[':domain'].$put({ param: { domain }, json }))
}

export async function removeDomain(domain: string): Promise<void> {
  await api.domains[':domain'].$delete({ param: { domain } })
}

/** One of them, or all of the shop's. */
export async function forgetUnknown(shopId: string, one?: UnknownSlug): Promise<void> {
  const named = one ? { slug: one.slug, ...(one.domain === null ? {} : { domain: one.domain }) } : {}
  await api.links.unknown.$delete({ query: { shopId, ...named } })
}

/** A link under a slug that was asked for in vain. @throws ApiProblem by field, 409 slug taken meanwhile */
export function makeLinkFor(
  shopId: string,
  { slug, domain }: Pick<UnknownSlug, 'slug' | 'domain'>,
  link: { readonly destination: string; readonly campaign: string; readonly channel: Channel },
) {
  const place = domain === null ? { slug } : { slug, domain }
  return answer(api.links.$post({ json: { shopId, ...link, ...place } }))
}

function fetchDomains(shopId: string) {
  return answer(api.domains.$get({ query: { shopId } }))
}

function fetchUnknown(shopId: string, sort: 'newest' | 'asked') {
  return answer(api.links.unknown.$get({ query: { shopId, sort, limit: '100' } }))
}
