import { describe, expect, it } from 'vitest'
import { viewPage } from '../../src/views/view-html.ts'
import { noon } from '../make.ts'
import { makeReport } from './make-report.ts'

describe('a shared view', () => {
  it('shows 25 of many rows and the rest on a click, without a script', async () => {
    const [open = '', folded = ''] = (await draw(140)).split('<details>')
    expect([rowsIn(open), rowsIn(folded)]).toEqual([25, 115])
    expect(folded).toContain('<summary>115 more rows</summary>')
    expect(open).toContain('Altogether')
    expect(open + folded).not.toContain('<script')
  })

  it('shows the newest 25 of many days, the earlier ones folded before them, so that days stand in their order', async () => {
    const [before = '', rest = ''] = (await draw(140, 'day')).split('<details>')
    const [folded = '', open = ''] = rest.split('</details>')
    expect([rowsIn(before), rowsIn(folded), rowsIn(open)]).toEqual([0, 115, 25])
    expect(folded).toContain('<summary>115 earlier days</summary>')
    expect([...open.matchAll(/>Row (\d+)</g)].map(([, number]) => Number(number))).toEqual(
      Array.from({ length: 25 }, (_, index) => 115 + index),
    )
    expect(open).toContain('Altogether')
  })

  it('leaves the oldest days to the file, but the last of other rows', async () => {
    const days = await draw(501, 'day')
    expect(days).toContain('And 1 earlier day, in the file.')
    expect([days.includes('>Row 0<'), days.includes('>Row 500<')]).toEqual([false, true])
    const posts = await draw(502)
    expect(posts).toContain('And 2 more rows, in the file.')
    expect([posts.includes('>Row 0<'), posts.includes('>Row 501<')]).toEqual([true, false])
  })

  it('shows a month by day whole', async () => {
    const page = await draw(31, 'day')
    expect(rowsIn(page)).toBe(31)
    expect(page).not.toContain('<details>')
  })
})

/** Without the sum. */
function rowsIn(html: string): number {
  return html.match(/<th scope="row" dir="auto">Row/g)?.length ?? 0
}

async function draw(count: number, by: 'post' | 'day' = 'post'): Promise<string> {
  const { shop, report } = await makeReport(count, by)
  const page = { name: 'All', shop, report, share: { expiresAt: noon }, filters: [], file: '/-/view/token', now: noon }
  return String(await viewPage(page))
}
