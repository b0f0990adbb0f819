import { describe, expect, it } from 'vitest'
import { saveGoal } from '../../src/dashboard/pages/goal-wizard/save-goal.ts'
import {
  emptyWizard,
  fromGoal,
  type SomeGoal,
  toChange,
  toDraft,
} from '../../src/dashboard/pages/goal-wizard/wizard-fields.ts'
import { makeMilestones } from '../../src/dashboard/pages/plan/make-milestones.ts'
import type { GoalPatch } from '../../src/dashboard/queries/goal-wizard.ts'
import type { GoalDraft } from '../../src/dashboard/queries/goals.ts'

const days = { from: '2026-12-01', to: '2026-12-31' }
const main = { name: 'Sixty orders', metric: 'orders', target: 60, main: true, ...days } satisfies GoalDraft
const milestone: GoalDraft = { name: 'Clicks', metric: 'link_clicks', target: 900, main: false, ...days }
const named = { shopId: 'shop-1', fallback: 'A goal' }

/** Keeps goals, and refuses the drafts of a metric while `refused` is it. */
function open() {
  const [made, changed]: [GoalDraft[], [string, GoalPatch][]] = [[], []]
  const state: { refused: string | null; savedId: string | null } = { refused: 'link_clicks', savedId: null }
  const create = async (draft: GoalDraft) => {
    if (draft.metric === state.refused) throw new Error('refused')
    made.push(draft)
    return { id: `goal_${made.length}` }
  }
  const change = async (id: string, patch: GoalPatch) => {
    changed.push([id, patch])
    return { id }
  }
  const onMade = async (id: string) => {
    state.savedId = id
  }
  return { made, changed, state, create, keeper: { create, change, onMade } }
}

describe('a goal whose milestone is refused', () => {
  it('is made once, and changed by the next attempt', async () => {
    const { made, changed, state, keeper } = open()
    const save = () => saveGoal({ goalId: null, savedId: state.savedId, draft: main, change: {}, milestone }, keeper)
    await expect(save()).rejects.toThrow('refused')
    state.refused = null
    await save()
    expect(made).toEqual([main, { ...milestone, parentId: 'goal_1' }])
    expect(changed).toEqual([['goal_1', main]])
  })

  it('is made once by the plan too, with those of its milestones that were taken', async () => {
    const { made, state, create } = open()
    const kept = new Map<string, string>()
    const make = () =>
      makeMilestones(main, [{ ...milestone, metric: 'impressions' }, milestone], { made: kept, create })
    await expect(make()).rejects.toThrow('refused')
    state.refused = null
    await make()
    expect(made.map(({ metric, parentId }) => [metric, parentId])).toEqual([
      ['orders', undefined],
      ['impressions', 'goal_1'],
      ['link_clicks', 'goal_1'],
    ])
  })
})

describe('a goal that is changed', () => {
  const whole: SomeGoal = {
    ...{ ...main, main: false, parentId: 'goal_9', baseline: 40, owner: 'Kari', plannedHours: 12, plannedMoney: 500 },
    ...{ review: 'weekly', businessGoal: 'Profit', reason: 'It is December' },
  }
  const fields = fromGoal(whole, emptyWizard(days.from, days.to))

  it('keeps what stands in the fields', () => {
    const { shopId: _, ...told } = toDraft(fields, undefined, named)
    expect(toChange(fields, undefined, named)).toEqual(told)
  })

  it('loses what was emptied', () => {
    const emptied = { owner: '', plannedHours: '', plannedMoney: '', baseline: '', review: '' } as const
    const gone = { owner: null, plannedHours: null, plannedMoney: null, baseline: null, review: null }
    expect(toChange({ ...fields, ...emptied }, undefined, named)).toMatchObject({ ...gone, parentId: 'goal_9' })
    const asMain = toChange({ ...fields, main: true, reason: ' ', businessGoal: '' }, undefined, named)
    expect(asMain).toMatchObject({ main: true, parentId: null, reason: null, businessGoal: null })
  })

  it('that is a milestone keeps its reason and business goal, which the wizard doesn’t show of it', () => {
    expect(Object.keys(toChange(fields, undefined, named))).not.toContain('reason')
  })
})
