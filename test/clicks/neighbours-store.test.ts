import { expect, it } from 'vitest'
import { markClicks } from '../../src/clicks/marks.ts'
import { loadNeighbours } from '../../src/clicks/neighbours-store.ts'
import { dayMs } from '../../src/shops/calendar.ts'
import { change } from '../app/sql.ts'
import { noon } from '../make.ts'
import { makeClick } from './make-click.ts'
import { makeHistory } from './make-history.ts'

const today = Math.floor(noon / dayMs)
const everywhere = 31

/** What a new click of each visitor would be told after a restart. */
async function restart({ database, links }: Awaited<ReturnType<typeof makeHistory>>, settings = {}) {
  const neighbours = await loadNeighbours(database, noon, settings)
  return (visitor: number, over = {}) => {
    const [link = 0] = links
    return neighbours.settle(makeClick({ link, visitor, day: today, at: noon + 60_000, ...over }))
  }
}

it('takes nobody for seen whose clicks don’t count', async () => {
  const history = await makeHistory(1)
  const { click, shop, database, verdicts } = history
  for (const visitor of [1, 2, 3, 4]) await click({ visitor })
  const seqs = (await verdicts()).map(({ seq }) => seq)
  await markClicks(database, { shopId: shop.shopId, seqs: seqs.slice(0, 1), isOurs: true })
  await change(database, 'update clicks set verdict = (verdict & ~7) | 3 where seq = ?', seqs[1] ?? 0)
  await change(database, 'update clicks set verdict = (verdict & ~7) | 1 where seq = ?', seqs[2] ?? 0)
  const settle = await restart(history)
  expect([1, 2, 3, 4, 5].map((visitor) => settle(visitor).firsts)).toEqual([everywhere, everywhere, 0, 0, everywhere])
})

it('remembers the days that it is now where the shops are, in all their scopes', async () => {
  const history = await makeHistory(3)
  const { click, links, database } = history
  await click({ visitor: 1, day: today - 1, at: noon - dayMs })
  // In the time zone that is ahead of all, a day begins 14 hours before UTC's.
  await click({ visitor: 2, day: today, at: today * dayMs - 14 * 3_600_000 })
  await click({ visitor: 3, day: today, at: noon })
  const settle = await restart(history)
  expect(settle(1, { day: today - 1 }).firsts).toBe(everywhere)
  expect(settle(2).firsts).toBe(0)
  expect(settle(3).isRepeat).toBe(true)
  // Another link, of another post and campaign, on another channel, in the same shop.
  expect(settle(3, { link: links[1] ?? 0, post: 99, campaign: 99, channel: 'telegram' }).firsts).toBe(1 + 2 + 4 + 8)
  // Where the clocks are farthest behind it is yesterday still.
  await change(database, `update shops set time_zone = 'Etc/GMT+12' where id = 'shop-1'`)
  expect((await restart(history))(1, { day: today - 1 }).firsts).toBe(0)
})

it('keeps to the window of a repeat as it is set', async () => {
  const history = await makeHistory(1)
  await history.click({ visitor: 1, at: noon - 60_000 })
  expect((await restart(history, { repeatWithinMs: 60_000 }))(1).isRepeat).toBe(false)
  expect((await restart(history, { repeatWithinMs: 180_000 }))(1).isRepeat).toBe(true)
})

it('reads the newest visitors, as many as it may remember, however many others come between', async () => {
  const history = await makeHistory(1)
  const { click, database } = history
  await click({ visitor: 0 })
  const copy = `insert into clicks (at, link, day, verdict, visit, referrer, visitor)
    with recursive more (n) as (select 1 union all select n + 1 from more where n < ?)
    select at, link, day, verdict & ?, visit, referrer, n from clicks, more where seq = 1`
  await change(database, copy, 30_000, -1)
  // Bots: they count for nothing here.
  await change(database, copy.replace('verdict & ?', '(verdict & ~7) | ?'), 250_000, 3)
  const all = await restart(history)
  expect([1, 15_000, 30_000].map((visitor) => all(visitor).firsts)).toEqual([0, 0, 0])
  const few = await restart(history, { most: 10_000 })
  expect([1, 30_000].map((visitor) => few(visitor).firsts)).toEqual([everywhere, 0])
})
