import * as z from 'zod'
import { refuse } from '../ping.ts'
import {
  asClick,
  clickInUrl,
  customerEmail,
  type Delivery,
  flagPart,
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
  utmInUrl,
} from './read.ts'

/**
 * Shopify's webhooks. An order counts when it is paid: `orders/paid` always comes then, and `orders/create` or
 * `orders/updated` of an order that is paid already tell the same. A created, unpaid one is no sale yet (bank transfer,
 * cash on delivery), and is passed over. A cancelled order is given back whole: the refunds in it by their ids, as
 * `refunds/create` tells them too, and the rest as one more.
 *
 * Headers are not signed, so that anybody who saw a delivery could send it again under another topic: what the body says
 * (paid, cancelled) decides, not the topic alone.
 */
export function readShopify({ raw, envelope, clickParam }: Delivery): readonly Read[] {
  const { topic } = envelope
  if (topic === undefined) return [unreadable(refuse('bad-field', '/topic', 'is missing: the header X-Shopify-Topic.'))]
  const read = readersByTopic.get(topic)
  if (read === undefined) return []
  const json = readExactJson(raw)
  return json.kind === 'json' ? read(json.value, clickParam) : [unreadable(json)]
}

const readersByTopic: ReadonlyMap<string, (value: unknown, clickParam: string) => readonly Read[]> = new Map([
  ['orders/create', (value: unknown, clickParam: string) => readOrder(value, { clickParam, isPaidByTopic: false })],
  ['orders/updated', (value: unknown, clickParam: string) => readOrder(value, { clickParam, isPaidByTopic: false })],
  ['orders/paid', (value: unknown, clickParam: string) => readOrder(value, { clickParam, isPaidByTopic: true })],
  ['orders/cancelled', readCancelled],
  ['refunds/create', (value: unknown) => readRefund(value, undefined)],
])

type OrderContext = { readonly clickParam: string; readonly isPaidByTopic: boolean }

function readOrder(value: unknown, { clickParam, isPaidByTopic }: OrderContext): readonly Read[] {
  const order = orderPart.parse(value)
  const status = order?.financial_status
  if (!(status === undefined ? isPaidByTopic : paidStatuses.has(status))) return []
  return [tellOrder(order, clickParam), ...readRefunds(order)]
}

const paidStatuses: ReadonlySet<string> = new Set(['paid', 'partially_refunded', 'refunded'])

function readCancelled(value: unknown, clickParam: string): readonly Read[] {
  const order = orderPart.parse(value)
  if (!order?.cancelled_at)
    return [unreadable(refuse('bad-field', '/cancelled_at', 'is missing: this order is not cancelled.'))]
  const isPaid = paidStatuses.has(order.financial_status ?? '')
  const rest = tell(
    { ...refundFields(order), value: order.total_price, occurredAt: order.cancelled_at },
    { isRest: true, needsOrder: !isPaid },
  )
  return [...(isPaid ? [tellOrder(order, clickParam)] : []), ...readRefunds(order), rest]
}

