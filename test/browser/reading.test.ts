import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packVerdict } from '../../src/clicks/click.ts'
import { statement } from '../../src/storage/database.ts'
import { type Dashboard, openDashboard } from './dashboard.ts'
import { sell } from './sell.ts'

// A question that only single clicks can answer, of two million of them: on the real server, in a real browser.

let dashboard: Dashboard

beforeAll(async () => {
  dashboard = await openDashboard()
  await sell(dashboard, { channel: 'instagram', title: 'A story', campaign: 'Coffee' }, { value: '100', orderIds: [] })
  const verdict = packVerdict({ class: 'human', reason: 'person', rules: 1, firsts: 0 })
  const at = Date.now() - 3_600_000
  await dashboard.running.runtime.database.batch([
    statement(
      `with recursive click (seq) as (select 1 union all select seq + 1 from click where seq < 2000000)
      insert into clicks (at, link, day, verdict, visit, referrer)
      select ?, (select max(number) from links), ?, ?, 0, 0 from click`,
      at,
      Math.floor(at / 86_400_000),
      verdict,
    ),
  ])
}, 60_000)

afterAll(() => dashboard.close())

describe('a report that reads millions of clicks', () => {
  it('shows how far it is, and then the answer', async () => {
    const { page } = dashboard
    await dashboard.goTo('report/insights?device=unknown')
    const card = page.getByRole('region', { name: 'When do people click, and when do they buy?' })
    const bar = card.getByRole('progressbar', { name: /^Reading [\d.]+ of 2 million clicks$/ })
    await bar.waitFor()
    await bar.waitFor({ state: 'detached', timeout: 60_000 })
    expect(await card.getByRole('table').count()).toBe(1)
  }, 90_000)
})
