import fc from 'fast-check'
import { expect, it } from 'vitest'
import * as z from 'zod'
import { loadSigningKeys, readClickId } from '../../src/clicks/click-id.ts'
import { readRows, statement } from '../../src/storage/database.ts'
import { addVisit } from '../../src/visits/store.ts'
import { takeBeacon } from '../../src/visits/take.ts'
import { makePurchase, makeTill, type Till } from '../conversions/make-till.ts'

type Order = {
  readonly customer: string | undefined
  /** What the customer is told by: it may be one person who is known by both. */
  readonly by: 'number' | 'address'
  readonly minute: number
  readonly isLead: boolean
}

it('credits a click id that was passed on to its first order alone, in whatever order all of it is told', async () => {
  const till = await makeTill()
  let run = 0
  const told = fc.record({
    orders: fc.array(order, { minLength: 1, maxLength: 5 }),
    visits: fc.integer({ min: 0, max: 5 }),
    dice: fc.infiniteStream(fc.nat(4)),
  })
  const law = fc.asyncProperty(told, async ({ orders, visits, dice }) => {
    run++
    till.runtime.clock.now += 3_600_000
    const click = await till.click(3_000_000)
    const tellings = [
      ...orders.map((one, index) => () => tell(till, click, { ...one, orderId: `${run}-${index}` })),
      ...Array.from({ length: visits }, (_, index) => () => land(till, click, run * 10 + index)),
    ].map((tell) => ({ tell, place: Number(dice.next().value) }))
    // Those of one place arrive at once, the places one after the other.
    const places = Map.groupBy(tellings, ({ place }) => place)
    for (const place of [...places.keys()].toSorted((a, b) => a - b))
      await Promise.all((places.get(place) ?? []).map(({ tell }) => tell()))
    const rows = await readOrders(till, `${run}-`)
    expect(rows).toEqual(model(orders, visits, rows))
  })
  await fc.assert(law, { numRuns: 80 })
}, 60_000)

const order = fc.record<Order>({
  customer: fc.constantFrom(undefined, 'Ada', 'Ada', 'Bo'),
  by: fc.constantFrom('number', 'address'),
  minute: fc.integer({ min: 0, max: 3 }),
  isLead: fc.boolean(),
})

/** Numbers are taken from the rows: which of two of the same minute is first depends on which was stored first. */
function model(orders: readonly Order[], visits: number, rows: readonly z.output<typeof row>[]) {
  const customersBy = (by: Order['by']) =>
    new Set(orders.flatMap((one) => (one.customer && !one.isLead && one.by === by ? [one.customer] : [])))
  const isShared = visits > 3 || customersBy('number').size > 1 || customersBy('address').size > 1
  const all = orders.map((one, index) => ({ ...one, number: rows[index]?.number ?? 0 }))
  return all.map((one, index) => {
    const before = all.filter(({ isLead }) => isLead === one.isLead)
    const isFirst = before.every(
      (other) => one.minute < other.minute || (one.minute === other.minute && one.number <= other.number),
    )
    const shared = isShared ? (isFirst ? 'first' : 'further') : null
    return { number: one.number, orderId: rows[index]?.orderId, shared, credits: shared === 'further' ? 0 : 1 }
  })
}

async function tell(till: Till, click: string, { customer, by, minute, isLead, orderId }: Order & { orderId: string }) {
  // What a customer did by other clicks before would come before it too: each run has customers of its own.
  const name = customer && `${customer}-${orderId.split('-', 1).join('')}`
  const customerId = name && by === 'address' ? `${name}@mail.example` : name
  const at = new Date(till.runtime.clock.now - 600_000 + minute * 60_000).toISOString()
  const event = isLead ? { event: 'lead', eventId: orderId } : {}
  await till.api(makePurchase({ orderId, click, customerId, occurredAt: at, ...event }))
}

async function land(till: Till, click: string, visit: number): Promise<void> {
  const body = JSON.stringify({ visit: visit.toString(16).padStart(13, '0'), click, views: 1, page: '/' })
  await takeBeacon(till.runtime, { body, userAgent: firefox, hasGpc: false })
}

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'

const row = z.object({
  number: z.number(),
  orderId: z.string(),
  shared: z.string().nullable(),
  credits: z.number(),
})

function readOrders(till: Till, prefix: string) {
  const query = `select number, order_id as orderId, shared,
    (select count(*) from credits where conversion_id = conversions.id) as credits
    from conversions where order_id like ? || '%' order by order_id`
  return readRows(till.runtime.database, row, statement(query, prefix))
}

