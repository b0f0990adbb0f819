import type { GoalDraft } from '../../queries/goals.ts'

/** Ids of what was made, by its draft: kept between attempts, so that nothing is made twice where one is refused. */
export type Made = Map<string, string>

type Create = (draft: GoalDraft) => Promise<{ readonly id: string }>

/** The main goal, unless there is one, and then the milestones under it, one after the other. */
export async function makeMilestones(
  main: GoalDraft | { readonly id: string },
  milestones: readonly GoalDraft[],
  { made, create }: { readonly made: Made; readonly create: Create },
): Promise<void> {
  const makeOnce = async (draft: GoalDraft) => {
    const key = JSON.stringify(draft)
    const id = made.get(key) ?? (await create(draft)).id
    made.set(key, id)
    return id
  }
  const parentId = 'id' in main ? main.id : await makeOnce(main)
  for (const milestone of milestones) await makeOnce({ ...milestone, parentId })
}
