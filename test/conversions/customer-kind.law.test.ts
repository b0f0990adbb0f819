import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import * as z from 'zod'
import { customerKindOf, customerKindSql, type CustomerOrder } from '../../src/conversions/customer-kind.ts'
import { updateShop } from '../../src/shops/store.ts'
import { type Database, readRows, statement } from '../../src/storage/database.ts'
import { makeRuntime, noon } from '../make.ts'
import { fileOf, runOrders, shopifyHeader, shopifyRow } from './import/run.ts'
import { makePurchase, makeShop, makeTill } from './make-till.ts'

const dayMs = 86_400_000

type Told = CustomerOrder & { readonly event: string; readonly test: boolean; readonly shopId: string }

const orders = fc
  .array(
    fc.record({
      // Close to multiples of the churn days, on both sides and exactly on them.
      occurredAt: fc.tuple(fc.nat(40), fc.constantFrom(-1, 0, 0, 1)).map(([days, off]) => noon + days * dayMs + off),
      customerHash: fc.constantFrom('a', 'a', 'b', null),
      by: fc.constantFrom('id', 'email', 'both'),
      told: fc.constantFrom(null, null, null, true, false),
      event: fc.constantFrom('purchase', 'purchase', 'purchase', 'refund', 'lead'),
      test: fc.constantFrom(false, false, false, true),
      shopId: fc.constantFrom('shop-1', 'shop-1', 'other'),
    }),
    { maxLength: 25, size: 'max' },
  )
  .map((all) =>
    all.map(({ by, ...one }, index): Told => {
      const isKnown = one.customerHash !== null
      return { ...one, isById: isKnown && by !== 'email', isByEmail: isKnown && by !== 'id', key: `order ${index}` }
    }),
  )

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
  const insert = `insert into conversions (id, shop_id, event, key, occurred_at, day, trust, customer_hash, customer_id_hash,
    customer_email_hash, is_new_customer, is_test, created_at) values (?, ?, ?, ?, ?, 0, 4, ?, ?, ?, ?, ?, 0)`
  await database.batch([
    statement('delete from conversions'),
    ...all.map(({ key, shopId, event, occurredAt, customerHash, isById, isByEmail, told, test }) => {
      const ofCustomer = [customerHash, isById ? customerHash : null, isByEmail ? customerHash : null] as const
      return statement(
        ...([insert, key, shopId, event, key, occurredAt, ...ofCustomer, told === null ? null : +told, +test] as const),
      )
    }),
  ])
}

async function readKinds(database: Database) {
  const rows = await readRows(database, kindRow, statement(`select id, ${customerKindSql} as kind from conversions`))
  return Object.fromEntries(rows.map(({ id, kind }) => [id, kind]))
}

const kindRow = z.object({ id: z.string(), kind: z.string().nullable() })

it('knows who bought before in an imported history, by the address that the webhook tells beside the number', async () => {
  const till = await makeTill()
  await till.setSecrets()
  const row = (number: number, email: string) =>
    shopifyRow({ Name: `#${number}`, Id: `${number}`, Email: email, 'Created at': `2024-0${number}-01 10:00:00 +0000` })
  await runOrders(till.runtime, fileOf(shopifyHeader, row(1, 'ola@mail.example'), row(2, 'Kari@mail.example')))
  const tell = (id: number, customer: Record<string, unknown>) => {
    const order = { name: `#${id}`, total_price: '10.00', currency: 'NOK', financial_status: 'paid', customer }
    const created = new Date(noon - 60_000 + id).toISOString()
    return till.hook('shopify', JSON.stringify({ id, created_at: created, ...order }), { topic: 'orders/paid' })
  }
  await tell(11, { id: 7, email: 'kari@mail.example' })
  await tell(12, { id: 8, email: 'per@mail.example' })
  // Without an address nothing says that it isn't one of the history's.
  await tell(13, { id: 9 })
  await tell(14, { id: 7 })
  const kinds = (await till.list('/api/v1/conversions')).map((one) => [one.orderId, one.customerKind])
  expect(Object.fromEntries(kinds)).toMatchObject({ 11: 'won-back', 12: 'new', 13: 'unknown', 14: 'returning' })
})
