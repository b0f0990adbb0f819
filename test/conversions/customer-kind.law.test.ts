import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import * as z from 'zod'
import { customerKindOf, customerKindSql, type CustomerOrder } from '../../src/conversions/customer-kind.ts'
import { updateShop } from '../../src/shops/store.ts'
import { type Database, readRows, statement } from '../../src/storage/database.ts'
import { makeRuntime, noon } from '../make.ts'
import { makePurchase, makeShop, makeTill } from './make-till.ts'

const dayMs = 86_400_000

type Told = CustomerOrder & { readonly event: string; readonly test: boolean; readonly shopId: string }

const orders = fc
  .array(
    fc.record({
      // Close to multiples of the churn days, on both sides and exactly on them.
      occurredAt: fc.tuple(fc.nat(40), fc.constantFrom(-1, 0, 0, 1)).map(([days, off]) => noon + days * dayMs + off),
      customerHash: fc.constantFrom('a', 'a', 'b', null),
      told: fc.constantFrom(null, null, null, true, false),
      event: fc.constantFrom('purchase', 'purchase', 'purchase', 'refund', 'lead'),
      test: fc.constantFrom(false, false, false, true),
      shopId: fc.constantFrom('shop-1', 'shop-1', 'other'),
    }),
    { maxLength: 25, size: 'max' },
  )
  .map((all) => all.map((one, index): Told => ({ ...one, key: `order ${index}` })))

it('tells who bought as the rule in words does, whatever arrived first', async () => {
  const { database } = await makeRuntime()
  const other = await makeShop(await makeRuntime({ database }))
  const law = fc.asyncProperty(
    orders,
    fc.constantFrom(1, 7, 30),
    fc.infiniteStream(fc.nat()),
    async (all, days, dice) => {
      for (const id of ['shop-1', other.id]) await updateShop(database, id, { churnDays: days })
      const told = all.map((one) => (one.shopId === 'other' ? { ...one, shopId: other.id } : one))
      const arriving = told.map((one) => ({ one, place: dice.next().value })).toSorted((a, b) => a.place - b.place)
      await writeOrders(
        database,
        arriving.map(({ one }) => one),
      )
      const expected = told.map((one) => {
        const counts = (each: Told) => each.shopId === one.shopId && each.event === 'purchase' && !each.test
        return [one.key, counts(one) ? customerKindOf(one, told.filter(counts), days) : null]
      })
      expect(await readKinds(database)).toEqual(Object.fromEntries(expected))
    },
  )
  await fc.assert(law, { numRuns: 300 })
}, 60_000)

it('says new only where the history is long enough to know, or the shop says so', async () => {
  const till = await makeTill()
  const at = (daysAgo: number) => new Date(noon - daysAgo * dayMs).toISOString()
  const tell = (orderId: string, daysAgo: number, more: Record<string, unknown>) =>
    till.api(makePurchase({ orderId, occurredAt: at(daysAgo), ...more }))
  await tell('first', 10, { customerId: 'kari' })
  await tell('told', 9, { customerId: 'ola', newCustomer: true })
  await tell('nobody', 8, {})
  await tell('again', 7, { customerId: 'kari' })
  await tell('known', 6, { newCustomer: false })
  const kinds = async () =>
    Object.fromEntries((await till.list('/api/v1/conversions')).map((one) => [one.orderId, one.customerKind]))
  const before = { first: 'unknown', told: 'new', nobody: 'unknown', again: 'returning', known: 'returning' }
  expect(await kinds()).toEqual(before)
  // An import of what was before: the same orders are seen in another light.
  await tell('old', 400, { customerId: 'kari' })
  await tell('older', 800, { customerId: 'per' })
  expect(await kinds()).toEqual({ ...before, first: 'won-back', old: 'new', older: 'unknown' })
  // Given back, it was an order all the same.
  await till.api(makePurchase({ event: 'refund', orderId: 'first', refundId: 'r1' }))
  expect((await kinds())['again']).toBe('returning')
})

async function writeOrders(database: Database, all: readonly Told[]): Promise<void> {
  const insert = `insert into conversions (id, shop_id, event, key, occurred_at, day, trust, customer_hash, is_new_customer,
    is_test, created_at) values (?, ?, ?, ?, ?, 0, 4, ?, ?, ?, 0)`
  await database.batch([
    statement('delete from conversions'),
    ...all.map(({ key, shopId, event, occurredAt, customerHash, told, test }) =>
      statement(insert, key, shopId, event, key, occurredAt, customerHash, told === null ? null : +told, +test),
    ),
  ])
}

async function readKinds(database: Database) {
  const rows = await readRows(database, kindRow, statement(`select id, ${customerKindSql} as kind from conversions`))
  return Object.fromEntries(rows.map(({ id, kind }) => [id, kind]))
}

const kindRow = z.object({ id: z.string(), kind: z.string().nullable() })
