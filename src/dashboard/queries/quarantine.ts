import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'
import { liveMs } from './live.ts'

export type Quarantined = Awaited<ReturnType<typeof dismiss>>
export type QuarantineReason = Quarantined['reason']

export const quarantineStates = ['waiting', 'replayed', 'dismissed'] as const

/** Empty: of any reason, whatever stands in it. */
export type QuarantineAsked = {
  readonly q: string
  readonly reason: QuarantineReason | ''
  readonly state: (typeof quarantineStates)[number]
}

export const quarantineKey = (shopId: string) => ['quarantine', shopId] as const

export const quarantineQuery = (shopId: string, asked: QuarantineAsked) =>
  infiniteQueryOptions({
    queryKey: [...quarantineKey(shopId), asked],
    queryFn: ({ pageParam }) => fetchQuarantine(shopId, asked, pageParam),
    placeholderData: keepPreviousData,
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    // A search reads through much: it is asked for once.
    refetchInterval: asked.q === '' ? liveMs : false,
  })

/** How much waits by reason, and the room it takes. */
export const quarantineCountsQuery = (shopId: string) =>
  queryOptions({
    queryKey: [...quarantineKey(shopId), 'counts'],
    queryFn: () => answer(api.quarantine.counts.$get({ query: { shopId } })),
    refetchInterval: liveMs,
  })

/** One with its bytes and what came beside them. */
export const quarantinedQuery = (id: string) =>
  queryOptions({ queryKey: ['quarantined', id], queryFn: () => answer(api.quarantine[':id'].$get({ param: { id } })) })

export function replay(id: string) {
  return answer(api.quarantine[':id'].replay.$post({ param: { id } }))
}

export function dismiss(id: string) {
  return answer(api.quarantine[':id'].dismiss.$post({ param: { id } }))
}

/** Replays all that wait for a reason, a call after the other; `onProgress` hears how many were gone through. */
export async function replayAll(
  asked: { readonly shopId: string; readonly reason: QuarantineReason },
  onProgress: (done: number) => void,
): Promise<{ counted: number; refused: number; failed: number }> {
  let [cursor, all, refused, failed]: [string | null, number, number, number] = ['', 0, 0, 0]
  while (cursor !== null) {
    const json: typeof asked & { cursor?: string } = cursor === '' ? asked : { ...asked, cursor }
    const part = await answer(api.quarantine.replay.$post({ json }))
    all += Object.values(part.outcomes).reduce((sum, one) => sum + one, 0)
    refused += part.outcomes['quarantined'] ?? 0
    failed += part.failed.length
    cursor = part.nextCursor
    onProgress(all + failed)
  }
  return { counted: all - refused, refused, failed }
}

function fetchQuarantine(shopId: string, { q, reason, state }: QuarantineAsked, cursor: string) {
  const filter = { ...(q === '' ? {} : { q }), ...(reason === '' ? {} : { reason }), state }
  const page = cursor === '' ? { limit: '50' } : { limit: '50', cursor }
  return answer(api.quarantine.$get({ query: { shopId, ...filter, ...page } }))
}
