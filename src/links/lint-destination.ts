import { isLoopback } from '../http/loopback.ts'
import { cutUrl, hostOf, keyOf, pairsOf, withoutPairs } from './url-text.ts'
import { utmNames } from './utm.ts'
import type { LintedLink, Warning } from './warning.ts'

/** What to say about the address a link leads to, but for its host (lint-host.ts). */

export function findTaggedDestination({ destination }: LintedLink): Warning[] {
  const tags = [...new Set(pairsOf(destination).map(keyOf))].filter(isUtm)
  if (tags.length === 0) return []
  const message = `The destination has ${tags.join(', ')} already; the link's own values take their place: leave them out.`
  const suggestion = withoutPairs(destination, (pair) => isUtm(keyOf(pair)))
  return [{ code: 'already-tagged', field: 'destination', message, suggestion }]
}

function isUtm(key: string): boolean {
  return utmNames.some((name) => key === `utm_${name}`)
}

export function findOldClickId({ destination, clickParam = 'till' }: LintedLink): Warning[] {
  const isOld = (pair: string) => keyOf(pair) === clickParam
  if (!pairsOf(destination).some(isOld)) return []
  const message = `The destination carries ${clickParam}= from an earlier click, which is left out: each visitor gets one of their own.`
  return [{ code: 'old-click-id', field: 'destination', message, suggestion: withoutPairs(destination, isOld) }]
}

/** What platforms add to an address for one visitor: copied from the browser, it credits everybody's visit to that one. */
const foreignClickIds = new Set(
  `fbclid gclid gbraid wbraid dclid msclkid ttclid twclid li_fat_id igsh igshid srsltid sccid epik yclid mc_eid _gl`.split(
    ' ',
  ),
)

export function findForeignClickIds({ destination }: LintedLink): Warning[] {
  const isForeign = (pair: string) => foreignClickIds.has(keyOf(pair))
  const found = [...new Set(pairsOf(destination).filter(isForeign).map(keyOf))]
  if (found.length === 0) return []
  const message = `The destination carries ${found.join(', ')} of somebody's earlier visit, and statistics would take all visits for that one: leave it out.`
  const suggestion = withoutPairs(destination, isForeign)
  return [{ code: 'foreign-click-id', field: 'destination', message, suggestion }]
}

export function findSecondQuestionMark({ destination }: LintedLink): Warning[] {
  const { base, query, fragment } = cutUrl(destination)
  // In a value a ? may stand, and in an address that is a value it belongs; only one before a key is a slip.
  const mended = (query ?? '')
    .split('&')
    .map((pair) => (pair.includes('://') ? pair : pair.replace(/\?(?=[\w.~[\]%-]+=)/g, '&')))
    .join('&')
  if (mended === (query ?? '')) return []
  const message =
    'There is a second ? in the address; what follows it is read as part of a value. Parameters are joined by &.'
  const suggestion = `${base}?${mended}${fragment}`
  return [{ code: 'second-question-mark', field: 'destination', message, suggestion }]
}

export function findUtmInFragment({ destination }: LintedLink): Warning[] {
  const { fragment } = cutUrl(destination)
  const rest = fragment.replace(/([#?&])utm_(?:source|medium|campaign|content|term|id)=[^&#]*/gi, '$1')
  if (rest === fragment) return []
  const message =
    "There are UTM parameters after the #, where Google Analytics does not read them: leave them out, the link's own stand before it."
  const tidied = rest.replace(/([#?&])&+/g, '$1').replace(/[?&#]+$/, '')
  const suggestion = destination.slice(0, -fragment.length) + tidied
  return [{ code: 'utm-after-hash', field: 'destination', message, suggestion }]
}

export function findDuplicateKeys({ destination }: LintedLink): Warning[] {
  const seen = new Set<string>()
  const twice = new Set<string>()
  const suggestion = withoutPairs(destination, (pair) => {
    const key = keyOf(pair)
    const isAgain = key !== '' && !key.endsWith('[]') && seen.has(key)
    seen.add(key)
    if (isAgain) twice.add(key)
    return isAgain
  })
  if (twice.size === 0) return []
  const message = `The destination has ${[...twice].join(', ')} more than once; shops read only the first or the last: keep one.`
  return [{ code: 'duplicate-keys', field: 'destination', message, suggestion }]
}

export function findPlainHttp({ destination }: LintedLink): Warning[] {
  const host = hostOf(destination)
  const isAtHome = /^[\d.]+$|^\[|^[^.]*$|\.(?:local|test|lan|internal)$/.test(host)
  if (!/^http:/i.test(destination) || isLoopback(host) || isAtHome) return []
  const message =
    'The address begins with http://: most shops send it on to https://, which costs a moment and may lose the parameters. Write https://.'
  return [{ code: 'not-https', field: 'destination', message, suggestion: destination.replace(/^http:/i, 'https:') }]
}

/** What the redirect adds for its click id: `&till=` and 32 characters (clicks/click-id.ts). */
const clickIdLength = 32

export function findLongLanding({ targetUrl, clickParam = 'till' }: LintedLink): Warning[] {
  const length = targetUrl.length + clickParam.length + 2 + clickIdLength
  if (length <= 420) return []
  const shorten = "Shorten the destination's query or the names."
  const message =
    length > 1_000
      ? `The landing address has ${length} characters, and Google Analytics cuts it at 1,000, so that UTMs get lost. ${shorten}`
      : `The landing address has ${length} characters; beyond 420 Google Analytics cuts it where it is a referrer. ${shorten}`
  const code = length > 1_000 ? 'landing-url-cut' : 'landing-url-long'
  return [{ code, field: 'destination', message, suggestion: null }]
}
