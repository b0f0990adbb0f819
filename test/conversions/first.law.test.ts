import fc from 'fast-check'
import { expect, it } from 'vitest'
import { storeFirst } from '../../src/conversions/first-store.ts'
import { mergePing } from '../../src/conversions/merge-store.ts'
import type { Ping } from '../../src/conversions/ping.ts'
import { check, keep } from '../../src/conversions/record.ts'
import { dayMs } from '../../src/shops/calendar.ts'
import { reconvert, saveRates } from '../../src/shops/rate-store.ts'
import { statement } from '../../src/storage/database.ts'
import { makeTill, type Till } from './make-till.ts'

const maybe = <Value>(...values: readonly Value[]) => fc.option(fc.constantFrom(...values), { nil: undefined })

const sale = fc.record({
  source: fc.constantFrom('pixel', 'script', 'hand', 'api', 'import', 'shopify', 'woocommerce'),
  event: fc.constantFrom('purchase', 'purchase', 'refund', 'lead'),
  value: fc.constantFrom('10.00', '0.00', '499.50'),
  currency: fc.constantFrom('NOK', 'EUR'),
  tax: maybe('1.00'),
  shipping: maybe('2.00'),
  touch: maybe('click', 'made-up', 'link'),
  customerId: maybe('7', 'Kari@mail.example'),
  customerEmail: maybe('kari@mail.example'),
  newCustomer: maybe(true, false),
  coupon: maybe('SPRING'),
  test: maybe(true),
  asOf: maybe(5),
  alsoKnownAs: maybe(['#1001', '1001']),
  isRest: maybe(true),
  hasEarlier: fc.boolean(),
})
type Sale = typeof sale extends fc.Arbitrary<infer Made> ? Made : never

it('makes the same of the first ping of an order by the short way as by merging', async () => {
  const till = await makeTill()
  const { database } = till.runtime
  await saveRates(database, [{ currency: 'NOK', day: Math.floor(till.runtime.now() / dayMs) - 1, perEuro: 11.5 }])
  await reconvert(database)
  const click = await till.click()
  const law = fc.asyncProperty(sale, async (one) => {
    const checked = await check(till.runtime, toPing(till, click, one))
    if ('kind' in checked) return
    const stored = []
    for (const store of [storeFirst, mergePing]) {
      await database.batch(['evidence', 'order_aliases', 'conversions'].map((name) => statement(`delete from ${name}`)))
      if (one.hasEarlier) await tellEarlier(till)
      await store(database, checked)
      stored.push(await readAll(till))
    }
    expect(stored[0]).toEqual(stored[1])
  })
  await fc.assert(law, { numRuns: 500 })
}, 60_000)

/** A guest's order of long ago, and one of today. */
async function tellEarlier(till: Till): Promise<void> {
  for (const orderId of ['9', '10']) {
    const occurredAt = till.runtime.now() - (orderId === '9' ? 90 * dayMs : 0)
    const told = {
      event: 'purchase',
      orderId,
      value: '1.00',
      currency: 'NOK',
      customerId: 'kari@mail.example',
      occurredAt,
    }
    const ping = { source: 'api', id: `e${orderId}`, receivedAt: till.runtime.now(), boundShopId: 'shop-1' } as const
    const checked = await check(till.runtime, { ...ping, isVouchedFor: true, told })
    if ('kind' in checked) throw new Error('refused')
    await keep(till.runtime, { ...checked, id: `conv_${orderId}` })
  }
}

function toPing(till: Till, click: string, { source, touch, hasEarlier: _, ...one }: Sale): Ping {
  const { alsoKnownAs, asOf, isRest, customerEmail, ...fields } = one
  const isOrder = fields.event !== 'lead'
  const touched =
    touch === 'link' ? { link: till.link.id } : touch && { click: touch === 'click' ? click : 'A'.repeat(32) }
  const told = {
    ...{ ...fields, ...touched, ...(isOrder ? { orderId: '5001' } : {}) },
    ...(alsoKnownAs && isOrder ? { alsoKnownAs } : {}),
    ...(asOf === undefined ? {} : { asOf }),
    ...(isRest && fields.event === 'refund' ? { isRest } : {}),
    ...(customerEmail === undefined ? {} : { customerEmail }),
  }
  return { source, id: 'p1', receivedAt: till.runtime.now(), boundShopId: 'shop-1', isVouchedFor: true, told }
}

async function readAll({ runtime }: Till) {
  const queries = [
    'select * from conversions order by id',
    'select * from evidence order by conversion_id, source',
    'select * from order_aliases order by alias',
  ]
  const found = await Promise.all(queries.map((query) => runtime.database.all(statement(query))))
  // Which number a conversion has depends on what was stored before.
  return JSON.parse(JSON.stringify(found, (key, value: unknown) => (key === 'number' ? undefined : value)))
}
