import * as z from 'zod'

/** Shop systems that sign what they send. */
export const hookSources = ['shopify', 'woocommerce', 'stripe', 'signed'] as const
export type HookSource = (typeof hookSources)[number]

/** Where a shop's own systems tell of orders by themselves. */
export const shopSources = [...hookSources, 'postback'] as const
export type ShopSource = (typeof shopSources)[number]

/** A live secret. `secret`: what is signed with; for a postback the token's hash. `end`: its last four characters. */
export type Secret = { readonly secret: string; readonly end: string | null; readonly setAt: number }

/** Secrets newest first. Times in UTC milliseconds, null for never. */
export type Source = {
  readonly shopId: string
  readonly source: ShopSource
  readonly secrets: readonly Secret[]
  /** The last delivery that was signed as it should. */
  readonly takenAt: number | null
  /** The last one whose signature was wrong. */
  readonly refusedAt: number | null
}

/** So many secrets are live at a time: the new one, and the one before while the shop system changes over. */
export const mostSecrets = 2

const secretField = z
  .string('must be text')
  .refine((secret) => secret !== '' && Array.from(secret).length <= 256, 'must have 1 to 256 characters')
  .refine((secret) => secret.isWellFormed(), 'must be whole characters')

export const sourceDraft = z.strictObject({
  secrets: z
    .array(secretField, 'must be a list of one or two secrets, such as ["the one that your shop system shows"]')
    .refine(
      ({ length }) => length >= 1 && length <= mostSecrets,
      'must have one secret, or two: the new and the old one',
    )
    .optional(),
  /** Lets the newest secret so far live on beside one new one, while the shop system changes over. */
  keepPrevious: z.boolean('must be true or false').optional(),
})

/** As the API shows it: no secret is ever shown again. */
export function showSource({ source, secrets, takenAt, refusedAt }: Source, url: string | null) {
  return {
    source,
    url,
    secrets: secrets.map(({ end, setAt }) => ({ end, setAt: new Date(setAt).toISOString() })),
    lastDeliveryAt: showTime(takenAt),
    lastBadSignatureAt: showTime(refusedAt),
  }
}

/** The last four characters of a secret that is long enough to stay one when they are known. */
export function endOf(secret: string): string | null {
  return secret.length >= 12 ? Array.from(secret).slice(-4).join('') : null
}

function showTime(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
