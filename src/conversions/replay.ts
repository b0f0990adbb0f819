import type { Runtime } from '../runtime.ts'
import { newQuarantineId, type Quarantined, removeErased, settleReplay } from './quarantine-store.ts'
import { joinRefusals, recordArrival } from './receive.ts'
import type { Recorded } from './record.ts'

/** `againId`: where a ping that was refused again lies now. `recorded` is null for what turned out to say nothing. */
export type Replayed =
  | { readonly kind: 'replayed'; readonly recorded: Recorded | null; readonly againId: string | null }
  | { readonly kind: 'already-replayed' }

/**
 * Sends the very bytes of a quarantined ping the same way again, at the time it came. Once only: of two at a time one
 * wins, and both make the same conversion, since a ping without an id of its own goes by its id in the quarantine.
 */
export async function replay(runtime: Runtime, quarantined: Quarantined): Promise<Replayed> {
  if (quarantined.replayedAt !== null) return { kind: 'already-replayed' }
  const { id, source, raw, envelope, receivedAt, shopId } = quarantined
  const arrival = { id, source, raw, envelope, receivedAt, boundShopId: shopId ?? undefined, isVouchedFor: true }
  const recorded = gistOf(await recordArrival(runtime, arrival))
  const again = recorded?.kind === 'refused' ? { id: newQuarantineId(), refusal: recorded } : undefined
  if (recorded?.kind === 'erased') {
    const isMine = await removeErased(runtime.database, id)
    return isMine ? { kind: 'replayed', recorded, againId: null } : { kind: 'already-replayed' }
  }
  const outcome = recorded?.kind === 'refused' ? 'quarantined' : (recorded?.kind ?? 'ignored')
  const isFirst = await settleReplay(runtime.database, id, { at: runtime.now(), outcome, again })
  return isFirst ? { kind: 'replayed', recorded, againId: again?.id ?? null } : { kind: 'already-replayed' }
}

/** Of several, what matters most: that something was refused, else that something is new. */
function gistOf(recorded: readonly Recorded[]): Recorded | null {
  const kinds = ['erased', 'stored', 'merged', 'duplicate'] as const
  const best = kinds.map((kind) => recorded.find((one) => one.kind === kind)).find((one) => one !== undefined)
  return joinRefusals(recorded) ?? best ?? null
}
