import { expect, it } from 'vitest'
import { countedIn, countMiscounted, countWaiting } from '../../../src/conversions/counted-store.ts'
import { findShop } from '../../../src/shops/store.ts'
import { readRows, statement } from '../../../src/storage/database.ts'
import { makeApp } from '../../app/make-app.ts'
import { openShop } from '../../app/talk.ts'
import * as z from 'zod'

it('credits an order anew whose hour a second list tells, and counts it once in every click window', async () => {
  const { runtime, fetch } = await makeApp()
  const { database, clock } = runtime
  clock.now = Date.parse('2026-11-13T08:00:00Z')
  const shop = await openShop({ fetch })
  const coded = await shop.link({ content: 'with-code' })
  await shop.call('PATCH', `/api/v1/posts/${coded.postId}`, { body: { coupon: 'REEL20' } })
  const other = await shop.link({ content: 'other' })
  const { click } = await shop.visit(`/${other.slug}`)
  await shop.post('/conversions', { event: 'lead', orderId: 'L-1', click, customerId: 'kari' })
  clock.now = Date.parse('2026-11-22T11:00:00Z')
  const tell = async (when: string) => {
    const body = `orderId,occurredAt,value,currency,customerId,coupon\n1001,${when},10.00,NOK,kari,REEL20\n`
    const headers = { 'content-type': 'text/csv' }
    const { text } = await shop.call('POST', '/api/v1/conversions/import', { body, headers })
    return /"outcome":"(\w+)"/.exec(text)?.[1]
  }
  // At noon the click is seven days and three hours old, at 7 in the morning less than seven.
  expect(await tell('2026-11-20')).toBe('stored')
  expect(await tell('2026-11-20 06:00')).toBe('merged')
  expect(await tell('2026-11-20 06:00')).toBe('duplicate')
  const [order] = await readRows(database, z.object({ shopId: z.string() }), orderShop)
  const found = await findShop(database, order?.shopId ?? '')
  if (!found) throw new Error('no shop')
  const count = async () => {
    const counted = countedIn({ shop: found, from: 0, to: 99_999, windowDays: 7 }, ['purchase'])
    return readRows(database, counts, statement(`select count(*) as orders from ${counted.sql}`, ...counted.params))
  }
  expect(await count()).toEqual([{ orders: 1 }])
  while (await countWaiting(database));
  expect(await count()).toEqual([{ orders: 1 }])
  expect(await countMiscounted(database)).toBe(0)
})

const orderShop = statement("select shop_id as shopId from conversions where event = 'purchase'")
const counts = z.object({ orders: z.number() })
