import { onlyShop } from '../shops/choose.ts'
import type { Shop } from '../shops/shop.ts'
import { findShop } from '../shops/store.ts'
import type { Database } from '../storage/database.ts'

/** Shop ids from where they may be known. */
type ShopHints = {
  /** The key's: nothing else counts beside it. */
  readonly bound: string | undefined
  readonly asked: string | undefined
  readonly ofClick?: string | undefined
}

/** The shop a ping is for: the key's, else the one it names, else its click's, else the only one. */
export async function findPingShop(
  database: Database,
  { bound, asked, ofClick }: ShopHints,
): Promise<Shop | undefined> {
  if (bound !== undefined && asked !== undefined && asked !== bound) return undefined
  const id = bound ?? asked ?? ofClick
  return id === undefined ? onlyShop(database) : findShop(database, id)
}