function tellOrder(order: Order, clickParam: string): Read {
  const { name, order_number: number } = order ?? {}
  const orderId = idOf(order)
  const carried = new Map(order?.note_attributes?.map((one) => [one?.name?.toLowerCase() ?? '', one?.value]))
  const noted = [clickParam.toLowerCase(), ...noteNames]
    .map((one) => asClick(carried.get(one)))
    .find((one) => one !== undefined)
  return tell(
    {
      event: 'purchase',
      orderId,
      value: order?.total_price,
      tax: order?.total_tax,
      shipping: order?.total_shipping_price_set?.shop_money?.amount,
      currency: order?.currency,
      // The landing page is only the visit's first, and empty for express wallets: what the shop noted comes first.
      click: noted ?? clickInUrl(order?.landing_site, clickParam),
      occurredAt: order?.processed_at ?? order?.created_at,
      customerId: shortText(order?.customer?.id, 256),
      coupon: shortText(order?.discount_codes?.[0]?.code, 64),
      test: order?.test,
    },
    {
      // The export knows customers by their address alone, so that both come to one.
      ...customerEmail([order?.email, order?.contact_email, order?.customer?.email].find((one) => one)),
      isLanding: noted === undefined,
      ...utmInUrl(order?.landing_site),
      ...utmIn((name) => carried.get(`utm_${name}`)),
      alsoKnownAs: namesOf(order, [name, name?.replace(/^#/, ''), number]),
      asOf: timeOf(order?.updated_at),
    },
  )
}

/** A theme's themes vary: thank-you pages tell the order's id, its number, its name with or without `#`, or its token. */
function namesOf(order: Order, names: readonly (string | undefined)[]): string[] {
  const id = idOf(order)
  const global = id === undefined ? undefined : `gid://shopify/Order/${id}`
  return otherIds(id, [global, ...names, order?.confirmation_number, order?.checkout_token])
}

const noteNames = ['till', '_till', '__till', 'click']

function readRefunds(order: Order): readonly Read[] {
  return (order?.refunds ?? []).flatMap((refund) => readRefund(refund, order))
}

/** Money that really went back: what was only restocked, or is still on its way, is none. */
function readRefund(value: unknown, order: Order): readonly Read[] {
  const refund = refundPart.parse(value)
  const given = (refund?.transactions ?? []).filter((one) => one?.kind === 'refund' && one.status === 'success')
  if (refund !== undefined && given.length === 0) return []
  const currency = given[0]?.currency ?? order?.currency
  const fields = {
    ...refundFields(order),
    orderId: refund?.order_id ?? idOf(order),
    refundId: idOf(refund),
    value: sumOf(given.map((one) => one?.amount ?? '')),
    currency,
    occurredAt: refund?.processed_at ?? refund?.created_at,
  }
  return [tell({ ...fields, test: order?.test ?? (given.some((one) => one?.test) || undefined) })]
}

function refundFields(order: Order) {
  return { event: 'refund', orderId: idOf(order), currency: order?.currency, test: order?.test }
}

/** Exact, as decimal text; undefined where one of them is no plain amount, so that the refund is refused and kept. */
function sumOf(amounts: readonly string[]): string | undefined {
  if (!amounts.every((amount) => /^\d{1,12}(?:\.\d{1,3})?$/.test(amount))) return undefined
  const thousandths = amounts.map((amount) => {
    const [whole = '', fraction = ''] = amount.split('.')
    return Number(`${whole}${fraction.padEnd(3, '0')}`)
  })
  const sum = String(thousandths.reduce((total, one) => total + one, 0)).padStart(4, '0')
  return `${sum.slice(0, -3)}.${sum.slice(-3)}`
}

/** Beyond 2^53, and told twice: as a number, kept as it is written, and at the end of a global id. */
function idOf(thing: { id?: string | undefined; admin_graphql_api_id?: string | undefined } | undefined) {
  if (thing?.id !== undefined && /^\d{1,30}$/.test(thing.id)) return thing.id
  return /\/(\d{1,30})$/.exec(thing?.admin_graphql_api_id ?? '')?.[1]
}

const transactionPart = objectPart({
  kind: textPart,
  status: textPart,
  amount: textPart,
  currency: textPart,
  test: flagPart,
})

const refundPart = objectPart({
  id: textPart,
  admin_graphql_api_id: textPart,
  order_id: textPart,
  created_at: textPart,
  processed_at: textPart,
  transactions: listPart(transactionPart),
})

const orderPart = objectPart({
  id: textPart,
  admin_graphql_api_id: textPart,
  name: textPart,
  order_number: textPart,
  confirmation_number: textPart,
  checkout_token: textPart,
  currency: textPart,
  total_price: textPart,
  total_tax: textPart,
  total_shipping_price_set: objectPart({ shop_money: objectPart({ amount: textPart }) }),
  financial_status: textPart,
  test: flagPart,
  created_at: textPart,
  processed_at: textPart,
  updated_at: textPart,
  cancelled_at: textPart,
  email: textPart,
  contact_email: textPart,
  customer: objectPart({ id: textPart, email: textPart }),
  discount_codes: listPart(objectPart({ code: textPart })),
  note_attributes: listPart(objectPart({ name: textPart, value: textPart })),
  landing_site: textPart,
  refunds: listPart(z.unknown()),
})
type Order = z.output<typeof orderPart>
