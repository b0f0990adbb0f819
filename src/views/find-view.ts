import { type Actor } from '../access/guard.ts'
import { notFound } from '../http/problem.ts'
import type { Runtime } from '../runtime.ts'
import { mayUse } from '../shops/choose.ts'
import type { Shop } from '../shops/shop.ts'
import { findShop } from '../shops/store.ts'
import type { View } from './view.ts'
import { findView } from './view-store.ts'

/** A view and its shop, for who may use that. @throws Problem 404 */
export async function findViewForActor(
  { database, now }: Runtime,
  actor: Actor,
  id: string,
): Promise<{ shop: Shop; view: View }> {
  const view = await findView(database, id, now())
  const shop = view && mayUse(actor, view.shopId) ? await findShop(database, view.shopId) : undefined
  if (!view || !shop) throw notFound('view')
  return { shop, view }
}