it('says in the answer and afterwards that the id was passed on, and counts both orders', async () => {
  const till = await makeTill()
  const click = await till.click()
  const first = await till.api(makePurchase({ orderId: '1', click, customerId: 'Ada' }))
  expect(first.body).toMatchObject({ attributedTo: { linkId: till.link.id }, attributionNote: null })
  const second = await till.api(makePurchase({ orderId: '2', click, customerId: 'Bo' }))
  expect(second.body).toMatchObject({ outcome: 'stored', attributedTo: null, attributionNote: 'shared-click' })
  expect(await till.list('/api/v1/conversions')).toMatchObject([
    { orderId: '2', attributedTo: null, clickNote: 'shared-click', sharedClick: true, value: '499.50' },
    { orderId: '1', attributedTo: { linkId: till.link.id }, clickNote: null, sharedClick: true },
  ])
})

it('credits one person who buys twice twice', async () => {
  const till = await makeTill()
  const click = await till.click()
  await till.api(makePurchase({ orderId: '1', click, customerId: 'Ada' }))
  await till.api(makePurchase({ orderId: '2', click, customerId: 'Ada' }))
  await till.api(makePurchase({ orderId: '3', click }))
  expect(await readOrders(till, '')).toMatchObject([1, 2, 3].map(() => ({ shared: null, credits: 1 })))
})

it('gives the credit to an order that happened before, though it is told after', async () => {
  const till = await makeTill()
  const click = await till.click(600_000)
  const at = (agoMs: number) => new Date(till.runtime.clock.now - agoMs).toISOString()
  await till.api(makePurchase({ orderId: '1', click, customerId: 'Ada', occurredAt: at(1000) }))
  await till.api(makePurchase({ orderId: '2', click, customerId: 'Bo', occurredAt: at(300_000) }))
  expect(await readOrders(till, '')).toMatchObject([
    { shared: 'further', credits: 0 },
    { shared: 'first', credits: 1 },
  ])
})

it('gives the credit on when its order turns out to have come by a better click, or by another person', async () => {
  const till = await makeTill()
  const [passedOn, own] = [await till.click(), await till.click()]
  for (const [orderId, customerId] of Object.entries({ 1: 'Ada', 2: 'Bo' })) {
    await till.script(makePurchase({ orderId, click: passedOn }))
    await till.api(makePurchase({ orderId, customerId }))
  }
  expect(await readOrders(till, '')).toMatchObject([{ shared: 'first' }, { shared: 'further', credits: 0 }])
  await till.api(makePurchase({ orderId: '1', click: own }))
  expect(await readOrders(till, '')).toMatchObject([
    { shared: null, credits: 2 },
    { shared: null, credits: 1 },
  ])
})

it('credits anew what it could not when the visits came, with the next order by the click', async () => {
  const till = await makeTill()
  const click = await till.click()
  const identity = readClickId(click, await loadSigningKeys(till.runtime.database))
  await till.api(makePurchase({ orderId: '1', click }))
  const visits = [1, 2, 3, 4].map((id) =>
    addVisit({
      id,
      shop: 1,
      click: identity,
      day: 0,
      page: '/',
      at: till.runtime.clock.now,
      views: 1,
      seconds: 0,
      scroll: 0,
    }),
  )
  await till.runtime.database.batch(visits)
  await till.api(makePurchase({ orderId: '2', click }))
  expect(await readOrders(till, '')).toMatchObject([{ shared: 'first' }, { shared: 'further', credits: 0 }])
})

it('takes credit from no order for what a browser says of who bought, or because two systems name one person apart', async () => {
  const till = await makeTill()
  await till.setSecrets()
  const click = await till.click()
  await till.script(makePurchase({ orderId: '1', click, customerId: 'kari@mail.example' }))
  await till.api(makePurchase({ orderId: '2', click, customerId: '7' }))
  const made = { total: '100.00', currency: 'NOK', status: 'completed', date_created_gmt: '2026-11-22T10:59:30' }
  const woo = (id: number, customer: number) => {
    const told = { meta_data: [{ key: 'till', value: click }], billing: { email: 'Kari@mail.example' } }
    const order = JSON.stringify({ ...made, ...told, id, customer_id: customer })
    return till.hook('woocommerce', order, { topic: 'order.updated', id: String(id) })
  }
  // A guest first, with an account then: the address says that it is one person.
  await woo(3, 0)
  await woo(4, 7)
  expect(await readOrders(till, '')).toMatchObject([1, 2, 3, 4].map(() => ({ shared: null, credits: 1 })))
})
