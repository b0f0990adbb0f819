import { sha256 } from '../http/digest.ts'
import type { Shop } from '../shops/shop.ts'
import type { Database } from '../storage/database.ts'
import type { Experiment } from './experiment.ts'
import { drawSeed, lockText } from './plan.ts'
import { readDetectable } from './result.ts'
import { countDrawnBefore, startExperiment } from './store.ts'

/**
 * Draws the weeks of an experiment and locks it as it was read, with what it could see, at `now` (UTC milliseconds): nobody sees
 * a draw of what isn't locked. False when it has changed or begun meanwhile, was put away, or another one of the shop runs
 * in these weeks.
 */
export async function registerExperiment(
  database: Database,
  shop: Shop,
  experiment: Experiment,
  { now, seed = drawSeed() }: { readonly now: number; readonly seed?: string },
): Promise<boolean> {
  const detectable = await readDetectable(database, shop, experiment, now)
  const drawnBefore = await countDrawnBefore(database, experiment)
  const text = lockText(experiment, shop, { seed, drawnBefore, detectable, now })
  const lock = { seed, text, hash: await sha256(text), revenueBasis: shop.revenueBasis, now }
  return startExperiment(database, experiment, lock)
}
