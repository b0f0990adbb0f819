import { queryOptions } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import type { Channel } from '../../links/channel.ts'
import { answer, api } from '../api.ts'

export type ValuePreview = Awaited<ReturnType<typeof fetchPreview>>
export type ValueOutcome = Awaited<ReturnType<typeof importPlatformFile>>
export type PlatformValue = Awaited<ReturnType<typeof fetchValues>>['items'][number]
export type Followed = Awaited<ReturnType<typeof fetchFollowed>>['items'][number]
export type OwnMetricDraft = InferRequestType<(typeof api)['own-metrics']['$post']>['json']
export type UnmatchedPost = Awaited<ReturnType<typeof fetchUnmatched>>['items'][number]

/** A file with all that it doesn't say itself. Days as `2026-11-22`. */
export type PlatformFileOrder = {
  readonly shopId: string
  readonly file: File
  readonly channel: Channel | null
  readonly period: { readonly at: string } | { readonly from: string; readonly to: string } | null
  readonly dateOrder: 'day-first' | 'month-first' | null
  /** `field=column`; empty for as recognised. */
  readonly map: readonly string[]
  readonly dryRun: boolean
}

const asFile = { headers: { 'content-type': 'application/octet-stream' } }

export const valuePreviewQuery = (shopId: string, file: File) =>
  queryOptions({
    queryKey: ['value-preview', shopId, file.name, file.size, file.lastModified],
    queryFn: () => fetchPreview(shopId, file),
    retry: false,
    gcTime: 0,
  })

export const valuesQuery = (shopId: string, from: string, to: string) =>
  queryOptions({ queryKey: ['values', shopId, from, to], queryFn: () => fetchValues(shopId, from, to) })

export const followedQuery = (shopId: string) =>
  queryOptions({ queryKey: ['followed-numbers', shopId], queryFn: () => fetchFollowed(shopId) })

export const ownMetricsQuery = (shopId: string) =>
  queryOptions({ queryKey: ['own-metrics', shopId], queryFn: () => fetchOwnMetrics(shopId) })

export const unmatchedQuery = (shopId: string) =>
  queryOptions({ queryKey: ['platform-posts', shopId], queryFn: () => fetchUnmatched(shopId) })

/** The newest posts on a channel. */
export const postsOnQuery = (shopId: string, channel: Channel) =>
  queryOptions({
    queryKey: ['posts', shopId, 'on', channel],
    queryFn: () => answer(api.posts.$get({ query: { shopId, channel, limit: '500' } })),
  })

export function importPlatformFile(order: PlatformFileOrder) {
  const { shopId, file, channel, period, dateOrder, map, dryRun } = order
  const query = {
    ...{ shopId, name: file.name, map: [...map] },
    ...(dryRun ? { dryRun: '1' as const } : {}),
    ...(channel === null ? {} : { channel }),
    ...period,
    ...(dateOrder === null ? {} : { dateOrder }),
  }
  return answer(api.values.import.$post({ query }, { ...asFile, init: { body: file } }))
}

/** A hundred a call. */
export async function keepReadings(readings: readonly Readonly<Record<string, string | number>>[]): Promise<void> {
  for (let at = 0; at < readings.length; at += 100) await api.values.$post({ json: readings.slice(at, at + 100) })
}

export function saveFollowed(shopId: string, items: readonly Followed[]) {
  return answer(api['followed-numbers'].$put({ json: { shopId, items: [...items] } }))
}

export function createOwnMetric(draft: OwnMetricDraft) {
  return answer(api['own-metrics'].$post({ json: draft }))
}

export function choosePlatformPost(shopId: string, id: string, postId: string) {
  return answer(api['platform-posts'][':id'].$put({ param: { id }, json: { shopId, postId } }))
}

function fetchPreview(shopId: string, file: File) {
  const query = { shopId, name: file.name }
  return answer(api.values.import.preview.$post({ query }, { ...asFile, init: { body: file } }))
}

/** The newest 500 of channels. */
function fetchValues(shopId: string, from: string, to: string) {
  return answer(api.values.$get({ query: { shopId, from, to, of: 'channel', limit: '500' } }))
}

function fetchFollowed(shopId: string) {
  return answer(api['followed-numbers'].$get({ query: { shopId } }))
}

function fetchOwnMetrics(shopId: string) {
  return answer(api['own-metrics'].$get({ query: { shopId } }))
}

function fetchUnmatched(shopId: string) {
  return answer(api['platform-posts'].$get({ query: { shopId, limit: '100' } }))
}
