import type { Target } from '../links/target-store.ts'
import { addVisitorQuery, hasScanMark, type PreparedTarget, prepareTarget } from '../links/utm.ts'
import { localDay } from '../shops/calendar.ts'
import { classify, rulesVersion, type Verdict } from './classify.ts'
import type { Visit } from './click.ts'
import { makeRandom, type SigningKey, signClickId } from './click-id.ts'
import { referrerHost } from './referrer.ts'
import { rememberByAgent, readUserAgent } from './user-agent.ts'
import type { VisitorHash } from './visitor.ts'

/** A request for a short URL, as far as it matters. Header values are '' when absent. */
export type VisitRequest = {
  readonly method: string
  /** Raw, without '?'. */
  readonly query: string
  readonly address: string
  /** ISO 3166-1 alpha-2, '' when unknown. */
  readonly country: string
  /** Somebody of the shop's own people, on a device that isn't to be counted. */
  readonly isOwnDevice: boolean
  readonly userAgent: string
  readonly referer: string
  readonly secGpc: string
  readonly secPurpose: string
  readonly purpose: string
  readonly xPurpose: string
  readonly xMoz: string
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

/** A link as it stands for its redirects: everything that doesn't depend on the visitor is done. */
export type PreparedLink = Target & { readonly prepared: PreparedTarget }

export type RedirectSettings = {
  readonly clickParam: string
  readonly keys: readonly SigningKey[]
  readonly visitorHash: VisitorHash
  readonly now: number
}

export function prepareLink(target: Target, clickParam: string): PreparedLink {
  return { ...target, prepared: prepareTarget(target.destination, target.utm, clickParam) }
}

/** What a request for a short URL is answered, and the click that it is. Pure: the same on Node and on Workers. */
export function answerVisit(target: PreparedLink, request: VisitRequest, settings: RedirectSettings): Answer {
  const { now, clickParam } = settings
  if (hasEnded(target, now))
    return target.fallback_url === null
      ? { kind: 'ended' }
      : { kind: 'redirect', location: target.fallback_url, click: undefined }
  const click = request.method === 'GET' ? readClick(target, request, settings) : undefined
  const random = click?.random ?? null
  const clickId = random === null ? null : signClickId({ link: target.number, at: now, random }, settings.keys)
  const location = addVisitorQuery(target.prepared, request.query, { clickParam, clickId, clientReference: false })
  return { kind: 'redirect', location, click }
}

export function hasEnded(target: Target, now: number): boolean {
  return target.archived_at !== null || (target.expires_at !== null && target.expires_at <= now)
}

function readClick(target: PreparedLink, request: VisitRequest, { now, visitorHash }: RedirectSettings): Click {
  const referrer = referrerHost(request.referer)
  const hasGpc = request.secGpc !== '' && request.secGpc.trim() === '1'
  const verdict = judge(request, referrer)
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
    visit: visitOf(request, hasGpc),
    referrer,
    visitor: isRecognised ? visitorHash(request.address, request.userAgent) : null,
    random: isRecognised && target.tracking !== 'count' ? makeRandom() : null,
  }
}

const ownPeople: Verdict = { class: 'internal', reason: 'own-people', rules: rulesVersion }

function judge(request: VisitRequest, referrer: string): Verdict {
  if (request.isOwnDevice) return ownPeople
  const { method, userAgent, secPurpose, purpose, xPurpose, xMoz, secGpc } = request
  return classify({ method, userAgent, secPurpose, purpose, xPurpose, xMoz, secGpc, referrerHost: referrer })
}

/** Of each user agent, the plain visits by country that were seen: the same object for the same visit. */
const visitsOf = rememberByAgent((userAgent) => ({
  agent: readUserAgent(userAgent),
  byCountry: new Map<string, Visit>(),
}))

function visitOf({ userAgent, country, query }: VisitRequest, hasGpc: boolean): Visit {
  const { agent, byCountry } = visitsOf(userAgent)
  const isScan = hasScanMark(query)
  if (hasGpc || isScan) return { ...agent, country, hasGpc, isScan }
  const known = byCountry.get(country)
  if (known) return known
  const visit = { ...agent, country, hasGpc, isScan }
  if (byCountry.size < 300) byCountry.set(country, visit)
  return visit
}
