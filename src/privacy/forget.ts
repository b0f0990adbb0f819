import { dayMs } from '../shops/calendar.ts'
import { findRetention, type Retention } from '../shops/retention.ts'
import type { Database } from '../storage/database.ts'
import {
  forgetAnswers,
  forgetAnswerTexts,
  forgetClickNames,
  forgetCustomers,
  type Forgetting,
  forgetQuarantined,
  forgetSessions,
  forgetUnknownSlugs,
  forgetVisits,
  pruneClicks,
} from './prune-store.ts'

/** Each kind of data, and how many days it is kept: by a setting, or always so many. */
const kinds: readonly {
  readonly kept: keyof Retention | number
  forget(database: Database, forgetting: Forgetting): Promise<boolean>
}[] = [
  { kept: 'click', forget: pruneClicks },
  { kept: 'click', forget: forgetClickNames },
  { kept: 'visit', forget: forgetVisits },
  { kept: 'customer', forget: forgetCustomers },
  { kept: 'customer', forget: forgetAnswerTexts },
  { kept: 'quarantine', forget: forgetQuarantined },
  { kept: 'unknownSlug', forget: forgetUnknownSlugs },
  { kept: 0, forget: forgetSessions },
  { kept: 30, forget: forgetAnswers },
]

/**
 * Forgets a portion of what is older than it is kept, of each kind; resolves with whether more waits. A portion holds the
 * event loop for some milliseconds, and others come in between the kinds.
 */
export async function forgetOld(database: Database, { now, most }: { now: number; most: number }): Promise<boolean> {
  const retention = await findRetention(database)
  let isMore = false
  for (const { kept, forget } of kinds) {
    const days = typeof kept === 'number' ? kept : retention[kept]
    if (await forget(database, { before: now - days * dayMs, now, most })) isMore = true
  }
  return isMore
}
