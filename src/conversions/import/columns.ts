import { badField } from '../../http/problem.ts'
import { applyWishes, plain } from '../../links/import/columns.ts'
import type { CsvKind } from '../../links/import/csv.ts'
import { type OrderField, orderFields } from './fields.ts'
import { type OrderLayout, type OrderLayoutId, orderLayouts } from './layouts.ts'

/** A list of orders, for what is said of a file that is none. */
export const csvOfOrders: CsvKind = {
  columns: 'orderId,occurredAt,value,currency',
  asJson: 'send up to 100 orders to /conversions/batch, or save them as CSV.',
}

/** Which column holds a field, counted from 0. */
export type OrderColumns = ReadonlyMap<OrderField, number>

export type RecognisedOrders = { readonly layout: OrderLayout; readonly columns: OrderColumns }

/**
 * Whose list it is, and which column holds what; `map` (`value=Total`, `coupon=` for none) goes before what is recognised.
 * @throws Problem 400 for a wish that the file doesn't meet
 */
export function recogniseOrders(
  header: readonly string[],
  { from, map }: { readonly from: OrderLayoutId | 'auto'; readonly map: readonly string[] },
): RecognisedOrders {
  const names = header.map(plain)
  const layout = orderLayouts.find((one) =>
    from === 'auto' ? one.id === 'csv' || hasMarks(one, names) : one.id === from,
  )
  if (!layout) throw new Error(`there is no layout ${from}`)
  if (from !== 'auto' && from !== 'csv' && !hasMarks(layout, names) && map.length === 0)
    throw badField(
      '/from',
      `This is no export of ${layout.name}: its columns are ${header.join(', ')}. Choose auto, or name the columns by map.`,
    )
  const columns = new Map<OrderField, number>()
  for (const field of orderFields) {
    const known = [...(layout.spellings[field] ?? []), ...spellings[field]]
    const at = known.map((spelling) => names.indexOf(spelling)).find((index) => index >= 0)
    if (at !== undefined && ![...columns.values()].includes(at)) columns.set(field, at)
  }
  applyWishes(columns, { fields: orderFields, header, map, example: 'value=Total' })
  return { layout, columns }
}

/** @throws Problem 400 when no column holds the order's id, or none its amount */
export function requireOrderColumns({ columns }: RecognisedOrders, header: readonly string[]): void {
  const missing = [
    ...(columns.has('orderId') || columns.has('orderName') ? [] : ['the order id (orderId)']),
    ...(columns.has('value') ? [] : ['the amount that the customer paid (value)']),
    ...(columns.has('occurredAt') ? [] : ['the time of the order (occurredAt)']),
  ]
  if (missing.length === 0) return
  throw badField(
    '/map',
    `No column is known to hold ${missing.join(', nor ')}. Name it, such as value=COLUMN. The columns: ${header.join(', ')}.`,
  )
}

function hasMarks({ marks }: OrderLayout, names: readonly string[]): boolean {
  return marks.some((mark) => mark.every((name) => names.includes(name)))
}

/** Our own names first, then what lists of orders often say, in English, Norwegian, Polish and Thai. */
const spellings: Readonly<Record<OrderField, readonly string[]>> = {
  orderId: [
    ...[
      'orderid',
      'ordernumber',
      'orderno',
      'order',
      'ordre',
      'ordreid',
      'ordrenummer',
      'ordrenr',
      'bestillingsnummer',
    ],
    ...[
      'ordernummer',
      'ordernr',
      'numerzamówienia',
      'nrzamówienia',
      'idzamówienia',
      'หมายเลขคำสั่งซื้อ',
      'เลขที่คำสั่งซื้อ',
      'transactionid',
    ],
  ],
  orderName: ['ordername'],
  orderKey: ['orderkey'],
  value: [
    ...['value', 'ordertotal', 'ordertotalamount', 'total', 'totalamount', 'grandtotal', 'amount', 'totalprice', 'sum'],
    ...[
      'totalt',
      'totalsum',
      'beløp',
      'totalbeløp',
      'totalpris',
      'belopp',
      'totaltbelopp',
      'kwota',
      'razem',
      'wartość',
    ],
    ...['wartośćzamówienia', 'suma', 'ยอดรวม', 'ยอดสุทธิ', 'จำนวนเงิน', 'ยอดรวมทั้งสิ้น'],
  ],
  currency: ['currency', 'ordercurrency', 'currencycode', 'valuta', 'waluta', 'สกุลเงิน'],
  tax: ['tax', 'taxes', 'taxtotal', 'totaltax', 'ordertotaltaxamount', 'vat', 'mva', 'moms', 'podatek', 'ภาษี'],
  shipping: [
    'shipping',
    'shippingtotal',
    'ordershippingamount',
    'shippingcost',
    'frakt',
    'wysyłka',
    'dostawa',
    'ค่าจัดส่ง',
  ],
  refunded: [
    'refunded',
    'refundedamount',
    'refundedtotal',
    'orderrefundamount',
    'totalrefunded',
    'refundamount',
    'refundert',
    'zwrot',
    'คืนเงิน',
  ],
  occurredAt: [
    ...[
      'occurredat',
      'orderdate',
      'date',
      'createdat',
      'datecreated',
      'processedat',
      'paidat',
      'time',
      'dato',
      'ordredato',
    ],
    ...['datum', 'orderdatum', 'data', 'datazamówienia', 'วันที่', 'วันที่สั่งซื้อ'],
  ],
  cancelledAt: ['cancelledat', 'canceledat'],
  status: ['status', 'orderstatus', 'financialstatus', 'paymentstatus', 'betalingsstatus', 'statuszamówienia', 'สถานะ'],
  customerId: ['customerid', 'kundenummer', 'kundnummer'],
  customerEmail: ['customeremail', 'email', 'epost', 'billingemail', 'อีเมล'],
  newCustomer: ['newcustomer', 'customertype'],
  coupon: [
    'coupon',
    'couponcode',
    'coupons',
    'couponitems',
    'discountcode',
    'rabattkode',
    'rabattkod',
    'kodrabatowy',
    'คูปอง',
  ],
  click: ['click', 'clickid', 'till', 'tillclick', 'metatill', 'metatilltrailclick'],
  link: ['link', 'slug', 'shortlink'],
  landingSite: ['landingsite', 'landingpage', 'landingurl', 'sessionentry'],
  notes: [],
  source: ['utmsource'],
  medium: ['utmmedium'],
  campaign: ['utmcampaign'],
  content: ['utmcontent'],
  test: ['test', 'istest'],
}
