import type { Actor } from '../access/guard.ts'
import { notFound, Problem } from '../http/problem.ts'
import type { Runtime } from '../runtime.ts'
import { mayUse } from '../shops/choose.ts'
import type { Shop } from '../shops/shop.ts'
import { findShop } from '../shops/store.ts'
import type { Link } from './link.ts'
import { findLink } from './store.ts'

/** A link by its id, with its shop; another shop's answers as if it weren't there. */
export async function findForActor(
  { database }: Runtime,
  actor: Actor,
  id: string,
): Promise<{ shop: Shop; link: Link }> {
  const link = await findLink(database, id)
  const shop = link && mayUse(actor, link.shopId) ? await findShop(database, link.shopId) : undefined
  if (!link || !shop) throw notFound('link')
  return { shop, link }
}

/** A row of a call for many: what became of it, or its own problem; what nobody foresaw is thrown on. */
export async function orRefused<Made>(make: () => Promise<Made>) {
  try {
    return await make()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { status: error.status, title: error.title, detail: error.detail, errors: error.errors }
  }
}

/** Reads what rows of a call for many share: once for each key. */
export function oncePer<Key, Read>(read: (key: Key) => Promise<Read>): (key: Key) => Promise<Read> {
  const known = new Map<Key, Promise<Read>>()
  return (key) => {
    const found = known.get(key) ?? read(key)
    known.set(key, found)
    return found
  }
}
