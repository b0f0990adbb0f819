import { describe, expect, it } from 'vitest'
import { checkDatabase } from '../../src/operations/check.ts'
import { statement } from '../../src/storage/database.ts'
import { makePurchase } from '../conversions/make-till.ts'
import { makeErasing } from './make-erasing.ts'
import { filesHolding } from './traces.ts'

const bought = 'KJOP-90417'

describe('an erased order', () => {
  it('leaves no byte in any file, whatever it came by and lay in', async () => {
    const shop = await makeErasing()
    const click = await shop.sell(bought, { customerId: 'kari@example.no' })
    await shop.api({ event: 'refund', orderId: bought, refundId: `R-${bought}`, value: '10.00', currency: 'NOK' })
    await shop.api(makePurchase({ orderId: bought, value: 'free' }), {
      headers: { 'idempotency-key': `order-${bought}` },
    })
    await shop.api(makePurchase({ orderId: bought }), { headers: { 'idempotency-key': `again-${bought}` } })
    await shop.pixel({ order: bought, event: 'purchase', value: '', currency: 'XXQ' })
    await shop.script('{"event":"purchase","orderId":"\\u004bJOP-90417","value":"x"}')
    await shop.script(`no json: ${btoa(`order ${bought} by mail`)}`)
    expect(await shop.list('/api/v1/quarantine')).toHaveLength(4)
    expect(filesHolding(shop.folder, bought)).not.toEqual([])
    const erased = await shop.erase('order', bought)
    expect(erased).toEqual({ conversions: 2, clicks: 0, quarantined: 4, isWiped: true })
    expect(filesHolding(shop.folder, bought, btoa(`order ${bought} by mail`), '\\u004bJOP')).toEqual([])
    expect(await shop.list('/api/v1/quarantine')).toEqual([])
    for (const table of ['conversions', 'evidence', 'credits', 'credited', 'order_aliases', 'idempotency_keys'])
      expect([table, await shop.rows(`select * from ${table}`)]).toEqual([table, []])
    expect(
      (await checkDatabase(shop.parts.database.connection.name, () => {})).parts.flatMap(({ faults }) => faults),
    ).toEqual([])
    expect(filesHolding(shop.folder, click)).toEqual([])
  })

  it('leaves nothing in parts of pages that are in use no more either', async () => {
    const shop = await makeErasing()
    const { database } = shop.parts
    const ids = Array.from({ length: 6_000 }, (_, at) => `N${((at * 7919) % 9973) + 10_000}ORDRE`)
    const insert = `insert into conversions (id, shop_id, event, key, order_id, occurred_at, day, trust, created_at)
      values (?, 'shop-1', 'purchase', ?, ?, 0, ?, 3, 0)`
    await database.batch(ids.map((id, at) => statement(insert, `conv_${at}`, id, id, (at * 31) % 300)))
    // Rows that grow move from page to page: SQLite overwrites what is deleted, not where it was moved from.
    for (const grown of [200, 900]) {
      const grow = ids.map((id, at) =>
        statement('update conversions set coupon = ? where order_id = ?', 'x'.repeat((at * 37) % grown), id),
      )
      for (let from = 0; from < grow.length; from += 50) await database.batch(grow.slice(from, from + 50))
    }
    const gone = ids.filter((_, at) => at % 20 === 0)
    await database.batch(gone.map((id) => statement('delete from conversions where order_id = ?', id)))
    database.connection.pragma('wal_checkpoint(TRUNCATE)')
    expect(filesHolding(shop.folder, ...gone)).not.toEqual([])
    await shop.erase('order', gone[0] ?? '')
    expect(filesHolding(shop.folder, ...gone)).toEqual([])
  }, 60_000)

  it('is not made again by anything that tells of it later, and nothing of that is kept', async () => {
    const shop = await makeErasing()
    await shop.setSecrets()
    await shop.sell(bought)
    await shop.erase('order', bought)
    const told = await shop.api(makePurchase({ orderId: bought }))
    expect([told.status, told.body]).toEqual([
      200,
      { id: null, outcome: 'erased', attributedTo: null, attributionNote: null },
    ])
    const batch = await shop.call('POST', '/api/v1/conversions/batch', {
      body: { conversions: [makePurchase({ orderId: bought })] },
    })
    expect(batch.body.results).toEqual([expect.objectContaining({ status: 200, outcome: 'erased', id: null })])
    await shop.pixel({ order: bought, event: 'purchase', value: '1.00', currency: 'NOK' })
    await shop.pixel({ order: bought, event: 'purchase', value: 'free', currency: 'NOK' })
    await shop.script(JSON.stringify({ event: 'purchase', orderId: bought, value: '1.00', currency: 'NOK' }))
    await shop.script(`{"event":"purchase","orderId":"${bought}"`)
    const hook = await shop.hook('signed', JSON.stringify(makePurchase({ orderId: bought })), { id: 'msg_1' })
    expect(hook.status).toBe(200)
    await shop.api({ event: 'refund', orderId: bought, value: '1.00', currency: 'NOK' })
    expect(await shop.rows('select * from conversions')).toEqual([])
    expect(await shop.rows('select * from quarantine')).toEqual([])
    await shop.parts.erasures.wipe()
    expect(filesHolding(shop.folder, bought)).toEqual([])
    expect(await shop.count('conversions', 'erased')).toBe(8)
    expect((await shop.api(makePurchase({ orderId: `${bought}0` }))).status).toBe(201)
  })

  it('goes by all the names it had, and an order that only has such a number stays', async () => {
    const shop = await makeErasing()
    await shop.setSecrets()
    const order = {
      id: 5_550_001_234,
      name: '#770019483',
      total_price: '10.00',
      currency: 'NOK',
      financial_status: 'paid',
    }
    await shop.pixel({ order: '770019483', event: 'purchase', value: '10.00', currency: 'NOK' })
    await shop.hook('shopify', JSON.stringify(order), { topic: 'orders/paid' })
    expect(await shop.rows('select order_id from conversions')).toEqual([{ order_id: '5550001234' }])
    await shop.erase('order', '770019483')
    expect(filesHolding(shop.folder, '5550001234', '770019483')).toEqual([])
    await shop.pixel({ order: '770019483', event: 'purchase', value: '10.00', currency: 'NOK' })
    await shop.hook('shopify', JSON.stringify(order), { topic: 'orders/paid' })
    expect(await shop.rows('select * from conversions')).toEqual([])
    const another = { ...order, id: 770_019_483, name: '#770019484' }
    await shop.hook('shopify', JSON.stringify(another), { topic: 'orders/paid' })
    expect(await shop.rows('select order_id from conversions')).toEqual([{ order_id: '770019483' }])
    await shop.erase('order', '770019483')
    await shop.hook('shopify', JSON.stringify({ ...order, id: 999, name: '#770019483' }), { topic: 'orders/paid' })
    expect(await shop.rows('select order_id from conversions')).toEqual([{ order_id: '999' }])
  })

  it('that only a browser told of is known when the shop system tells of it by its own id', async () => {
    const shop = await makeErasing()
    await shop.setSecrets()
    await shop.pixel({ order: '770019483', event: 'purchase', value: '10.00', currency: 'NOK' })
    await shop.erase('order', '770019483')
    const order = {
      id: 5_550_001_234,
      name: '#770019483',
      total_price: '10.00',
      currency: 'NOK',
      financial_status: 'paid',
    }
    await shop.hook('shopify', JSON.stringify(order), { topic: 'orders/paid' })
    expect(await shop.rows('select * from conversions')).toEqual([])
  })

  it('takes nothing of others along', async () => {
    const shop = await makeErasing()
    await shop.sell('A-10', { customerId: 'one' })
    await shop.sell('A-1', { customerId: 'two' })
    await shop.api(makePurchase({ orderId: 'A-10', value: 'free' }))
    const before = await shop.reports()
    await shop.sell('A-100')
    await shop.rows('select 1')
    await shop.erase('order', 'A-100')
    expect(await shop.list('/api/v1/quarantine')).toHaveLength(1)
    expect(salesOf(await shop.reports())).toEqual(salesOf(before))
  })
})

