import type { Database } from '../storage/database.ts'
import { findMetric, type Metric } from './catalog.ts'
import { findOwnMetric } from './own-metric-store.ts'

/** What a reading needs to know of its metric, of the catalog's or the shop's own. */
export type KnownMetric = Pick<Metric, 'id' | 'name' | 'kind' | 'unit' | 'level'> & {
  /** What we count ourselves and nobody else can tell. */
  readonly isCountedHere: boolean
}

/** The metric of that id, of the catalog or of this shop. */
export async function findKnownMetric(
  database: Database,
  shopId: string,
  id: string,
): Promise<KnownMetric | undefined> {
  const metric = findMetric(id)
  if (metric) return { ...metric, isCountedHere: metric.source === 'conversions' }
  const own = id.startsWith('met_') ? await findOwnMetric(database, id) : undefined
  return own && own.shopId === shopId ? { ...own, isCountedHere: false } : undefined
}
