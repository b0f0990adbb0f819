import { describe, expect, it } from 'vitest'
import { findGoalWarnings, judgeLevel, suggestNearer } from '../../src/goals/levels.ts'
import { levels } from '../../src/platforms/levels.ts'
import { findMetric, metrics } from '../../src/platforms/catalog.ts'
import type { Metric } from '../../src/platforms/catalog.ts'

const everything = metrics.map(({ id }) => id)

describe('judgeLevel', () => {
  it.each(metrics)('suits $id as main goal exactly from level 4 up', (metric) => {
    const { level, verdict } = judgeLevel(metric, { main: true })
    expect([level, verdict.suitedAsMain]).toEqual([metric.level, metric.level >= 4])
  })

  it('tells a main goal on followers what followers don’t say', () => {
    const { why } = judgeLevel(metric('followers'), { main: true }).verdict
    expect(why).toMatch(/^Not suited as a main goal\. Followers is level 3, engagement/)
    expect(why).toContain('buying signal')
  })

  it('accepts the same metric as a milestone', () => {
    expect(judgeLevel(metric('followers'), { main: false }).verdict.why).toMatch(/^Fits as a milestone/)
  })

  it('names the five levels in order', () => {
    expect(levels.map(({ level, name }) => `${level} ${name}`)).toEqual([
      '1 Visibility',
      '2 Attention',
      '3 Engagement',
      '4 Interaction',
      '5 Transaction',
    ])
  })
})

describe('suggestNearer', () => {
  it('leads followers to clicks and new customers', () => {
    const found = suggestNearer(metric('followers'), everything)
    expect(found.slice(0, 2).map(({ metric, level }) => [metric, level])).toEqual([
      ['link_clicks', 4],
      ['new_customers', 5],
    ])
    expect(found.every(({ why }) => why.length > 0)).toBe(true)
  })

  it.each(metrics)('offers $id nothing that is no nearer the sale', (metric) => {
    const found = suggestNearer(metric, everything)
    expect(found.filter(({ level }) => level <= metric.level || level < 4)).toEqual([])
    expect(found.length > 0).toBe(metric.level < 5)
  })

  it('offers only what can be measured', () => {
    expect(suggestNearer(metric('reach'), ['orders', 'likes']).map(({ metric }) => metric)).toEqual(['orders'])
  })

  it('offers level 4 and 5 also where the objective has no favourite among them', () => {
    expect(suggestNearer(metric('likes'), ['profit', 'shares']).map(({ metric }) => metric)).toEqual(['profit'])
  })

  it('takes level 3 over level 2 where nothing nearer can be measured', () => {
    expect(suggestNearer(metric('reach'), ['reach', 'completed_views', 'likes']).map(({ level }) => level)).toEqual([
      3, 2,
    ])
  })
})

describe('findGoalWarnings', () => {
  it('warns of a main goal far from the sale, until a reason is given', () => {
    expect(codes('likes', { main: true, businessGoal: 'sales' })).toEqual(['main-goal-far-from-sale'])
    expect(codes('likes', { main: true, businessGoal: 'sales', reason: 'the shop opens in May' })).toEqual([])
  })

  it('warns of a milestone that leads nowhere, or to another milestone', () => {
    expect(codes('likes', { main: false })).toEqual(['milestone-without-goal'])
    expect(codes('likes', { main: false, parent: metric('reach') })).toEqual(['parent-far-from-sale'])
    expect(codes('likes', { main: false, parent: metric('orders') })).toEqual([])
  })

  it('asks a main goal which goal of the business it serves', () => {
    expect(codes('orders', { main: true })).toEqual(['no-business-goal'])
    expect(codes('orders', { main: true, businessGoal: '10 % more sales' })).toEqual([])
    expect(codes('orders', { main: false })).toEqual([])
  })
})

function codes(id: string, place: Parameters<typeof findGoalWarnings>[1]): string[] {
  return findGoalWarnings(metric(id), place).map(({ code }) => code)
}

function metric(id: string): Metric {
  const found = findMetric(id)
  if (!found) throw new Error(`no metric ${id}`)
  return found
}
