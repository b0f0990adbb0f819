import { expect, it } from 'vitest'
import { readCodes } from '../../src/reports/ladder-store.ts'
import { localDay } from '../../src/shops/calendar.ts'
import { findShop } from '../../src/shops/store.ts'
import { statement } from '../../src/storage/database.ts'
import { makeRuntime } from '../make.ts'
import { makeClick, makeOrder, writeHistory, zone } from './history.ts'

const noon = Date.parse('2026-10-10T10:00:00Z')

it('knows a post’s code in any case and alphabet, with a click and without', async () => {
  const { database } = await makeRuntime()
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('the test shop is missing')
  const coupons = ['våren10', ' VÅREN10 ', 'VårEN10', 'KAFFE', 'kaffe ', 'bløt', 'other', null]
  await writeHistory(database, {
    posts: [0, 1].map((post) => ({ id: `post-${post}`, title: 'Reel', channel: 'instagram', campaign: null })),
    links: [0, 1].map((post) => ({ id: `link-${post}`, slug: `s${post}`, post, content: null, archived: false })),
    clicks: [makeClick({ at: noon })],
    conversions: coupons.map((_, index) =>
      makeOrder({ id: `order-${index}`, at: noon + 1000 + index, click: index === 0 ? 0 : null }),
    ),
  })
  await database.batch([
    statement(`update posts set coupon = case id when 'post-1' then 'Kaffe' else 'VÅREN10' end`),
    ...coupons.map((coupon, index) =>
      statement('update conversions set coupon = ? where id = ?', coupon, `order-${index}`),
    ),
  ])
  const today = localDay(noon, zone)
  const rows = await readCodes(database, { shop, from: today, to: today, windowDays: 30 })
  expect(new Set(rows)).toEqual(
    new Set([
      { code: 'VÅREN10', clicked: 1, orders: 1 },
      { code: 'VÅREN10', clicked: 0, orders: 2 },
      { code: 'KAFFE', clicked: 0, orders: 2 },
    ]),
  )
})
