import type { Quarantined } from '../../queries/quarantine.ts'

type Refused = Pick<Quarantined, 'reason' | 'detail'>

/** Reasons that can pass on our side: the shop is there, the window is longer, the link is made, somebody vouches. */
const passing = ['no-shop', 'outside-window', 'bad-field', 'unverified-refund', 'link-limit'] as const

/**
 * What can be put right on our side, so that the very same bytes count when they are replayed. Undefined where the shop
 * has to send something else: replaying would only refuse it again.
 */
export function remedyHere({ reason, detail }: Refused): (typeof passing)[number] | undefined {
  // Of the fields only a link told by hand may be right later.
  if (reason === 'bad-field' && !detail.startsWith('/link: is not the id')) return undefined
  return passing.find((one) => one === reason)
}
