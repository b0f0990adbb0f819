import { sha256 } from '../http/digest.ts'
import type { Shop } from '../shops/shop.ts'
import type { Database } from '../storage/database.ts'
import type { Experiment } from './experiment.ts'
import { lockText } from './plan.ts'
import { readDetectable } from './result.ts'
import { startExperiment } from './store.ts'

/**
 * Locks an experiment as it was read, with what it could see, at `now` (UTC milliseconds). False when it has changed or begun
 * meanwhile, was put away, or another one of the shop runs in these weeks.
 */
export async function registerExperiment(
  database: Database,
  shop: Shop,
  experiment: Experiment,
  now: number,
): Promise<boolean> {
  const detectable = await readDetectable(database, shop, experiment, now)
  const text = lockText(experiment, shop, { detectable, now })
  const lock = { text, hash: await sha256(text), revenueBasis: shop.revenueBasis, now }
  return startExperiment(database, experiment, lock)
}
