import { toUnicodeHost } from '../http/punycode.ts'
import { hostOf } from './url-text.ts'
import type { FieldText, LintedLink, Warning } from './warning.ts'

/** The host a link leads to: ours, the shop's, one that only looks like the shop's, or somebody else's. */
export function findHostFaults(link: LintedLink): Warning[] {
  const { destination, shopHosts } = link
  const host = hostOf(destination)
  const warning = (code: string, message: string, to: string | null = null): Warning => {
    const suggestion = to === null ? null : withHost(destination, to)
    return { code, field: 'destination', message, suggestion }
  }
  if (isOurs(link))
    return [
      warning(
        'own-short-domain',
        `${host} is a short domain of our own: the visitor would be sent on twice and counted twice. Write the address the short link leads to.`,
      ),
    ]
  const own = shopHosts.map(bareHost)
  if (own.some((one) => isWithin(host, one))) return []
  const meant = own.map((one) => looksLike(host, one)).find((one) => one !== undefined)
  if (meant !== undefined)
    return [
      warning(
        'look-alike-host',
        `${shown(host)} only looks like the shop's ${toUnicodeHost(meant)}: it is another site. Check each letter.`,
        meant,
      ),
    ]
  return [...findForeignLetters(host, warning), ...findForeignHost(host, own, warning)]
}

type Warn = (code: string, message: string, to?: string | null) => Warning

function isOurs({ destination, ownHosts = [] }: LintedLink): boolean {
  if (!URL.canParse(destination)) return false
  const { host, hostname } = new URL(destination)
  return ownHosts.some((own) => (own.includes(':') ? host : hostname) === own)
}

function isWithin(host: string, own: string): boolean {
  return host === own || host.endsWith(`.${own}`)
}

function findForeignLetters(host: string, warning: Warn): Warning[] {
  if (!/(?:^|\.)xn--/.test(host)) return []
  const isMixed = toUnicodeHost(host)
    .split('.')
    .some((label) => /\p{Script=Latin}/u.test(label) && alphabetLikeLatin.test(label))
  return isMixed
    ? [
        warning(
          'mixed-script-host',
          `${shown(host)} mixes letters of two alphabets in one word, as forged addresses do: check where it leads.`,
        ),
      ]
    : [
        warning(
          'punycode-host',
          `The domain has letters beyond a-z and is really called ${host}. Check that it is no look-alike of another.`,
        ),
      ]
}

const alphabetLikeLatin = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u

function findForeignHost(host: string, own: readonly string[], warning: Warn): Warning[] {
  if (own.length === 0) return []
  const meant = own.find((one) => isSlipOf(host.replace(/^www\./, ''), one))
  const message = `${shown(host)} is not among the shop's hosts (${own.map(toUnicodeHost).join(', ')}): orders there are not seen unless it reports them. Add it in the settings if it is the shop's.`
  return [warning('host-not-the-shops', message, meant ?? null)]
}

/** One letter too many, too few or wrong, or two in the wrong order. */
function isSlipOf(host: string, own: string): boolean {
  const shortest = Math.min(host.length, own.length)
  let start = 0
  while (start < shortest && host[start] === own[start]) start++
  let end = 0
  while (end < shortest - start && host.at(-1 - end) === own.at(-1 - end)) end++
  const differing = Math.max(host.length, own.length) - start - end
  return own.length >= 8 && (differing <= 1 || (differing === 2 && host.length === own.length))
}

/** The shop's host that somebody means who writes `host`: letters that look alike, or its name in front of another. */
function looksLike(host: string, own: string): string | undefined {
  const [seen, meant] = [skeleton(host), skeleton(own)]
  if (seen === meant) return own
  if (seen.endsWith(`.${meant}`)) return `${host.split('.').slice(0, -own.split('.').length).join('.')}.${own}`
  return seen.replace(/^www\./, '').startsWith(`${meant}.`) ? own : undefined
}

/** What a host looks like at a glance. @source Unicode TR39's confusables, those that fonts draw alike in lower case */
function skeleton(host: string): string {
  return toUnicodeHost(host)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z.-]/gu, (letter) => alike.get(letter) ?? letter)
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
}

const alike: ReadonlyMap<string, string> = new Map(
  [
    ['аɑα', 'a'],
    ['ьƅ', 'b'],
    ['сϲ', 'c'],
    ['ԁđɗ', 'd'],
    ['еєε3', 'e'],
    ['ɡց', 'g'],
    ['һհн', 'h'],
    ['іıι', 'i'],
    ['јϳ', 'j'],
    ['кκ', 'k'],
    ['ӏłǀ1', 'l'],
    ['м', 'm'],
    ['ոпη', 'n'],
    ['оοσօø0', 'o'],
    ['рρ', 'p'],
    ['ԛգ', 'q'],
    ['гɼ', 'r'],
    ['ѕ5', 's'],
    ['тτ', 't'],
    ['սυц', 'u'],
    ['νѵ', 'v'],
    ['ԝѡω', 'w'],
    ['хχ', 'x'],
    ['уγү', 'y'],
    ['ʐ', 'z'],
  ].flatMap(([letters = '', latin = '']) => Array.from(letters, (letter) => [letter, latin] as const)),
)

/**
 * A link that is used inside the shop: its source or placement is the shop itself. UTMs there begin a new visit, and the
 * post that brought the visitor loses the order.
 */
export function findInternalLink({ utm, placement, shopHosts }: LintedLink): Warning[] {
  const own = shopHosts.map(bareHost)
  const places: FieldText[] = [
    { field: 'source', text: utm.source },
    { field: 'placement', text: placement ?? '' },
  ]
  return places.flatMap(({ field, text }) => {
    const host = bareHost(text.trim().toLowerCase())
    if (!own.some((one) => isWithin(host, one))) return []
    const message = `${text} is the shop itself. UTMs on its own links begin a new visit, and the post that brought the visitor loses the order: link there without UTMs.`
    return [{ code: 'internal-link', field, message, suggestion: null }]
  })
}

/** A host as addresses have it: punycode, lower case, without port and www. */
function bareHost(host: string): string {
  const url = `https://${host}`
  return (URL.canParse(url) ? new URL(url).hostname : host).replace(/^www\./, '')
}

function shown(host: string): string {
  const read = toUnicodeHost(host)
  return read === host ? host : `${read} (${host})`
}

/** The same address on another host, which may lead to the shop's under https alone. */
function withHost(destination: string, host: string): string {
  return destination.replace(/^(https?:\/\/)[^/\\?#:]*/i, `$1${host}`)
}
