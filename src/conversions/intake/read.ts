import * as z from 'zod'
import { type Added, conversionDraft, type Envelope, readTold, refuse, type Refusal, type Told } from '../ping.ts'

/** What an arrival tells, or why it can't be read; `askedShopId` is the shop it names, unchecked. */
export type Read =
  | { readonly kind: 'told'; readonly told: Told }
  | { readonly kind: 'unreadable'; readonly refusal: Refusal; readonly askedShopId: string | undefined }

/** What readers are given. */
export type Delivery = {
  readonly raw: Uint8Array
  readonly envelope: Envelope
  /** UTC milliseconds. */
  readonly receivedAt: number
  /** Name of the query parameter that carries the click id into the shop. */
  readonly clickParam: string
}

/** The value in a JSON body of UTF-8, or a refusal. */
export function readJson(raw: Uint8Array): { readonly kind: 'json'; readonly value: unknown } | Refusal {
  return parseJson(raw, undefined)
}

/** As `readJson`, with whole numbers beyond 2^53 as the text they were written in: the ids of shop systems are that large. */
export function readExactJson(raw: Uint8Array): { readonly kind: 'json'; readonly value: unknown } | Refusal {
  return parseJson(raw, keepNumbers)
}

/** @source ECMA-262, JSON.parse source text access: the reviver's third argument holds a number as it was written. */
function keepNumbers(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const written = context?.source ?? ''
  return /^\d+$/.test(written) ? written : value
}

function parseJson(raw: Uint8Array, reviver: typeof keepNumbers | undefined) {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(raw)
    const value: unknown = JSON.parse(text, reviver)
    return { kind: 'json', value } as const
  } catch {
    // JSON.parse and the decoder throw for nothing but a body that isn't JSON, or is nested beyond all measure.
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

export function unreadable(refusal: Refusal): Read {
  return { kind: 'unreadable', refusal, askedShopId: undefined }
}

/** What a reader made out, by the API's fields; what it didn't find is left out. */
export function tell(fields: Readonly<Record<string, unknown>>, added: Added = {}): Read {
  const found = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const read = readTold(conversionDraft, Object.fromEntries(found))
  return read.kind === 'told' ? { kind: 'told', told: { ...read.told, ...added } } : unreadable(read)
}

/** Text, or a number as text; undefined for what is neither, so that what adorns an order never spoils it. */
export const textPart = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined)
export const flagPart = z.boolean().optional().catch(undefined)

/** A list whose members each fit; undefined for what isn't a list. */
export function listPart<Schema extends z.ZodType>(schema: Schema) {
  return z.array(schema).optional().catch(undefined)
}

/** The members that `shape` names; undefined for what isn't an object. */
export function objectPart<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object(shape).optional().catch(undefined)
}

/** A click id as we sign them, or undefined: what else stands in a shop's fields is none of ours. */
export function asClick(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? ''
  return /^[A-Za-z0-9_-]{32}$/.test(trimmed) ? trimmed : undefined
}

/** The click id in the query of an address, whole or only a path. */
export function clickInUrl(url: string | undefined, clickParam: string): string | undefined {
  return asClick(queryOf(url).get(clickParam) ?? undefined)
}

/**
 * Where the visit came from, as the shop system wrote it down: by its name of a UTM, without `utm_`. Source and campaign
 * are the least by which one of our links is known; what looks like an address of a person's is left out.
 */
export function utmIn(find: (name: string) => string | undefined): Pick<Added, 'utm'> {
  const told = (name: string) => {
    const text = shortText(find(name), 150)
    return text?.includes('@') ? null : (text ?? null)
  }
  const [source, campaign] = [told('source'), told('campaign')]
  return source === null || campaign === null
    ? {}
    : { utm: { source, campaign, medium: told('medium'), content: told('content') } }
}

/** The query of an address, whole or only a path. */
function queryOf(url: string | undefined): URLSearchParams {
  return new URLSearchParams(url?.split('#', 1).join('').split('?').slice(1).join('?') ?? '')
}

/** The UTMs in the query of an address. */
export function utmInUrl(url: string | undefined): Pick<Added, 'utm'> {
  const query = queryOf(url)
  return utmIn((name) => query.get(`utm_${name}`) ?? undefined)
}

/** What adorns an order, where it can be stored as it is: it is left out rather than the order refused. */
export function shortText(text: string | undefined, most: number): string | undefined {
  const trimmed = text?.trim() ?? ''
  return trimmed.length <= most && trimmed.isWellFormed() && !/\p{Cc}/u.test(trimmed) ? trimmed || undefined : undefined
}

/** A customer's e-mail address, for what `tell` adds; nothing for what is none. */
export function customerEmail(text: string | undefined): Pick<Added, 'customerEmail'> {
  const email = shortText(text, 256)
  return email?.includes('@') ? { customerEmail: email.toLowerCase() } : {}
}

/** Ids fit to stand for an order, each once. */
export function otherIds(own: string | undefined, ids: readonly (string | undefined)[]): string[] {
  const fit = ids.map((id) => shortText(id, 128)).filter((id) => id !== undefined)
  return [...new Set(fit)].filter((id) => id !== own)
}

/** UTC milliseconds of a time, 0 where there is none. */
export function timeOf(text: string | undefined): number {
  const at = Date.parse(text ?? '')
  return Number.isNaN(at) ? 0 : at
}
