import { nearest } from '../http/nearest.ts'
import { knownEvents, refuse, type Refusal, type Told } from './ping.ts'

/**
 * What makes two pings the same conversion within a shop and event: for a purchase its order id, for a refund the order
 * and the refund's id, or else its amount; for other events their own id, `fallbackId` where none is told.
 * `#` and `%` are escaped in ids, so that no two different conversions share a key whatever their ids hold. Tests have
 * keys of their own: a test must not swallow the sale that comes after it.
 */
export function conversionKey(
  told: Told,
  { amount, fallbackId }: { readonly amount: string; readonly fallbackId: string },
): { readonly kind: 'key'; readonly key: string } | Refusal {
  const isOrder = told.event === 'purchase' || told.event === 'refund'
  if (isOrder && told.orderId === undefined)
    return refuse('no-order', '/orderId', `is missing: a ${told.event} is told apart by its order id.`)
  const isOwn = !knownEvents.some((known) => known === told.event)
  if (isOwn && told.orderId !== undefined) {
    const meant = nearest(told.event, knownEvents) ?? 'purchase'
    return refuse('bad-field', '/event', `is an event of your own, and those have no orderId. Did you mean ${meant}?`)
  }
  const parts = isOrder ? orderParts(told, amount) : [told.eventId ?? fallbackId]
  return { kind: 'key', key: joinKey(parts, told.test) }
}

/** The key of the purchase with this order id. */
export function orderKey(orderId: string, isTest: boolean | undefined): string {
  return joinKey([orderId], isTest)
}

/** How the key of a refund of the rest ends: no refund's id and no amount can. */
export const restOfOrder = '##rest'

/** The same of what was given back so far, told as one sum. */
export const soFar = '##so-far'

function joinKey(parts: readonly string[], isTest: boolean | undefined): string {
  return (isTest ? ['', 'test', ...parts] : parts).map(escapePart).join('#')
}

function orderParts({ event, orderId = '', refundId, isRest, isSoFar }: Told, amount: string): string[] {
  if (event === 'purchase') return [orderId]
  if (isRest) return [orderId, ...restOfOrder.split('#').slice(1)]
  if (isSoFar) return [orderId, ...soFar.split('#').slice(1)]
  return refundId === undefined ? [orderId, '', amount] : [orderId, refundId]
}

function escapePart(id: string): string {
  return id.replaceAll('%', '%25').replaceAll('#', '%23')
}
