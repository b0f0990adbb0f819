import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DecimalKind, readAmount } from '../../../src/shops/amount.ts'
import { recogniseOrders } from '../../../src/conversions/import/columns.ts'
import { type DateKind, readMoment } from '../../../src/conversions/import/moment.ts'
import { readStatus } from '../../../src/conversions/import/status.ts'
import { algolplusHeader, shopifyHeader, webtoffeeHeader } from './run.ts'

describe('amounts in lists of orders', () => {
  const read = (text: string, shopCurrency = 'NOK', decimals: DecimalKind = 'auto') => {
    const amount = readAmount(text, { shopCurrency, decimals })
    return 'detail' in amount ? amount.detail : `${amount.amount} ${amount.currency}`
  }

  it('are read as Norwegian, Polish, Thai and English lists write them', () => {
    const table: readonly [string, string, string][] = [
      ['499.50', 'NOK', '499.50 NOK'],
      ['1\u00a0234,50 kr', 'NOK', '1234.50 NOK'],
      ['kr 1.234,50', 'NOK', '1234.50 NOK'],
      ['1 234,-', 'SEK', '1234.00 SEK'],
      ['1\u202f290,00 zł', 'PLN', '1290.00 PLN'],
      ['1290,5', 'PLN', '1290.50 PLN'],
      ['฿1,290.00', 'THB', '1290.00 THB'],
      ['฿1,290', 'THB', '1290.00 THB'],
      ['๑,๒๙๐.๕๐ บาท', 'THB', '1290.50 THB'],
      ['NOK 499.5', 'EUR', '499.50 NOK'],
      ['€12', 'NOK', '12.00 EUR'],
      ['$12.00', 'CAD', '12.00 CAD'],
      ['1,234,567.8', 'NOK', '1234567.80 NOK'],
      ['¥1,290', 'JPY', '1290 JPY'],
      ['499.4951', 'NOK', '499.50 NOK'],
      ['0.005', 'NOK', '0.01 NOK'],
      ['-50,00', 'NOK', '50.00 NOK'],
      ["1'234.50", 'CHF', '1234.50 CHF'],
    ]
    expect(table.map(([text, currency]) => [text, currency, read(text, currency)])).toEqual(table)
  })

  it('are refused with the remedy where they may mean two things', () => {
    expect(read('1.234')).toMatch(/decimals=point or decimals=comma/)
    expect([read('1.234', 'NOK', 'comma'), read('1.234', 'NOK', 'point')]).toEqual(['1234.00 NOK', '1.23 NOK'])
    expect(read('1,234', 'KWD')).toMatch(/decimals=/)
    expect(read('$12')).toMatch(/which currency/)
    expect(read('free')).toMatch(/is no amount such as/)
  })

  it('are refused where something else stands in them, such as a spreadsheet’s short form or a day', () => {
    const others = ['1E+05', '1e5', '1.23457E+11', '5k', '12-50', '12345 (2 items)', '1O0.00', '2026-11-20', '12 PCS']
    expect(others.filter((text) => !read(text).includes('is no amount'))).toEqual([])
  })

  it('are refused in their own words where they are more than an amount can be', () => {
    const words = '“12 345 678 901 234 kr” is more than an amount can be.'
    expect(read('12 345 678 901 234 kr')).toBe(words)
    expect(read('0000000000000000012.50')).toBe('12.50 NOK')
  })

  it('come out as they went in, in whichever country’s writing', () => {
    const locales = ['nb-NO', 'sv-SE', 'pl-PL', 'th-TH', 'en-US', 'de-DE', 'th-TH-u-nu-thai']
    const law = fc.property(fc.integer({ min: 0, max: 1e11 }), fc.constantFrom(...locales), (minor, locale) => {
      const format = new Intl.NumberFormat(locale, { style: 'currency', currency: 'THB' })
      const text = format.format(minor / 100)
      const whole = (minor / 100).toFixed(2)
      expect([text, read(text, 'THB')]).toEqual([text, `${whole} THB`])
    })
    fc.assert(law, { numRuns: 500 })
  })
})

