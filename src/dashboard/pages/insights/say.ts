import type { TFunction } from 'i18next'
import { type Format, readersLanguage } from '../../parts/format.ts'

/** Hours in the unit that people would say them in. */
export function sayHours(hours: number, t: TFunction, format: Format): string {
  if (hours < 1) return t('insights.minutes', { count: Math.round(hours * 60) })
  if (hours < 48) return t('insights.hours', { count: Math.round(hours) })
  return t('insights.days', { value: format.decimal(hours / 24) })
}

/** Monday is 0. */
export function nameWeekday(weekday: number, length: 'long' | 'short'): string {
  return new Intl.DateTimeFormat(readersLanguage, { weekday: length, timeZone: 'UTC' }).format(
    new Date(Date.UTC(2024, 0, 1 + weekday)),
  )
}

/** A list as the reader's language has it. */
export function joinWords(words: readonly string[]): string {
  return new Intl.ListFormat(readersLanguage, { type: 'conjunction' }).format(words)
}
