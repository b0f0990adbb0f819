import { nanoid } from 'nanoid'
import type { Runtime } from '../runtime.ts'
import { listShops } from '../shops/store.ts'
import { namesErased } from './erased-names.ts'
import { findPingShop } from './find-shop.ts'
import { readApi } from './intake/api.ts'
import { readPixel } from './intake/pixel.ts'
import { readPostback } from './intake/postback.ts'
import type { Delivery, Read } from './intake/read.ts'
import { readScript } from './intake/script.ts'
import { readShopify } from './intake/shopify.ts'
import { readSigned } from './intake/signed.ts'
import { readStripe } from './intake/stripe.ts'
import { readWooCommerce } from './intake/woocommerce.ts'
import type { Arrival, Envelope, Refusal, Told } from './ping.ts'
import { refuse } from './ping.ts'
import { keepInQuarantine } from './quarantine-store.ts'
import { record, type Recorded } from './record.ts'
import { findOrder } from './store.ts'
import type { Source } from './trust.ts'
import { countUp } from '../storage/counters.ts'
import { write } from '../storage/database.ts'

/** A delivery of a shop system may tell several things, or nothing that is counted. */
const intakes: Readonly<Record<Source, (delivery: Delivery) => readonly Read[]>> = {
  api: ({ raw }) => [readApi(raw)],
  hand: ({ raw }) => [readApi(raw)],
  import: ({ raw }) => [readApi(raw)],
  script: ({ raw }) => [readScript(raw)],
  pixel: ({ raw }) => [readPixel(raw)],
  postback: readPostback,
  signed: readSigned,
  stripe: readStripe,
  woocommerce: readWooCommerce,
  shopify: readShopify,
}

type Arriving = {
  readonly raw: Uint8Array
  readonly boundShopId?: string | undefined
  readonly envelope?: Envelope
  readonly takesLink?: Arrival['takesLink']
}

/** Takes what arrived just now: it becomes a conversion or lies in the quarantine, byte for byte, when this resolves. */
export async function receive(runtime: Runtime, source: Source, arriving: Arriving): Promise<Recorded> {
  const [recorded] = await receiveAll(runtime, source, arriving)
  if (!recorded) throw new Error(`a ping by ${source} told nothing`)
  return recorded
}

/**
 * The same for what may tell several things: each is recorded by itself, and where one is refused, all of it lies in the
 * quarantine too. None: there was nothing to count.
 */
export async function receiveAll(
  runtime: Runtime,
  source: Source,
  { envelope = {}, boundShopId, ...arriving }: Arriving,
): Promise<readonly Recorded[]> {
  const receivedAt = runtime.now()
  const arrival = { ...arriving, source, envelope, boundShopId, isVouchedFor: false, receivedAt, id: nanoid() }
  const recorded = await recordArrival(runtime, arrival)
  const refusal = joinRefusals(recorded)
  if (refusal) await keepUnlessErased(runtime, arrival, refusal)
  return recorded
}

/** What names something that was erased is not kept, whatever else is wrong with it. */
async function keepUnlessErased({ database }: Runtime, arrival: Arrival, refusal: Refusal): Promise<void> {
  const { shopId } = refusal
  const shops = shopId === null ? await listShops(database) : []
  const isErased = await namesErased(
    database,
    { ...arrival, shopId },
    shops.map(({ id }) => id),
  )
  if (isErased) await write(database, countUp('conversions', 'erased', 1))
  else await keepInQuarantine(database, { ...arrival, refusal })
}

/** One refusal for all that were refused, or undefined. */
export function joinRefusals(recorded: readonly Recorded[]): Refusal | undefined {
  const refused = recorded.filter((one) => one.kind === 'refused')
  const [first] = refused
  return first && { ...first, errors: refused.flatMap(({ errors }) => errors).slice(0, mostErrors) }
}

const mostErrors = 20

/** The click id that an arrival tells, unchecked; undefined where there is none, or it can't be read. */
export function findToldClick(source: 'pixel' | 'script', raw: Uint8Array): string | undefined {
  const read = source === 'pixel' ? readPixel(raw) : readScript(raw)
  return read.kind === 'told' ? read.told.click : undefined
}

/** The same without the quarantine, for what lies there already. */
export async function recordArrival(runtime: Runtime, arrival: Arrival): Promise<readonly Recorded[]> {
  const parts = intakes[arrival.source]({ ...arrival, clickParam: runtime.clickParam })
  const recorded: Recorded[] = []
  for (const [index, part] of parts.entries()) {
    const one = await recordPart(runtime, arrival, { part, index })
    if (one) recorded.push(one)
  }
  return recorded
}

type Part = { readonly part: Read; readonly index: number }

/** Undefined for what says nothing, the order being unknown. */
async function recordPart(runtime: Runtime, arrival: Arrival, { part, index }: Part): Promise<Recorded | undefined> {
  const { raw: _, envelope, ...rest } = arrival
  if (part.kind === 'unreadable') {
    const hints = { bound: arrival.boundShopId, asked: part.askedShopId }
    const shop = await findPingShop(runtime.database, hints)
    return { ...part.refusal, shopId: shop?.id ?? arrival.boundShopId ?? null }
  }
  const told = await knowOrder(runtime, arrival, part.told)
  if (told === undefined) return undefined
  // What has no id of its own goes by the delivery's, which is the same on each try, and by its place in it.
  const id = `${envelope.id ?? arrival.id}${index === 0 ? '' : `-${index}`}`
  const ping = { ...rest, id, told }
  return isBySystem(arrival.source) ? recordOrKeep(runtime, ping) : record(runtime, ping)
}

/** Whatever was to be given back of an order that nobody told of, there is nothing to give back of. */
export async function knowOrder(
  { database }: Runtime,
  { boundShopId }: Pick<Arrival, 'boundShopId'>,
  told: Told,
): Promise<Told | undefined> {
  if (!told.needsOrder || told.orderId === undefined || boundShopId === undefined) return told
  const order = await findOrder(database, boundShopId, { orderId: told.orderId, isTest: told.test ?? false })
  if (!order) return undefined
  return told.value === undefined ? { ...told, ...order } : told
}

function isBySystem(source: Source): boolean {
  return source !== 'api' && source !== 'script' && source !== 'pixel'
}

/**
 * Shop systems take a failure for ours and, after some, stop sending: what fails twice is kept in the quarantine instead,
 * and the other parts go on.
 */
async function recordOrKeep(runtime: Runtime, ping: Parameters<typeof record>[1]): Promise<Recorded> {
  try {
    return await record(runtime, ping).catch(() => record(runtime, ping))
  } catch (error) {
    runtime.log.error('a delivery could not be recorded', { source: ping.source, error: String(error) })
    const refusal = refuse('failed', '', 'could not be stored just then: replay it.')
    return { ...refusal, shopId: ping.boundShopId ?? null }
  }
}
