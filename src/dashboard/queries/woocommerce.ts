import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api.ts'
import { liveMs } from './live.ts'

export type WooCommerce = Awaited<ReturnType<typeof fetchWooCommerce>>
export type WooCommerceConnection = NonNullable<WooCommerce['connection']>

/** Whether a WooCommerce shop can hand its keys over, and the one that did, with how far it is. */
export const wooCommerceQuery = (shopId: string) =>
  queryOptions({ queryKey: ['woocommerce', shopId], queryFn: () => fetchWooCommerce(shopId), refetchInterval: liveMs })

/** Where the shop asks its owner whether its keys may be given. */
export async function askWooCommerce(shopId: string, url: string): Promise<string> {
  const { authorizeUrl } = await answer(api.shops[':id'].woocommerce.$post({ param: { id: shopId }, json: { url } }))
  return authorizeUrl
}

/** Resolves with why the shop's webhooks could not be removed, or null. */
export async function disconnectWooCommerce(shopId: string): Promise<string | null> {
  return (await answer(api.shops[':id'].woocommerce.$delete({ param: { id: shopId } }))).problem
}

function fetchWooCommerce(shopId: string) {
  return answer(api.shops[':id'].woocommerce.$get({ param: { id: shopId } }))
}
