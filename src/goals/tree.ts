import type { Shop } from '../shops/shop.ts'
import type { Database } from '../storage/database.ts'
import { type Goal, showGoal } from './goal.ts'
import { readMeasurable } from './measurable.ts'
import { readStandings, type Standing } from './standing.ts'
import { findParents, listGoals } from './store.ts'

/** A goal with how it stands. */
export type Leaf = ReturnType<typeof showGoal> & {
  readonly progress: Standing
  /** How much of the way from its start to its target is gone, 0–1; null where that isn't known. */
  readonly share: number | null
  /** Steps below the goal at the top: 0 for that itself. */
  readonly depth: number
}

/** A goal that leads to no other, with all that lead to it, each right after the one it leads to. */
export type Branch = Leaf & { readonly milestones: readonly Leaf[] }

/** More goals than this nobody steers by. */
const mostGoals = 200

/** All goals of a shop that aren't put away, the newest first; milestones under the goal they lead to, as they were made. */
export async function readTree(database: Database, shop: Shop, now: number): Promise<Branch[]> {
  const goals = await listGoals(database, shop.id, { limit: mostGoals, before: Number.MAX_SAFE_INTEGER })
  const [parents, measurable, standings] = await Promise.all([
    findParents(database, goals),
    readMeasurable(database, shop, now),
    readStandings(database, shop, goals, now),
  ])
  const known = new Set(goals.map(({ id }) => id))
  const under = (id: string, depth: number): Leaf[] =>
    goals
      .filter(({ parentId }) => parentId === id)
      .toReversed()
      .flatMap((goal) => [...grow(goal, depth), ...under(goal.id, depth + 1)])
  function grow(goal: Goal, depth: number): Leaf[] {
    const progress = standings.get(goal.id)
    if (!progress) return []
    const shown = showGoal(goal, parents.get(goal.parentId ?? ''), measurable)
    return [{ ...shown, progress, share: shareOf(progress), depth }]
  }
  return goals
    .filter(({ parentId }) => parentId === null || !known.has(parentId))
    .flatMap((goal) => grow(goal, 0).map((leaf) => ({ ...leaf, milestones: under(goal.id, 1) })))
}

export function shareOf({ value, target, start }: Pick<Standing, 'value' | 'target' | 'start'>): number | null {
  if (value === null || start === null || target === start) return null
  return Math.min(1, Math.max(0, (value - start) / (target - start)))
}
