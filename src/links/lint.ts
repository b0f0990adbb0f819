import { channelOfSource, mediumOfChannel, sourceOfChannel } from './channel.ts'
import { ga4Channel, isShoppingCampaign } from './ga4-channel.ts'
import { shoppingSources } from './ga4-sources.ts'
import { personalKind } from './personal-data.ts'
import { tidy } from './tidy.ts'
import { cutUrl, hostOf, keyOf } from './url-text.ts'
import { readUtm, type Utm, utmNames } from './utm.ts'

/** Something about a link that will probably disappoint. `field` is the field of `POST /links`; nothing is ever blocked. */
export type Warning = {
  readonly code: string
  readonly field: string
  readonly message: string
  /** What to write in the field instead; null when only its author can know. */
  readonly suggestion: string | null
}

/** A link to look at: `destination` and `targetUrl` as `checkDestination` and `buildTarget` return them. */
export type LintedLink = {
  readonly destination: string
  readonly targetUrl: string
  readonly utm: Utm
  /** The shop's own hosts; none: any host will do. */
  readonly shopHosts: readonly string[]
  readonly clickParam?: string
}

/** All warnings, the destination's first. @source Google Analytics help 10917952 (names), 9267744 (lengths), 6366371 (personal data) */
export function lintLink(link: LintedLink): Warning[] {
  return rules.flatMap((rule) => rule(link))
}

// The file is long because the rules are many; each stands alone, in this order.
const rules: readonly ((link: LintedLink) => readonly Warning[])[] = [
  findTaggedDestination,
  findOldClickId,
  findSecondQuestionMark,
  findUtmInFragment,
  findDuplicateKeys,
  findForeignHost,
  findPunycode,
  findLongLanding,
  findPlaceholders,
  findPersonalData,
  findUntidyValues,
  findLongValues,
  findMediumFault,
  findShoppingCampaign,
]

function findTaggedDestination({ destination }: LintedLink): Warning[] {
  const tags = Object.keys(readUtm(destination)).map((name) => `utm_${name}`)
  if (tags.length === 0) return []
  const message = `The destination has ${tags.join(', ')} already; the link's own values take their place.`
  return [{ code: 'already-tagged', field: 'destination', message, suggestion: null }]
}

function findOldClickId({ destination, clickParam = 'till' }: LintedLink): Warning[] {
  if (!pairsOf(destination).some((pair) => keyOf(pair) === clickParam)) return []
  const message = `The destination carries ${clickParam}= from an earlier click, which is left out: each visitor gets one of their own.`
  return [{ code: 'old-click-id', field: 'destination', message, suggestion: null }]
}

function findSecondQuestionMark({ destination }: LintedLink): Warning[] {
  const { base, query, fragment } = cutUrl(destination)
  if (!query?.includes('?')) return []
  const message =
    'There is a second ? in the address; what follows it is read as part of a value. Parameters are joined by &.'
  const suggestion = `${base}?${query.replaceAll('?', '&')}${fragment}`
  return [{ code: 'second-question-mark', field: 'destination', message, suggestion }]
}

function findUtmInFragment({ destination }: LintedLink): Warning[] {
  if (!/utm_(?:source|medium|campaign|content|term|id)=/i.test(cutUrl(destination).fragment)) return []
  const message = 'There are UTM parameters after the #, where Google Analytics does not read them: remove them.'
  return [{ code: 'utm-after-hash', field: 'destination', message, suggestion: null }]
}

function findDuplicateKeys({ destination }: LintedLink): Warning[] {
  const keys = pairsOf(destination).map(keyOf)
  const twice = keys.filter((key, index) => key !== '' && !key.endsWith('[]') && keys.indexOf(key) !== index)
  if (twice.length === 0) return []
  const message = `The destination has ${[...new Set(twice)].join(', ')} more than once; shops read only the first or the last.`
  return [{ code: 'duplicate-keys', field: 'destination', message, suggestion: null }]
}

function findForeignHost({ destination, shopHosts }: LintedLink): Warning[] {
  const host = hostOf(destination)
  const isShops = shopHosts.map(bareHost).some((own) => host === own || host.endsWith(`.${own}`))
  if (shopHosts.length === 0 || isShops) return []
  const message = `${host} is not among the shop's hosts (${shopHosts.join(', ')}): orders there are not seen unless it reports them.`
  return [{ code: 'host-not-the-shops', field: 'destination', message, suggestion: null }]
}

/** A host as addresses have it: punycode, lower case, without port and www. */
function bareHost(host: string): string {
  const url = `https://${host}`
  return (URL.canParse(url) ? new URL(url).hostname : host).replace(/^www\./, '')
}

function findPunycode({ destination }: LintedLink): Warning[] {
  const host = hostOf(destination)
  if (!/(?:^|\.)xn--/.test(host)) return []
  const message = `The domain has letters beyond a-z and is really called ${host}. Check that it is no look-alike of another.`
  return [{ code: 'punycode-host', field: 'destination', message, suggestion: null }]
}

