import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer, api } from '../api.ts'

export type Click = Awaited<ReturnType<typeof fetchClicks>>['items'][number]
export type Reasons = Awaited<ReturnType<typeof fetchReasons>>
export type ClickClass = NonNullable<InferRequestType<typeof api.clicks.$get>['query']['class']>
export type Period = { readonly from: string; readonly to: string }

/** Whoever has just tapped a link looks for it here. */
const everyMs = 2000

/** `shown`: clicks of that class alone, or `all`. */
export const clicksQuery = (shopId: string, shown: ClickClass | 'all') =>
  infiniteQueryOptions({
    queryKey: ['clicks', shopId, shown],
    queryFn: ({ pageParam }) => fetchClicks(shopId, shown, pageParam),
    placeholderData: keepPreviousData,
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: everyMs,
  })

/** Periods of several days are counted from many clicks: they are asked for less often. */
export const reasonsQuery = (shopId: string, { from, to }: Period) =>
  queryOptions({
    queryKey: ['click-reasons', shopId, from, to],
    queryFn: ({ signal }) => fetchReasons({ shopId, from, to }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: from === to ? everyMs : 20_000,
  })

export const ownDeviceQuery = queryOptions({ queryKey: ['own-device'], queryFn: fetchOwnDevice, staleTime: 60_000 })

/** Marks a click as the shop's own, or takes that back; what was counted is asked for anew. */
export async function markClick(queries: QueryClient, shopId: string, click: Pick<Click, 'seq'>, internal: boolean) {
  await answer(api.clicks.mark.$post({ json: { shopId, seqs: [click.seq], internal } }))
  await Promise.all(['clicks', 'click-reasons'].map((name) => queries.invalidateQueries({ queryKey: [name, shopId] })))
}

/** Whether this browser asks not to be counted from now on. */
export function setOwnDevice(isOwn: boolean): Promise<{ isOwn: boolean }> {
  return isOwn ? answer(api['own-device'].$put()) : answer(api['own-device'].$delete())
}

/** A link that does the same on another device, or on the short domain; it works once, for ten minutes. */
export function makeOwnDeviceLink() {
  return answer(api['own-device'].links.$post())
}

function fetchClicks(shopId: string, shown: ClickClass | 'all', cursor: string) {
  const only = shown === 'all' ? {} : { class: shown }
  const after = cursor === '' ? {} : { cursor }
  return answer(api.clicks.$get({ query: { shopId, limit: '50', ...only, ...after } }))
}

function fetchReasons(query: Period & { readonly shopId: string }, signal: AbortSignal) {
  return answer(api.clicks.reasons.$get({ query }, { init: { signal } }))
}

function fetchOwnDevice() {
  return answer(api['own-device'].$get())
}
