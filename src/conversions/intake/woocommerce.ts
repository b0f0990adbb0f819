import type * as z from 'zod'
import {
  asClick,
  clickInUrl,
  customerEmail,
  type Delivery,
  listPart,
  objectPart,
  otherIds,
  type Read,
  readExactJson,
  shortText,
  tell,
  textPart,
  timeOf,
  unreadable,
  utmIn,
} from './read.ts'

/**
 * WooCommerce's webhooks: `order.created` and `order.updated` come for unpaid orders too, and several times for one
 * change, so each is taken as the order's present state. It counts from the day it has been paid (`date_paid_gmt`) or is
 * being handled (`processing`, `completed`: cash on delivery has no date). Refunds have no topic of their own: they stand
 * in the order, negative, each with its id. Cancelled, refunded and failed orders are given back whole. Other topics,
 * `order.deleted` (which tells an id alone) among them, are passed over.
 */
export function readWooCommerce({ raw, envelope, clickParam }: Delivery): readonly Read[] {
  if (!['order.created', 'order.updated', 'order.restored', undefined].includes(envelope.topic)) return []
  const json = readExactJson(raw)
  if (json.kind === 'refused') return [unreadable(json)]
  const order = orderPart.parse(json.value)
  const isPaid = paidStatuses.has(order?.status ?? '') || (order?.date_paid_gmt ?? '') !== ''
  const isOver = endedStatuses.has(order?.status ?? '')
  if (order?.status !== undefined && !isPaid && !isOver) return []
  const sale = isPaid || order?.status === undefined ? [tellOrder(order, clickParam)] : []
  const rest = isOver ? [tellRest(order, { needsOrder: !isPaid })] : []
  return [...sale, ...(isPaid ? readRefunds(order) : []), ...rest]
}

const paidStatuses: ReadonlySet<string> = new Set(['processing', 'completed', 'refunded'])
const endedStatuses: ReadonlySet<string> = new Set(['cancelled', 'refunded', 'failed'])

function tellOrder(order: Order, clickParam: string): Read {
  const { id, customer_id: customer, billing } = order ?? {}
  return tell(
    {
      event: 'purchase',
      orderId: id,
      value: order?.total,
      tax: order?.total_tax,
      shipping: order?.shipping_total,
      currency: order?.currency,
      click: clickOf(order, clickParam),
      occurredAt: utc(order?.date_created_gmt ?? order?.date_paid_gmt),
      // A guest is number 0; who a guest is, only the address says. Both are stored as salted hashes.
      customerId: customer === '0' ? undefined : shortText(customer, 256),
      coupon: shortText(order?.coupon_lines?.[0]?.code, 64),
    },
    {
      ...customerEmail(billing?.email),
      ...utmIn((name) => metaOf(order).get(`${attribution}utm_${name}`)),
      alsoKnownAs: otherIds(id, [order?.number, order?.order_key]),
      asOf: timeOf(utc(order?.date_modified_gmt)),
    },
  )
}

/** Refunds without an amount are told with none, and refused: they are kept then. */
function readRefunds(order: Order): readonly Read[] {
  return (order?.refunds ?? []).map((refund) =>
    tell({ ...refundFields(order), refundId: refund?.id, value: refund?.total?.replace(/^-/, '') }),
  )
}

function tellRest(order: Order, { needsOrder }: { readonly needsOrder: boolean }): Read {
  return tell({ ...refundFields(order), value: order?.total }, { isRest: true, needsOrder })
}

function refundFields(order: Order) {
  return { event: 'refund', orderId: order?.id, currency: order?.currency }
}

/** The shop's own field first; then the landing page that WooCommerce remembers by itself, with its query. */
function clickOf(order: Order, clickParam: string): string | undefined {
  const meta = metaOf(order)
  const own = [clickParam.toLowerCase(), 'till', '_till', '_tilltrail_click'].map((key) => asClick(meta.get(key)))
  return own.find((one) => one !== undefined) ?? clickInUrl(meta.get(`${attribution}session_entry`), clickParam)
}

function metaOf(order: Order): ReadonlyMap<string, string | undefined> {
  return new Map(order?.meta_data?.map((one) => [one?.key?.toLowerCase() ?? '', one?.value]))
}

/** @source WooCommerce 8.5, OrderAttributionMeta */
const attribution = '_wc_order_attribution_'

/** `date_…_gmt` is UTC and doesn't say so. */
function utc(text: string | undefined): string | undefined {
  return text === undefined || text === '' || /(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`
}

const orderPart = objectPart({
  id: textPart,
  number: textPart,
  order_key: textPart,
  status: textPart,
  currency: textPart,
  total: textPart,
  total_tax: textPart,
  shipping_total: textPart,
  date_created_gmt: textPart,
  date_modified_gmt: textPart,
  date_paid_gmt: textPart,
  customer_id: textPart,
  billing: objectPart({ email: textPart }),
  coupon_lines: listPart(objectPart({ code: textPart })),
  refunds: listPart(objectPart({ id: textPart, total: textPart })),
  meta_data: listPart(objectPart({ key: textPart, value: textPart })),
})
type Order = z.output<typeof orderPart>
