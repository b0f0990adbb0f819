import * as z from 'zod'
import { channelField } from '../links/post.ts'
import { dayField } from '../shops/day-field.ts'
import { benchmarks, type Benchmark, trusts } from './benchmarks.ts'
import { findMetric } from './catalog.ts'

/** A shop's own word on a benchmark: other numbers, another source, or that it isn't to be shown. */
export type OwnBenchmark = Omit<Benchmark, 'caution' | 'asOf'> & {
  readonly asOf: string | null
  readonly isHidden: boolean
}

/** A benchmark as a shop sees it. */
export type SeenBenchmark = Omit<Benchmark, 'asOf'> & {
  readonly asOf: string | null
  /** The shop wrote it; what is shipped, if anything, comes back when that is deleted. */
  readonly isOwn: boolean
  readonly isHidden: boolean
}

const number = z.number('must be a number, in percent for a rate').min(0, 'must be 0 or more').max(1e12, 'is too large')

export const benchmarkKey = {
  metric: z
    .string('is missing: give a metric of the catalog such as conversion_rate')
    .refine((id) => findMetric(id), 'There is no such metric: GET /api/v1/catalog lists them.'),
  channel: channelField.nullable().exactOptional(),
  shopId: z.string().exactOptional(),
}

export const benchmarkDraft = z
  .strictObject({
    ...benchmarkKey,
    low: number.nullable(),
    high: number.nullable(),
    source: z
      .string('is missing: who says so?')
      .trim()
      .min(1, 'must not be empty: who says so?')
      .max(300, 'must have 300 characters at most'),
    asOf: dayField.nullable().exactOptional(),
    trust: z.enum(trusts, `must be one of ${trusts.join(', ')}`),
    isHidden: z.boolean('must be true or false').exactOptional(),
  })
  .refine(({ low, high }) => (low === null) === (high === null), {
    path: ['high'],
    error: 'must be given with low, or both left empty; the same number twice where there is only one.',
  })
  .refine(({ low, high }) => low === null || high === null || low <= high, {
    path: ['high'],
    error: 'must not be less than low.',
  })
  .refine(({ metric, high }) => findMetric(metric)?.unit !== 'percent' || (high ?? 0) <= 100, {
    path: ['high'],
    error: 'must be 100 at most: it is a share in percent.',
  })

/** What is shipped with the shop's own words in its place, and what the shop added, in the catalog's order of shipping. */
export function mergeBenchmarks(own: readonly OwnBenchmark[]): SeenBenchmark[] {
  const keyOf = ({ metric, channel }: Pick<Benchmark, 'metric' | 'channel'>) => `${metric}:${channel ?? ''}`
  const ownBy = new Map(own.map((one) => [keyOf(one), one]))
  const shipped = benchmarks.map((one) => {
    const mine = ownBy.get(keyOf(one))
    return mine ? { ...one, ...mine, isOwn: true } : { ...one, isOwn: false, isHidden: false }
  })
  const known = new Set(benchmarks.map(keyOf))
  const added = own.filter((one) => !known.has(keyOf(one))).map((one) => ({ ...one, caution: '', isOwn: true }))
  return [...shipped, ...added]
}
