import { createAttempts, networkOf } from '../access/attempts.ts'

/**
 * How often one address may answer: 60 times an hour for orders (a whole office shops), 6 times without one, where nothing
 * else keeps one person from answering twice. In memory, bounded.
 */
export function createAnswerLimit() {
  const forOrders = createAttempts({ most: 60, windowMs: 3_600_000 })
  const alone = createAttempts({ most: 6, windowMs: 3_600_000 })
  /** Seconds to wait, 0 for none; counts the answer then. `address`: '' when it isn't known. `now`: UTC milliseconds. */
  return (address: string, hasOrder: boolean, now: number): number =>
    address === '' ? 0 : (hasOrder ? forOrders : alone).take(networkOf(address), now)
}
