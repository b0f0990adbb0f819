import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeTill, type Till } from '../make-till.ts'
import { fileOf, runOrders, shopifyHeader, shopifyRow } from './run.ts'

/** How much is told of an order of the shop, by whom, and what the file says of it. */
const order = fc.record({
  number: fc.integer({ min: 1, max: 6 }),
  value: fc.integer({ min: 0, max: 3 }),
  status: fc.constantFrom('paid', 'pending', 'partially_refunded', 'refunded', 'voided', 'odd'),
  refunded: fc.constantFrom('', '1.00', '2.00'),
  isCancelled: fc.boolean(),
  hasId: fc.boolean(),
  day: fc.constantFrom('01', '05', '20'),
  currency: fc.constantFrom('NOK', 'NOK', 'EUR'),
})
type Order = typeof order extends fc.Arbitrary<infer Made> ? Made : never

const told = fc.record({
  number: fc.integer({ min: 1, max: 8 }),
  value: fc.integer({ min: 0, max: 3 }),
  by: fc.constantFrom('id', 'name', 'bare'),
  refund: fc.boolean(),
  day: fc.constantFrom('01', '05', '20'),
  currency: fc.constantFrom('NOK', 'NOK', 'EUR'),
})

it('says in a dry run what a real run then does, whatever was told before, and a second run stores nothing', async () => {
  const law = fc.asyncProperty(fc.array(told), fc.array(order), fc.boolean(), async (before, orders, hasIds) => {
    const till = await makeTill()
    for (const one of before) {
      const orderId = { id: idOf(one.number), name: `#${one.number}`, bare: `${one.number}` }[one.by]
      const sale = {
        orderId,
        value: `${one.value}.00`,
        currency: one.currency,
        occurredAt: `2026-11-${one.day}T10:00:00Z`,
      }
      await till.api({ event: 'purchase', ...sale })
      if (one.refund) await till.api({ event: 'refund', ...sale, refundId: `r${one.number}` })
    }
    const file = fileOf(shopifyHeader, ...orders.map((one) => rowOf({ ...one, hasId: hasIds })))
    const earlier = await conversionsOf(till)
    const dry = await runOrders(till.runtime, file, { dryRun: true })
    expect(await conversionsOf(till)).toEqual(earlier)
    const real = await runOrders(till.runtime, file)
    expect(real.outcomes.map(({ conversionId: _, ...outcome }) => outcome)).toEqual(
      dry.outcomes.map(({ conversionId: _, ...outcome }) => outcome),
    )
    expect(real.summary).toEqual({ ...dry.summary, dryRun: false })
    const stored = await conversionsOf(till)
    const again = await runOrders(till.runtime, file)
    expect(again.summary).toMatchObject({ stored: 0, merged: 0, refunds: 0 })
    expect(await conversionsOf(till)).toEqual(stored)
    await expectOneByWebhook(till, orders, hasIds)
    till.runtime.database.close()
  })
  await fc.assert(law, { numRuns: 40 })
}, 120_000)

function rowOf({ number, value, status, refunded, isCancelled, hasId, day, currency }: Order): string {
  return shopifyRow({
    ...{ Name: `#${number}`, Id: hasId ? idOf(number) : '', Total: `${value}.00`, 'Financial Status': status },
    ...{ 'Refunded Amount': refunded, 'Cancelled at': isCancelled ? '2026-11-21 09:00:00 +0100' : '' },
    ...{ 'Created at': `2026-11-${day} 11:00:00 +0100`, Taxes: '', Shipping: '', Currency: currency },
  })
}

/** What the shop system tells of the file's orders after that is of the same ones, and says what they came to. */
async function expectOneByWebhook(till: Till, orders: readonly Order[], hasIds: boolean): Promise<void> {
  await till.setSecrets()
  for (const { number, day } of hasIds ? orders : []) {
    const order = { id: Number(idOf(number)), name: `#${number}`, total_price: '7.00', currency: 'NOK' }
    const more = { created_at: `2026-11-${day}T10:00:00Z`, financial_status: 'paid' }
    await till.hook('shopify', JSON.stringify({ ...order, ...more }), { topic: 'orders/paid' })
    const held = (await till.list('/api/v1/conversions?event=purchase')).filter(
      ({ orderId }) => orderId === idOf(number),
    )
    expect(held).toMatchObject([{ value: '7.00', currency: 'NOK' }])
  }
}

function idOf(number: number): string {
  return `590123456789${number}`
}

function conversionsOf({ runtime }: Till) {
  const query = `select c.*, (select group_concat(source || coalesce(value, '') || coalesce(click, '')) from evidence
    where conversion_id = c.id) as told from conversions c order by number`
  return runtime.database.all({ sql: query, params: [] })
}
