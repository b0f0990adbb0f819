import type { TFunction } from 'i18next'

/** An event in the reader's language; a shop's own is named as the shop names it. */
export function eventName(event: string, t: TFunction): string {
  const known = knownEvents.find((one) => one === event)
  return known ? t(`orders.event.${known}`) : event
}

const knownEvents = ['purchase', 'refund', 'lead', 'add_to_cart', 'begin_checkout'] as const
