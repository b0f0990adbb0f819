import { type Actor, boundShop } from '../access/guard.ts'
import { badField, notFound } from '../http/problem.ts'
import type { Database } from '../storage/database.ts'
import type { Shop } from './shop.ts'
import { findShop, listShops } from './store.ts'

/**
 * The shop a request is about: the one asked for, else the key's, else the only one.
 * @throws Problem 404 for a shop that isn't there or isn't the key's, 400 when several could be meant
 */
export async function chooseShop(database: Database, actor: Actor, asked: string | undefined): Promise<Shop> {
  if (asked !== undefined && !mayUse(actor, asked)) throw notFound('shop')
  const id = asked ?? boundShop(actor)
  const shop = id === undefined ? await onlyShop(database) : await findShop(database, id)
  if (!shop && id === undefined)
    throw badField('/shopId', 'There are several shops: name one by shopId, or use a key that is bound to one.')
  if (!shop) throw notFound('shop')
  return shop
}

/** Whether the actor may touch what belongs to this shop. */
export function mayUse(actor: Actor, shopId: string): boolean {
  const bound = boundShop(actor)
  return bound === undefined || bound === shopId
}

/** A change may name the shop, as long as it is the one: nothing moves from shop to shop. @throws Problem 400 */
export function refuseOtherShop(asked: string | undefined, own: string): void {
  if (asked !== undefined && asked !== own)
    throw badField('/shopId', `It belongs to the shop ${own} and stays there: make a new one in the other shop.`)
}

/** The shop of an installation that has one; undefined when there are several. */
export async function onlyShop(database: Database): Promise<Shop | undefined> {
  const [first, second] = await listShops(database)
  return second ? undefined : first
}
