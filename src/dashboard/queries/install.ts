import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'
import { fetchOrThrow } from '../problem.ts'
import { liveMs } from './live.ts'

export type Source = Awaited<ReturnType<typeof fetchSources>>['items'][number]
/** What tells by itself: shop systems by webhook, networks by postback. */
export type ShopSource = Source['source']
export type Live = Awaited<ReturnType<typeof fetchLive>>
export type LivePing = Live['items'][number]

/** Where the shop's own systems tell of orders: when each was last heard, and when last signed wrongly. */
export const sourcesQuery = (shopId: string) =>
  queryOptions({ queryKey: ['sources', shopId], queryFn: () => fetchSources(shopId), refetchInterval: liveMs })

/** The newest pings with what became of them. */
export const livePingsQuery = (shopId: string) =>
  queryOptions({ queryKey: ['live-pings', shopId], queryFn: () => fetchLive(shopId), refetchInterval: liveMs })

export type SourceDraft = {
  readonly source: ShopSource
  /** Left out for a postback: the server makes its token up. */
  readonly secret?: string
  readonly keepPrevious?: boolean
}

/** The answer's `url` is what is pasted into the shop system; a postback's holds its token and is told this once. */
export function setSource(shopId: string, { source, secret, keepPrevious = false }: SourceDraft) {
  const json = { ...(secret === undefined ? {} : { secrets: [secret] }), keepPrevious }
  return answer(api.shops[':id'].sources[':source'].$put({ param: { id: shopId, source }, json }))
}

/** What orders that are sent from the dashboard to try it out are called. */
export const testOrderPrefix = 'tilltrail-test-'

/** An order that is shown and counts nowhere. `currency`: the shop's, in which one unit is an amount everywhere. */
export async function sendTestOrder({ shopId, currency }: { shopId: string; currency: string }): Promise<void> {
  const orderId = `${testOrderPrefix}${Date.now()}`
  await fetchOrThrow('/api/v1/conversions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ event: 'purchase', orderId, value: '1', currency, shopId, test: true }),
  })
}

/** What browsers compare the snippet's two files with. Only where the dashboard is served securely can it be made out. */
export const integrityQuery = queryOptions({
  queryKey: ['integrity'],
  queryFn: async () => {
    const [core = '', more = ''] = await Promise.all(['/till.js', '/till-more.js'].map(fetchDigest))
    return { core, more }
  },
  staleTime: 3_600_000,
})

async function fetchDigest(path: string): Promise<string> {
  const bytes = await (await fetchOrThrow(path)).arrayBuffer()
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', bytes))
  return `sha384-${btoa(String.fromCharCode(...digest))}`
}

function fetchSources(shopId: string) {
  return answer(api.shops[':id'].sources.$get({ param: { id: shopId } }))
}

function fetchLive(shopId: string) {
  return answer(api.conversions.live.$get({ query: { shopId, limit: '20' } }))
}
