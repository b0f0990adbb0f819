import { describe, expect, it } from 'vitest'
import { makeTill, type Till } from '../make-till.ts'
import { shopifyId, shopifyOrder, shopifyRefund, wooOrder } from '../sign.ts'
import {
  algolplusHeader,
  fileOf,
  rowOf,
  runOrders,
  shopifyHeader,
  shopifyItem,
  shopifyRow,
  webtoffeeHeader,
} from './run.ts'

describe('orders from Shopify’s export', () => {
  it('are stored once, items and all, with their day, tax, coupon and refund; the same file again stores nothing', async () => {
    const till = await makeTill()
    const click = await till.click(3 * 86_400_000)
    const file = fileOf(
      shopifyHeader,
      shopifyRow({ 'Note Attributes': `gift: yes\ntill: ${click}`, 'Discount Code': 'KARI10' }),
      shopifyItem('#1001', 'Socks'),
      shopifyItem('#1001', 'Hat'),
      shopifyRow({
        Name: '#1002',
        Id: '5901234567891',
        Total: '100.00',
        'Financial Status': 'partially_refunded',
        'Refunded Amount': '40.00',
      }),
      shopifyRow({ Name: '#1003', Id: '5901234567892', 'Financial Status': 'pending' }),
      shopifyRow({
        Name: '#1004',
        Id: '5901234567893',
        'Cancelled at': '2026-11-21 09:00:00 +0100',
        'Financial Status': 'refunded',
        'Refunded Amount': '499.50',
      }),
      shopifyRow({ Name: '#1005', Id: '5901234567894', 'Payment Method': 'bogus' }),
      shopifyRow({
        Name: '#1006',
        Id: '5901234567895',
        'Cancelled at': '2026-11-21 09:00:00 +0100',
        'Financial Status': 'voided',
      }),
    )
    const { outcomes, summary } = await runOrders(till.runtime, file)
    expect(
      outcomes.map(({ line, orderId, outcome, why, refund, isTest }) => [line, orderId, outcome, why, refund, isTest]),
    ).toEqual([
      [2, '5901234567890', 'stored', null, null, false],
      [6, '5901234567891', 'stored', null, '40.00', false],
      [7, '5901234567892', 'skipped', 'unpaid', null, false],
      [8, '5901234567893', 'stored', null, '499.50', false],
      [9, '5901234567894', 'stored', null, null, true],
      [10, '5901234567895', 'skipped', 'cancelled', null, false],
    ])
    expect(summary).toMatchObject({
      ...{ layout: 'shopify', orders: 6, stored: 4, skipped: 2, refused: 0, refunds: 2, differing: 0 },
      unseen: { orders: 3, amounts: [{ currency: 'NOK', value: '1099.00' }] },
      lacking: { orders: 0, amounts: [] },
    })
    const [first] = await till.list('/api/v1/conversions?orderId=5901234567890')
    expect(first).toMatchObject({
      ...{ value: '499.50', tax: '99.90', shipping: '0.00', currency: 'NOK', coupon: 'KARI10' },
      ...{ occurredAt: '2026-11-20T13:05:33.000Z', attributedTo: { linkId: till.link.id } },
      sources: [expect.objectContaining({ source: 'import' })],
    })
    const before = await everything(till)
    const again = await runOrders(till.runtime, file)
    expect(again.summary).toMatchObject({ stored: 0, merged: 0, duplicate: 4, skipped: 2, refunds: 0, differing: 0 })
    expect(await everything(till)).toEqual(before)
    expect(JSON.stringify(before)).not.toMatch(/kari@|Nordmann|Storgata/)
    expect(await till.list('/api/v1/quarantine')).toEqual([])
  })

  it('become one with what the webhook told, whichever comes first, by the id or the name', async () => {
    const table: readonly [string, Record<string, string>][] = [
      ['with its id', { Id: shopifyId }],
      ['by its name alone', { Id: '' }],
    ]
    for (const [what, id] of table) {
      const till = await makeTill()
      await till.setSecrets()
      await till.hook('shopify', shopifyOrder(), { topic: 'orders/paid' })
      const row = shopifyRow({ ...id, Total: '480.00', 'Created at': '2026-11-22 11:30:00 +0100' })
      const { outcomes, summary } = await runOrders(till.runtime, fileOf(shopifyHeader, row))
      expect([what, outcomes]).toMatchObject([
        what,
        [{ outcome: 'merged', ours: { value: '499.50' }, inFile: { value: '480.00' }, difference: 'amount' }],
      ])
      expect(summary).toMatchObject({ unseen: { orders: 0 }, lacking: { orders: 0 }, differing: 1 })
      const orders = await till.list('/api/v1/conversions')
      expect(orders.map(({ orderId, value }) => [orderId, value])).toEqual([[shopifyId, '499.50']])
    }
    const till = await makeTill()
    await till.setSecrets()
    await till.api({ event: 'purchase', orderId: '#1001', value: '499.50', currency: 'NOK' })
    const row = shopifyRow({ Id: shopifyId, 'Created at': '2026-11-22 11:30:00 +0100' })
    expect((await runOrders(till.runtime, fileOf(shopifyHeader, row))).summary).toMatchObject({ merged: 1 })
    await till.hook('shopify', shopifyOrder(), { topic: 'orders/paid' })
    expect(await till.list('/api/v1/conversions')).toHaveLength(1)
  })

  it('give back what the file says, less what the webhook tells piece by piece, before or after', async () => {
    for (const isFirst of [true, false]) {
      const till = await makeTill()
      await till.setSecrets()
      const tell = () => till.hook('shopify', shopifyRefund(), { topic: 'refunds/create' })
      await till.hook('shopify', shopifyOrder(), { topic: 'orders/paid' })
      if (isFirst) await tell()
      const refunded = { 'Financial Status': 'partially_refunded', 'Refunded Amount': '150.00' }
      const row = shopifyRow({ Id: shopifyId, 'Created at': '2026-11-22 11:30:00 +0100', ...refunded })
      await runOrders(till.runtime, fileOf(shopifyHeader, row))
      if (!isFirst) await tell()
      const refunds = await till.list('/api/v1/conversions?event=refund')
      expect([isFirst, refunds.map(({ value }) => Number(value)).toSorted((a, b) => a - b)]).toEqual([
        isFirst,
        [50, 100],
      ])
      await runOrders(till.runtime, fileOf(shopifyHeader, row.replace('150.00', '100.00')))
      const fewer = await till.list('/api/v1/conversions?event=refund')
      expect([isFirst, fewer.reduce((sum, { value }) => sum + Number(value), 0)]).toEqual([
        isFirst,
        isFirst ? 100 : 100,
      ])
    }
  })
})

