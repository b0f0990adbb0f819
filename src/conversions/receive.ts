import { nanoid } from 'nanoid'
import type { Runtime } from '../runtime.ts'
import { findPingShop } from './find-shop.ts'
import { readApi } from './intake/api.ts'
import { readPixel } from './intake/pixel.ts'
import type { Read } from './intake/read.ts'
import { readScript } from './intake/script.ts'
import type { Arrival } from './ping.ts'
import { keepInQuarantine } from './quarantine-store.ts'
import { record, type Recorded } from './record.ts'
import type { Source } from './trust.ts'

const intakes = {
  api: readApi,
  script: readScript,
  pixel: readPixel,
} as const satisfies Record<Source, (raw: Uint8Array) => Read>

/** Takes what arrived just now: it becomes a conversion or lies in the quarantine, byte for byte, when this resolves. */
export async function receive(
  runtime: Runtime,
  source: Source,
  { raw, boundShopId }: { readonly raw: Uint8Array; readonly boundShopId?: string | undefined },
): Promise<Recorded> {
  const arrival = { source, raw, boundShopId, isVouchedFor: false, receivedAt: runtime.now(), id: nanoid() }
  const recorded = await recordArrival(runtime, arrival)
  if (recorded.kind === 'refused') await keepInQuarantine(runtime.database, { ...arrival, refusal: recorded })
  return recorded
}

/** The click id that an arrival tells, unchecked; undefined where there is none, or it can't be read. */
export function findToldClick(source: Source, raw: Uint8Array): string | undefined {
  const read = intakes[source](raw)
  return read.kind === 'told' ? read.told.click : undefined
}

/** The same without the quarantine, for what lies there already. */
export async function recordArrival(runtime: Runtime, arrival: Arrival): Promise<Recorded> {
  const { raw, ...rest } = arrival
  const read = intakes[arrival.source](raw)
  if (read.kind === 'told') return record(runtime, { ...rest, told: read.told })
  const hints = { bound: arrival.boundShopId, asked: read.askedShopId }
  const shop = await findPingShop(runtime.database, hints)
  return { ...read.refusal, shopId: shop?.id ?? arrival.boundShopId ?? null }
}
