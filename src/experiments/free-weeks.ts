import { mondayOf } from '../shops/calendar.ts'
import type { Database } from '../storage/database.ts'
import { dayAfter, type Experiment } from './experiment.ts'
import type { PlanWarning } from './plan.ts'
import { findOverlapping, type Weeks } from './store.ts'
import { sayDay } from './words.ts'

/** The first Monday after a day from which on so many pairs of weeks are nobody else's. */
export async function findFirstFree(
  database: Database,
  { shopId, pairs }: Pick<Weeks, 'shopId' | 'pairs'>,
  today: number,
): Promise<number> {
  let firstMonday = mondayOf(today) + 7
  for (;;) {
    const other = await findOverlapping(database, { id: '', shopId, pairs, firstMonday })
    if (!other) return firstMonday
    firstMonday = dayAfter(other)
  }
}

/** That it can't be started, said while it is planned. */
export async function warnOfTaken(database: Database, weeks: Weeks): Promise<PlanWarning[]> {
  const other = await findOverlapping(database, weeks)
  return other ? [{ code: 'weeks-taken', field: 'firstMonday', detail: sayTaken(other) }] : []
}

export function sayTaken(other: Experiment): string {
  return `“${other.hypothesis}” runs in these weeks: begin on ${sayDay(dayAfter(other))} or later, or stop that one first.`
}
