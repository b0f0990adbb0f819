import { describe, expect, it } from 'vitest'
import { chainGoal, type ChainGoal, type Evidence } from '../../src/goals/chain.ts'
import { findMetric } from '../../src/platforms/catalog.ts'

const seen: Evidence = { amount: 10_000, days: 90, clicks: 200, dispersion: 1, bought: { clicks: 200, buyers: 10 } }

describe('the way to the sale', () => {
  it('takes a count by what came of each before: impressions, clicks, orders', () => {
    const chain = chainGoal(goal('impressions', 50_000), seen)
    expect(chain?.steps.map(({ metric, value }) => [metric, value])).toEqual([
      ['impressions', 50_000],
      ['link_clicks', 1000],
      ['orders', 50],
    ])
    expect(chain?.steps[1]?.rate).toEqual({ seen: 200, of: 10_000, days: 90 })
    // Byar: 200 in 90 days is 173.2 to 229.7.
    expect(chain?.steps[1]?.sure?.map(Math.round)).toEqual([866, 1149])
  })

  it('takes a stock for as long as the goal lasts', () => {
    const chain = chainGoal(goal('followers', 480), { ...seen, amount: 400 })
    expect(chain?.steps[1]?.value).toBeCloseTo((200 * 480 * 30) / (400 * 90), 9)
  })

  it('says 0 to some where nobody has bought yet', () => {
    const orders = chainGoal(goal('impressions', 50_000), { ...seen, bought: { clicks: 200, buyers: 0 } })?.steps[2]
    expect(orders?.value).toBe(0)
    expect(orders?.likely?.[0]).toBe(0)
    expect(orders?.likely?.[1]).toBeGreaterThan(5)
  })

  it.each([
    ['the number was never told', goal('impressions', 100), { ...seen, amount: null }, [/nobody has told/, 'numbers']],
    ['no click came', goal('impressions', 100), { ...seen, clicks: 0 }, [/No click/, 'links']],
    ['a share is no count', goal('engagement_rate', 3), seen, [/share or an average/, 'numbers']],
    ['there is no target', goal('impressions', null), seen, [/no target/, 'numbers']],
  ] as const)('asks where %s', (_, asked, evidence, [reason, page]) => {
    const chain = chainGoal(asked, evidence)
    const step = chain?.steps[1]
    expect(step).toMatchObject({ value: null, likely: null, missing: { reason: expect.stringMatching(reason), page } })
    expect(chain?.steps[2]?.value).toBeNull()
    expect(chain?.sentence).toContain('? link clicks → ? orders')
  })

  it('leads nowhere from a sale, or from what is to fall', () => {
    expect(chainGoal(goal('orders', 60), seen)).toBeNull()
    expect(chainGoal(goal('unfollows', 5), seen)).toBeNull()
  })
})

function goal(id: string, target: number | null): ChainGoal {
  const metric = findMetric(id)
  if (!metric) throw new Error(`no metric ${id}`)
  return { metric, target, length: 30, where: ' on Facebook' }
}
