import { describe, expect, it } from 'vitest'
import { findMetric, isRate, metrics } from '../../src/platforms/catalog.ts'

describe('the metric catalogue', () => {
  it('holds every id the contract fixes, on its level', () => {
    expect(onLevel('impressions reach')).toEqual([1, 1])
    expect(onLevel('followers likes comments shares')).toEqual([3, 3, 3, 3])
    expect(onLevel('link_clicks sessions leads add_to_cart begin_checkout')).toEqual([4, 4, 4, 4, 4])
    expect(onLevel('orders revenue aov conversion_rate new_customers')).toEqual([5, 5, 5, 5, 5])
  })

  it('covers the objectives and levels', () => {
    expect(new Set(metrics.map(({ level }) => level))).toEqual(new Set([1, 2, 3, 4, 5]))
    expect(new Set(metrics.map(({ objective }) => objective))).toEqual(
      new Set(['awareness', 'engagement', 'customer-service', 'leads-and-sales']),
    )
  })

  it('gives each id once, in a form that fits URLs and columns', () => {
    expect(new Set(metrics.map(({ id }) => id)).size).toBe(metrics.length)
    expect(metrics.filter(({ id }) => !/^[a-z]+(_[a-z]+)*$/.test(id))).toEqual([])
  })

  it('says of each what it says and what it does not, in sentences', () => {
    const sentence = /^[A-Z].*[.?]$/
    expect(metrics.filter(({ says, doesNotSay }) => !sentence.test(says) || !sentence.test(doesNotSay))).toEqual([])
  })

  it('warns that a video view counts after 3 seconds', () => {
    expect(findMetric('video_views')?.doesNotSay).toContain('3 seconds')
  })

  it('takes visibility and attention on social media from the platforms and every transaction from conversions', () => {
    expect(metrics.filter(({ level, source }) => level === 1 && source !== 'platform')).toEqual([])
    expect(metrics.filter(({ level, source }) => level === 5 && source !== 'conversions')).toEqual([])
  })

  it('lets only counts and money be stocks or running totals', () => {
    expect(metrics.filter((metric) => metric.kind !== 'flow' && isRate(metric))).toEqual([])
    expect(metrics.filter(isRate).map(({ id }) => id)).toContain('aov')
    expect(metrics.filter(isRate).map(({ id }) => id)).not.toContain('revenue')
  })

  it('wants costs, waiting and losses to fall', () => {
    const falling = metrics.filter(({ direction }) => direction === 'down').map(({ id }) => id)
    expect(falling).toEqual(expect.arrayContaining(['unfollows', 'response_time', 'bounce_rate', 'cost_per_order']))
    expect(
      metrics.filter(({ unit, direction }) => unit.startsWith('money-per-') && direction === 'up').map(({ id }) => id),
    ).toEqual(['aov'])
  })

  it('does not know a metric that is not there', () => {
    expect(findMetric('toString')).toBeUndefined()
  })
})

function onLevel(ids: string): (number | undefined)[] {
  return ids.split(' ').map((id) => findMetric(id)?.level)
}
