import * as z from 'zod'
import { toAsciiHost } from '../http/host.ts'
import { toUnicodeHost } from '../http/punycode.ts'
import { isTimeZone } from './calendar.ts'
import { digitsOf } from './money.ts'

/** Who sells. `number` is packed into rows, `id` is the name outside. */
export type Shop = {
  readonly number: number
  readonly id: string
  readonly name: string
  readonly currency: string
  readonly timeZone: string
  /** Host names of the shop's pages as browsers send them; `*.shop.example` takes every host below. Empty: any. */
  readonly hosts: readonly string[]
  readonly tracking: Tracking
  readonly revenueBasis: (typeof revenueBases)[number]
  readonly clickWindowDays: number
  /** Days without an order after which a customer counts as lost; whose next order wins them back. */
  readonly churnDays: number
  readonly grossMarginPercent: number | null
  readonly isSetUp: boolean
  readonly createdAt: number
}

/** `count`: no click id, nothing on the device. `consent`: id in the URL, kept only after consent. `full`: kept at once. */
export const trackings = ['count', 'consent', 'full'] as const
export type Tracking = (typeof trackings)[number]
export const revenueBases = ['paid', 'net-of-tax-and-shipping'] as const
export const clickWindows = [1, 7, 30, 90] as const

const currencyField = z
  .string('is missing: give an ISO 4217 code such as NOK')
  .refine(
    (code) => digitsOf(code) !== undefined,
    'must be an ISO 4217 currency code in capitals, such as NOK, EUR or THB',
  )

const host = z
  .string()
  .overwrite(toAsciiHost)
  .refine(
    (text) => /^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?$/.test(text),
    'must be a host name alone, such as shop.example or *.shop.example, without path or spaces',
  )

export const shopDraft = z.strictObject({
  name: z
    .string('is missing: what is the shop called?')
    .trim()
    .min(1, 'must not be empty')
    .max(100, 'must have 100 characters at most'),
  currency: currencyField,
  timeZone: z
    .string('is missing: give an IANA name such as Europe/Oslo')
    .refine(isTimeZone, 'must be an IANA time zone such as Europe/Oslo or Asia/Bangkok'),
  hosts: z.array(host).max(50, 'must have 50 hosts at most').exactOptional(),
  tracking: z.enum(trackings, `must be one of ${trackings.join(', ')}`).exactOptional(),
  revenueBasis: z.enum(revenueBases, `must be one of ${revenueBases.join(', ')}`).exactOptional(),
  clickWindowDays: z.literal(clickWindows, `must be one of ${clickWindows.join(', ')}`).exactOptional(),
  churnDays: z
    .int('must be a whole number of days')
    .min(1, 'must be 1 to 3650 days')
    .max(3650, 'must be 1 to 3650 days')
    .exactOptional(),
  grossMarginPercent: z.number().min(0, 'must be 0 to 100').max(100, 'must be 0 to 100').nullable().exactOptional(),
})
export type ShopDraft = z.output<typeof shopDraft>

export const shopPatch = z.strictObject({
  ...shopDraft.shape,
  name: shopDraft.shape.name.exactOptional(),
  currency: shopDraft.shape.currency.exactOptional(),
  timeZone: shopDraft.shape.timeZone.exactOptional(),
})
export type ShopPatch = z.output<typeof shopPatch>

/** As the API shows it: hosts in their own letters, not as `xn--`. */
export function showShop(shop: Shop) {
  const { number: _, createdAt, ...shown } = shop
  return { ...shown, hosts: shop.hosts.map(toUnicodeHost), createdAt: new Date(createdAt).toISOString() }
}
