import { tidy } from './tidy.ts'
import { cutUrl, hostOf, keyOf, pairsOf, withoutPairs } from './url-text.ts'
import { type LintedLink, namesOf, type Warning } from './warning.ts'

/** Warns of what looks like personal data. @source Google Analytics help 6366371 names the UTM values expressly */
export function findPersonalData(link: LintedLink): Warning[] {
  return [...ofDestination(link.destination), ...namesOf(link).flatMap(({ field, text }) => ofName(field, text))]
}

/** What kind of personal data a text looks like, in words for a sentence; undefined for none. A guess, good for a warning. */
export function personalKind(text: string): string | undefined {
  if (email.test(text)) return 'an e-mail address'
  return embeddedPhone.test(text) || isPhoneNumber(text.trim()) ? 'a phone number' : undefined
}

const email = /[^\s@/:?&=]+@[^\s@/]+\.[a-z]{2,}/i
const embeddedPhone = /(?<!\d)\+\d[\d\s().-]{6,17}\d(?!\d)/

/** With a + 8–15 digits; without one 8–12 that are no date. Ids of platforms are longer, order numbers mostly shorter. */
function isPhoneNumber(text: string): boolean {
  if (!/^\+?[\d\s().-]+$/.test(text)) return false
  const digits = text.replace(/\D/g, '')
  if (text.startsWith('+')) return digits.length >= 8 && digits.length <= 15
  return digits.length >= 8 && digits.length <= 12 && !/^(?:(?:19|20)\d{6}|\d{4}20\d{2})$/.test(digits)
}

function ofName(field: string, text: string): Warning[] {
  const kind = personalKind(text)
  if (kind === undefined) return []
  const rest = isPhoneNumber(text.trim()) ? '' : tidy(text.replace(email, ' ').replace(embeddedPhone, ' '))
  const suggestion = rest || (['content', 'term'].includes(field) ? '' : null)
  return [warning(field, kind, suggestion)]
}

function ofDestination(destination: string): Warning[] {
  const kindOfPair = (pair: string) => kindOf(pair, isMessenger(destination))
  const kind = pairsOf(destination).map(kindOfPair).find(Boolean)
  if (kind !== undefined)
    return [
      warning(
        'destination',
        kind,
        withoutPairs(destination, (pair) => kindOfPair(pair) !== undefined),
      ),
    ]
  // In a path or fragment only the author can tell what the page needs.
  const { base, fragment } = cutUrl(destination)
  return email.test(decoded(base + fragment)) ? [warning('destination', 'an e-mail address', null)] : []
}

/** Numbers of a shop's own are longer than many phone numbers: in an address only a + or the key makes one of them. */
function kindOf(pair: string, isNumberMeant: boolean): string | undefined {
  const equals = pair.indexOf('=')
  const value = decoded(pair.slice(equals + 1)).trim()
  if (email.test(value)) return 'an e-mail address'
  if (isNumberMeant) return undefined
  const isSaid = /phone|mobile?|tlf|tel$|msisdn|whatsapp/.test(keyOf(pair)) || value.startsWith('+')
  return equals >= 0 && isSaid && isPhoneNumber(value) ? 'a phone number' : undefined
}

/** A link that opens a chat carries the number to write to, which is the shop's own. */
function isMessenger(destination: string): boolean {
  return /(?:^|\.)(?:whatsapp\.com|wa\.me|viber\.com)$/.test(hostOf(destination))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // Broken percent signs stay as typed.
    return text
  }
}

function warning(field: string, kind: string, suggestion: string | null): Warning {
  const message = `This looks like ${kind}: leave it out. Google Analytics forbids personal data in addresses, and everyone on the way sees it.`
  return { code: 'personal-data', field, message, suggestion }
}
