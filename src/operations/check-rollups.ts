import { compare, comparisons, countMisplaced } from '../clicks/rollup-check-store.ts'
import { clearRollups, readProgress } from '../clicks/rollup-store.ts'
import { rollUpAll } from '../clicks/rollup.ts'
import { countMiscounted } from '../conversions/counted-store.ts'
import { showDay } from '../shops/calendar.ts'
import type { Database } from '../storage/database.ts'
import { clearVisitSums, countWrongSums, readVisitedDays, sumVisitsOf, visitComparisons } from '../visits/sums-store.ts'

/**
 * Whether the sums that reports read are those of the raw clicks, up to the watermark; a sentence for each table that isn't.
 * Reads every click, some seconds for a million. To be asked of one moment of the database (a snapshot, or nobody
 * writing). What is found is put right by `rebuildRollups`.
 */
export async function findRollupFaults(database: Database): Promise<readonly string[]> {
  const faults: string[] = []
  const { done, last } = await readProgress(database)
  if (done > last) faults.push(`the roll-ups say they hold ${done} clicks, but the last click is number ${last}`)
  const misplaced = await countMisplaced(database)
  if (misplaced > 0) faults.push(`${misplaced} links are counted where they do not belong`)
  for (const comparison of comparisons) {
    const { rows, day } = await compare(database, comparison)
    if (rows > 0)
      faults.push(`${comparison.told}: ${rows} sums differ from the clicks, the first on ${showDay(day ?? 0)}`)
  }
  return faults
}

/**
 * Throws the sums away and derives them anew from the raw clicks; reports stay right meanwhile, and slow. One that was cut
 * short is gone on with by any roll-up. `onProgress`: clicks done, and of how many.
 */
export async function rebuildRollups(
  database: Database,
  onProgress: (done: number, of: number) => void,
): Promise<void> {
  await database.batch(clearRollups())
  await rollUpAll(database, { most: 20_000, onProgress })
}

/** The same of the visits' sums, which reports miss days of meanwhile. */
export async function rebuildVisitSums(database: Database): Promise<void> {
  await database.batch(clearVisitSums())
  for (const day of await readVisitedDays(database)) await database.batch(sumVisitsOf(day))
}

/** Whether the sums of visits are what the visits come to; a sentence for each table that isn't. Reads every visit. */
export async function findVisitSumFaults(database: Database): Promise<readonly string[]> {
  const faults: string[] = []
  for (const comparison of visitComparisons) {
    const count = await countWrongSums(database, comparison)
    if (count > 0) faults.push(`${comparison.told}: ${count} sums differ from the visits`)
  }
  return faults
}

/** Whether what reports read of conversions is what these come to. Reads every conversion. */
export async function findMiscounted(database: Database): Promise<readonly string[]> {
  const count = await countMiscounted(database)
  return count === 0 ? [] : [`${count} rows that reports read differ from the conversions`]
}
