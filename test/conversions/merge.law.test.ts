import fc from 'fast-check'
import { expect, it } from 'vitest'
import * as z from 'zod'
import { record } from '../../src/conversions/record.ts'
import { rank, type Source } from '../../src/conversions/trust.ts'
import { readRows, statement } from '../../src/storage/database.ts'
import { makeLink, makeTill, type Till } from './make-till.ts'

type Fact = { readonly value: number; readonly click: 'none' | 'made-up' | 'first' | 'second' }
const sources = ['pixel', 'script', 'hand', 'api', 'import', 'woocommerce'] as const satisfies readonly Source[]
type Clicks = Readonly<Record<'first' | 'second', string>>

it('makes one conversion of an order, whichever sources tell it, how often, in which order and however many at once', async () => {
  const { till, clicks } = await makeTillWithClicks()
  let run = 0
  const orders = fc.array(fc.dictionary(fc.constantFrom(...sources), fact, { minKeys: 1 }), {
    minLength: 1,
    maxLength: 3,
  })
  const law = fc.asyncProperty(orders, fc.infiniteStream(fc.nat(5)), async (orders, dice) => {
    run++
    till.runtime.clock.now += 61_000
    const pings = orders.flatMap((told, order) =>
      entriesOf(told).flatMap(([source, fact]) =>
        Array.from({ length: 1 + (next(dice) % 3) }, () => ({ source, fact, orderId: `${run}-${order}` })),
      ),
    )
    const arriving = pings.map((ping) => ({ ping, place: next(dice) })).toSorted((a, b) => a.place - b.place)
    // Those of one place arrive at once, the places one after the other.
    for (const group of Map.groupBy(arriving, ({ place }) => place).values())
      await Promise.all(group.map(({ ping }) => tell(till, clicks, ping)))
    const expected = orders.map((told, order) => ({
      orderId: idOf(`${run}-${order}`, entriesOf(told)),
      ...summary(new Map(entriesOf(told)), clicks),
      told: pings.filter(({ orderId }) => orderId === `${run}-${order}`).length,
    }))
    expect(await readOrders(till, `${run}-`)).toEqual(expected)
  })
  await fc.assert(law, { numRuns: 60 })
}, 30_000)

it('keeps what each source told first, fills in the click it lacked, and goes by the most trusted', async () => {
  const { till, clicks } = await makeTillWithClicks()
  let run = 0
  const pings = fc.array(fc.record({ source: fc.constantFrom(...sources), fact }), { minLength: 1, maxLength: 8 })
  const law = fc.asyncProperty(pings, async (pings) => {
    run++
    till.runtime.clock.now += 61_000
    const model = new Map<Source, Fact>()
    for (const { source, fact } of pings) {
      await tell(till, clicks, { source, fact, orderId: `s${run}` })
      const known = model.get(source)
      const isFilled = known?.click === 'first' || known?.click === 'second'
      model.set(source, { value: known?.value ?? fact.value, click: isFilled ? known.click : fact.click })
    }
    const expected = { orderId: idOf(`s${run}`, model), ...summary(model, clicks), told: pings.length }
    expect(await readOrders(till, `s${run}`)).toEqual([expected])
  })
  await fc.assert(law, { numRuns: 100 })
}, 30_000)

const fact = fc.record<Fact>({
  value: fc.integer({ min: 0, max: 99_999_999 }),
  click: fc.constantFrom('none', 'made-up', 'first', 'second'),
})

async function makeTillWithClicks() {
  const till = await makeTill()
  await till.setSecrets()
  const second = await makeLink(till.runtime, 'shop-1')
  return { till, clicks: { first: await till.click(1000), second: await till.click(2000, second) } }
}

/** What the order comes to: the money, and the click that we signed, of the most trusted source that told one. */
function summary(told: ReadonlyMap<Source, Fact>, clicks: Clicks) {
  const trusted = [...told].toSorted(([a], [b]) => rank[b] - rank[a]).map(([, fact]) => fact)
  const good = trusted.flatMap(({ click }) => (click === 'first' || click === 'second' ? [clicks[click]] : []))
  return {
    value: trusted[0]?.value,
    credited: good[0] ?? null,
    sources: [...told.keys()].toSorted().join(),
    credits: good.length === 0 ? 0 : 1,
  }
}

async function tell(
  till: Till,
  clicks: Clicks,
  { source, fact, orderId }: { source: Source; fact: Fact; orderId: string },
) {
  const value = (fact.value / 100).toFixed(2)
  // A pixel with a click that we never made is refused: it tells none then.
  const madeUp = source === 'pixel' ? undefined : 'A'.repeat(32)
  const click = fact.click === 'none' ? undefined : fact.click === 'made-up' ? madeUp : clicks[fact.click]
  const ping = { event: 'purchase', value, currency: 'NOK', ...(click === undefined ? {} : { click }) }
  if (source === 'pixel') return till.pixel({ ...ping, order: orderId })
  if (source === 'hand' || source === 'import') {
    const told = { ...ping, orderId }
    const receivedAt = till.runtime.now()
    return record(till.runtime, { source, id: orderId, receivedAt, boundShopId: 'shop-1', isVouchedFor: true, told })
  }
  if (source === 'woocommerce') {
    const meta = click === undefined ? {} : { meta_data: [{ key: 'till', value: click }] }
    const order = {
      id: `${orderId}${own}`,
      number: orderId,
      status: 'completed',
      currency: 'NOK',
      total: value,
      ...meta,
    }
    return till.hook('woocommerce', JSON.stringify(order), { topic: 'order.updated' })
  }
  return source === 'script' ? till.script({ ...ping, orderId }) : till.api({ ...ping, orderId })
}

/** The shop system knows the order by an id of its own; all others tell its number. */
const own = 'own'
function idOf(number: string, told: Iterable<readonly [Source, Fact]>): string {
  return [...told].some(([source]) => source === 'woocommerce') ? `${number}${own}` : number
}

const orderRow = z.object({
  orderId: z.string(),
  value: z.number(),
  credited: z.string().nullable(),
  sources: z.string(),
  told: z.number(),
  credits: z.number(),
})

async function readOrders(till: Till, prefix: string) {
  const query = `select order_id as orderId, value, case when click_note is null then click end as credited,
    (select group_concat(source) from (select source from evidence where conversion_id = conversions.id order by source)) as sources,
    (select sum(told) from evidence where conversion_id = conversions.id) as told,
    (select count(*) from credits where conversion_id = conversions.id and click_random >= 0 and share > 0) as credits
    from conversions where order_id like ? || '%' order by order_id`
  return readRows(till.runtime.database, orderRow, statement(query, prefix))
}

function entriesOf(told: Partial<Record<Source, Fact>>): [Source, Fact][] {
  return sources.flatMap((source): [Source, Fact][] => {
    const fact = told[source]
    return fact ? [[source, fact]] : []
  })
}

function next(dice: Iterator<number>): number {
  const { value } = dice.next()
  return typeof value === 'number' ? value : 0
}
