import { describe, expect, it } from 'vitest'
import { periodOf } from '../../src/dashboard/pages/report/period.ts'
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
})
