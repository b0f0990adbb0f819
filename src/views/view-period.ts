import { mondayOf, parseDay, showDay } from '../shops/calendar.ts'

/** Days that move on with the calendar; `last-30-days` and other numbers of days end today. */
export const namedPeriods = [
  'this-week',
  'last-week',
  'this-month',
  'last-month',
  'this-quarter',
  'last-quarter',
  'this-year',
  'last-year',
] as const
export type NamedPeriod = (typeof namedPeriods)[number]

export type Days = { readonly from: string; readonly to: string }

/** The days that a period means on a day of the shop's calendar, both included; undefined for a word that is none. */
export function readPeriod(period: string, today: number): Days | undefined {
  const rolling = /^last-([1-9]\d{0,2})-days$/.exec(period)?.[1]
  if (rolling !== undefined) return daysOf(today - Number(rolling) + 1, today)
  const named = namedPeriods.find((one) => one === period)
  if (named === undefined) return undefined
  const [which, unit] = named.split('-')
  const begin = beginOf(unit, today)
  return which === 'this' ? daysOf(begin, today) : daysOf(beginOf(unit, begin - 1), begin - 1)
}

/** `last-30-days` in words, as in "The last 30 days"; undefined for a word that is no period. */
export function sayPeriod(period: string): string | undefined {
  const rolling = /^last-([1-9]\d{0,2})-days$/.exec(period)?.[1]
  if (rolling !== undefined) return rolling === '1' ? 'Today' : `The last ${rolling} days`
  return namedPeriods.some((one) => one === period)
    ? `${period.charAt(0).toUpperCase()}${period.slice(1).replace('-', ' ')}`
    : undefined
}

function beginOf(unit: string | undefined, day: number): number {
  if (unit === 'week') return mondayOf(day)
  const [year = '', month = ''] = showDay(day).split('-')
  if (unit === 'year') return parseDay(`${year}-01-01`)
  const first = unit === 'quarter' ? Math.floor((Number(month) - 1) / 3) * 3 + 1 : Number(month)
  return parseDay(`${year}-${String(first).padStart(2, '0')}-01`)
}

function daysOf(from: number, to: number): Days {
  return { from: showDay(from), to: showDay(to) }
}
