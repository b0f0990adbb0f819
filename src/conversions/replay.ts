import type { Runtime } from '../runtime.ts'
import { newQuarantineId, type Quarantined, settleReplay } from './quarantine-store.ts'
import { recordArrival } from './receive.ts'
import type { Recorded } from './record.ts'

/** `againId`: where a ping that was refused again lies now. */
export type Replayed =
  | { readonly kind: 'replayed'; readonly recorded: Recorded; readonly againId: string | null }
  | { readonly kind: 'already-replayed' }

/**
 * Sends the very bytes of a quarantined ping the same way again, at the time it came. Once only: of two at a time one
 * wins, and both make the same conversion, since a ping without an id of its own goes by its id in the quarantine.
 */
export async function replay(runtime: Runtime, quarantined: Quarantined): Promise<Replayed> {
  if (quarantined.replayedAt !== null) return { kind: 'already-replayed' }
  const { id, source, raw, receivedAt, shopId } = quarantined
  const arrival = { id, source, raw, receivedAt, boundShopId: shopId ?? undefined, isVouchedFor: true }
  const recorded = await recordArrival(runtime, arrival)
  const again = recorded.kind === 'refused' ? { id: newQuarantineId(), refusal: recorded } : undefined
  const outcome = recorded.kind === 'refused' ? 'quarantined' : recorded.kind
  const isFirst = await settleReplay(runtime.database, id, { at: runtime.now(), outcome, again })
  return isFirst ? { kind: 'replayed', recorded, againId: again?.id ?? null } : { kind: 'already-replayed' }
}
