import { fromWallTime, parseDay, startOfDay } from '../../shops/calendar.ts'

/** What a day alone means: its first moment, or the first one after it. */
export type DayMeans = 'start' | 'end'

/**
 * UTC milliseconds of a time as exports write it: ISO 8601, seconds or milliseconds since 1970, a day, or a day and a time
 * on the shop's clock. Undefined for all else, also for 11/12/2026, which is one of two days.
 */
export function parseTime(text: string, timeZone: string, dayMeans: DayMeans): number | undefined {
  if (/^\d{10}$/.test(text)) return Number(text) * 1000
  if (/^\d{13}$/.test(text)) return Number(text)
  const found = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,6})?)? ?(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i.exec(
    text,
  )
  if (!found) return undefined
  const [, day = '', time, seconds = ':00', zone] = found
  if (!isDay(day)) return undefined
  if (time === undefined) return startOfDay(parseDay(day) + (dayMeans === 'end' ? 1 : 0), timeZone)
  const offset = zone === undefined ? 'Z' : zone.replace(/^utc$/i, 'Z').replace(/([+-]\d{2}):?(\d{2})/, '$1:$2')
  const at = Date.parse(`${day}T${time}${seconds}${offset.toUpperCase()}`)
  if (Number.isNaN(at)) return undefined
  return zone === undefined ? fromWallTime(at, timeZone) : at
}

function isDay(text: string): boolean {
  try {
    return parseDay(text) >= 0
  } catch {
    return false
  }
}
