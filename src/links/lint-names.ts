import { channelOfSource, mediumOfChannel } from './channel.ts'
import { personalKind } from './personal-data.ts'
import { tidy } from './tidy.ts'
import { type LintedLink, namesOf, type Warning } from './warning.ts'

/** What to say about the UTM values, whatever Google Analytics makes of them (lint-ga4.ts). */

// {{campaign.name}}, {gclid}, ${x}, the same percent-encoded, TikTok's __CAMPAIGN_NAME__, Mailchimp's *|FNAME|*
const placeholder =
  /(?:\$|%24)?(?:\{|%7b)+(?:[\w.: -]|%20){1,60}(?:\}|%7d)+|__[a-z][a-z_]{2,40}__|\*(?:\||%7c)[\w:]{1,40}(?:\||%7c)\*|%%[a-z][\w.]{1,40}%%/i
// [campaign], <post>: in addresses brackets mean something
const placeholderInName = /^(?:\[[^[\]]{1,60}\]|<[^<>]{1,60}>)$/

export function findPlaceholders(link: LintedLink): Warning[] {
  return [{ field: 'destination', text: link.destination }, ...namesOf(link)].flatMap(({ field, text }) => {
    const found = placeholderIn(text, field)
    if (found === undefined) return []
    const message = `${found} looks like a placeholder nothing fills in here: write the value itself.`
    return [{ code: 'placeholder', field, message, suggestion: null }]
  })
}

function placeholderIn(text: string, field: string): string | undefined {
  return placeholder.exec(text)?.[0] ?? (field === 'destination' ? undefined : placeholderInName.exec(text)?.[0])
}

export function findReservedNames(link: LintedLink): Warning[] {
  return namesOf(link).flatMap(({ field, text }) => {
    if (
      !/^\((?:direct|none|not set|not provided|organic|referral|other|cross-network)\)$|^(?:null|undefined|nan)$/i.test(
        text,
      )
    )
      return []
    const message = `${text} is what Google Analytics writes where it knows nothing, so the post's visits would be lost among those: write the value itself.`
    const usual = mediumOfChannel(channelOfSource(link.utm.source))
    return [{ code: 'reserved-value', field, message, suggestion: field === 'medium' ? usual : null }]
  })
}

export function findUntidyNames(link: LintedLink): Warning[] {
  return namesOf(link).flatMap(({ field, text }) => {
    // To tidy these would only hide them.
    if (placeholderIn(text, field) !== undefined || personalKind(text) !== undefined) return []
    const [isUpper, isSpaced] = [text !== text.toLowerCase(), /\s/.test(text)]
    if (!isUpper && !isSpaced) return []
    const suggestion = tidy(text) || null
    const warnings: Warning[] = []
    if (isUpper) {
      const message = `Reports keep ${text} and ${text.toLowerCase()} apart: write it in lower case.`
      warnings.push({ code: 'upper-case', field, message, suggestion })
    }
    if (isSpaced) {
      const message = 'Spaces turn into %20 or + on the way, and one name becomes several: write - instead.'
      warnings.push({ code: 'spaces', field, message, suggestion })
    }
    return warnings
  })
}

export function findLongNames(link: LintedLink): Warning[] {
  return namesOf(link).flatMap(({ field, text }) => {
    if (text.length <= 100) return []
    const message = `It has ${text.length} characters, and Google Analytics keeps 100: shorten it.`
    return [{ code: 'value-too-long', field, message, suggestion: tidy(text) || null }]
  })
}
