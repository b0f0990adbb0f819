import type { GoalPatch } from '../../queries/goal-wizard.ts'
import type { GoalDraft } from '../../queries/goals.ts'

type Saved = { readonly id: string }

/** Where goals are kept, and what is told as soon as the goal itself is there. */
export type Keeper = {
  readonly create: (draft: GoalDraft) => Promise<Saved>
  readonly change: (id: string, change: GoalPatch) => Promise<Saved>
  readonly onMade: (id: string) => Promise<void>
}

export type Saving = {
  /** Of the goal that is changed; null for a new one. */
  readonly goalId: string | null
  /** Of a new one that an earlier attempt has made already. */
  readonly savedId: string | null
  readonly draft: GoalDraft
  readonly change: GoalPatch
  /** What is saved as a milestone of it. */
  readonly milestone: GoalDraft | null
}

/** A goal, and then its milestone. Where the milestone is refused, the next attempt changes the goal instead of making another. */
export async function saveGoal({ goalId, savedId, draft, change, milestone }: Saving, keeper: Keeper): Promise<void> {
  const id = await saveMain({ goalId, savedId, draft, change }, keeper)
  if (milestone === null) return
  const { reason: _, businessGoal: __, ...rest } = milestone
  await keeper.create({ ...rest, main: false, parentId: id })
}

async function saveMain(
  { goalId, savedId, draft, change }: Omit<Saving, 'milestone'>,
  keeper: Keeper,
): Promise<string> {
  if (goalId !== null) return (await keeper.change(goalId, change)).id
  if (savedId !== null) {
    const { shopId: _, ...told } = draft
    return (await keeper.change(savedId, { ...change, ...told })).id
  }
  const { id } = await keeper.create(draft)
  await keeper.onMade(id)
  return id
}
