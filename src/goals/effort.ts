import { sumCosts } from '../platforms/cost-sum.ts'
import { toUnits } from '../shops/money.ts'
import type { Database } from '../storage/database.ts'
import type { Goal } from './goal.ts'

/** Hours and money in the shop's currency. */
export type Effort = { readonly hours: number; readonly money: number }

/**
 * What an hour, and one of the currency, brought of a metric. Where both were spent nobody can tell which of them brought it:
 * each is held to have brought half, so that the same effort again brings the same again. Empty where nothing was spent or brought.
 */
export function yieldOf(
  brought: number | null,
  { hours, money }: Effort,
): { readonly perHour?: number; readonly perMoney?: number } {
  if (brought === null || brought <= 0) return {}
  const share = hours > 0 && money > 0 ? 0.5 : 1
  return {
    ...(hours > 0 ? { perHour: (brought * share) / hours } : {}),
    ...(money > 0 ? { perMoney: (brought * share) / money } : {}),
  }
}

type Asked = {
  readonly shop: { readonly id: string; readonly currency: string }
  readonly scope: Goal['scope']
  /** Days, inclusive. */
  readonly from: number
  readonly to: number
}

/** What was spent there on these days. */
export async function readSpent(database: Database, { shop, scope, from, to }: Asked): Promise<Effort> {
  const { total } = await sumCosts(database, shop, { by: 'channel', scope, from, to })
  return { hours: total.seconds / 3600, money: toUnits(total.moneyMinor, shop.currency) }
}
