import { describe, expect, it } from 'vitest'
import { periodOf, toReportSearch } from '../../src/dashboard/pages/report/period.ts'
import { searchOf } from '../../src/dashboard/pages/views/view-search.ts'
import { parseDay, showDay } from '../../src/shops/calendar.ts'

const day = (daysAgo: number) => showDay(parseDay('2026-11-22') - daysAgo)

describe('periodOf', () => {
  it('counts today among the last days', () => {
    expect(periodOf({ by: 'post', days: 7 }, day)).toEqual({ from: '2026-11-16', to: '2026-11-22' })
  })

  it('takes the days written in the address, whichever comes first', () => {
    const written = { by: 'post', days: 7, from: '2026-10-05', to: '2026-10-01' } as const
    expect(periodOf(written, day)).toEqual({ from: '2026-10-01', to: '2026-10-05' })
  })

  it('takes a month by its name, and moves on with it', () => {
    expect(periodOf({ by: 'post', days: 30, period: 'this-month' }, day)).toEqual({
      from: '2026-11-01',
      to: '2026-11-22',
    })
    expect(periodOf({ by: 'post', days: 30, period: 'last-month' }, day)).toEqual({
      from: '2026-10-01',
      to: '2026-10-31',
    })
  })
})

describe('toReportSearch', () => {
  it('keeps a named period relative, and written days before it', () => {
    expect(toReportSearch({ period: 'last-month' })).toEqual({ by: 'post', days: 30, period: 'last-month' })
    expect(toReportSearch({ period: 'someday' })).toEqual({ by: 'post', days: 30 })
    const written = { from: '2026-10-01', to: '2026-10-05' }
    expect(toReportSearch({ period: 'last-month', ...written })).toEqual({ by: 'post', days: 30, ...written })
  })
})

describe('the address of a view', () => {
  it('of last month opens as last month, not as the days it is today', () => {
    const view = { query: { by: 'channel', period: 'last-month' }, from: '2026-10-01', to: '2026-10-31' }
    expect(searchOf(view)).toEqual({ by: 'channel', days: 30, period: 'last-month' })
  })
})
