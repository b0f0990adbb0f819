import { parseDay, showDay } from '../shops/calendar.ts'

/** The same days a year before, as days since 1970: this December is compared with last December. 29 February becomes the 28th. */
export function aYearBefore(day: number): number {
  const text = showDay(day)
  const year = String(Number(text.slice(0, 4)) - 1).padStart(4, '0')
  const rest = text.slice(4)
  return parseDay(year + (rest === '-02-29' ? '-02-28' : rest))
}

/** What the same season brought last year: in all of it, and up to the day that today is a year after. Days as `2025-11-22`. */
export type LastYear = {
  readonly value: number
  readonly soFar: number | null
  readonly from: string
  readonly to: string
}
