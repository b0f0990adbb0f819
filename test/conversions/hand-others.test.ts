import { expect, it } from 'vitest'
import * as z from 'zod'
import { findEntry, insertEntry, type NewEntry } from '../../src/conversions/hand-store.ts'
import { settleEntry, takeBack } from '../../src/conversions/settle-hand.ts'
import { createLink } from '../../src/links/create.ts'
import { dayMs } from '../../src/shops/calendar.ts'
import { reconvert, saveRates } from '../../src/shops/rate-store.ts'
import { findShop } from '../../src/shops/store.ts'
import { statement } from '../../src/storage/database.ts'
import { makePurchase, makeTill } from './make-till.ts'

it('takes a link told by hand back, though others told of the order since, and takes the right one after that', async () => {
  const till = await makeHandTill()
  const wrong = await till.write({ id: 'hand_1', postId: till.link.postId })
  await till.api(makePurchase({ orderId: 'A-1', value: '100.00' }))
  await takeBack(till.runtime, wrong)
  expect(await till.orders()).toMatchObject([{ link: null, note: 'no-click', credits: 0 }])
  const draft = { destination: 'https://shop.example/', source: 'instagram', campaign: 'autumn', content: 'another' }
  const right = await createLink(till.runtime, till.shop, draft)
  await till.write({ id: 'hand_2', postId: right.postId })
  expect(await till.orders()).toMatchObject([{ link: right.number, note: null, credits: 1 }])
})

it('leaves the link that another told when the entry goes, whichever came first', async () => {
  for (const isHandFirst of [true, false]) {
    const till = await makeHandTill()
    const api = () =>
      till.api(makePurchase({ orderId: 'A-1', value: '100.00', link: till.link.id, newCustomer: false }))
    if (!isHandFirst) await api()
    const entry = await till.write({ isNewCustomer: true })
    if (isHandFirst) await api()
    await takeBack(till.runtime, entry)
    expect(await till.orders()).toMatchObject([{ link: till.link.number, credits: 1, isNew: 0 }])
  }
})

it('takes back who bought, and puts amounts and what is left to give back by what others told', async () => {
  const till = await makeHandTill()
  const day = Math.floor(till.runtime.now() / dayMs)
  await saveRates(till.runtime.database, [{ currency: 'NOK', day: day - 1, perEuro: 11.5 }])
  await reconvert(till.runtime.database)
  await till.pixel({ event: 'purchase', order: 'A-1', value: '10.00', currency: 'EUR', click: await till.click() })
  const entry = await till.write({ isNewCustomer: true, currency: 'EUR', value: 3000 })
  const cancelled = { id: 1, total_price: '30.00', currency: 'EUR', financial_status: 'pending', name: 'A-1' }
  const body = JSON.stringify({ ...cancelled, id: 1, cancelled_at: new Date(till.runtime.now()).toISOString() })
  await till.runtime.database.batch([
    statement(`insert into order_aliases (shop_id, alias, key, order_id) values ('shop-1', '1', 'A-1', 'A-1')`),
  ])
  expect((await till.hook('shopify', body, { topic: 'orders/cancelled' })).status).toBe(200)
  expect(await till.orders()).toMatchObject([
    { value: 3000, inKroner: 34_500 },
    { value: 3000, inKroner: 34_500 },
  ])
  await takeBack(till.runtime, entry)
  expect(await till.orders()).toMatchObject([
    { value: 1000, inKroner: 11_500, isNew: null },
    { value: 1000, inKroner: 11_500 },
  ])
})

it('keeps what one entry told of an order when another goes, which wrote it down by another of its names', async () => {
  const till = await makeHandTill()
  const [byNumber, byName] = [
    await till.write({ orderId: '1001' }),
    await till.write({ id: 'hand_2', orderId: '#1001' }),
  ]
  const order = { id: 77, name: '#1001', total_price: '90.00', currency: 'NOK', financial_status: 'paid' }
  const made = new Date(till.runtime.now() - 60_000).toISOString()
  await till.hook('shopify', JSON.stringify({ ...order, created_at: made }), { topic: 'orders/paid' })
  const toldByBoth = [{ sources: 'hand,shopify', link: till.link.number, credits: 1, value: 9000 }]
  expect(await till.orders()).toMatchObject(toldByBoth)
  await takeBack(till.runtime, byName)
  expect(await till.orders()).toMatchObject(toldByBoth)
  await takeBack(till.runtime, byNumber)
  expect(await till.orders()).toMatchObject([{ sources: 'shopify', link: null, credits: 0, value: 9000 }])
})

async function makeHandTill() {
  const till = await makeTill()
  await till.setSecrets()
  const { database } = till.runtime
  const shop = await findShop(database, 'shop-1')
  if (!shop) throw new Error('no shop')
  const write = async (over: Partial<NewEntry>) => {
    const base = {
      id: 'hand_1',
      shopId: shop.id,
      day: Math.floor(till.runtime.now() / dayMs),
      currency: 'NOK',
      how: 'asked',
      orders: 1,
    } as const
    const more = { isNewCustomer: null, orderId: 'A-1', note: null, createdAt: till.runtime.now() }
    await insertEntry(database, { ...base, ...more, value: 10_000, postId: till.link.postId, ...over })
    const entry = await findEntry(database, over.id ?? 'hand_1')
    if (!entry) throw new Error('no entry')
    await settleEntry(till.runtime, shop, entry)
    return (await findEntry(database, entry.id)) ?? entry
  }
  const orders = async () => {
    const query = `select value, shop_value as inKroner, is_new_customer as isNew, click_note as note, link_number as link,
      (select count(*) from credits where conversion_id = conversions.id) as credits,
      (select group_concat(source) from (select source from evidence where conversion_id = conversions.id order by 1)) as sources
      from conversions order by number`
    return z.array(z.record(z.string(), z.unknown())).parse(await database.all(statement(query)))
  }
  return { ...till, shop, write, orders }
}