describe('orders from WooCommerce’s plugins', () => {
  it('become one with the webhook’s, and bring the landing page’s click and hashed customer', async () => {
    const till = await makeTill()
    await till.setSecrets()
    const click = await till.click(3_600_000)
    await till.hook('woocommerce', wooOrder())
    const order = (cells: Record<string, string>) =>
      rowOf(webtoffeeHeader, {
        ...{ order_id: '727', order_number: '727', order_date: '2026-11-22 11:30:00', status: 'completed' },
        ...{ order_total: '499.50', order_currency: 'NOK', tax_total: '99.90', shipping_total: '49.00' },
        ...{ customer_id: '0', billing_email: 'John.Doe@example.com', coupon_items: 'code:sommer|amount:10.00' },
        ...cells,
      })
    const landing = { 'meta:_wc_order_attribution_session_entry': `https://shop.example/?till=${click}` }
    const file = fileOf(webtoffeeHeader, order({}), order({ order_id: '728', order_number: '728', ...landing }))
    const { outcomes } = await runOrders(till.runtime, file)
    expect(outcomes.map(({ outcome, difference }) => [outcome, difference])).toEqual([
      ['merged', null],
      ['stored', null],
    ])
    expect((await till.list('/api/v1/conversions?orderId=728'))[0]).toMatchObject({
      ...{ attributedTo: { linkId: till.link.id }, coupon: 'sommer' },
    })
    const hashes = await till.runtime.database.all({
      sql: 'select distinct customer_hash as h from conversions',
      params: [],
    })
    expect(hashes).toHaveLength(1)
  })

  it('are read with a row for each item, in the shop’s own currency and clock', async () => {
    const till = await makeTill()
    const item = (name: string) =>
      rowOf(algolplusHeader, {
        ...{ 'Order Number': '9', 'Order Status': 'Fullført', 'Order Date': '20.11.2026 14:05', 'Item Name': name },
        ...{ 'Order Total Amount': '1 234,50', 'Order Total Tax Amount': '246,9', 'Email (Billing)': 'a@b.example' },
      })
    const { outcomes } = await runOrders(till.runtime, fileOf(algolplusHeader, item('Sweater'), item('Hat')))
    expect(outcomes).toMatchObject([{ outcome: 'stored', orderId: '9', inFile: { value: '1234.50', currency: 'NOK' } }])
    expect((await till.list('/api/v1/conversions'))[0]).toMatchObject({
      occurredAt: '2026-11-20T13:05:00.000Z',
      tax: '246.90',
    })
  })
})

