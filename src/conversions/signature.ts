import type { HookSource } from '../shops/source.ts'

/** What a delivery's headers say: each signature is over `before` and then the body, byte for byte. */
export type Signature = { readonly before: string; readonly signatures: readonly Uint8Array[] }

/** Reads a header by its name in lower case. */
type ReadHeader = (name: string) => string | undefined

/** How far the time in a signature may be from ours. @source Stripe and Standard Webhooks: five minutes */
const mostApartSeconds = 300

/**
 * The signature that a delivery came with; undefined where there is none, it isn't written as its kind is, or is too old:
 * such a one is never genuine. `now`: UTC milliseconds.
 */
export function readSignature(source: HookSource, header: ReadHeader, now: number): Signature | undefined {
  return readers[source](header, now)
}

/** Whether one of the signatures was made with one of the secrets. Takes as long for a near miss as for a far one. */
export async function isSignedBy(
  source: HookSource,
  secrets: readonly string[],
  { signature, raw }: { readonly signature: Signature; readonly raw: Uint8Array },
): Promise<boolean> {
  const before = new TextEncoder().encode(signature.before)
  const content = new Uint8Array(before.length + raw.length)
  content.set(before)
  content.set(raw, before.length)
  let isGenuine = false
  for (const key of secrets.flatMap((secret) => keysOf[source](secret))) {
    const expected = await sign(key, content)
    for (const told of signature.signatures) isGenuine = isSame(expected, told) || isGenuine
  }
  return isGenuine
}

type ReadSignature = (header: ReadHeader, now: number) => Signature | undefined

const readers: Readonly<Record<HookSource, ReadSignature>> = {
  // Without a prefix since Shopify's Events.
  shopify: (header) => readBase64(header('x-shopify-hmac-sha256') ?? header('shopify-hmac-sha256')),
  woocommerce: (header) => readBase64(header('x-wc-webhook-signature')),
  stripe: readStripeSignature,
  signed: readStandardSignature,
}

function readBase64(header: string | undefined): Signature | undefined {
  const bytes = fromBase64(header ?? '')
  return bytes && { before: '', signatures: [bytes] }
}

/** `t=…,v1=…`: several `v1` while a secret is changed; other schemes say nothing. */
function readStripeSignature(header: ReadHeader, now: number): Signature | undefined {
  const parts = (header('stripe-signature') ?? '').split(',').map((part) => part.trim().split('='))
  const time = parts.find(([name]) => name === 't')?.[1] ?? ''
  const signatures = parts.flatMap(([name, hex]) => (name === 'v1' ? (fromHex(hex ?? '') ?? []) : []))
  return toSignature(time, { before: `${time}.`, signatures, now })
}

/** `v1,… v1,…`. @source https://www.standardwebhooks.com */
function readStandardSignature(header: ReadHeader, now: number): Signature | undefined {
  const [id, time = ''] = [header('webhook-id'), header('webhook-timestamp')]
  if (id === undefined || id === '') return undefined
  const parts = (header('webhook-signature') ?? '').split(' ')
  const signatures = parts.flatMap((part) => (part.startsWith('v1,') ? (fromBase64(part.slice(3)) ?? []) : []))
  return toSignature(time, { before: `${id}.${time}.`, signatures, now })
}

function toSignature(time: string, { now, ...signature }: Signature & { readonly now: number }): Signature | undefined {
  if (!/^\d{1,12}$/.test(time) || Math.abs(now / 1000 - Number(time)) > mostApartSeconds) return undefined
  return signature.signatures.length === 0 ? undefined : signature
}

/** The keys that a secret may stand for: sender and receiver don't always take the same text for the same key. */
const keysOf: Readonly<Record<HookSource, (secret: string) => readonly Uint8Array[]>> = {
  shopify: (secret) => [utf8(secret)],
  // WooCommerce takes HTML entities in it for what they mean.
  woocommerce: (secret) => unique([secret, decodeEntities(secret)]).map(utf8),
  stripe: (secret) => [utf8(secret)],
  signed: (secret) => [utf8(secret), ...decodedKey(secret)],
}

/** Standard Webhooks: base64 behind `whsec_`. Two digits at least: an empty key would be anybody's. */
function decodedKey(secret: string): readonly Uint8Array[] {
  const text = secret.replace(/^whsec_/, '')
  if (!/^[A-Za-z0-9+/]{2,}={0,2}$/.test(text)) return []
  try {
    return [toBytes(atob(text))]
  } catch {
    // It isn't base64: the text itself is the key, and only that.
    return []
  }
}

/** @source WordPress, wp_specialchars_decode with ENT_QUOTES */
function decodeEntities(secret: string): string {
  return secret.replaceAll(/&(?:amp|lt|gt|quot|#0*(?:38|60|62|34|39)|#x0*(?:26|3c|3e|22|27));/gi, (entity) => {
    const named = entities.get(entity.toLowerCase())
    if (named !== undefined) return named
    const digits = entity.slice(2, -1).toLowerCase()
    return String.fromCharCode(digits.startsWith('x') ? Number.parseInt(digits.slice(1), 16) : Number(digits))
  })
}

const entities: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
])

async function sign(key: Uint8Array, content: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const made = await crypto.subtle.importKey('raw', Uint8Array.from(key), hmac, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', made, content))
}

const hmac = { name: 'HMAC', hash: 'SHA-256' } as const

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length
  for (const [index, byte] of a.entries()) difference |= byte ^ (b[index] ?? 0)
  return difference === 0
}

/** 32 bytes, or undefined. */
function fromBase64(text: string): Uint8Array | undefined {
  return /^[A-Za-z0-9+/]{43}=$/.test(text) ? toBytes(atob(text)) : undefined
}

function fromHex(text: string): Uint8Array | undefined {
  if (!/^[0-9a-f]{64}$/.test(text)) return undefined
  return Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
}

function toBytes(binary: string): Uint8Array {
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)]
}
