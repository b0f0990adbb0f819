import { loadSigningKeys, readClickId } from '../clicks/click-id.ts'
import { clickName, type ErasedName, findErased, isAnythingErased } from '../shops/erased.ts'
import type { Database } from '../storage/database.ts'
import { decodedForms, possibleIds } from './decoded.ts'
import type { Envelope } from './ping.ts'

/** What arrived, with what came beside it. `shopId` is null where no shop could be made out. */
type Arrived = { readonly raw: Uint8Array; readonly envelope: Envelope; readonly shopId: string | null }

/**
 * Whether an arrival names an order, customer or click that was erased, in whatever encoding and whether or not it can be
 * read otherwise. One for no shop in particular is looked through for those of all `shopIds`.
 */
export async function namesErased(database: Database, arrived: Arrived, shopIds: readonly string[]): Promise<boolean> {
  if (!(await isAnythingErased(database))) return false
  const shops = arrived.shopId === null ? shopIds : [arrived.shopId]
  const ids = [...possibleIds(decodedForms(arrivedText(arrived)))]
  const keys = await loadSigningKeys(database)
  const clicks = ids.map((id) => readClickId(id, keys)).filter((click) => click !== undefined)
  const names: ErasedName[] = [
    ...shops.flatMap((shopId) => ids.flatMap((id) => namesOf(shopId, id))),
    ...clicks.map((click) => clickName(click)),
  ]
  return (await findErased(database, names)).length > 0
}

/** All that an arrival tells, as text. */
export function arrivedText({ raw, envelope }: Pick<Arrived, 'raw' | 'envelope'>): string {
  return [new TextDecoder().decode(raw), ...Object.values(envelope)].join('\n')
}

function namesOf(shopId: string, id: string): ErasedName[] {
  return [
    { kind: 'order', shopId, id },
    { kind: 'order-name', shopId, id },
    { kind: 'customer', shopId, id: customerName(id) },
  ]
}

/** Customers are erased whatever the case of their letters: many are known by an e-mail address. */
export function customerName(customerId: string): string {
  return customerId.toLowerCase()
}
