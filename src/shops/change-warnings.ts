import type { Database } from '../storage/database.ts'
import type { Shop } from './shop.ts'
import { hasAmountsBeside, hasCountedDays } from './store.ts'

/** What a change of a shop leaves behind, as the warnings of links are told. The change is made all the same. */
export type ChangeWarning = {
  readonly code: 'old-days-stay' | 'old-amounts-unconverted'
  readonly field: 'timeZone' | 'currency'
  readonly message: string
  readonly suggestion: string
}

export async function findChangeWarnings(database: Database, before: Shop, after: Shop): Promise<ChangeWarning[]> {
  const warnings: ChangeWarning[] = []
  if (before.timeZone !== after.timeZone && (await hasCountedDays(database, after.id)))
    warnings.push({
      code: 'old-days-stay',
      field: 'timeZone',
      message: `Clicks and orders until now stay on the days of ${before.timeZone}; new ones are counted on those of ${after.timeZone}.`,
      suggestion: before.timeZone,
    })
  if (before.currency !== after.currency && (await hasAmountsBeside(database, after.id, after.currency)))
    warnings.push({
      code: 'old-amounts-unconverted',
      field: 'currency',
      message: `Orders in other currencies are converted to ${after.currency} by the rate of their day; those without one stand apart in reports. Rates: Settings, Currencies.`,
      suggestion: before.currency,
    })
  return warnings
}
