import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'
import { liveMs } from './live.ts'

export type Conversion = Awaited<ReturnType<typeof fetchConversions>>['items'][number]
export type Quarantined = Awaited<ReturnType<typeof fetchQuarantine>>['items'][number]

/** `event`: of that event alone, or `all`. */
export const conversionsQuery = (shopId: string, event: string) =>
  infiniteQueryOptions({
    queryKey: ['conversions', shopId, event],
    queryFn: ({ pageParam }) => fetchConversions(shopId, { limit: '50', cursor: pageParam, event }),
    placeholderData: keepPreviousData,
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: liveMs,
  })

export const quarantineQuery = (shopId: string) =>
  infiniteQueryOptions({
    queryKey: ['quarantine', shopId],
    queryFn: ({ pageParam }) => fetchQuarantine(shopId, { limit: '50', cursor: pageParam }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: liveMs,
  })

/** The newest thing the shop has told; none at first. */
export const newestConversionQuery = (shopId: string) =>
  queryOptions({
    queryKey: ['newest-conversion', shopId],
    queryFn: () => fetchConversions(shopId, { limit: '1', cursor: '' }),
    refetchInterval: liveMs,
  })

export function replay(id: string) {
  return answer(api.quarantine[':id'].replay.$post({ param: { id } }))
}

type Asked = { readonly limit: string; readonly cursor: string; readonly event?: string }

function fetchConversions(shopId: string, asked: Asked) {
  const { event = 'all' } = asked
  const filter = event === 'all' ? {} : { event }
  return answer(api.conversions.$get({ query: { shopId, ...filter, ...toPage(asked) } }))
}

function fetchQuarantine(shopId: string, asked: Asked) {
  return answer(api.quarantine.$get({ query: { shopId, ...toPage(asked) } }))
}

function toPage({ limit, cursor }: Asked) {
  return cursor === '' ? { limit } : { limit, cursor }
}
