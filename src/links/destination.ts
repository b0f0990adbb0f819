import { isLoopback } from '../http/loopback.ts'
import { cutUrl, escapeUnsafe } from './url-text.ts'

/** Longest destination in characters, after normalisation. */
export const maxDestinationLength = 2_048

export type CheckedDestination =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly detail: string }

/**
 * The address a link may lead to, in ASCII: scheme, host and path as a browser would write them, query and fragment as
 * typed. Refused with the remedy: what isn't http(s), credentials, control characters, over 2,048 characters, and our own
 * hosts in any spelling, which would lead in circles.
 *
 * `ownHosts` are hosts, each with or without a port; one without is ours on every port.
 */
export function checkDestination(text: string, ownHosts: readonly string[]): CheckedDestination {
  const typed = text.trim()
  const detail = faultInText(typed)
  if (detail !== undefined) return { ok: false, detail }
  const { base, query, fragment } = cutUrl(typed)
  if (!URL.canParse(base))
    return { ok: false, detail: 'A browser cannot open this address: check its domain name and port.' }
  const parsed = new URL(base)
  if (ownHosts.some((own) => isOwnHost(parsed, own))) return { ok: false, detail: leadsInCircles }
  const url = parsed.href + (query === undefined ? '' : `?${escapeUnsafe(query)}`) + escapeUnsafe(fragment)
  return url.length <= maxDestinationLength ? { ok: true, url } : { ok: false, detail: tooLong(url.length) }
}

/** `shop.example/x` as people write it → `https://shop.example/x`; everything else as it is. */
export function withScheme(text: string): string {
  const typed = text.trim()
  return startsWithHost.test(typed) ? `https://${typed}` : typed
}

const startsWithHost =
  /^[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)*\.(?:\p{L}[\p{L}\p{M}]+|xn--[a-z0-9-]+)(?::\d+)?(?:[/?#]|$)/iu

const leadsInCircles =
  'This is the address of the short links themselves, so visitors would go in circles: write the address of the page in the shop.'

function tooLong(length: number): string {
  return `The address has ${length} characters, and at most ${maxDestinationLength} are possible: leave out what the page does not need.`
}

// White space, control characters, and invisible ones that show an address as another than it is. Joiners (U+200C, U+200D)
// stay: Persian words and emoji need them.
const invisible = /[\p{Cc}\s\u{200b}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2060}-\u{206f}\u{feff}]/u

function faultInText(typed: string): string | undefined {
  if (typed === '') return 'Write the address the post leads to, such as https://shop.example/product.'
  if (invisible.test(typed))
    return 'An address has no spaces, line breaks or invisible characters inside: remove them, or write a space as %20.'
  if (!/^https?:\/\/[^/\\]/i.test(typed)) return faultInScheme(typed)
  const authority = /^https?:\/\/([^/\\?#]*)/i.exec(typed)?.[1] ?? ''
  if (authority.includes('@'))
    return 'Remove the user name and password before the @: everyone who opens the link could read them.'
  return undefined
}

function faultInScheme(typed: string): string {
  if (/^https?:/i.test(typed)) return 'Write exactly two slashes after the colon, as in https://shop.example/product.'
  const isHostAndPort = /^[^/?#:@]+:\d+(?:[/?#]|$)/.test(typed)
  if (/^[a-z][a-z0-9+.-]*:/i.test(typed) && !isHostAndPort)
    return 'A link can lead to web addresses only: write one that begins with https:// or http://.'
  return 'Write https:// in front, as in https://shop.example/product.'
}

function isOwnHost(url: URL, own: string): boolean {
  if (!URL.canParse(`http://${own}`)) return false
  const ours = new URL(`http://${own}`)
  if (hostName(url) !== hostName(ours)) return false
  return ours.port === '' || ours.port === portOf(url)
}

/** One name for each host: without the root's dot, and all spellings of this computer as `localhost`. */
function hostName(url: URL): string {
  const name = url.hostname.replace(/\.+$/, '')
  return isLoopback(name) ? 'localhost' : name
}

function portOf(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80')
}
