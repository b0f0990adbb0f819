import { cutUrl, escapeUnsafe, hostOf, keyOf } from './url-text.ts'

/** The UTM values of a link, decoded. Optional ones are absent when empty. */
export type Utm = {
  readonly source: string
  readonly medium: string
  readonly campaign: string
  readonly content?: string
  readonly term?: string
  readonly id?: string
}

export const utmNames = ['source', 'medium', 'campaign', 'content', 'term', 'id'] as const

/** Longest Location we send; proxies with header buffers of 8 KB take it. */
export const maxLocationLength = 4_096
/** Longest query of a visitor that is passed on. */
const maxVisitorQueryLength = 2_048

/** A link's target, ready for the redirect: everything that doesn't depend on the visitor is done. */
export type PreparedTarget = {
  /** The target up to its fragment, our UTMs at the end. */
  readonly head: string
  /** With its '#'; empty when there is none. */
  readonly fragment: string
  /** What stands between `head` and one more pair. */
  readonly separator: '?' | '&' | ''
  /** A Stripe Payment Link: only its client_reference_id comes back with the order. */
  readonly isStripe: boolean
  /** The destination uses client_reference_id itself: it stays, and no click id can travel there. */
  readonly hasClientReference: boolean
}

/** How the click id travels at one redirect. */
export type ClickCarrier = {
  readonly clickParam: string
  /** null: none is sent (Sec-GPC, bots, HEAD). */
  readonly clickId: string | null
  /** Send it as client_reference_id: a Stripe Payment Link on a domain of the shop's own. */
  readonly clientReference: boolean
}

/**
 * The URL a link leads to: `destination` with our UTMs before its '#'. Its query and fragment stay byte for byte, but for
 * pairs that are ours: utm_source, medium, campaign, content, term and id in any spelling, and a click id left over from
 * an address copied out of the browser, which would credit every sale to that old click.
 */
export function buildTarget(destination: string, utm: Utm, clickParam = 'till'): string {
  const { head, fragment } = prepareTarget(destination, utm, clickParam)
  return head + fragment
}

/** As `buildTarget`, cut where `addVisitorQuery` adds to it. */
export function prepareTarget(destination: string, utm: Utm, clickParam = 'till'): PreparedTarget {
  const { base, query, fragment } = cutUrl(destination)
  const own = (query ?? '').split('&').filter((pair) => !isOurs(keyOf(pair), clickParam))
  const whole = joinPairs(own.join('&'), utmPairs(utm).join('&'))
  const hasQuery = query !== undefined || whole !== ''
  return {
    head: hasQuery ? `${base}?${whole}` : base,
    fragment,
    separator: hasQuery ? separatorAfter(whole) : '?',
    isStripe: hostOf(destination) === 'buy.stripe.com',
    hasClientReference: own.some((pair) => keyOf(pair) === clientReferenceKey),
  }
}

/**
 * The Location of one redirect. `visitorQuery` (raw, without '?') is passed on byte for byte, but for pairs that are ours;
 * bytes that may not stand in a header leave percent-encoded. Over-long queries are dropped, never cut. String work only:
 * this runs at every click.
 */
export function addVisitorQuery(target: PreparedTarget, visitorQuery: string, carrier: ClickCarrier): string {
  const isReference = target.isStripe || carrier.clientReference
  const idKey = isReference ? clientReferenceKey : carrier.clickParam
  const cannotCarry = carrier.clickId === null || (isReference && target.hasClientReference)
  const idPair = cannotCarry ? '' : `${idKey}=${carrier.clickId}`
  const passed = passedOn(visitorQuery, carrier.clickParam, isReference)
  const location = appendPairs(target, joinPairs(passed, idPair))
  return location.length <= maxLocationLength ? location : appendPairs(target, idPair)
}

/** What the QR codes we draw carry: it marks a click as a scan, and stays here. */
export const scanMark = 'qr=1'

/** Whether a visitor's query (raw, without '?') says that a QR code was scanned. Another value of `qr` is the destination's. */
export function hasScanMark(query: string): boolean {
  return query === scanMark || (query.includes(scanMark) && query.split('&').includes(scanMark))
}

/** The UTMs a URL carries before its '#', decoded; the first of a name counts, empty ones are left out. */
export function readUtm(url: string): Partial<Utm> {
  const pairs = [...new URLSearchParams(cutUrl(url).query ?? '')].map(
    ([key, value]) => [key.toLowerCase(), value] as const,
  )
  return Object.fromEntries(
    utmNames.flatMap((name) => {
      const found = pairs.find(([key, value]) => key === `utm_${name}` && value !== '')
      return found ? [[name, found[1]]] : []
    }),
  )
}

const clientReferenceKey = 'client_reference_id'
const utmKeys: ReadonlySet<string> = new Set(utmNames.map((name) => `utm_${name}`))

function isOurs(key: string, clickParam: string): boolean {
  return key === clickParam || utmKeys.has(key)
}

function utmPairs(utm: Utm): string[] {
  return utmNames.flatMap((name) => {
    const value = utm[name]
    return value ? [`utm_${name}=${escapeValue(value)}`] : []
  })
}

function escapeValue(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replaceAll("'", '%27')
}

function joinPairs(first: string, second: string): string {
  return second === '' ? first : first + separatorAfter(first) + second
}

function separatorAfter(query: string): '&' | '' {
  return query === '' || query.endsWith('&') ? '' : '&'
}

function passedOn(query: string, clickParam: string, isReference: boolean): string {
  if (query === '' || query === scanMark || query.length > maxVisitorQueryLength) return ''
  const kept = query.split('&').filter((pair) => {
    if (pair === scanMark) return false
    const key = keyOf(pair)
    return !isOurs(key, clickParam) && !(isReference && key === clientReferenceKey)
  })
  return escapeUnsafe(kept.join('&')).replaceAll('#', '%23').replaceAll("'", '%27')
}

function appendPairs({ head, separator, fragment }: PreparedTarget, pairs: string): string {
  return pairs === '' ? head + fragment : head + separator + pairs + fragment
}
