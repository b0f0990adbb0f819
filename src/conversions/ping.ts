import * as z from 'zod'
import { type FieldError, Problem } from '../http/problem.ts'
import { parseBody } from '../http/validate.ts'
import { timeField } from '../links/post.ts'
import type { Utm } from './checked.ts'
import type { Source } from './trust.ts'
import { isUnfilled } from './unfilled.ts'

/** What arrived, byte for byte, before anything of it is understood. */
export type Arrival = {
  readonly source: Source
  readonly raw: Uint8Array
  readonly envelope: Envelope
  /** UTC milliseconds; a replay keeps the first time. */
  readonly receivedAt: number
  /** The shop that the key is bound to, if it is. */
  readonly boundShopId: string | undefined
  /** Somebody who may write conversions sent it on, out of the quarantine. */
  readonly isVouchedFor: boolean
  /** Where anybody may ping: whether one more of this event by this link, by number, may be counted now. Counts it. */
  readonly takesLink?: ((link: number, event: string) => boolean) | undefined
  /** Tells the ping apart where it has no event id of its own; the same again on a replay. */
  readonly id: string
}

/** What came beside the bytes and is needed to read them, now or on a replay. */
export type Envelope = {
  /** What a webhook is about, as the shop system names it. */
  readonly topic?: string | undefined
  /** A delivery's own id, the same on each try. */
  readonly id?: string | undefined
  /** The query string beside a body. */
  readonly query?: string | undefined
}

/** An arrival, or a part of one, that could be read: what it tells isn't believed yet. */
export type Ping = Omit<Arrival, 'raw' | 'envelope'> & { readonly told: Told }

/** Why a ping can't be counted. */
export const refusalReasons = [
  'bad-json',
  'bad-field',
  'bad-money',
  'no-order',
  'no-shop',
  'unknown-click',
  'foreign-click',
  'outside-window',
  'unverified-refund',
  'link-limit',
  'failed',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

export type Refusal = {
  readonly kind: 'refused'
  readonly why: RefusalReason
  readonly errors: readonly FieldError[]
  /** Whose quarantine it goes to; null when no shop could be made out. */
  readonly shopId: string | null
}

/** A refusal for one field, named by its pointer. */
export function refuse(why: RefusalReason, pointer: string, detail: string): Refusal {
  return { kind: 'refused', why, errors: [{ pointer, detail }], shopId: null }
}

/** `value` by the schema of a source, or a refusal that names each bad field. */
export function readTold(
  schema: z.ZodType<Told>,
  value: unknown,
): { readonly kind: 'told'; readonly told: Told } | Refusal {
  try {
    const told = parseBody(schema, value)
    // Oldest first: the last of them is what the visitor came by.
    const click = told.click ?? told.touches?.at(-1)
    if (told.orderId !== undefined && told.test !== true && isUnfilled(told.orderId))
      return refuse('no-order', '/orderId', unfilledId(told.orderId))
    return { kind: 'told', told: click === undefined ? told : { ...told, click } }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const isMoney = error.errors.every(({ pointer }) => moneyPointers.has(pointer))
    return { kind: 'refused', why: isMoney ? 'bad-money' : 'bad-field', errors: error.errors, shopId: null }
  }
}

function unfilledId(id: string): string {
  return `is “${id.slice(0, 60)}”, what stood there before it was filled in: put the order’s own number there, or all orders would be one`
}

const moneyPointers = new Set(['/value', '/tax', '/shipping', '/currency'])

/** The events everybody has; a shop may name its own. */
export const knownEvents = ['purchase', 'refund', 'lead', 'add_to_cart', 'begin_checkout'] as const

/** An id of the shop's: text, or a whole number as JSON has it. Shops' ids are compared as text. */
function idField(most: number) {
  const rule = `must be text of 1 to ${most} characters`
  return z
    .union([z.string(), z.int()], `${rule}, or a whole number`)
    .transform(String)
    .pipe(z.string().trim().min(1, rule).max(most, rule).refine(isPlain, 'must not contain control characters'))
}

/** Control characters and halves of surrogate pairs don't survive every store and export. */
function isPlain(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text)
}

/** As many as the snippet keeps on a device. */
export const mostTouches = 20

const moneyField = z
  .union([z.string(), z.number()], 'must be an amount such as "499.50"')
  .transform((amount) => String(amount).trim())
  .pipe(z.string().max(40, 'must be an amount such as "499.50"'))

/** What every source may tell, by the API's names. Money is read in record.ts, where the currency is known. */
export const toldFields = {
  event: z
    .string('is missing: what happened? For example purchase, refund or lead')
    .trim()
    .regex(
      /^[a-z][a-z0-9_-]{0,63}$/,
      `must be ${knownEvents.join(', ')} or a name of your own: a-z, 0-9, _ and -, 64 characters at most`,
    ),
  orderId: idField(128).optional(),
  eventId: idField(128).optional(),
  refundId: idField(128).optional(),
  value: moneyField.optional(),
  tax: moneyField.optional(),
  shipping: moneyField.optional(),
  currency: z
    .string('must be an ISO 4217 code such as NOK')
    .trim()
    .toUpperCase()
    .max(3, 'must be an ISO 4217 code such as NOK')
    .optional(),
  click: z
    .string('must be the text that stood in the till parameter')
    .trim()
    .min(1, 'must not be empty: leave it out when there is none')
    .max(64, 'must have 64 characters at most')
    .optional(),
  touches: z
    .array(
      z.string('must be the text that stood in the till parameter').trim().max(64, 'must have 64 characters at most'),
    )
    .max(mostTouches, `must have ${mostTouches} click ids at most: leave the oldest out`)
    .optional(),
  customerId: idField(256).optional(),
  newCustomer: z.boolean('must be true or false').optional(),
  coupon: idField(64).optional(),
  shopId: z
    .string('must be the id of a shop')
    .trim()
    .min(1, 'must not be empty')
    .max(64, 'is not a shop id')
    .optional(),
}

/** What only the shop's own server may tell. */
const serverFields = {
  link: idField(64).optional(),
  occurredAt: timeField.pipe(z.number().min(Date.UTC(2000, 0, 1), 'must not be before the year 2000')).optional(),
  test: z.boolean('must be true or false').optional(),
}

export const conversionDraft = z.strictObject({ ...toldFields, ...serverFields })
export type Told = z.output<typeof conversionDraft> & Added

/** What readers of webhooks and postbacks know beside it. */
export type Added = {
  /** Other ids that the same order goes by: in the shop system, on its pages, at the payment provider. */
  readonly alsoKnownAs?: readonly string[]
  readonly utm?: Utm
  /** The click is of the visit's first page, not of its last. */
  readonly isLanding?: boolean
  /** The customer's e-mail address, beside the number that the shop knows them by or in its place. */
  readonly customerEmail?: string
  /** How new the amount is, by the source's own count: one not older replaces that of the same source. 0: told once. */
  readonly asOf?: number
  /** `occurredAt` is the noon of a day whose time isn't known. */
  readonly isDayOnly?: boolean
  /** A refund of what hasn't been given back of the order otherwise. */
  readonly isRest?: boolean
  /** A refund of all that was given back of the order so far, also what others told piece by piece. */
  readonly isSoFar?: boolean
  /** Says nothing where the order isn't known: it was cancelled before anybody paid. */
  readonly needsOrder?: boolean
}
