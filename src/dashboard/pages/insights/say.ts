import type { TFunction } from 'i18next'
import { type Format, readersLanguage } from '../../parts/format.ts'
import type { Interval } from '../../parts/interval-bar.tsx'

/** Hours in the unit that people would say them in. */
export function sayHours(hours: number, t: TFunction, format: Format): string {
  if (hours < 1) return t('insights.minutes', { count: Math.round(hours * 60) })
  if (hours < 48) return t('insights.hours', { count: Math.round(hours) })
  return t('insights.days', { value: format.decimal(hours / 24) })
}

/** Whole percents, and tenths where both ends would be the same or next to each other. */
export function sayShare({ value, low, high }: Interval, t: TFunction, format: Format) {
  const decimals = high - low < 0.015 ? 1 : 0
  const percent = (share: number) => format.percent(share, decimals)
  return { value: percent(value), range: t('insights.between', { low: percent(low), high: percent(high) }) }
}

/** Monday is 0. */
export function nameWeekday(weekday: number, length: 'long' | 'short'): string {
  return new Intl.DateTimeFormat(readersLanguage, { weekday: length, timeZone: 'UTC' }).format(
    new Date(Date.UTC(2024, 0, 1 + weekday)),
  )
}

/** Whole amounts from one to another, the currency once where the language has it so. */
export function sayAmounts(low: string, high: string, currency: string): string {
  const format = new Intl.NumberFormat(readersLanguage, { style: 'currency', currency, maximumFractionDigits: 0 })
  const [from, to] = [Math.round(Number(low)), Math.round(Number(high))]
  // Of two equal ends it makes “about”.
  return from < to ? format.formatRange(from, to) : format.format(to)
}

/** A list as the reader's language has it. */
export function joinWords(words: readonly string[]): string {
  return new Intl.ListFormat(readersLanguage, { type: 'conjunction' }).format(words)
}
