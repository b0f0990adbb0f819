import type { ClickBefore } from '../conversions/checked.ts'
import { isSame } from './journey.ts'
import type { Earlier } from './known-store.ts'

/** As `Earlier`, with the clicks read. */
export type EarlierClicks = Pick<Earlier, 'event' | 'occurredAt'> & { readonly clicks: readonly ClickBefore[] }

/**
 * Clicks of what a customer did before a conversion at `at`, newest first, without those that led to an earlier order:
 * what came before that order, and the clicks it came by.
 */
export function customerTouches(earlier: readonly EarlierClicks[], at: number): readonly ClickBefore[] {
  const orders = earlier.filter(({ event, occurredAt }) => event === 'purchase' && occurredAt < at)
  const lastOrderAt = Math.max(-Infinity, ...orders.map(({ occurredAt }) => occurredAt))
  const spent = orders.flatMap(({ clicks }) => clicks)
  return earlier
    .filter(({ event, occurredAt }) => event !== 'purchase' && occurredAt > lastOrderAt)
    .flatMap(({ clicks }) => clicks)
    .filter((click) => !spent.some((one) => isSame(one, click)))
}
