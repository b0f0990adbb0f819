import { confirmHuman } from '../clicks/burst.ts'
import { loadSigningKeys, readClickId } from '../clicks/click-id.ts'
import { verifiedTrust } from '../conversions/trust.ts'
import type { Runtime } from '../runtime.ts'
import { findCreditable } from './creditable-store.ts'

/** Who bought is a person: the click behind an order that the shop itself told of counts, whatever was thought of it. */
export async function confirmBuyer({ database }: Pick<Runtime, 'database'>, conversionId: string): Promise<void> {
  const told = await findCreditable(database, conversionId)
  if (!told?.click || told.event !== 'purchase' || told.isTest || told.trust < verifiedTrust) return
  const click = told.linkNumber === null ? undefined : readClickId(told.click, await loadSigningKeys(database))
  if (click) await confirmHuman(database, [click])
}
