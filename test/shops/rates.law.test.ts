import fc from 'fast-check'
import { expect, it } from 'vitest'
import * as z from 'zod'
import { localDay } from '../../src/shops/calendar.ts'
import { convertMinor, crossRate, mostRateDays, type Rate } from '../../src/shops/rate.ts'
import { reconvert, reconvertSome, saveRates } from '../../src/shops/rate-store.ts'
import { changeShop, findShop, updateShop } from '../../src/shops/store.ts'
import { readRows, statement } from '../../src/storage/database.ts'
import { makePurchase, makeTill, type Till } from '../conversions/make-till.ts'
import { noon } from '../make.ts'

const zone = 'Europe/Oslo'
const today = localDay(noon, zone)
const dayMs = 86_400_000
const currencies = ['NOK', 'EUR', 'USD', 'JPY'] as const
type Currency = (typeof currencies)[number]

type Told = {
  readonly kind: 'order' | 'refund'
  readonly order: number
  readonly value: number
  readonly currency: Currency
  readonly daysAgo: number
}
type Step =
  | { readonly kind: 'tell'; readonly told: Told }
  | { readonly kind: 'rates'; readonly rates: readonly Rate[] }
  | { readonly kind: 'currency'; readonly currency: Currency }
  | { readonly kind: 'some' }

const told = fc.record<Told>({
  kind: fc.constantFrom('order', 'order', 'refund'),
  order: fc.nat(4),
  value: fc.integer({ min: 0, max: 9_999_999 }),
  currency: fc.constantFrom(...currencies),
  daysAgo: fc.nat(20),
})
const rate = fc.record<Rate>({
  currency: fc.constantFrom('NOK', 'USD', 'JPY'),
  day: fc.integer({ min: today - 25, max: today }),
  perEuro: fc.integer({ min: 5000, max: 2_000_000 }).map((one) => one / 10_000),
})
const step = fc.oneof(
  { weight: 6, arbitrary: told.map((one): Step => ({ kind: 'tell', told: one })) },
  {
    weight: 3,
    arbitrary: fc.array(rate, { minLength: 1, maxLength: 30 }).map((rates): Step => ({ kind: 'rates', rates })),
  },
  { weight: 1, arbitrary: fc.constantFrom(...currencies).map((currency): Step => ({ kind: 'currency', currency })) },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: 'some' }) },
)

it('comes to the same amounts in whatever order orders are told, rates come in and the shop’s currency changes', async () => {
  const till = await makeTill()
  const law = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
    await startAnew(till)
    const known = new Map<string, number>()
    for (const one of steps) {
      if (one.kind === 'tell') await tell(till, one.told)
      if (one.kind === 'rates') await saveRates(till.runtime.database, one.rates)
      if (one.kind === 'rates')
        for (const { currency, day, perEuro } of one.rates) known.set(`${currency} ${day}`, perEuro)
      if (one.kind === 'rates') for (const { day } of one.rates) known.set(`EUR ${day}`, 1)
      if (one.kind === 'currency') await updateShop(till.runtime.database, 'shop-1', { currency: one.currency })
      if (one.kind === 'some') await reconvertSome(till.runtime.database)
    }
    await reconvert(till.runtime.database)
    const rows = await readConverted(till)
    const own = (await findShop(till.runtime.database, 'shop-1'))?.currency ?? ''
    expect(rows.map(({ shopValue, rateDay }) => ({ shopValue, rateDay }))).toEqual(
      rows.map((row) => fromScratch(row, rows, { known, own })),
    )
  })
  await fc.assert(law, { numRuns: 120 })
}, 60_000)

type Row = z.output<typeof row>

/** By the rule in words: the order's day for its refunds in the same currency, the latest day of a week that has both rates. */
function fromScratch(
  one: Row,
  rows: readonly Row[],
  { known, own }: { known: ReadonlyMap<string, number>; own: string },
) {
  const nothing = { shopValue: null, rateDay: null }
  if (one.currency === own) return nothing
  const order = rows.find(
    (other) => other.event === 'purchase' && other.orderId === one.orderId && other.currency === one.currency,
  )
  const day = one.event === 'refund' ? (order?.day ?? one.day) : one.day
  for (let before = 0; before <= mostRateDays; before++) {
    const [from, to] = [known.get(`${one.currency} ${day - before}`), known.get(`${own} ${day - before}`)]
    if (from === undefined || to === undefined) continue
    const shopValue = convertMinor(one.value, { from: one.currency, to: own, rate: crossRate(from, to) })
    return { shopValue, rateDay: day - before }
  }
  return nothing
}

async function startAnew(till: Till): Promise<void> {
  const { database } = till.runtime
  const tables = ['credited', 'credits', 'evidence', 'order_aliases', 'conversions', 'exchange_rates']
  await database.batch([
    ...tables.map((table) => statement(`delete from ${table}`)),
    statement(`delete from settings where name = 'reconvert-from'`),
    statement(`update shops set currency = 'NOK'`),
  ])
  till.runtime.clock.now += 61_000
}

async function tell(till: Till, { kind, order, value, currency, daysAgo }: Told): Promise<void> {
  const amount = currency === 'JPY' ? String(value) : (value / 100).toFixed(2)
  const occurredAt = new Date(noon - daysAgo * dayMs).toISOString()
  const refund = kind === 'refund' ? { refundId: `r${daysAgo}-${currency}` } : {}
  const event = kind === 'refund' ? 'refund' : 'purchase'
  const answer = await till.api({ event, orderId: `o${order}`, value: amount, currency, occurredAt, ...refund })
  if (answer.status >= 300) throw new Error(JSON.stringify(answer))
}

const row = z.object({
  event: z.string(),
  orderId: z.string(),
  value: z.number(),
  currency: z.string(),
  day: z.number(),
  shopValue: z.number().nullable(),
  rateDay: z.number().nullable(),
})

function readConverted(till: Till): Promise<Row[]> {
  const query = `select event, order_id as orderId, value, currency, day, shop_value as shopValue, rate_day as rateDay
    from conversions order by number`
  return readRows(till.runtime.database, row, statement(query))
}

it('are converted anew when the shop is set up in another currency than its first orders’', async () => {
  const till = await makeTill()
  const { database } = till.runtime
  const day = today
  await saveRates(database, [{ currency: 'NOK', day: day - 1, perEuro: 10 }])
  await till.api(makePurchase({ orderId: 'E', value: '10.00', currency: 'EUR' }))
  await till.api(makePurchase({ orderId: 'N', value: '10.00', currency: 'NOK' }))
  await database.batch(changeShop({ currency: 'EUR' }, statement('id = ?', 'shop-1')))
  await reconvert(database)
  const kept = statement('select order_id, shop_value from conversions order by order_id')
  expect(await database.all(kept)).toEqual([
    { order_id: 'E', shop_value: null },
    { order_id: 'N', shop_value: 100 },
  ])
})
