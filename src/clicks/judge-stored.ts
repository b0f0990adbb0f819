import { classify, type Verdict } from './classify.ts'
import type { Visit } from './click.ts'

/** What is left of a click to judge it by: its user agent and headers were never stored. */
export type StoredClick = {
  readonly verdict: Verdict
  readonly visit: Visit
  /** '' when it had none. */
  readonly referrerHost: string
}

/**
 * Judges a stored click by today's rules, as far as they reach. They reach those who were taken for people, and those left
 * out for their referrer (mail gateways): referrer, Sec-GPC and app are stored. They don't reach what was told by a user
 * agent or a header, nor what neighbours, an order or the shop's people said: such a verdict comes back as it was.
 */
export function judgeStored({ verdict, visit, referrerHost }: StoredClick): Verdict {
  if (!isReached(verdict)) return verdict
  const judged = classify({ ...request, referrerHost, secGpc: visit.hasGpc ? '1' : '' })
  if (judged.class !== 'human') return judged
  if (verdict.class === 'repeat') return verdict
  return visit.app === 'none' || judged.reason === 'gpc' ? judged : { ...judged, reason: 'in-app-browser' }
}

/** Whether what the verdict rests on is stored. */
export function isReached({ class: clickClass, reason }: Verdict): boolean {
  if (clickClass === 'repeat') return true
  return reason === 'person' || reason === 'in-app-browser' || reason === 'gpc' || reason === 'mail-gateway'
}

/** A person's request in a browser of no note: the rules about user agents have nothing to say of it. */
const request = {
  method: 'GET',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  secPurpose: '',
  purpose: '',
  xPurpose: '',
  xMoz: '',
}
