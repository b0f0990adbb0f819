import { describe, expect, it } from 'vitest'
import { nextReview, reviewDraft } from '../../src/goals/reviews.ts'
import { aYearBefore } from '../../src/goals/season.ts'
import { parseDay, showDay } from '../../src/shops/calendar.ts'

const goal = { review: 'weekly', from: '2026-11-02', to: '2026-12-31' } as const

describe('nextReview', () => {
  it.each([
    ['2026-11-08', null, '2026-11-09', false],
    ['2026-11-09', null, '2026-11-09', true],
    ['2026-11-12', '2026-11-11', '2026-11-18', false],
    ['2026-12-30', '2026-12-29', '2027-01-01', false],
    ['2027-01-04', '2026-12-29', '2027-01-01', true],
  ] as const)('on %s, last on %s, is due on %s: %s', (today, lastOn, dueOn, isDue) => {
    expect(nextReview(goal, lastOn, parseDay(today))).toEqual({ rhythm: 'weekly', lastOn, dueOn, isDue })
  })

  it('comes a calendar month later, on its last day where the month is shorter', () => {
    const monthly = { review: 'monthly', from: '2026-01-31', to: '2026-12-31' } as const
    expect(nextReview(monthly, null, parseDay('2026-02-01'))?.dueOn).toBe('2026-02-28')
    expect(nextReview(monthly, '2026-11-30', parseDay('2026-12-01'))?.dueOn).toBe('2026-12-30')
  })

  it('ends with a look back: none is due after one that follows the goal’s end', () => {
    expect(nextReview(goal, '2027-01-01', parseDay('2027-03-01'))).toBeNull()
    expect(nextReview(goal, null, parseDay('2026-11-01'))).toBeNull()
    expect(nextReview({ ...goal, review: null }, null, parseDay('2026-11-20'))).toBeNull()
  })
})

it('says something, or nothing was reviewed', () => {
  expect(reviewDraft.safeParse({ note: ' ' }).error?.issues[0]?.path).toEqual(['note'])
  expect(reviewDraft.parse({ nextStep: ' Post on Thursdays ' })).toEqual({ note: '', nextStep: 'Post on Thursdays' })
})

it('compares with the same dates a year before, also of a leap day', () => {
  const before = (day: string) => showDay(aYearBefore(parseDay(day)))
  expect([before('2026-12-31'), before('2028-02-29'), before('2029-02-28')]).toEqual([
    '2025-12-31',
    '2027-02-28',
    '2028-02-28',
  ])
})
