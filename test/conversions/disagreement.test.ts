import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import * as z from 'zod'
import { countDisagreements } from '../../src/conversions/disagreement-store.ts'
import { findDisagreements } from '../../src/conversions/disagreement.ts'
import { findConversion, listConversions } from '../../src/conversions/store.ts'
import type { Source } from '../../src/conversions/trust.ts'
import { parseDay } from '../../src/shops/calendar.ts'
import { readRow, statement } from '../../src/storage/database.ts'
import { noon } from '../make.ts'
import { makePurchase, makeTill, textOf } from './make-till.ts'

const taken = { value: 49_950, tax: 9990, shipping: 7900, currency: 'NOK', click: null, coupon: null }
const told = (source: Source, value: number, currency = 'NOK') => ({ source, value, currency, click: null })

it.each([
  ['tax left out', 49_950 - 9990, 'tax'],
  ['shipping left out, rounded', 49_950 - 7901, 'shipping'],
  ['both left out', 49_950 - 17_890, 'tax-and-shipping'],
  ['kroner where øre were meant', 4_995_000, 'minor-units'],
  ['something else', 20_000, null],
  ['more, without a coupon', 60_000, null],
])('names the likely cause: %s', (_, value, cause) => {
  const evidence = [told('script', value), told('shopify', taken.value)]
  expect(findDisagreements({ ...taken, evidence })).toEqual([
    { field: 'value', source: 'script', told: value, taken: 49_950, takenFrom: 'shopify', cause },
  ])
})

it('takes more than was paid for a discount where there was a coupon, and passes over what is rounded', () => {
  const evidence = [told('shopify', taken.value), told('script', 60_000), told('api', taken.value + 1)]
  expect(findDisagreements({ ...taken, coupon: 'ADVENT', evidence }).map(({ cause }) => cause)).toEqual(['discount'])
})

it('shows another currency and another click, each for itself', () => {
  const evidence = [
    { ...told('shopify', taken.value), click: 'A' },
    { ...told('script', taken.value, 'SEK'), click: 'B' },
  ]
  expect(findDisagreements({ ...taken, click: 'A', evidence })).toEqual([
    { field: 'currency', source: 'script', told: 'SEK', taken: 'NOK', takenFrom: 'shopify', cause: 'currency' },
    { field: 'click', source: 'script', told: 'B', taken: 'A', takenFrom: 'shopify', cause: null },
  ])
})

it('keeps what differs, shows it, and lists those orders alone', async () => {
  const till = await makeTill()
  await till.script({ ...makePurchase({ value: '399.50' }), shopId: undefined })
  await till.api(makePurchase({ tax: '100.00' }))
  await till.api(makePurchase({ orderId: 'alike' }))
  await till.script(makePurchase({ orderId: 'alike' }))
  const disagreeing = await till.list('/api/v1/conversions?disagreeing=1')
  expect(disagreeing).toMatchObject([
    {
      orderId: '1001',
      value: '499.50',
      disagreements: [
        { field: 'value', source: 'script', told: '399.50', taken: '499.50', takenFrom: 'api', cause: 'tax' },
      ],
    },
  ])
  expect((await till.list('/api/v1/conversions')).map((one) => textOf(one.orderId)).toSorted()).toEqual([
    '1001',
    'alike',
  ])
  const counted = await till.call('GET', '/api/v1/conversions/disagreements')
  expect(counted.body).toMatchObject({ from: '2026-08-25', to: '2026-11-22', conversions: 1, value: 1, click: 0 })
  expect((await till.call('GET', '/api/v1/conversions/disagreements?from=2026-11-23')).status).toBe(400)
  expect((await till.call('GET', '/api/v1/conversions?disagreeing=yes')).status).toBe(400)
})

it('finds the same orders in the database as in words', async () => {
  const till = await makeTill()
  const { database } = till.runtime
  const value = fc.constantFrom(null, 100, 101, 102, 10_000)
  const [currency, click] = [fc.constantFrom('NOK', 'EUR'), fc.constantFrom(null, 'A', 'B')]
  const one = fc.record({ value, currency, click })
  const law = fc.asyncProperty(
    one,
    fc.dictionary(fc.constantFrom('pixel', 'script', 'shopify'), one),
    async (of, all) => {
      const bare = `insert into conversions (id, shop_id, event, key, value, currency, click, occurred_at, day, trust, created_at)
      values ('c', 'shop-1', 'purchase', 'order c', ?, ?, ?, ${noon}, ${parseDay('2026-11-22')}, 1, 0)`
      const money = (told: { value: number | null; currency: string }) =>
        told.value === null ? [null, null] : [told.value, told.currency]
      const evidence = `insert into evidence (conversion_id, source, value, currency, click, received_at) values ('c', ?, ?, ?, ?, 0)`
      await database.batch([
        statement("delete from evidence where conversion_id = 'c'"),
        statement("delete from conversions where id = 'c'"),
        statement(bare, ...money(of), of.click),
        ...Object.entries(all).map(([source, told]) => statement(evidence, source, ...money(told), told.click)),
      ])
      const conversion = await findConversion(database, 'c')
      if (!conversion) throw new Error('it was written just now')
      const fields = findDisagreements(conversion).map(({ field }) => field)
      const filter = { shopId: 'shop-1', event: undefined, orderId: undefined, disagreeing: true }
      const listed = await listConversions(database, filter, { limit: 5, before: Number.MAX_SAFE_INTEGER })
      expect(listed).toHaveLength(fields.length > 0 ? 1 : 0)
      const day = parseDay('2026-11-22')
      expect(await countDisagreements(database, 'shop-1', { from: day, to: day })).toEqual({
        conversions: listed.length,
        value: Number(fields.includes('value')),
        currency: Number(fields.includes('currency')),
        click: Number(fields.includes('click')),
      })
    },
  )
  await fc.assert(law, { numRuns: 200 })
  const count = statement('select count(*) as n from conversions')
  expect((await readRow(database, z.object({ n: z.number() }), count))?.n).toBe(1)
}, 30_000)

it('looks through so many orders for a page and goes on from there, down to the oldest', async () => {
  const till = await makeTill()
  await till.script(makePurchase({ value: '399.50' }))
  await till.api(makePurchase({ shopId: undefined }))
  const later = `insert into conversions (number, id, shop_id, event, key, occurred_at, day, trust, created_at)
    values (?, ?, 'shop-1', 'purchase', ?, ${noon}, ${parseDay('2026-11-22')}, 4, 0)`
  await till.runtime.database.batch(
    [20_000, 45_000].map((number) => statement(later, number, `c${number}`, `k${number}`)),
  )
  const pages: string[][] = []
  for (let cursor = ''; pages.length < 9; ) {
    const { body } = await till.call('GET', `/api/v1/conversions?disagreeing=1&limit=1${cursor}`)
    const { items, nextCursor } = pageOf.parse(body)
    pages.push(items.map(({ orderId }) => orderId))
    if (nextCursor === null) break
    cursor = `&cursor=${nextCursor}`
  }
  expect(pages).toEqual([[], ['1001']])
})

const pageOf = z.object({ items: z.array(z.object({ orderId: z.string() })), nextCursor: z.string().nullable() })
