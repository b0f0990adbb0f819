import fc from 'fast-check'
import { expect, it } from 'vitest'
import * as z from 'zod'
import { readRows, statement } from '../../src/storage/database.ts'
import { makePurchase, makeTill, type Till } from '../conversions/make-till.ts'

/** A conversion: told by API with or without a click of its own, and by the browser with the clicks of its device. */
type Sale = {
  readonly event: 'purchase' | 'lead'
  readonly customer: number
  readonly by: 'number' | 'address'
  readonly minute: number
  /** Places among the customer's clicks, which are a minute apart too. */
  readonly own: number | undefined
  readonly device: readonly number[]
}

const clicksEach = 5
const minuteMs = 60_000

it('comes to the same journeys in whatever order all of it is told, and at once', async () => {
  const till = await makeTill()
  let run = 0
  const told = fc.record({
    sales: fc.array(sale, { minLength: 1, maxLength: 6 }),
    dice: fc.infiniteStream(fc.nat(5)),
  })
  const law = fc.asyncProperty(told, async ({ sales, dice }) => {
    run++
    till.runtime.clock.now += 3_600_000
    const start = till.runtime.clock.now - 60 * minuteMs
    const ids = await Promise.all(
      [0, 1].map((_) =>
        Promise.all(Array.from({ length: clicksEach }, (__, at) => till.click((60 - 2 * at) * minuteMs))),
      ),
    )
    const tellings = sales
      .flatMap((one, index) => {
        const click = (at: number) => ids[one.customer]?.[at] ?? ''
        const body = { ...bodyOf(one, `${run}-${index}`, `${run}-${one.customer}`), shopId: 'shop-1' }
        const occurredAt = new Date(start + one.minute * minuteMs).toISOString()
        const own = one.own === undefined ? {} : { click: click(one.own) }
        const { shopId: shop, ...rest } = body
        return [
          async () => till.api({ ...body, ...own, occurredAt }),
          ...(one.device.length === 0
            ? []
            : [async () => till.script({ ...rest, shop, click: one.device.map(click).join() })]),
        ]
      })
      .map((tell) => ({ tell, place: Number(dice.next().value) }))
    const places = Map.groupBy(tellings, ({ place }) => place)
    for (const place of [...places.keys()].toSorted((a, b) => a - b))
      await Promise.all((places.get(place) ?? []).map(async ({ tell }) => tell()))
    expect(await readJourneys(till, `${run}-`, start)).toEqual(sales.map((one) => truth(one, sales)))
  })
  await fc.assert(law, { numRuns: 60 })
}, 120_000)

const sale = fc.record<Sale>({
  event: fc.constantFrom('purchase', 'lead', 'lead'),
  customer: fc.nat(1),
  by: fc.constantFrom('number'),
  minute: fc.integer({ min: 0, max: 9 }),
  own: fc.option(fc.nat(clicksEach - 1), { nil: undefined }),
  device: fc.uniqueArray(fc.nat(clicksEach - 1), { maxLength: 3 }).map((places) => places.toSorted((a, b) => a - b)),
})

function bodyOf({ event, by }: Sale, id: string, customer: string) {
  const customerId = by === 'address' ? `${customer}@mail.example` : customer
  return makePurchase({ event, orderId: id, customerId, ...(event === 'lead' ? { eventId: id } : {}) })
}

/** Minutes of the touches, as the documentation has it, over all there is to know. A click is made at twice its place. */
function truth(one: Sale, all: readonly Sale[]): readonly string[] {
  const others = all.filter((other) => other !== one && other.customer === one.customer)
  const orders = others.filter(({ event, minute }) => event === 'purchase' && minute < one.minute)
  const lastOrder = Math.max(-1, ...orders.map(({ minute }) => minute))
  const spent = new Set(orders.flatMap(clicksOf))
  const steps = others.filter(({ event, minute }) => event === 'lead' && minute <= one.minute && minute > lastOrder)
  const how = new Map<number, string>()
  for (const click of steps.flatMap(clicksOf)) if (!spent.has(click)) how.set(click, 'customer')
  for (const click of clicksOf(one)) {
    const own = ownOf(one)
    if (own === undefined || click <= own || !isBefore(own, one)) how.set(click, 'told')
  }
  const own = ownOf(one)
  if (own !== undefined) how.set(own, 'click')
  const before = [...how].filter(([click]) => isBefore(click, one)).toSorted(([a], [b]) => a - b)
  return before.map(([click, by], index) => `${by} ${2 * click} ${index === before.length - 1 ? 1 : 0}`)
}

/** Clocks may differ by five minutes. */
function isBefore(click: number, { minute }: Sale): boolean {
  return 2 * click <= minute + 5
}

/** The server's word stands above the browser's, but for a click that can't have led there. */
function ownOf(one: Sale): number | undefined {
  const [own, last] = [one.own, one.device.at(-1)]
  return own === undefined || (last !== undefined && !isBefore(own, one) && isBefore(last, one)) ? last : own
}

/** Also a click in whose place a better one is. */
function clicksOf(one: Sale): number[] {
  return [...new Set([...(one.own === undefined ? [] : [one.own]), ...one.device])]
}

async function readJourneys({ runtime }: Till, prefix: string, start: number): Promise<string[][]> {
  const query = `select (select json_group_array(how || ' ' || ((click_at - ${start}) / ${minuteMs}) || ' ' || cast(share as integer))
      from (select * from credits where conversion_id = conversions.id order by position)) as touches
    from conversions where order_id like ? || '%' order by order_id`
  const rows = await readRows(runtime.database, z.object({ touches: z.string() }), statement(query, prefix))
  return rows.map(({ touches }) => z.array(z.string()).parse(JSON.parse(touches)))
}
