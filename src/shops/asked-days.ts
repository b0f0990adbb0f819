import type * as z from 'zod'
import { badField } from '../http/problem.ts'
import { parseDay } from './calendar.ts'
import { dayField } from './day-field.ts'

/** Days of a shop's calendar, both included. */
export type Days = { readonly from: number; readonly to: number }

/** Fields of a query that may ask for days. */
export const askedDays = {
  from: dayField.optional().describe('The first day, in the shop’s time zone; without it, from the beginning.'),
  to: dayField.optional().describe('The last day, included; without it, to the end.'),
}

type AskedDays = { readonly [Field in keyof typeof askedDays]?: z.output<(typeof askedDays)[Field]> }

/** Undefined where no days were asked for. @throws Problem 400 when the first is after the last */
export function readDays({ from, to }: AskedDays): Days | undefined {
  if (from === undefined && to === undefined) return undefined
  const days = { from: from === undefined ? 0 : parseDay(from), to: to === undefined ? lastDay : parseDay(to) }
  if (days.from > days.to) throw badField('/from', 'must not be after to.')
  return days
}

const lastDay = parseDay('9999-12-31')
