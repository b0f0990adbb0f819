import { describe, expect, it } from 'vitest'
import { sayQuestion } from '../../src/views/view-words.ts'
import { makeReport } from './make-report.ts'

describe('the days that a view is compared with', () => {
  it('are said, with since when clicks are counted where that is later', async () => {
    const compared = { kind: 'previous', from: '2026-10-01', to: '2026-10-31' } as const
    const say = async (measured: { isMeasured: boolean; measuredSince: string | null }, isNarrowed = false) => {
      const { report } = await makeReport(1, 'post')
      const { shopTotals, totals, unattributed } = report
      const comparison = { ...compared, ...measured, shopTotals, unattributed }
      const filters = isNarrowed ? [{ dimension: 'channel' as const, isNot: false, keys: ['instagram'] }] : []
      return sayQuestion({ ...report, comparison, filters, totals: { ...totals, before: { ...totals } } }).slice(1)
    }
    expect(await say({ isMeasured: true, measuredSince: null })).toEqual([])
    expect(await say({ isMeasured: false, measuredSince: '2026-10-27' })).toEqual([
      'Clicks are counted since 27 October 2026 only, so these days are no measure.',
    ])
    const unsaid = ['Clicks weren’t counted on all of these days, so they are no measure.']
    expect(await say({ isMeasured: false, measuredSince: '2026-10-27' }, true)).toEqual(unsaid)
    expect(await say({ isMeasured: false, measuredSince: null })).toEqual(unsaid)
  })
})
