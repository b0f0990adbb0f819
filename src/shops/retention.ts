import * as z from 'zod'
import type { Database } from '../storage/database.ts'
import { readRetentionSetting } from './retention-store.ts'

/** No setting keeps clicks for less: what is younger needs no asking. */
export const leastClickDays = 30

/** How many days each kind of data is kept, for all shops. */
export type Retention = z.output<typeof retention>

function days(least: number, usual: number) {
  const rule = `must be a whole number of days, ${least} to 3660`
  return z.int(rule).min(least, rule).max(3_660, rule).default(usual)
}

/**
 * `click`: raw clicks, and click ids wherever they stand. 13 and 25 months are what the CNIL lets audience measurement
 * keep. @source CNIL, deliberation on audience measurement, updated 4 July 2025
 */
export const retention = z.object({
  click: days(leastClickDays, 396),
  visit: days(30, 396),
  customer: days(30, 761),
  quarantine: days(7, 90),
  unknownSlug: days(7, 90),
})

/** A change to it; what isn't named stays. */
export const retentionChange = z.strictObject({
  click: retention.shape.click.unwrap().optional(),
  visit: retention.shape.visit.unwrap().optional(),
  customer: retention.shape.customer.unwrap().optional(),
  quarantine: retention.shape.quarantine.unwrap().optional(),
  unknownSlug: retention.shape.unknownSlug.unwrap().optional(),
})

export async function findRetention(database: Database): Promise<Retention> {
  return retention.parse(JSON.parse((await readRetentionSetting(database)) ?? '{}'))
}
