import * as z from 'zod'

/** What may be shown by a link; also the part of its address, `/-/view/TOKEN`. */
export const shareKinds = ['view', 'month'] as const
export type ShareKind = (typeof shareKinds)[number]

/** What a link shows: `thing` is the view's id, or whatever names one of its kind in the shop (a month: `2026-11`). */
export type Shared = { readonly shopId: string; readonly kind: ShareKind; readonly thing: string }

/** A link that shows something without a sign-in. The token itself isn't kept. Times in UTC milliseconds. */
export type Share = Shared & {
  readonly number: number
  readonly id: string
  readonly passwordHash: string | null
  readonly createdAt: number
  readonly expiresAt: number
  readonly revokedAt: number | null
}

export const shareDraft = z.strictObject({
  expiresAt: z.iso.datetime({ offset: true, error: 'must be a time such as 2026-12-31T23:59:00Z' }).exactOptional(),
  password: z
    .string('must be text, or left out')
    .min(8, 'must have 8 characters or more: whoever has the link may try')
    .max(256, 'must have 256 characters at most')
    .exactOptional(),
})
export type ShareDraft = z.output<typeof shareDraft>

/** Why a link no longer works; undefined while it does. */
export function endOf({ expiresAt, revokedAt }: Pick<Share, 'expiresAt' | 'revokedAt'>, now: number) {
  if (revokedAt !== null) return 'revoked' as const
  return expiresAt <= now ? ('expired' as const) : undefined
}

/** As the API shows it. Its address can't be shown again: make a new one. */
export function showShare(share: Omit<Share, 'number'>, now: number) {
  const { id, passwordHash, createdAt, expiresAt, revokedAt } = share
  return {
    id,
    state: endOf(share, now) ?? ('open' as const),
    hasPassword: passwordHash !== null,
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
    revokedAt: revokedAt === null ? null : new Date(revokedAt).toISOString(),
  }
}