/** Money and orders alone: the raw click of the erased order is a click still. */
function salesOf(reports: Record<string, unknown>): unknown {
  const text = JSON.stringify(reports, (key, value: unknown) =>
    ['clicks', 'conversionRate', 'interaction', 'rates', 'steps', 'levels', 'clickIds'].includes(key)
      ? undefined
      : value,
  )
  return JSON.parse(text)
}

describe('an erased customer', () => {
  it('leaves no byte, and every sale in the reports', async () => {
    const shop = await makeErasing()
    await shop.sell('A-1', { customerId: 'Kari+shop@Example.no', newCustomer: true })
    await shop.sell('A-2', { customerId: 'ola@example.no' })
    const refused = { ...makePurchase({ orderId: 'A-3', customerId: 'Kari+shop@Example.no' }), value: 'x' }
    await shop.api(refused)
    const [stored] = await shop.rows('select customer_hash from conversions order by number limit 1')
    const before = await shop.reports()
    const erased = await shop.erase('customer', 'Kari+shop@Example.no')
    expect(erased).toEqual({ conversions: 1, clicks: 0, quarantined: 1, isWiped: true })
    expect(filesHolding(shop.folder, 'Kari+shop@Example.no', String(stored?.customer_hash))).toEqual([])
    expect(await shop.reports()).toEqual(before)
    expect(await shop.rows('select count(customer_hash) as known from conversions')).toEqual([{ known: 1 }])
  })

  it('is not stored with a sale that is told again or comes later', async () => {
    const shop = await makeErasing()
    await shop.sell('A-1', { customerId: 'kari@example.no' })
    await shop.erase('customer', 'kari@example.no')
    await shop.api(makePurchase({ orderId: 'A-1', customerId: 'kari@example.no' }))
    expect((await shop.api(makePurchase({ orderId: 'A-2', customerId: 'KARI@example.no' }))).status).toBe(201)
    expect(await shop.rows('select customer_hash from conversions')).toEqual([
      { customer_hash: null },
      { customer_hash: null },
    ])
  })
})

