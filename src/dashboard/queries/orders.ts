import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { request } from '../api.ts'

export type Conversion = {
  id: string
  event: string
  orderId: string | null
  refundId: string | null
  eventId: string | null
  value: string | null
  currency: string | null
  occurredAt: string
  test: boolean
  attributedTo: { linkId: string; slug: string; postId?: string; postTitle?: string; channel?: string } | null
  attributionNote: string | null
  evidence: { source: string; told: number }[]
}
export type Quarantined = {
  id: string
  source: string
  reason: string
  detail: string
  raw: string
  receivedAt: string
  replayedAt: string | null
  replayOutcome: string | null
}
type Page<Item> = { items: Item[]; nextCursor: string | null }

export const conversionsQuery = (shopId: string) =>
  infiniteQueryOptions({
    queryKey: ['conversions', shopId],
    queryFn: ({ pageParam }) => request<Page<Conversion>>('GET', `/conversions?${toQuery(shopId, pageParam)}`),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 3000,
  })

export const quarantineQuery = (shopId: string) =>
  infiniteQueryOptions({
    queryKey: ['quarantine', shopId],
    queryFn: ({ pageParam }) => request<Page<Quarantined>>('GET', `/quarantine?${toQuery(shopId, pageParam)}`),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 5000,
  })

/** Whether anything has arrived from the shop yet. */
export const firstConversionQuery = (shopId: string) =>
  queryOptions({
    queryKey: ['first-conversion', shopId],
    queryFn: () => request<Page<Conversion>>('GET', `/conversions?${toQuery(shopId, '', '1')}`),
    refetchInterval: 3000,
  })

export function replay(id: string) {
  return request<{ outcome?: string }>('POST', `/quarantine/${id}/replay`)
}

function toQuery(shopId: string, cursor: string, limit = '50') {
  return new URLSearchParams({ shopId, limit, ...(cursor === '' ? {} : { cursor }) })
}
