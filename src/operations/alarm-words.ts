import { dayMs } from '../shops/calendar.ts'
import type { ShopSource } from '../shops/source.ts'

/** Sources as sentences name them. */
export const sourceNames: Readonly<Record<ShopSource, string>> = {
  shopify: 'Shopify',
  woocommerce: 'WooCommerce',
  stripe: 'Stripe',
  signed: 'your own system',
  postback: 'the postback',
}

/** What to do where one has gone silent. */
export const silentRemedies: Readonly<Record<ShopSource, string>> = {
  shopify:
    'See in Shopify, Settings, Notifications, Webhooks whether the webhooks are still there: Shopify removes those that failed too often. Make them again, and import the orders of the time between.',
  woocommerce:
    'See in WooCommerce, Settings, Advanced, Webhooks whether the webhooks are active: WooCommerce switches them off after 5 failures in a row. Switch them on, and import the orders of the time between.',
  stripe: 'See in Stripe, Developers, Webhooks whether the endpoint is enabled and what its last deliveries came to.',
  signed: 'See in your own system’s log what its last deliveries to Tilltrail came to.',
  postback: 'See in the network’s log of postbacks whether they are sent, and to which address.',
}

export const hourMs = 3_600_000

/** A span of time in its largest fitting unit. */
export function showSpan(ms: number): string {
  if (ms < 2 * hourMs) return count(Math.max(1, Math.round(ms / 60_000)), 'minute')
  return ms < 2 * dayMs ? count(Math.round(ms / hourMs), 'hour') : count(Math.round(ms / dayMs), 'day')
}

/** `1 order`, `2 orders` */
export function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`
}