describe('orders from any list', () => {
  it('say what is wrong by line, column and remedy, and keep none of the others back', async () => {
    const till = await makeTill()
    const file = [
      ...[
        'Ordrenr;Dato;Beløp;Status',
        '1;20.11.2026;499,50;Betalt',
        '2;11/12/2026;10;Betalt',
        '3;20.11.2026;1.234;Betalt',
      ],
      ...['4;20.11.2026;10;Hentet', ';20.11.2026;10;Betalt', '6;20.11.2026;-10;Betalt', '7;20.11.2031;10;Betalt'],
      ...['8;20.11.2026;10;Betalt', '8;20.11.2026;20;Betalt', '1;20.11.2026;499,50;Betalt', ''],
    ].join('\n')
    const { outcomes, summary } = await runOrders(till.runtime, file)
    expect(summary).toMatchObject({ orders: 9, stored: 1, skipped: 1, refused: 7 })
    expect(outcomes.slice(1).map(({ line, why, errors }) => [line, why, errors[0]?.column, errors[0]?.detail])).toEqual(
      [
        [3, null, 'Dato', expect.stringContaining('dates=day-first')],
        [4, null, 'Beløp', expect.stringContaining('decimals=point')],
        [5, null, 'Status', expect.stringContaining('status=Hentet=paid')],
        [6, null, 'Ordrenr', expect.stringContaining('is missing')],
        [7, null, 'Beløp', expect.stringContaining('is negative')],
        [8, null, 'Dato', expect.stringContaining('is yet to come')],
        [9, null, 'Beløp', expect.stringContaining('another one on line 10')],
        [11, 'repeated', undefined, undefined],
      ],
    )
    const mended = await runOrders(till.runtime, file, {
      dates: 'day-first',
      decimals: 'comma',
      status: ['Hentet=paid'],
    })
    expect(mended.summary).toMatchObject({ stored: 2, duplicate: 1, refused: 5 })
    expect(await till.list('/api/v1/quarantine')).toEqual([])
  })

  it('are compared with what we have: unseen, differing, unpaid there and lacking', async () => {
    const till = await makeTill()
    const tell = (orderId: string, value: string, day: string) =>
      till.api({ event: 'purchase', orderId, value, currency: 'NOK', occurredAt: `2026-11-${day}T12:00:00Z` })
    await tell('a', '100.00', '10')
    await tell('b', '200.00', '11')
    await tell('c', '300.00', '12')
    await tell('d', '400.00', '12')
    await tell('later', '500.00', '20')
    const file = [
      ...['orderId,occurredAt,value,status', 'a,2026-11-10 13:00,100,paid', 'b,2026-11-11 13:00,250,paid'],
      ...['c,2026-11-12 13:00,300,pending', 'e,2026-11-13 13:00,700,paid', ''],
    ].join('\n')
    const { outcomes, summary } = await runOrders(till.runtime, file, { dryRun: true })
    expect(
      outcomes.map(({ orderId, outcome, difference, ours }) => [orderId, outcome, difference, ours?.value]),
    ).toEqual([
      ['a', 'merged', null, '100.00'],
      ['b', 'merged', 'amount', '200.00'],
      ['c', 'skipped', 'unpaid', '300.00'],
      ['e', 'stored', null, undefined],
      ['d', 'lacking', null, '400.00'],
    ])
    expect(summary).toMatchObject({
      unseen: { orders: 1, amounts: [{ currency: 'NOK', value: '700.00' }] },
      lacking: { orders: 1, amounts: [{ currency: 'NOK', value: '400.00' }] },
      differing: 2,
    })
    expect(await till.list('/api/v1/conversions')).toHaveLength(5)
  })

  it('are credited to the link they name, or that alone has their utm values', async () => {
    const till = await makeTill()
    const { utm, slug } = till.link
    const landing = `https://shop.example/?utm_source=${utm.source}&utm_medium=${utm.medium}&utm_campaign=${utm.campaign}&utm_content=${encodeURIComponent(utm.content ?? '')}`
    const rows = [
      `1,2026-11-20 12:00,10,${slug},`,
      `2,2026-11-20 12:00,10,,${landing}`,
      '3,2026-11-20 12:00,10,nobody,',
    ]
    await runOrders(till.runtime, ['orderId,occurredAt,value,link,landing_site', ...rows, ''].join('\n'))
    const orders = await till.list('/api/v1/conversions')
    expect(orders.map(({ orderId, clickNote, attributedTo }) => [orderId, clickNote, attributedTo !== null])).toEqual([
      ['3', 'no-click', false],
      ['2', null, true],
      ['1', null, true],
    ])
  })
})

async function everything({ runtime }: Till) {
  const tables = ['conversions', 'order_aliases', 'credited', 'quarantine'] as const
  const rows = await Promise.all(
    tables.map((table) => runtime.database.all({ sql: `select * from ${table}`, params: [] })),
  )
  const evidence = await runtime.database.all({
    sql: 'select conversion_id, source, value, click from evidence',
    params: [],
  })
  return [...rows, evidence]
}
