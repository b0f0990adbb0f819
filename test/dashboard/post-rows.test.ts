import { describe, expect, it } from 'vitest'
import { findRows, orderPosts } from '../../src/dashboard/pages/report/post-rows.ts'

// Rows as the module itself makes them of posts that nothing was counted for.
const posts = [
  { id: 'new', title: 'Reel: first snow' },
  { id: 'old', title: 'Story: mittens' },
]
const asked = { posts, currency: 'NOK' }
const counted = orderPosts([], { ...asked, posts: [{ id: 'old', title: 'Story: mittens' }], order: 'newest' }).map(
  (row) => ({ ...row, orders: 3 }),
)
const rows = [...counted, ...counted.map((row) => ({ ...row, key: 'oldest', label: 'Newsletter', orders: 1 }))]

describe('the order of posts in the report', () => {
  it('has the best first as the report has them, and those just made behind them with zeros', () => {
    const ordered = orderPosts(rows, { ...asked, order: 'best' })
    expect(ordered.map(({ key, orders }) => [key, orders])).toEqual([
      ['old', 3],
      ['oldest', 1],
      ['new', 0],
    ])
  })

  it('has the newest first with their figures, and behind them those whose age is not known', () => {
    const ordered = orderPosts(rows, { ...asked, order: 'newest' })
    expect(ordered.map(({ key, orders }) => [key, orders])).toEqual([
      ['new', 0],
      ['old', 3],
      ['oldest', 1],
    ])
  })
})

describe('looking for a post', () => {
  it('finds it by a part of its name in any case', () => {
    const ordered = orderPosts(rows, { ...asked, order: 'newest' })
    expect(findRows(ordered, ' FIRST snow').map(({ key }) => key)).toEqual(['new'])
    expect(findRows(ordered, '')).toHaveLength(3)
  })
})
