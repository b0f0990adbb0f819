import { Problem } from '../http/problem.ts'
import type { Runtime } from '../runtime.ts'
import type { HookSource, Source } from '../shops/source.ts'
import { findSource, noteDelivery } from '../shops/source-store.ts'
import { countUp } from '../storage/counters.ts'
import { write } from '../storage/database.ts'
import type { Envelope } from './ping.ts'
import { readBody } from './read-body.ts'
import { receiveAll } from './receive.ts'
import type { Recorded } from './record.ts'
import { isSignedBy, readSignature } from './signature.ts'

type Hook = {
  readonly source: HookSource
  readonly shopId: string
  readonly request: Request
  /** Reads a header by its name in lower case. */
  readonly header: (name: string) => string | undefined
}

/** What became of a delivery. `ignored`: it tells of nothing that is counted. */
export type Taken = 'ok' | 'quarantined' | 'ignored'

/** Bytes of a delivery; an order of a few hundred lines has less. */
const mostBytes = 1024 * 1024
/** What is read at most to tell a genuine delivery that is too large from one that isn't genuine. */
const mostRead = 4 * mostBytes

/**
 * Takes a shop system's webhook: what was signed with one of the shop's secrets is stored when this resolves, counted or in
 * quarantine.
 * @throws Problem 401 for what isn't signed so, before any limit, and nothing is stored; 413 for what is, but too large;
 *   503 when nothing could be stored
 */
export async function takeHook(runtime: Runtime, hook: Hook): Promise<Taken> {
  const { source, request, header } = hook
  const signature = readSignature(source, header, runtime.now())
  if (!signature) {
    if (source === 'woocommerce' && (await isCreationPing(hook))) return 'ignored'
    throw unsigned('It carries no signature that could be right: none at all, a mangled one, or one that is too old.')
  }
  const known = await findSource(runtime.database, hook.shopId, source)
  if (!known) throw unsigned('It is signed with none of the secrets that were set for this shop.')
  const raw = await readBody(request, mostRead)
  if (!raw) throw unsigned('It is too large for its signature to be checked.')
  const secrets = known.secrets.map(({ secret }) => secret)
  const isGenuine = await isSignedBy(source, secrets, { signature, raw })
  const noting = note(runtime, known, isGenuine)
  if (!isGenuine) {
    await noting
    throw unsigned('It is signed with none of the secrets that were set for this shop.')
  }
  if (raw.length > mostBytes) await refuseLarge(runtime)
  const arriving = { raw, boundShopId: hook.shopId, envelope: envelopeOf(hook) }
  const [recorded] = await Promise.all([receiveAll(runtime, source, arriving), noting])
  return summarise(recorded)
}

/** When the last one came is for people to look at: nothing hangs on it. Written in one go with the delivery. */
export async function note({ database, log, now }: Runtime, source: Source, isTaken: boolean): Promise<void> {
  try {
    await noteDelivery(database, source, { isTaken, at: now() })
  } catch (error) {
    log.warn('the time of a delivery could not be stored', { source: source.source, error: String(error) })
  }
}

export function summarise(recorded: readonly Recorded[]): Taken {
  if (recorded.some(({ kind }) => kind === 'refused')) return 'quarantined'
  return recorded.length === 0 ? 'ignored' : 'ok'
}

/** WooCommerce tries a new webhook out with an unsigned form, and won't save it unless the answer is 200. */
async function isCreationPing({ request, header }: Hook): Promise<boolean> {
  if (header('x-wc-webhook-signature') !== undefined || header('x-wc-webhook-topic') !== undefined) return false
  const body = await readBody(request, 100)
  return body !== undefined && /^webhook_id=\d{1,20}$/.test(new TextDecoder().decode(body).trim())
}

function envelopeOf({ source, header }: Hook): Envelope {
  const short = (name: string) => header(name)?.slice(0, 128)
  const bySource = {
    shopify: () => ({ topic: short('x-shopify-topic') ?? short('shopify-topic') }),
    woocommerce: () => ({ topic: short('x-wc-webhook-topic') }),
    stripe: () => ({}),
    signed: () => ({ id: short('webhook-id') }),
  } as const satisfies Record<HookSource, () => Envelope>
  return bySource[source]()
}

async function refuseLarge({ database }: Runtime): Promise<never> {
  await write(database, countUp('conversions', 'too-large', 1))
  throw new Problem(413, 'Too large', 'The body is larger than 1 MB.')
}

function unsigned(detail: string): Problem {
  return new Problem(401, 'Unauthorised', detail)
}
