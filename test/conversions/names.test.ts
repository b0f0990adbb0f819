import { expect, it } from 'vitest'
import * as z from 'zod'
import { readRows, statement } from '../../src/storage/database.ts'
import { fileOf, runOrders } from './import/run.ts'
import { makePurchase, makeTill, type Till } from './make-till.ts'

const dayMs = 86_400_000

it('leaves refunds of an old order alone when a new order’s number is the old one’s id', async () => {
  const till = await makeWooTill()
  await till.woo({ id: 1001, number: '901', daysAgo: 200, refunds: [{ id: 77, total: '-100.00' }] })
  await till.woo({ id: 5000, number: '1001', daysAgo: 1 })
  expect(await readOrders(till)).toEqual(['purchase 1001', 'refund 1001', 'purchase 5000'])
})

it('knows an old order by its own id, though a new order has that for its number, whichever is told first', async () => {
  for (const isOldFirst of [true, false]) {
    const till = await makeWooTill()
    const tellOld = () =>
      till.api(makePurchase({ occurredAt: new Date(till.runtime.now() - 200 * dayMs).toISOString() }))
    const tellings = [tellOld, () => till.woo({ id: 5000, number: '1001', daysAgo: 1 })]
    for (const tell of isOldFirst ? tellings : tellings.toReversed()) await tell()
    await tellOld()
    await till.api(makePurchase({ event: 'refund', refundId: 'r1' }))
    await till.woo({ id: 5000, number: '1001', daysAgo: 1 })
    const orders = await readOrders(till)
    expect(orders.toSorted()).toEqual(['purchase 1001', 'purchase 5000', 'refund 1001'])
  }
})

it('counts an order once that was told by its number weeks after it was made, and by the shop system after that', async () => {
  const till = await makeWooTill()
  const paid = new Date(till.runtime.now() - 60_000).toISOString()
  const file = fileOf('Order Number,Total,Currency,Date', `1001,100.00,NOK,${paid}`)
  await runOrders(till.runtime, file)
  await till.api({ event: 'refund', orderId: '1001', refundId: 'r1', value: '10.00', currency: 'NOK' })
  await till.woo({ id: 5000, number: '1001', daysAgo: 12 })
  expect(await readOrders(till)).toEqual(['purchase 5000', 'refund 5000'])
  const again = await runOrders(till.runtime, file)
  expect(again.summary).toMatchObject({ stored: 0, merged: 0 })
  expect(await readOrders(till)).toEqual(['purchase 5000', 'refund 5000'])
})

type WooOrder = { readonly id: number; readonly number: string; readonly daysAgo: number; readonly refunds?: unknown[] }

async function makeWooTill() {
  const till = await makeTill()
  await till.setSecrets()
  const woo = async ({ daysAgo, ...order }: WooOrder) => {
    const made = new Date(till.runtime.now() - daysAgo * dayMs).toISOString().slice(0, 19)
    const body = { status: 'completed', currency: 'NOK', total: '100.00', date_created_gmt: made, ...order }
    const answer = await till.hook('woocommerce', JSON.stringify(body), { topic: 'order.updated' })
    expect(answer.status).toBe(200)
  }
  return { ...till, woo }
}

async function readOrders(till: Till): Promise<string[]> {
  const query = statement('select event, order_id as id from conversions order by number')
  const rows = await readRows(till.runtime.database, z.object({ event: z.string(), id: z.string() }), query)
  return rows.map(({ event, id }) => `${event} ${id}`)
}
