import { prepareTarget, addVisitorQuery } from '../links/utm.ts'
import type { Target } from '../links/store.ts'
import { localDay } from '../shops/calendar.ts'
import { classify, type Verdict } from './classify.ts'
import type { Visit } from './click.ts'
import { makeRandom, signClickId, type SigningKey } from './click-id.ts'
import { referrerHost } from './referrer.ts'
import { readUserAgent } from './user-agent.ts'
import { visitorOf } from './visitor.ts'

/** A request for a short URL, as far as it matters. */
export type VisitRequest = {
  readonly method: string
  /** Raw, without '?'. */
  readonly query: string
  readonly address: string
  /** ISO 3166-1 alpha-2, '' when unknown. */
  readonly country: string
  header(name: string): string | undefined
}

/** A click to be stored, with the numbers of what it belongs to. */
export type Click = {
  readonly at: number
  readonly day: number
  readonly link: number
  readonly post: number
  readonly campaign: number
  readonly channel: string
  readonly shop: number
  readonly verdict: Verdict
  readonly visit: Visit
  readonly referrer: string
  /** 48 bits; null where the visitor isn't to be recognised (Sec-GPC) or isn't a person. */
  readonly visitor: number | null
  /** The random bits of the click id that left; null where none did. */
  readonly random: number | null
}

/** `location`: where the 302 leads. `click`: what to store before it leaves; undefined for HEAD and ended links. */
export type Answer =
  | { readonly kind: 'redirect'; readonly location: string; readonly click: Click | undefined }
  | { readonly kind: 'ended' }

export type RedirectSettings = {
  readonly clickParam: string
  readonly keys: readonly SigningKey[]
  readonly salt: Uint32Array
  readonly now: number
}

/** What a request for a short URL is answered, and the click that it is. Pure: the same on Node and on Workers. */
export function answerVisit(target: Target, request: VisitRequest, settings: RedirectSettings): Answer {
  const { now } = settings
  if (target.archived_at !== null || (target.expires_at !== null && target.expires_at <= now))
    return target.fallback_url === null
      ? { kind: 'ended' }
      : { kind: 'redirect', location: target.fallback_url, click: undefined }
  const click = request.method === 'GET' ? readClick(target, request, settings) : undefined
  const random = click?.random ?? null
  const clickId = random === null ? null : signClickId({ link: target.number, at: now, random }, settings.keys)
  const prepared = prepareTarget(target.destination, target.utm, settings.clickParam)
  const carrier = { clickParam: settings.clickParam, clickId, clientReference: false }
  return { kind: 'redirect', location: addVisitorQuery(prepared, request.query, carrier), click }
}

function readClick(target: Target, request: VisitRequest, { now, salt }: RedirectSettings): Click {
  const userAgent = request.header('user-agent') ?? ''
  const referrer = referrerHost(request.header('referer') ?? '')
  const hasGpc = request.header('sec-gpc')?.trim() === '1'
  const verdict = judge(request, userAgent, referrer)
  const isRecognised = verdict.class === 'human' && !hasGpc
  return {
    at: now,
    day: localDay(now, target.time_zone),
    link: target.number,
    post: target.post,
    campaign: target.campaign,
    channel: target.channel,
    shop: target.shop,
    verdict,
    visit: { ...readUserAgent(userAgent), country: request.country, hasGpc },
    referrer,
    visitor: isRecognised ? visitorOf({ shop: target.shop, address: request.address, userAgent }, salt) : null,
    random: isRecognised && target.tracking !== 'count' ? makeRandom() : null,
  }
}

function judge(request: VisitRequest, userAgent: string, referrer: string): Verdict {
  return classify({
    method: request.method,
    userAgent,
    secPurpose: request.header('sec-purpose') ?? '',
    purpose: request.header('purpose') ?? '',
    xPurpose: request.header('x-purpose') ?? '',
    xMoz: request.header('x-moz') ?? '',
    secGpc: request.header('sec-gpc') ?? '',
    referrerHost: referrer,
  })
}
