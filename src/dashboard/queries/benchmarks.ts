import { queryOptions } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer, api } from '../api.ts'

export type Benchmarks = Awaited<ReturnType<typeof fetchBenchmarks>>
export type Benchmark = Benchmarks['items'][number]
export type BenchmarkDraft = InferRequestType<typeof api.benchmarks.$put>['json']

export const benchmarksQuery = (shopId: string) =>
  queryOptions({ queryKey: ['benchmarks', shopId], queryFn: () => fetchBenchmarks(shopId) })

export function saveBenchmark(draft: BenchmarkDraft) {
  return answer(api.benchmarks.$put({ json: draft }))
}

/** What is shipped, if anything, comes back. */
export async function removeBenchmark(shopId: string, { metric, channel }: Pick<Benchmark, 'metric' | 'channel'>) {
  await api.benchmarks.$delete({ query: { shopId, metric, ...(channel === null ? {} : { channel }) } })
}

function fetchBenchmarks(shopId: string) {
  return answer(api.benchmarks.$get({ query: { shopId } }))
}
