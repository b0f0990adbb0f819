import * as z from 'zod'
import { parseDay } from './calendar.ts'

/** A day on a shop's calendar as text. Apart from calendar.ts, which the dashboard shares: zod stays out of there. */
export const dayField = z
  .string('must be a day such as 2026-11-22')
  .refine(isDay, 'must be a day of the calendar, written as 2026-11-22')

function isDay(text: string): boolean {
  try {
    return parseDay(text) >= 0
  } catch {
    return false
  }
}
