import * as z from 'zod'
import type { Runtime } from '../../runtime.ts'
import { receiveAll } from '../receive.ts'
import { callShop, ShopCallError } from './client.ts'
import type { Connection } from './connection.ts'

/** `left`: orders there are from where this page begins, as the shop counts them; null where it doesn't say. */
export type PageRead = {
  readonly isEnd: boolean
  readonly afterAt: number
  readonly page: number
  readonly read: number
  readonly left: number | null
}

/** Orders in a page: on Workers each takes about twenty queries, of which an invocation has a thousand. */
const pageSize = 25

/**
 * Reads a page of a shop's orders, oldest first, as if its webhook had told each: what is known already counts once. For
 * orders by the time they were `made`, the next page begins a second before this one's last order, so that one that is
 * deleted meanwhile doesn't move another out of sight; `changed` ones are paged through.
 * @throws ShopCallError
 */
export async function readPage(runtime: Runtime, connection: Connection, by: 'made' | 'changed'): Promise<PageRead> {
  const { afterAt, page } = connection
  const after = new Date(afterAt).toISOString().slice(0, 19)
  const filter = by === 'made' ? { after, orderby: 'date' } : { modified_after: after, orderby: 'id' }
  const query = { ...filter, order: 'asc', dates_are_gmt: 'true', per_page: String(pageSize), page: String(page) }
  const { body, total } = await callShop(connection, { path: '/orders', query })
  const orders = orderList.safeParse(body)
  if (!orders.success) throw new ShopCallError('The shop’s list of orders can’t be read: update WooCommerce.', 200)
  for (const order of orders.data) await tell(runtime, connection, order)
  const count = orders.data.length
  const last = Date.parse(`${orders.data.at(-1)?.date_created_gmt ?? ''}Z`) - 1000
  const goesOn = last > afterAt
  return {
    isEnd: count < pageSize,
    read: count,
    left: total === null ? null : Math.max(0, total - (page - 1) * pageSize),
    afterAt: goesOn ? last : afterAt,
    // A whole page within one second.
    page: goesOn ? 1 : page + 1,
  }
}

const orderList = z.array(z.looseObject({ date_created_gmt: z.string().optional().catch(undefined) }))

async function tell(runtime: Runtime, { shopId }: Connection, order: unknown): Promise<void> {
  const raw = new TextEncoder().encode(JSON.stringify(order))
  await receiveAll(runtime, 'woocommerce', { raw, boundShopId: shopId, envelope: { topic: 'order.updated' } })
}
