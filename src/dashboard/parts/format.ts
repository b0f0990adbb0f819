import { useMemo } from 'react'

export type Format = ReturnType<typeof makeFormat>

/** What dates and numbers are written in, whatever language the texts have: that of the browser. */
export const readersLanguage = knownLanguage(navigator.language)

/** Numbers, money and times as the reader's language writes them; days and times in the shop's time zone. */
export function useFormat(timeZone?: string): Format {
  return useMemo(() => makeFormat(readersLanguage, timeZone), [timeZone])
}

/** British English for what the browser has no dates in. */
function knownLanguage(language: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(language)[0] ?? 'en-GB'
  } catch {
    return 'en-GB'
  }
}

export function makeFormat(language: string, timeZone?: string) {
  const zone = timeZone === undefined ? {} : { timeZone }
  const whole = new Intl.NumberFormat(language)
  const compact = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 })
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
  const shortDay = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', ...zone })
  return {
    count: (value: number) => withMinus(whole, value),
    compact: (value: number) => withMinus(compact, value),
    decimal: (value: number) => withMinus(new Intl.NumberFormat(language, { maximumFractionDigits: 1 }), value),
    /** Hours to the quarter and finer. */
    hours: (value: number) => new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value),
    /** `amount` is a decimal text, as the API has it. Whole amounts are shown without decimals. */
    money(amount: string | number, currency: string) {
      const value = Number(amount)
      const digits = Number.isInteger(value) ? { maximumFractionDigits: 0 } : {}
      return withMinus(new Intl.NumberFormat(language, { style: 'currency', currency, ...digits }), value)
    },
    /** An exchange rate: five digits that say something, as banks write it. */
    rate: (value: number) => new Intl.NumberFormat(language, { maximumSignificantDigits: 5 }).format(value),
    /** 0.0123 → 1.23 %, always with that many decimals, so that shares line up. */
    percent(share: number, decimals: number) {
      const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
      return withMinus(new Intl.NumberFormat(language, { style: 'percent', ...digits }), share)
    },
    /** A calendar day, `2026-11-22`. */
    day: (text: string) => day.format(new Date(`${text}T00:00:00Z`)),
    shortDay: (text: string) => shortDay.format(new Date(`${text}T00:00:00Z`)),
    /** An instant, ISO 8601. */
    time: (iso: string) => moment.format(new Date(iso)),
  }
}

/** With a true minus sign (U+2212), as wide as a plus, where the language has a hyphen. */
function withMinus(format: Intl.NumberFormat, value: number): string {
  const parts = format.formatToParts(value)
  return parts.map(({ type, value: text }) => (type === 'minusSign' ? text.replace('-', '−') : text)).join('')
}
