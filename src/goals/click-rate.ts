import type { ReadingScope } from '../platforms/reading/reading.ts'
import { readValue } from '../platforms/reading/value.ts'
import { findMetric } from '../platforms/catalog.ts'
import { countFigures } from '../reports/figures.ts'
import type { Shop } from '../shops/shop.ts'
import type { Database } from '../storage/database.ts'
import type { Goal } from './goal.ts'
import { readTold, type Told, toldDays } from './told-readings.ts'

type Asked = { readonly shop: Shop; readonly goal: Goal; readonly from: number; readonly to: number }

/**
 * Our own clicks of the platform's impressions, in percent: of the days and of the posts or channels only that impressions
 * were told of, or it would be the rate of two different things. Null where none were told.
 */
export async function measureClickRate(database: Database, { shop, goal, from, to }: Asked): Promise<number | null> {
  const metric = findMetric('impressions')
  if (!metric) return null
  const told = await readTold(database, shop, { metric: metric.id, scope: goal.scope })
  const days = toldDays(told, { from, to })
  if (!days) return null
  const by = 'posts' in told.scope ? 'post' : 'channel'
  const question = { shop, ...days, windowDays: shop.clickWindowDays, scope: goal.scope }
  const { rows } = await countFigures(database, question, by)
  const clicks = new Map(rows.map(({ key, human }) => [key, human]))
  const parts = partsOf(told).map(({ key, scope }) => ({
    human: key === undefined ? sumClicks(rows) : (clicks.get(key) ?? 0),
    shown: readValue({ metric, readings: told.readings, scope, ...days }).value ?? 0,
  }))
  const known = parts.filter(({ shown }) => shown > 0)
  const shown = known.reduce((sum, one) => sum + one.shown, 0)
  return shown > 0 ? (sumClicks(known) / shown) * 100 : null
}

/** What impressions are told of, and the key of its clicks; without a key it is all of them. */
function partsOf({ readings, scope }: Told): { readonly key?: string; readonly scope: ReadingScope }[] {
  if ('posts' in scope) return scope.posts.map((post) => ({ key: post, scope: { post } }))
  if (Object.keys(scope).length > 0) return [{ scope }]
  const channels = new Set(readings.flatMap(({ channel }) => channel ?? []))
  return [...channels].map((channel) => ({ key: channel, scope: { channel } }))
}

function sumClicks(all: readonly { readonly human: number }[]): number {
  return all.reduce((sum, one) => sum + one.human, 0)
}
