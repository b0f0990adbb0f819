import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'
import { liveMs } from './live.ts'

export type Conversion = Awaited<ReturnType<typeof fetchConversions>>['items'][number]

/** `event`: of that event alone, or `all`; `disagreeing`: only what sources told differently. */
export const conversionsQuery = (shopId: string, event: string, disagreeing = false) =>
  infiniteQueryOptions({
    queryKey: ['conversions', shopId, event, disagreeing],
    queryFn: ({ pageParam }) => fetchConversions(shopId, { limit: '50', cursor: pageParam, event, disagreeing }),
    placeholderData: keepPreviousData,
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: disagreeing ? 60_000 : liveMs,
  })

/** One alone, with the way to it. */
export const journeyQuery = (id: string) =>
  queryOptions({
    queryKey: ['journey', id],
    queryFn: () => answer(api.conversions[':id'].$get({ param: { id } })),
  })

/** How many orders and refunds of the last 90 days sources disagree on. */
export const disagreementsQuery = (shopId: string) =>
  queryOptions({
    queryKey: ['disagreements', shopId],
    queryFn: () => answer(api.conversions.disagreements.$get({ query: { shopId } })),
    refetchInterval: 10_000,
  })

/** The newest thing the shop has told; none at first. */
export const newestConversionQuery = (shopId: string) =>
  queryOptions({
    queryKey: ['newest-conversion', shopId],
    queryFn: () => fetchConversions(shopId, { limit: '1', cursor: '' }),
    refetchInterval: liveMs,
  })

type Asked = {
  readonly limit: string
  readonly cursor: string
  readonly event?: string
  readonly disagreeing?: boolean
}

/** A page that holds none of what is asked for, though more may follow, is passed over. */
async function fetchConversions(shopId: string, asked: Asked): ReturnType<typeof fetchPage> {
  const page = await fetchPage(shopId, asked)
  const isEmpty = page.items.length === 0 && page.nextCursor !== null
  return isEmpty ? fetchConversions(shopId, { ...asked, cursor: page.nextCursor ?? '' }) : page
}

function fetchPage(shopId: string, asked: Asked) {
  const { event = 'all', disagreeing = false } = asked
  const filter = { ...(event === 'all' ? {} : { event }), ...(disagreeing ? { disagreeing: '1' as const } : {}) }
  return answer(api.conversions.$get({ query: { shopId, ...filter, ...toPage(asked) } }))
}

function toPage({ limit, cursor }: Asked) {
  return cursor === '' ? { limit } : { limit, cursor }
}
