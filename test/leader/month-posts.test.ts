import { describe, expect, it } from 'vitest'
import type { MonthPage } from '../../src/leader/month.ts'
import { readMonth } from '../../src/leader/read-month.ts'
import { summarise } from '../../src/reports/summary.ts'
import { parseDay } from '../../src/shops/calendar.ts'
import { findShop } from '../../src/shops/store.ts'
import { makeRuntime, type TestRuntime } from '../make.ts'
import { makeClick, makeOrder, writeHistory } from '../reports/history.ts'

const start = Date.parse('2026-10-05T10:00:00Z')
const november = Date.parse('2026-11-03T10:00:00Z')

/** A post of the month: so many people clicked, so many ordered, of them `late` after it. */
type Sold = { clicks: number; orders: number; late?: number }

const usual: Sold[] = Array.from({ length: 6 }, () => ({ clicks: 500, orders: 10 }))

describe('the month’s posts', () => {
  it('lists the clearly better ones first, says of the rest that it could be luck, and of few orders nothing', async () => {
    const few = [
      { clicks: 48, orders: 2 },
      { clicks: 4, orders: 4 },
      { clicks: 150, orders: 6, late: 2 },
    ]
    const fair = Array.from({ length: 3 }, () => ({ clicks: 200, orders: 7 }))
    const { posts } = await tell([...few, ...fair, ...usual, { clicks: 500, orders: 60 }])
    expect(posts).toMatchObject({ title: 'Best posts', verdict: 'ranked' })
    expect(posts.says).toContain('1 clearly better than usual')
    expect(posts.rows.map(({ isClearlyBetter }) => isClearlyBetter)).toEqual([true, false, false])
    expect(posts.rows.map(({ says }) => says.includes('could be luck'))).toEqual([false, true, true])
    expect(posts.rows[0]?.label).toBe('Post 12')
    expect(posts.rows.every(({ orders }) => orders >= 5)).toBe(true)
  })

  it('calls no post the best where none is, and tells those with the most orders', async () => {
    const { posts } = await tell(usual)
    expect(posts.title).toBe('Posts with the most orders')
    expect(posts.says).toContain('These had the most orders.')
    expect(posts.rows[0]?.says).not.toContain('luck')
  })

  it('tells the month’s own orders as the report has them, and what its clicks led to since', async () => {
    const { posts, runtime } = await tell([{ clicks: 500, orders: 60, late: 3 }, ...usual])
    expect(posts.rows[0]?.orders).toBe(57)
    const shop = await findShop(runtime.database, 'shop-1')
    if (!shop) throw new Error('no shop')
    const october = { shop, from: parseDay('2026-10-01'), to: parseDay('2026-10-31'), windowDays: 30 }
    const { rows } = await summarise(runtime.database, october, 'post')
    expect(rows.find(({ label }) => label === 'Post 0')?.orders).toBe(57)
    expect(posts.rows[0]?.says).toMatch(
      /^57 orders\. Of October’s clicks, by 22 November: 60 with an order, from 500 people; likely \d+\.\d% to \d+\.\d% of them order$/,
    )
  })
})

async function tell(sold: readonly Sold[]): Promise<{ posts: MonthPage['posts']; runtime: TestRuntime }> {
  const runtime = await makeRuntime()
  const { database } = runtime
  const clicks = sold.flatMap(({ clicks: count }, link) =>
    Array.from({ length: count }, (_, index) => makeClick({ at: start + index, link, random: link * 1000 + index })),
  )
  const firstOf = (link: number) => clicks.findIndex((click) => click.link === link)
  const conversions = sold.flatMap(({ orders, late = 0 }, link) =>
    Array.from({ length: orders }, (_, index) =>
      makeOrder({
        ...{ id: `${link}-${index}`, click: firstOf(link) + index },
        at: (index < late ? november : start + 60_000) + index,
      }),
    ),
  )
  await writeHistory(database, {
    posts: sold.map((_, index) => ({
      id: `post-${index}`,
      title: `Post ${index}`,
      channel: 'instagram',
      campaign: null,
    })),
    links: sold.map((_, post) => ({ id: `link-${post}`, slug: `s${post}`, post, content: null, archived: false })),
    ...{ clicks, conversions },
  })
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('no shop')
  return { posts: (await readMonth(runtime, shop, '2026-10')).posts, runtime }
}
