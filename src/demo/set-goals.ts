import { addReview, markCelebrated, markReached } from '../goals/reviews-store.ts'
import type { Purpose } from '../goals/purpose.ts'
import { savePurpose } from '../goals/purpose-store.ts'
import { archiveGoal, createGoal } from '../goals/store.ts'
import type { Database } from '../storage/database.ts'
import { dayMs } from '../shops/calendar.ts'
import { planGoals } from './goals.ts'
import type { Plan } from './plan.ts'
import type { DemoCampaign } from './posts.ts'

/** Why the demo's shop is there, its goals in every state, and what was thought of them. */
export async function setGoals(
  plan: Plan,
  database: Database,
  shopId: string,
  campaignIds: ReadonlyMap<DemoCampaign, string>,
): Promise<void> {
  const { now, calendar } = plan.stage
  await savePurpose(database, { ...purpose, shopId, updatedAt: now - 180 * dayMs })
  const ids = new Map<string, string>()
  for (const planned of planGoals(plan, campaignIds)) {
    const { draft, leadsTo, reviews = [], celebratedDaysAgo, archivedDaysAgo } = planned
    const parentId = leadsTo === undefined ? null : (ids.get(leadsTo) ?? null)
    const goal = await createGoal(database, shopId, { ...draft, parentId }, now - planned.daysAgo * dayMs)
    ids.set(draft.name, goal.id)
    for (const { daysAgo, value, status, note, nextStep } of reviews) {
      const at = now - daysAgo * dayMs
      await addReview(database, goal, { note, nextStep }, { day: calendar.day(at), value, status, now: at })
    }
    if (celebratedDaysAgo !== undefined) {
      await markReached(database, goal, now - celebratedDaysAgo * dayMs)
      await markCelebrated(database, goal, now - celebratedDaysAgo * dayMs)
    }
    if (archivedDaysAgo !== undefined) await archiveGoal(database, goal, now - archivedDaysAgo * dayMs)
  }
}

const purpose: Omit<Purpose, 'shopId' | 'updatedAt'> = {
  customers: 'People between 25 and 60 who like to cook, live in small towns and have bought our coffee at a market.',
  theyWant: 'To know what to do with the beans, when we roast, and that somebody answers.',
  weWant: 'That they order every other month, and bring a friend along.',
  convey: ['knowledge', 'inspiration', 'news', 'offer'],
  priority: ['returning', 'new', 'won-back'],
  hoursPerWeek: 9,
  moneyPerMonth: 400_000,
  hourlyRate: 32_000,
  statement:
    'We are in social media so that people who bought our coffee once learn to brew it well, come back for more and tell others.',
}
