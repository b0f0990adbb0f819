import { describe, expect, it } from 'vitest'
import { benchmarkDraft, mergeBenchmarks } from '../../src/platforms/benchmark.ts'
import { benchmarks, compareToBenchmark, plannable } from '../../src/platforms/benchmarks.ts'
import { findMetric } from '../../src/platforms/catalog.ts'

describe('benchmarks', () => {
  it('are of known metrics, dated, sourced and told with care', () => {
    for (const one of benchmarks) {
      expect(findMetric(one.metric)?.id).toBe(one.metric)
      expect(one.asOf).toMatch(/^\d{4}-\d\d-\d\d$/)
      expect(one.source.length).toBeGreaterThan(5)
      expect(one.caution.length).toBeGreaterThan(20)
    }
    const keys = benchmarks.map(({ metric, channel }) => `${metric} ${channel ?? ''}`)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('hold the numbers that the trade quotes', () => {
    const span = (metric: string, channel: string | null = null) => {
      const found = benchmarks.find((one) => one.metric === metric && one.channel === channel)
      return [found?.low, found?.high, found?.trust]
    }
    expect(span('conversion_rate')).toEqual([2, 3, 'medium'])
    expect(span('lead_rate')).toEqual([3.8, 3.8, 'medium'])
    expect(span('engagement_rate', 'tiktok')).toEqual([5.69, 5.69, 'medium'])
    expect(span('engagement_rate', 'x')).toEqual([0.035, 0.035, 'medium'])
    expect(span('click_rate', 'instagram')).toEqual([18, 18, 'low'])
    expect(span('aov')).toEqual([null, null, 'high'])
  })

  it('are planned with only where they can be believed', () => {
    expect(plannable({ low: 2, high: 3, trust: 'medium' })).toEqual({ value: 2.5, low: 2, high: 3 })
    expect(plannable({ low: 3.8, high: 3.8, trust: 'medium' })).toEqual({ value: 3.8, low: 1.9, high: 7.6 })
    expect(plannable({ low: 18, high: 18, trust: 'low' })).toBeNull()
    expect(plannable({ low: null, high: null, trust: 'high' })).toBeNull()
  })

  it('stand beside the shop’s own number in words that judge nothing', () => {
    const others = { low: 2, high: 3, asOf: '2024-02-28', trust: 'medium' } as const
    expect(compareToBenchmark({ value: 1.9, low: 1.2, high: 2.9 }, others)).toBe(
      'your 1.9% [1.2–2.9]; others report 2–3% (2024, medium trust)',
    )
    expect(compareToBenchmark({ value: 0.034, low: null, high: null }, { ...others, low: 0.06, high: 0.06 })).toBe(
      'your 0.034%; others report 0.06% (2024, medium trust)',
    )
    expect(compareToBenchmark(null, others)).toBe('yours is not known yet; others report 2–3% (2024, medium trust)')
    expect(compareToBenchmark({ value: 9, low: 8, high: 10 }, { ...others, low: null, high: null })).toContain(
      'compare with your own past',
    )
  })

  it('give way to the shop’s own word, which can add and hide', () => {
    const own = { metric: 'conversion_rate', channel: null, low: 1, high: 2, source: 'Our guild', asOf: '2026-05-01' }
    const merged = mergeBenchmarks([
      { ...own, trust: 'high', isHidden: false },
      { ...own, metric: 'lead_rate', trust: 'low', isHidden: true },
      { ...own, channel: 'line', trust: 'low', isHidden: false },
    ])
    expect(merged).toHaveLength(benchmarks.length + 1)
    expect(merged[0]).toMatchObject({ metric: 'conversion_rate', low: 1, isOwn: true, source: 'Our guild' })
    expect(merged.find(({ metric }) => metric === 'lead_rate')).toMatchObject({ isHidden: true, isOwn: true })
    expect(merged.find(({ metric }) => metric === 'aov')).toMatchObject({ isOwn: false, isHidden: false })
    expect(merged.at(-1)).toMatchObject({ channel: 'line', caution: '' })
  })

  it('refuse what can’t be, naming the field', () => {
    const draft = { metric: 'conversion_rate', low: 2, high: 3, source: 'x', trust: 'low' }
    const fieldsOf = (over: object) =>
      benchmarkDraft.safeParse({ ...draft, ...over }).error?.issues.map(({ path }) => path.join('/'))
    expect(fieldsOf({})).toBeUndefined()
    expect(fieldsOf({ metric: 'luck' })).toEqual(['metric'])
    expect(fieldsOf({ low: 4 })).toEqual(['high'])
    expect(fieldsOf({ high: null })).toEqual(['high'])
    expect(fieldsOf({ high: 101 })).toEqual(['high'])
    expect(fieldsOf({ source: ' ' })).toEqual(['source'])
    expect(fieldsOf({ asOf: '2026' })).toEqual(['asOf'])
  })
})
