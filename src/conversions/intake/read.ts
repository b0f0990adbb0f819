import { refuse, type Refusal, type Told } from '../ping.ts'

/** What an arrival tells, or why it can't be read; `askedShopId` is the shop it names, unchecked. */
export type Read =
  | { readonly kind: 'told'; readonly told: Told }
  | { readonly kind: 'unreadable'; readonly refusal: Refusal; readonly askedShopId: string | undefined }

/** The value in a JSON body of UTF-8, or a refusal. */
export function readJson(raw: Uint8Array): { readonly kind: 'json'; readonly value: unknown } | Refusal {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(raw))
    return { kind: 'json', value }
  } catch {
    // JSON.parse and the decoder throw for nothing but a body that isn't JSON.
    return refuse('bad-json', '', 'is not valid JSON: send one object in UTF-8.')
  }
}

/** The members of a JSON object, without those that a page left empty; none for what isn't an object. */
export function membersOf(value: unknown): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Map()
  return new Map<string, unknown>(Object.entries(value).filter(([, member]) => member !== ''))
}

/** A shop id as it was told, or undefined. */
export function asShopId(told: unknown): string | undefined {
  return typeof told === 'string' ? told : undefined
}