describe('an erased customer that is known by number and address', () => {
  it.each(['7', 'KARI@example.no'])('leaves neither in any file, whichever of them is told (%s)', async (name) => {
    const shop = await makeErasing()
    await shop.setSecrets()
    const tell = (id: number, customer_id: number, billing: Record<string, string>) => {
      const order = { id, customer_id, billing, status: 'completed', currency: 'NOK', total: '9.00' }
      return shop.hook('woocommerce', JSON.stringify(order), { topic: 'order.updated', id: String(id) })
    }
    await tell(1, 0, { email: 'kari@example.no' })
    await tell(2, 7, { email: 'kari@example.no' })
    await tell(3, 8, { email: 'ola@example.no' })
    const hashes = await shop.rows('select customer_id_hash as id, customer_email_hash as email from conversions')
    const told = [hashes[1]?.id, hashes[1]?.email].map(String)
    expect(filesHolding(shop.folder, ...told)).not.toEqual([])
    expect((await shop.erase('customer', name)).conversions).toBe(2)
    expect(filesHolding(shop.folder, ...told)).toEqual([])
    await tell(4, 7, { email: 'kari@example.no' })
    expect(filesHolding(shop.folder, ...told)).toEqual([])
    expect(await shop.rows('select count(customer_hash) as known from conversions')).toEqual([{ known: 1 }])
  })
})

describe('orders by one click that was passed on', () => {
  it.each(['order', 'customer'] as const)('are credited anew when the %s of the first is erased', async (kind) => {
    const shop = await makeErasing()
    const click = await shop.click()
    await shop.api(makePurchase({ orderId: 'A', customerId: 'ada', click }))
    await shop.api(makePurchase({ orderId: 'B', customerId: 'bo', click }))
    const ofB = `select shared, (select count(*) from credits where conversion_id = conversions.id) as credits
      from conversions where order_id = 'B'`
    expect(await shop.rows(ofB)).toEqual([{ shared: 'further', credits: 0 }])
    await shop.erase(kind, kind === 'order' ? 'A' : 'ada')
    expect(await shop.rows(ofB)).toEqual([{ shared: null, credits: 1 }])
  })
})

describe('an erased click', () => {
  it('leaves no byte of its id, stays counted, and its sale stays where it was credited', async () => {
    const shop = await makeErasing()
    const click = await shop.sell('A-1')
    await shop.sell('A-2')
    await shop.pixel({ order: 'A-9', event: 'purchase', value: 'free', currency: 'NOK', click })
    const before = await shop.reports()
    const erased = await shop.erase('click', click)
    expect(erased).toEqual({ conversions: 1, clicks: 1, quarantined: 1, isWiped: true })
    expect(filesHolding(shop.folder, click)).toEqual([])
    expect(await shop.reports()).toEqual(before)
    expect(
      await shop.rows('select count(*) as rows, count(random) as named, count(visitor) as seen from clicks'),
    ).toEqual([{ rows: 2, named: 1, seen: 1 }])
    expect(
      (await checkDatabase(shop.parts.database.connection.name, () => {})).parts.flatMap(({ faults }) => faults),
    ).toEqual([])
  })

  it('is not stored when it comes again; the sale is its link’s, told before or told later', async () => {
    const shop = await makeErasing()
    const click = await shop.sell('A-1')
    await shop.erase('click', click)
    const before = await shop.reports()
    await shop.script(JSON.stringify({ ...makePurchase({ orderId: 'A-1' }), click }))
    await shop.api(makePurchase({ orderId: 'A-1', click }))
    const summaries = (reports: Record<string, unknown>) =>
      Object.entries(reports).filter(([path]) => path.startsWith('/reports/summary'))
    expect(summaries(await shop.reports())).toEqual(summaries(before))
    const later = await shop.api(makePurchase({ orderId: 'A-2', click }))
    expect(later.body.attributedTo).toMatchObject({ linkId: shop.link.id })
    await shop.parts.erasures.wipe()
    expect(filesHolding(shop.folder, click)).toEqual([])
    expect(await shop.rows('select count(*) as named from credits where click_random >= 0')).toEqual([{ named: 0 }])
  })
})