describe('times in lists of orders', () => {
  const read = (text: string, dates: DateKind = 'auto', timeZone = 'Europe/Oslo') => {
    const moment = readMoment(text, { timeZone, dates })
    return 'at' in moment ? new Date(moment.at).toISOString() : moment.detail
  }

  it('are read with their zone, or on the shop’s clock', () => {
    const table: readonly [string, string][] = [
      ['2026-11-22 14:05:33 +0100', '2026-11-22T13:05:33.000Z'],
      ['2026-11-22T14:05:33Z', '2026-11-22T14:05:33.000Z'],
      ['2026-11-22 14:05', '2026-11-22T13:05:00.000Z'],
      ['2026-07-22 14:05', '2026-07-22T12:05:00.000Z'],
      ['2026/11/22 14:05:00', '2026-11-22T13:05:00.000Z'],
      ['22.11.2026 14:05', '2026-11-22T13:05:00.000Z'],
      ['22.11.2026 kl. 14.05', '2026-11-22T13:05:00.000Z'],
      ['1.2.2026', '2026-02-01T11:00:00.000Z'],
      ['22/11/2569 14:05', '2026-11-22T13:05:00.000Z'],
      ['๒๒/๑๑/๒๕๖๙ ๑๔:๐๕', '2026-11-22T13:05:00.000Z'],
      ['11/22/2026 2:05 pm', '2026-11-22T13:05:00.000Z'],
      ['Nov 22, 2026 2:05 PM', '2026-11-22T13:05:00.000Z'],
      ['22 lis 2026, 14:05', '2026-11-22T13:05:00.000Z'],
      ['22. november 2026', '2026-11-22T11:00:00.000Z'],
      ['1795352733', '2026-11-22T13:05:33.000Z'],
    ]
    expect(table.map(([text]) => [text, read(text)])).toEqual(table)
  })

  it('are refused with the remedy where they may be two days, or none', () => {
    expect(read('11/12/2026')).toMatch(/dates=day-first or dates=month-first/)
    expect([read('11/12/2026', 'day-first'), read('11/12/2026', 'month-first')]).toEqual([
      '2026-12-11T11:00:00.000Z',
      '2026-11-12T11:00:00.000Z',
    ])
    for (const text of ['31.02.2026', 'yesterday', '22/22/2026', '2026-11-22 25:00'])
      expect(read(text)).toMatch(/is no time such as/)
  })
})

it('knows the statuses of shop systems, in four languages and by the shop’s own wish', () => {
  const none = new Map()
  const known = ['paid', 'wc-processing', 'Fullført', 'Zrealizowane', 'เสร็จสิ้น', 'partially_refunded']
  expect(known.map((text) => readStatus(text, none))).toEqual(known.map(() => 'paid'))
  expect([readStatus('voided', none), readStatus('pending', none), readStatus('refunded', none)]).toEqual([
    ...['ended', 'unpaid', 'refunded'],
  ])
  expect([readStatus('Hentet', none), readStatus('Hentet', new Map([['hentet', 'paid']]))]).toEqual([undefined, 'paid'])
})

describe('columns of lists of orders', () => {
  const found = (header: string, map: readonly string[] = []) => {
    const names = header.split(/[,;]/)
    const { layout, columns } = recogniseOrders(names, { from: 'auto', map })
    return { layout: layout.id, ...Object.fromEntries([...columns].map(([field, at]) => [field, names[at]])) }
  }

  it('are recognised as Shopify’s and WooCommerce’s plugins have them', () => {
    expect(found(shopifyHeader)).toMatchObject({
      ...{ layout: 'shopify', orderId: 'Id', orderName: 'Name', value: 'Total', currency: 'Currency', tax: 'Taxes' },
      ...{ shipping: 'Shipping', refunded: 'Refunded Amount', occurredAt: 'Created at', cancelledAt: 'Cancelled at' },
      ...{ status: 'Financial Status', customerEmail: 'Email', coupon: 'Discount Code', notes: 'Note Attributes' },
    })
    expect(found(webtoffeeHeader)).toMatchObject({
      ...{ layout: 'woocommerce', orderId: 'order_id', orderName: 'order_number', value: 'order_total' },
      ...{ currency: 'order_currency', tax: 'tax_total', shipping: 'shipping_total', occurredAt: 'order_date' },
      ...{ status: 'status', customerId: 'customer_id', customerEmail: 'billing_email', coupon: 'coupon_items' },
      landingSite: 'meta:_wc_order_attribution_session_entry',
    })
    expect(found(algolplusHeader)).toMatchObject({
      ...{ layout: 'woocommerce', orderId: 'Order Number', value: 'Order Total Amount', occurredAt: 'Order Date' },
      ...{ refunded: 'Order Refund Amount', customerEmail: 'Email (Billing)', status: 'Order Status' },
    })
  })

  it('are recognised by what lists say in other languages, and set by hand', () => {
    expect(found('Ordrenummer;Dato;Totalbeløp;Valuta;MVA;E-post')).toMatchObject({
      ...{ layout: 'csv', orderId: 'Ordrenummer', occurredAt: 'Dato', value: 'Totalbeløp', currency: 'Valuta' },
      ...{ tax: 'MVA', customerEmail: 'E-post' },
    })
    expect(found('Numer zamówienia;Data zamówienia;Wartość zamówienia')).toMatchObject({
      ...{ orderId: 'Numer zamówienia', occurredAt: 'Data zamówienia', value: 'Wartość zamówienia' },
    })
    expect(found('A,B,Total', ['orderId=A', 'occurredAt=B'])).toMatchObject({ orderId: 'A', occurredAt: 'B' })
    expect(() => found('A,B', ['oderId=A'])).toThrow(/Did you mean orderId/)
  })
})
