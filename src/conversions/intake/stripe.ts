import * as z from 'zod'
import { digitsOf } from '../../shops/money.ts'
import {
  asClick,
  customerEmail,
  type Delivery,
  flagPart,
  objectPart,
  otherIds,
  type Read,
  readExactJson,
  shortText,
  tell,
  textPart,
  unreadable,
} from './read.ts'

/**
 * Stripe's events. A checkout session is a sale when it is paid: at once, or later by `async_payment_succeeded`. Its order
 * id is the shop's own where the shop noted one (`metadata.order_id`), else the session's, which a thank-you page can tell
 * too. Session, payment and invoice are other names of it, so that a refund, which knows the payment alone, finds its
 * order whichever comes first. A charge tells the sum given back so far: the larger sum stands for the smaller one before.
 * Other events are passed over.
 */
export function readStripe({ raw }: Delivery): readonly Read[] {
  const json = readExactJson(raw)
  if (json.kind === 'refused') return [unreadable(json)]
  const event = eventPart.parse(json.value)
  const read = readersByType.get(event?.type ?? '')
  return read === undefined ? [] : read(event)
}

const readersByType: ReadonlyMap<string, (event: StripeEvent) => readonly Read[]> = new Map([
  ['checkout.session.completed', readSession],
  ['checkout.session.async_payment_succeeded', readSession],
  ['checkout.session.async_payment_failed', readFailedSession],
  ['charge.refunded', readRefundedCharge],
])

function readSession(event: StripeEvent): readonly Read[] {
  const session = sessionPart.parse(event?.data?.object)
  if (session?.mode === 'setup' || session?.payment_status === 'unpaid') return []
  const { metadata, payment_intent: payment, invoice, total_details: details } = session ?? {}
  const currency = session?.currency?.toUpperCase()
  const orderId = orderOf(session)
  const sale = {
    event: 'purchase',
    orderId,
    value: fromStripe(session?.amount_total, currency),
    tax: fromStripe(details?.amount_tax, currency),
    shipping: fromStripe(details?.amount_shipping, currency),
    currency,
    click: asClick(session?.client_reference_id) ?? asClick(metadata?.till),
    customerId: shortText(session?.customer, 256),
  }
  const alsoKnownAs = otherIds(orderId, [session?.id, payment, invoice])
  return [tell({ ...sale, ...stamp(event) }, { ...customerEmail(session?.customer_details?.email), alsoKnownAs })]
}

function orderOf(session: z.output<typeof sessionPart>): string | undefined {
  return shortText(session?.metadata?.order_id ?? session?.metadata?.orderId, 128) ?? session?.id
}

/** A page may have told of it before the bank said no. */
function readFailedSession(event: StripeEvent): readonly Read[] {
  const session = sessionPart.parse(event?.data?.object)
  const currency = session?.currency?.toUpperCase()
  const value = fromStripe(session?.amount_total, currency)
  const refund = { event: 'refund', orderId: orderOf(session), value, currency }
  return [tell({ ...refund, ...stamp(event) }, { isRest: true, needsOrder: true })]
}

function readRefundedCharge(event: StripeEvent): readonly Read[] {
  const charge = chargePart.parse(event?.data?.object)
  const currency = charge?.currency?.toUpperCase()
  const refund = {
    event: 'refund',
    orderId: charge?.payment_intent ?? charge?.invoice ?? charge?.id,
    refundId: charge?.id,
    value: fromStripe(charge?.amount_refunded, currency),
    currency,
  }
  return [tell({ ...refund, ...stamp(event) }, { asOf: Number(charge?.amount_refunded ?? 0) })]
}

/** `test` is left out of what is real, so that both say the same. */
function stamp(event: StripeEvent) {
  const seconds = Number(event?.created ?? '')
  const occurredAt = seconds > 0 && seconds < 1e11 ? new Date(seconds * 1000).toISOString() : undefined
  return { occurredAt, test: event?.livemode === false ? true : undefined }
}

/** An amount as Stripe counts it, in its own smallest units, as decimal text. */
function fromStripe(amount: string | undefined, currency: string | undefined): string | undefined {
  if (amount === undefined || currency === undefined || !/^\d{1,15}$/.test(amount)) return amount
  const digits = stripeDigits.get(currency) ?? digitsOf(currency) ?? 2
  if (digits === 0) return amount
  const padded = amount.padStart(digits + 1, '0')
  return `${padded.slice(0, -digits)}.${padded.slice(-digits)}`
}

/**
 * Where Stripe's smallest unit isn't ISO 4217's.
 * @source https://docs.stripe.com/currencies: MGA counts whole units, ISK and UGX hundredths as they did before
 */
const stripeDigits: ReadonlyMap<string, number> = new Map([
  ['MGA', 0],
  ['ISK', 2],
  ['UGX', 2],
])

const sessionPart = objectPart({
  id: textPart,
  mode: textPart,
  payment_status: textPart,
  amount_total: textPart,
  currency: textPart,
  client_reference_id: textPart,
  payment_intent: textPart,
  invoice: textPart,
  customer: textPart,
  customer_details: objectPart({ email: textPart }),
  total_details: objectPart({ amount_tax: textPart, amount_shipping: textPart }),
  metadata: objectPart({ till: textPart, order_id: textPart, orderId: textPart }),
})

const chargePart = objectPart({
  id: textPart,
  payment_intent: textPart,
  invoice: textPart,
  amount_refunded: textPart,
  currency: textPart,
})

const eventPart = objectPart({
  type: textPart,
  created: textPart,
  livemode: flagPart,
  data: objectPart({ object: z.unknown() }),
})
type StripeEvent = z.output<typeof eventPart>
