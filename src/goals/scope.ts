import { badField } from '../http/problem.ts'
import { findCampaign } from '../links/campaign-store.ts'
import { findPost } from '../links/post-store.ts'
import type { Database } from '../storage/database.ts'
import type { GoalDraft } from './goal.ts'

/** That what a scope names is there, in the shop. @throws Problem 400 */
export async function checkScope(database: Database, shopId: string, scope: GoalDraft['scope']): Promise<void> {
  if (scope?.campaignId !== undefined && (await findCampaign(database, scope.campaignId))?.shopId !== shopId)
    throw badField('/scope/campaignId', 'There is no such campaign in this shop.')
  if (scope?.postId !== undefined && (await findPost(database, scope.postId))?.shopId !== shopId)
    throw badField('/scope/postId', 'There is no such post in this shop.')
}
