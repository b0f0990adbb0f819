import { describe, expect, it } from 'vitest'
import { createGoal } from '../../src/goals/store.ts'
import { daysOfMonth } from '../../src/leader/month-days.ts'
import { readMonthGoals } from '../../src/leader/month-goals.ts'
import { findShop } from '../../src/shops/store.ts'
import { makeRuntime, noon } from '../make.ts'

const goal = { name: 'Cabin weekends', metric: 'orders', target: 60, main: true }

describe('the goals of a month that is over', () => {
  it('stand as of now where they are over, as their late orders have come or not', async () => {
    const over = { ...goal, from: '2026-09-01', to: '2026-10-02' }
    // On the 31st of October orders could still come; on the 22nd of November they can't.
    expect(await tell(over)).toBe('0 of 60 by 2 October 2026: missed')
    expect(await tell({ ...over, to: '2026-10-30' })).toBe(
      '0 of 60 by 30 October 2026: over, but late orders may still come',
    )
  })

  it('stand as of the month’s end where they go on, and say so', async () => {
    const going = { ...goal, from: '2026-09-01', to: '2026-12-31' }
    expect(await tell(going)).toBe('0 of 60 by 31 December 2026: behind as of 31 October')
    expect(await tell(going, '2026-11')).toBe('0 of 60 by 31 December 2026: behind')
  })
})

async function tell(draft: typeof goal & { from: string; to: string }, month = '2026-10') {
  const { database } = await makeRuntime()
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('no shop')
  await createGoal(database, shop.id, draft, noon)
  const [told] = await readMonthGoals(database, shop, daysOfMonth(month, noon, shop.timeZone), noon)
  return told?.says
}
