import * as z from 'zod'
import { channelIds } from '../links/channel.ts'
import { type Database, readRows, statement, write } from '../storage/database.ts'
import type { OwnBenchmark } from './benchmark.ts'
import { type Benchmark, trusts } from './benchmarks.ts'

type Key = Pick<Benchmark, 'metric' | 'channel'>

export async function listOwnBenchmarks(database: Database, shopId: string): Promise<OwnBenchmark[]> {
  const query = `select metric, channel, low, high, source, as_of, trust, is_hidden from benchmarks
    where shop_id = ? order by metric, channel`
  const rows = await readRows(database, benchmarkRow, statement(query, shopId))
  return rows.map(({ channel, as_of, is_hidden, ...row }) => ({
    ...row,
    channel: channel === '' ? null : channel,
    asOf: as_of,
    isHidden: is_hidden === 1,
  }))
}

/** In place of what the shop said before. */
export async function saveBenchmark(
  database: Database,
  shopId: string,
  { metric, channel, low, high, source, asOf, trust, isHidden }: OwnBenchmark,
  now: number,
): Promise<void> {
  const insert = `insert into benchmarks (shop_id, metric, channel, low, high, source, as_of, trust, is_hidden, updated_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    on conflict do update set low = excluded.low, high = excluded.high, source = excluded.source, as_of = excluded.as_of,
      trust = excluded.trust, is_hidden = excluded.is_hidden, updated_at = excluded.updated_at`
  const values = [low, high, source, asOf, trust, isHidden ? 1 : 0, now] as const
  await write(database, statement(insert, shopId, metric, channel ?? '', ...values))
}

/** Nothing happens where the shop had said nothing. */
export async function removeBenchmark(database: Database, shopId: string, { metric, channel }: Key): Promise<void> {
  const remove = 'delete from benchmarks where shop_id = ? and metric = ? and channel = ?'
  await write(database, statement(remove, shopId, metric, channel ?? ''))
}

const benchmarkRow = z.object({
  metric: z.string(),
  channel: z.enum(channelIds).or(z.literal('')),
  low: z.number().nullable(),
  high: z.number().nullable(),
  source: z.string(),
  as_of: z.string().nullable(),
  trust: z.enum(trusts),
  is_hidden: z.number(),
})
