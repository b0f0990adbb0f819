/** A URL cut at its '?' and '#' without parsing: base, '?' and query, fragment put together again are the URL, byte for byte. */
export type UrlText = {
  readonly base: string
  /** Without its '?'; undefined when there is none. */
  readonly query: string | undefined
  /** With its '#'; empty when there is none. */
  readonly fragment: string
}

export function cutUrl(url: string): UrlText {
  const hash = url.indexOf('#')
  const fragment = hash < 0 ? '' : url.slice(hash)
  const rest = hash < 0 ? url : url.slice(0, hash)
  const mark = rest.indexOf('?')
  return mark < 0
    ? { base: rest, query: undefined, fragment }
    : { base: rest.slice(0, mark), query: rest.slice(mark + 1), fragment }
}

/** The host of an http(s) URL in lower case, without port; empty when there is none. */
export function hostOf(url: string): string {
  return (/^https?:\/\/([^/\\?#:]*)/i.exec(url)?.[1] ?? '').toLowerCase()
}

/** A query pair's key as a shop would read it: percent-decoded, lower case. Never throws on broken encoding. */
export function keyOf(pair: string): string {
  const equals = pair.indexOf('=')
  const key = equals < 0 ? pair : pair.slice(0, equals)
  return (key.includes('%') ? decodeBytes(key) : key).toLowerCase()
}

function decodeBytes(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/**
 * Percent-encodes, as UTF-8, what may not stand in a query or fragment of a Location header: control characters, spaces,
 * double quotes, angle brackets, everything beyond ASCII. All else, also what is encoded already, stays as typed.
 */
export function escapeUnsafe(text: string): string {
  return text.toWellFormed().replace(/[^\x21\x23-\x3b\x3d\x3f-\x7e]+/g, encodeURIComponent)
}

/** The pairs of a URL's query as they stand there, empty ones too. */
export function pairsOf(url: string): string[] {
  return (cutUrl(url).query ?? '').split('&')
}

/** The URL without some pairs of its query, all else byte for byte; its '?' goes with the last of them. */
export function withoutPairs(url: string, isGone: (pair: string) => boolean): string {
  const { base, query, fragment } = cutUrl(url)
  if (query === undefined) return url
  const pairs = query.split('&')
  const kept = pairs.filter((pair) => !isGone(pair))
  if (kept.length === pairs.length) return url
  return base + (kept.every((pair) => pair === '') ? '' : `?${kept.join('&')}`) + fragment
}
