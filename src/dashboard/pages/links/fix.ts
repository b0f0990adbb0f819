import type { TFunction } from 'i18next'
import { toUnicodeHost } from '../../../http/punycode.ts'
import { hostOf, keyOf, pairsOf } from '../../../links/url-text.ts'
import type { PreviewedLink } from '../../queries/across.ts'

export type Warning = PreviewedLink['warnings'][number]

/** What a click on a warning's fix does, in words. `typed`: the address as it stands in the field. */
export function sayFix({ code, field, suggestion }: Warning, typed: string, t: TFunction): string {
  if (!suggestion) return t('builder.fix.empty')
  if (field !== 'destination') return t('builder.fix.use', { suggestion: shortened(suggestion) })
  const known = addressFixes.find((one) => one === code)
  if (known) return t(`builder.fix.${known}`)
  const gone = leftOut(typed, suggestion)
  if (gone.length > 0) return t('builder.fix.leaveOut', { what: gone.join(', ') })
  const host = hostOf(suggestion)
  return t('builder.fix.use', { suggestion: host === hostOf(typed) ? shortened(suggestion) : toUnicodeHost(host) })
}

const addressFixes = [
  'already-tagged',
  'duplicate-keys',
  'second-question-mark',
  'utm-after-hash',
  'not-https',
] as const

/** An address proposed, which is in ASCII, with letters such as å as the author typed them. */
export function asTyped(suggestion: string, typed: string): string {
  const letters = [...new Set(typed.match(/[^\p{ASCII}]+/gu))].toSorted((a, b) => b.length - a.length)
  const readable = letters.reduce((text, some) => text.replaceAll(encodeURIComponent(some), some), suggestion)
  const host = hostOf(suggestion)
  const isSameHost = URL.canParse(typed) && new URL(typed).hostname === host
  return isSameHost ? readable.replace(host, /^https?:\/\/([^/\\?#:]*)/i.exec(typed.trim())?.[1] ?? host) : readable
}

/** The keys of the query's pairs that are gone. */
function leftOut(before: string, after: string): string[] {
  const kept = new Set(pairsOf(after).map(keyOf))
  return [...new Set(pairsOf(before).map(keyOf))].filter((key) => key !== '' && !kept.has(key))
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
