import { badField } from '../http/problem.ts'
import { localDay, parseDay, showDay } from '../shops/calendar.ts'

/** A month of a shop's calendar, `2026-10`; `to` is the last of its days that has come. Days since 1970. */
export type MonthDays = {
  readonly month: string
  readonly from: number
  readonly to: number
  readonly isOver: boolean
  /** `October 2026` */
  readonly title: string
}

/** @throws Problem 400 for what is no month, or one that hasn't begun */
export function daysOfMonth(month: string, now: number, timeZone: string): MonthDays {
  if (!isMonth(month)) throw badField('/month', 'must be a month such as 2026-10.')
  const today = localDay(now, timeZone)
  const from = parseDay(`${month}-01`)
  const last = lastDayOf(month)
  if (from > today) throw badField('/month', 'must have begun: there is nothing to tell of it yet.')
  return { month, from, to: Math.min(last, today), isOver: last < today, title: sayMonth(month) }
}

/** Since 1970, as days of the calendar are here. */
export function isMonth(text: string): boolean {
  return /^(?:19[7-9]\d|[2-9]\d{3})-(?:0[1-9]|1[0-2])$/.test(text)
}

/** The month that a day lies in. */
export function monthOf(day: number): string {
  return showDay(day).slice(0, 7)
}

/** The month before that of a day. */
export function monthBefore(day: number): string {
  return monthOf(parseDay(`${monthOf(day)}-01`) - 1)
}

export function lastDayOf(month: string): number {
  return parseDay(`${monthOf(parseDay(`${month}-01`) + 31)}-01`) - 1
}

/** `2026-10` → October 2026 */
export function sayMonth(month: string): string {
  return months.format(parseDay(`${month}-01`) * 86_400_000)
}

/** `October` */
export function sayMonthAlone(day: number): string {
  return monthsAlone.format(day * 86_400_000)
}

/** `14 November` */
export function sayDayOfYear(day: number): string {
  return daysOfYear.format(day * 86_400_000)
}

const daysOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' })
const monthsAlone = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' })
const months = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
