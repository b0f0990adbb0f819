import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import * as z from 'zod'
import { rank } from '../../src/conversions/trust.ts'
import { ensureFirstShop } from '../../src/shops/store.ts'
import { readRows, statement } from '../../src/storage/database.ts'
import { openMigrated } from '../../src/storage/migrate.ts'
import { makeFolder, noon } from '../make.ts'
import { makeTill, type Till } from './make-till.ts'
import { shopifyId, shopifyOrder, shopifyRefund, shopifyRefundId } from './sign.ts'

const tellers = ['pixel', 'script', 'api', 'shopify'] as const
type Teller = (typeof tellers)[number]
type Order = {
  readonly told: Partial<Record<Teller, number>>
  /** Hundredths of the order's amount, by the shop system. */
  readonly refunds: readonly number[]
  readonly isCancelled: boolean
}

const amount = fc.integer({ min: 100, max: 99_999_999 })
const order = fc.record<Order>({
  told: fc.dictionary(fc.constantFrom(...tellers), amount, { minKeys: 1 }),
  refunds: fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 2 }),
  isCancelled: fc.boolean(),
})

it('counts each order once with the most trusted amount, and gives back what was given back, however it is told', async () => {
  const path = join(makeFolder(), 'tilltrail.sqlite')
  let till = await open(path)
  let run = 0
  const law = fc.asyncProperty(
    fc.array(order, { minLength: 1, maxLength: 3 }),
    fc.infiniteStream(fc.nat(5)),
    fc.option(fc.nat(5)),
    async (orders, dice, restartAt) => {
      run++
      till.runtime.clock.now += 61_000
      const pings = orders.flatMap((one, index) =>
        tellingsOf(one, run * 10 + index).flatMap((telling) =>
          Array.from({ length: 1 + (next(dice) % 3) }, () => ({ telling, place: next(dice) })),
        ),
      )
      // Those of one place arrive at once, the places one after the other; before one of them the server starts anew.
      const groups = Map.groupBy(pings, ({ place }) => place)
      for (const place of [...groups.keys()].toSorted((a, b) => a - b)) {
        if (place === restartAt) till = await restart(till, path)
        const answers = (groups.get(place) ?? []).map(({ telling }) => telling(till))
        for (const { status } of await Promise.all(answers)) expect(status).toBeLessThan(300)
      }
      const expected = orders.map((one, index) => comesTo(one, run * 10 + index))
      expect(await readOrders(till, run)).toEqual(expected)
    },
  )
  await fc.assert(law, { numRuns: 80 })
  till.runtime.database.close()
}, 60_000)

async function open(path: string): Promise<Till> {
  const database = await openMigrated(path, noon)
  await ensureFirstShop(database, noon)
  const till = await makeTill({ database })
  await till.setSecrets()
  return till
}

async function restart(till: Till, path: string): Promise<Till> {
  const { now } = till.runtime.clock
  till.runtime.database.close()
  const again = await open(path)
  again.runtime.clock.now = now
  return again
}

type Telling = (till: Till) => Promise<{ readonly status: number }>

/** Where the shop system tells of an order too, pages tell it by its number and name. */
function tellingsOf({ told, refunds, isCancelled }: Order, number: number): Telling[] {
  const isNamed = told.shopify !== undefined
  const names = { pixel: String(number), script: `#${number}`, api: idOf(number) }
  const pages = (['pixel', 'script', 'api'] as const).flatMap((teller): Telling[] => {
    const minor = told[teller]
    if (minor === undefined) return []
    const fact = { event: 'purchase', value: (minor / 100).toFixed(2), currency: 'NOK' }
    const orderId = isNamed ? names[teller] : idOf(number)
    if (teller === 'pixel') return [async (till) => till.pixel({ ...fact, order: orderId })]
    return [async (till) => (teller === 'api' ? till.api : till.script)({ ...fact, orderId })]
  })
  return told.shopify === undefined
    ? pages
    : [...pages, ...systemTellings(told.shopify, { refunds, isCancelled, number })]
}

type SystemOrder = Pick<Order, 'refunds' | 'isCancelled'> & { readonly number: number }

function systemTellings(minor: number, { refunds, isCancelled, number }: SystemOrder): Telling[] {
  const body = (over: Record<string, unknown> = {}) =>
    shopifyOrder({
      name: `#${number}`,
      order_number: number,
      confirmation_number: `C${number}`,
      checkout_token: `token-${number}`,
      admin_graphql_api_id: null,
      total_price: (minor / 100).toFixed(2),
      ...over,
    }).replace(shopifyId, idOf(number))
  const cancelled = body({ cancelled_at: '2026-11-22T11:45:00+01:00' })
  return [
    (till) => till.hook('shopify', body()),
    ...refunds.map((share, index): Telling => {
      const given = {
        kind: 'refund',
        status: 'success',
        amount: (refundOf(minor, share) / 100).toFixed(2),
        currency: 'NOK',
      }
      const refund = shopifyRefund({ transactions: [given] })
      const text = refund.replace(shopifyId, idOf(number)).replace(shopifyRefundId, `${idOf(number)}${index}`)
      return (till) => till.hook('shopify', text, { topic: 'refunds/create' })
    }),
    ...(isCancelled ? [(till: Till) => till.hook('shopify', cancelled, { topic: 'orders/cancelled' })] : []),
  ]
}

function comesTo({ told, refunds, isCancelled }: Order, number: number) {
  const best = tellers.filter((teller) => told[teller] !== undefined).toSorted((a, b) => rank[b] - rank[a])[0]
  const value = told[best ?? 'pixel'] ?? 0
  const given = told.shopify === undefined ? 0 : refunds.reduce((sum, share) => sum + refundOf(value, share), 0)
  return { orderId: idOf(number), value, refunded: told.shopify !== undefined && isCancelled ? value : given }
}

function refundOf(minor: number, share: number): number {
  return Math.max(1, Math.floor((minor * share) / 100))
}

function idOf(number: number): string {
  return `90071992547${String(number).padStart(8, '0')}`
}

const orderRow = z.object({ orderId: z.string(), value: z.number(), refunded: z.number() })

async function readOrders(till: Till, run: number) {
  const query = `select order_id as orderId, value,
    coalesce((select sum(value) from conversions refunds where refunds.event = 'refund' and refunds.shop_id = 'shop-1'
      and refunds.order_id = conversions.order_id), 0) as refunded
    from conversions where event = 'purchase' and number > 0 and created_at = ? order by order_id`
  return readRows(till.runtime.database, orderRow, statement(query, noon + run * 61_000))
}

function next(dice: Iterator<number>): number {
  const { value } = dice.next()
  return typeof value === 'number' ? value : 0
}
