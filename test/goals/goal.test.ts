import { describe, expect, it } from 'vitest'
import { type Goal, goalDraft, showGoal } from '../../src/goals/goal.ts'

const draft = { name: 'Sales', metric: 'orders', target: 60, from: '2026-11-01', to: '2026-11-30', main: true } as const

describe('a goal’s draft', () => {
  it.each([
    ['metric', 'order', 'Did you mean orders'],
    ['metric', 'conversionrate', 'conversion_rate'],
    ['metric', undefined, 'is missing'],
    ['target', 0, 'more than 0'],
    ['target', Number.POSITIVE_INFINITY, ''],
    ['target', 1e300, 'trillion'],
    ['from', '2026-02-30', 'calendar'],
    ['main', 'yes', 'true for a main goal'],
    ['name', '  ', 'empty'],
    ['scope', { channel: 'myspace' }, 'facebook'],
    ['colour', 'red', ''],
  ])('refuses %s: %j', (field, value, message) => {
    const result = goalDraft.safeParse({ ...draft, [field]: value })
    expect(result.error?.issues[0]?.message).toContain(message)
  })

  it('takes what the contract names', () => {
    const all = {
      ...draft,
      baseline: 0,
      scope: { channel: 'facebook', place: 'Bergen' },
      parentId: null,
      purpose: 'inspire',
      businessGoal: '10 % more',
      audience: 'runners',
      owner: 'Kari',
      reason: null,
      plannedHours: 12.5,
      plannedMoney: 2000,
      review: 'weekly',
    }
    expect(goalDraft.parse(all)).toEqual(all)
  })
})

describe('what is said of a goal', () => {
  it('tells a main goal on followers that it is far from the sale, and what is nearer', () => {
    const shown = showGoal(makeGoal({ metric: 'followers', baseline: 400, target: 480 }), undefined, measured)
    expect(shown.level).toBeLessThanOrEqual(3)
    expect(shown.verdict.suitedAsMain).toBe(false)
    expect(shown.suggestions.every(({ level }) => level >= 4)).toBe(true)
    expect(shown.suggestions.length).toBeGreaterThan(0)
    expect(shown.warnings.map(({ code }) => code)).toContain('main-goal-far-from-sale')
  })

  it('suggests only what is measured here', () => {
    const { suggestions } = showGoal(makeGoal({ metric: 'impressions' }), undefined, { ids: ['orders', 'likes'] })
    expect(suggestions.map(({ metric }) => metric)).toEqual(['orders'])
  })

  it('is content with a milestone that leads to a goal on level 5', () => {
    const shown = showGoal(
      makeGoal({ metric: 'followers', main: false, parentId: 'goal_2' }),
      makeGoal({ id: 'goal_2' }),
      measured,
    )
    expect(shown.warnings).toEqual([])
  })

  it('warns that a place can’t be told apart where we count', () => {
    const [ours, theirs] = ['orders', 'followers'].map((metric) =>
      showGoal(makeGoal({ metric, scope: { place: 'Bergen' } }), undefined, measured).warnings.map(({ code }) => code),
    )
    expect(ours).toContain('place-not-measured')
    expect(theirs).not.toContain('place-not-measured')
  })

  it('keeps its row number to itself', () => {
    expect(showGoal(makeGoal({}), undefined, measured)).not.toHaveProperty('number')
  })
})

const measured = { ids: ['link_clicks', 'orders', 'new_customers'] }

function makeGoal(over: Partial<Goal>): Goal {
  return {
    ...draft,
    number: 1,
    id: 'goal_1',
    shopId: 'shop-1',
    parentId: null,
    baseline: null,
    scope: {},
    purpose: null,
    businessGoal: null,
    audience: null,
    owner: null,
    reason: null,
    plannedHours: null,
    plannedMoney: null,
    review: null,
    createdAt: 0,
    archivedAt: null,
    ownMetric: null,
    ...over,
  }
}
