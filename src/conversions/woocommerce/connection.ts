import { endOf } from '../../shops/source.ts'

/**
 * What is done next for a shop: make its webhooks, read its past orders, and from then on, once a day, look after the
 * webhooks (`check`) and read again what changed lately (`recent`).
 */
export const connectionSteps = ['webhooks', 'orders', 'check', 'recent'] as const
export type ConnectionStep = (typeof connectionSteps)[number]

/** A WooCommerce shop that gave its keys. Times in UTC milliseconds. */
export type Connection = {
  readonly shopId: string
  /** Of the shop, without a slash at the end. */
  readonly url: string
  /** Where its webhooks tell. */
  readonly hookUrl: string
  readonly consumerKey: string
  readonly consumerSecret: string
  readonly connectedAt: number
  readonly step: ConnectionStep
  readonly nextAt: number
  /** Orders made (or, for `recent`, changed) after this time are still to be read, from this page on. */
  readonly afterAt: number
  readonly page: number
  readonly ordersRead: number
  readonly ordersTotal: number | null
  readonly hookedAt: number | null
  readonly checkedAt: number | null
  /** When a webhook was last found switched off by WooCommerce; null once they have been on for a while. */
  readonly disabledAt: number | null
  readonly mendedAt: number | null
  /** What went wrong at the last try, with the remedy. */
  readonly problem: string | null
}

/** Where a shop's webhooks tell. */
export function hookUrlOf(publicUrl: string, shopId: string): string {
  return `${publicUrl}/hooks/woocommerce/${shopId}`
}

/** Whether a shop can hand its keys over: it calls us by public https, or runs on this computer as we do. */
export type Reach = 'public' | 'local' | 'insecure'

/** As the API shows it: keys are never shown again, but for the end by which the shop lists them. */
export function showConnection(connection: Connection) {
  const { url, step, ordersRead, ordersTotal, problem, consumerKey } = connection
  return {
    url,
    keyEnd: endOf(consumerKey),
    state: step === 'webhooks' || step === 'orders' ? step : ('connected' as const),
    ordersRead,
    ordersTotal,
    problem,
    connectedAt: new Date(connection.connectedAt).toISOString(),
    lastCheckAt: showTime(connection.checkedAt),
    webhookDisabledAt: showTime(connection.disabledAt),
  }
}

function showTime(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
