import { describe, expect, it } from 'vitest'
import { summariseCompared } from '../../src/reports/compare.ts'
import { localDay } from '../../src/shops/calendar.ts'
import { findShop } from '../../src/shops/store.ts'
import { viewPage } from '../../src/views/view-html.ts'
import { makeRuntime, noon } from '../make.ts'
import { makeClick, onePost, writeHistory, zone } from '../reports/history.ts'

describe('a shared view', () => {
  it('shows 25 of many rows and the rest on a click, without a script', async () => {
    const [open = '', folded = ''] = (await draw(140)).split('<details>')
    expect([rowsIn(open), rowsIn(folded)]).toEqual([25, 115])
    expect(folded).toContain('<summary>115 more rows</summary>')
    expect(open).toContain('Altogether')
    expect(open + folded).not.toContain('<script')
  })

  it('shows a month by day whole', async () => {
    const page = await draw(31)
    expect(rowsIn(page)).toBe(31)
    expect(page).not.toContain('<details>')
  })
})

/** Without the sum. */
function rowsIn(html: string): number {
  return html.match(/<th scope="row" dir="auto">Post/g)?.length ?? 0
}

async function draw(count: number): Promise<string> {
  const { database } = await makeRuntime()
  await writeHistory(database, { ...onePost, clicks: [makeClick({ at: noon })], conversions: [] })
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('no shop')
  const day = localDay(noon, zone)
  const report = await summariseCompared(database, { shop, from: day, to: day, windowDays: 30 }, 'post')
  const rows = Array.from({ length: count }, (_, index) =>
    report.rows.map((row) => ({ ...row, key: `post-${index}`, label: `Post ${index}` })),
  ).flat()
  return String(
    await viewPage({
      ...{ name: 'All posts', shop, share: { expiresAt: noon }, filters: [], file: '/-/view/token', now: noon },
      report: { ...report, rows },
    }),
  )
}