function findLongLanding({ targetUrl }: LintedLink): Warning[] {
  const { length } = targetUrl
  if (length <= 420) return []
  const cut = 'Google Analytics cuts addresses at 1,000 characters, so that UTMs get lost'
  const message =
    length > 1_000
      ? `The landing address has ${length} characters. ${cut}: shorten the destination's query or the names.`
      : `The landing address has ${length} characters; beyond 420 Google Analytics cuts it where it is a referrer.`
  return [
    { code: length > 1_000 ? 'landing-url-cut' : 'landing-url-long', field: 'destination', message, suggestion: null },
  ]
}

// {{campaign.name}}, {gclid}, the same percent-encoded, TikTok's __CAMPAIGN_NAME__
const placeholder = /(?:\{|%7[bB])+(?:[\w.: -]|%20){1,60}(?:\}|%7[dD])+|__[A-Z][A-Z_]{2,40}__/

function findPlaceholders(link: LintedLink): Warning[] {
  return textsOf(link).flatMap(({ field, text }) => {
    const found = placeholder.exec(text)?.[0]
    if (found === undefined) return []
    const message = `${found} looks like a placeholder nothing fills in here: write the value itself.`
    return [{ code: 'placeholder', field, message, suggestion: null }]
  })
}

function findPersonalData(link: LintedLink): Warning[] {
  return textsOf(link).flatMap(({ field, text }) => {
    const kind = (field === 'destination' ? valuesOf(text) : [text]).map(personalKind).find(Boolean)
    if (kind === undefined) return []
    const message = `This looks like ${kind}. Google Analytics forbids personal data in addresses, and everyone on the way sees it.`
    return [{ code: 'personal-data', field, message, suggestion: null }]
  })
}

function findUntidyValues({ utm }: LintedLink): Warning[] {
  return valuesOfUtm(utm).flatMap(({ field, text }) => {
    const suggestion = tidy(text) || null
    const warnings: Warning[] = []
    if (text !== text.toLowerCase()) {
      const message = `Reports keep ${text} and ${text.toLowerCase()} apart: write it in lower case.`
      warnings.push({ code: 'upper-case', field, message, suggestion })
    }
    if (/\s/.test(text)) {
      const message = 'Spaces turn into %20 or + on the way, and one name becomes several: write - instead.'
      warnings.push({ code: 'spaces', field, message, suggestion })
    }
    return warnings
  })
}

function findLongValues({ utm }: LintedLink): Warning[] {
  return valuesOfUtm(utm).flatMap(({ field, text }) => {
    if (text.length <= 100) return []
    const message = `It has ${text.length} characters, and Google Analytics keeps 100.`
    return [{ code: 'value-too-long', field, message, suggestion: tidy(text) || null }]
  })
}

function findMediumFault({ utm }: LintedLink): Warning[] {
  const channel = channelOfSource(utm.source)
  const usual = mediumOfChannel(channel)
  const medium = utm.medium.toLowerCase()
  const warning = (code: string, message: string) => [{ code, field: 'medium', message, suggestion: usual }]
  if (medium === '') return warning('medium-missing', 'Without a medium the visits stand under "(not set)".')
  if (medium.includes('cp') && !/(?:^|[^a-z])cp[a-z](?:[^a-z]|$)/.test(medium))
    return warning(
      'medium-contains-cp',
      `Google Analytics takes ${utm.medium} for paid traffic, as it does every medium with "cp" in it.`,
    )
  // The default of a channel is deliberate, also where Analytics has no channel for it (print).
  const isDefault = medium === usual && utm.source.toLowerCase() === sourceOfChannel(channel)
  if (ga4Channel(utm).rule !== null || isDefault) return []
  return warning(
    'medium-unassigned',
    `Google Analytics knows no channel for ${utm.source} / ${utm.medium}: the visits stand under "Unassigned".`,
  )
}

function findShoppingCampaign({ utm }: LintedLink): Warning[] {
  const { channel } = ga4Channel(utm)
  const isMoved = channel.endsWith('Shopping') && !shoppingSources.has(utm.source.toLowerCase())
  if (!isMoved || !isShoppingCampaign(utm.campaign)) return []
  const message = `The word shop in the campaign's name moves its visits to "${channel}" in Google Analytics.`
  return [{ code: 'campaign-moves-to-shopping', field: 'campaign', message, suggestion: withoutShop(utm.campaign) }]
}

function withoutShop(campaign: string): string {
  return campaign
    .toLowerCase()
    .replaceAll('shopping', 'store')
    .replace(/(^|[^a-df-z])shop/g, '$1store')
}

type FieldText = { readonly field: string; readonly text: string }

function textsOf({ destination, utm }: LintedLink): FieldText[] {
  return [{ field: 'destination', text: destination }, ...valuesOfUtm(utm)]
}

function valuesOfUtm(utm: Utm): FieldText[] {
  return utmNames.flatMap((field) => {
    const text = utm[field]
    return text ? [{ field, text }] : []
  })
}

function pairsOf(url: string): string[] {
  return (cutUrl(url).query ?? '').split('&')
}

function valuesOf(url: string): string[] {
  return [...new URLSearchParams(cutUrl(url).query ?? '').values()]
}
