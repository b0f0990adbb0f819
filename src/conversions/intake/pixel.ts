import type { Read } from './read.ts'
import { readMembers } from './script.ts'

/**
 * The pixel's query string, without the question mark: `order`, `event`, `value`, `currency`, `click`, `shop`, and what
 * the snippet adds where it falls back to it. Other parameters are passed over: shops add numbers against caches.
 */
export function readPixel(raw: Uint8Array): Read {
  const members = new Map<string, unknown>()
  for (const [name, value] of new URLSearchParams(new TextDecoder().decode(raw))) {
    const field = name === 'order' ? 'orderId' : name
    if (value !== '' && pixelFields.has(field) && !members.has(field)) members.set(field, value)
  }
  return readMembers(members)
}

/** Customer ids don't travel in addresses, which end up in logs. */
const pixelFields: ReadonlySet<string> = new Set([
  'event',
  'orderId',
  'refundId',
  'eventId',
  'value',
  'tax',
  'shipping',
  'currency',
  'click',
  'coupon',
  'shop',
])
