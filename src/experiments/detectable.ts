import { mondayOf } from '../shops/calendar.ts'
import { detectableEffect } from '../statistics/sign-flip.ts'
import { type Outcome, unitOf } from './experiment.ts'

/**
 * The smallest change that weeks like the shop's last ones would let us see in four of five tries. `effect` and `mean` are
 * by week, in `unit`; `percent` of the mean, null where that is nothing to speak of. Unknown with fewer than eight weeks.
 */
export type Detectable =
  | { readonly known: false; readonly weeks: number }
  | {
      readonly known: true
      readonly weeks: number
      readonly mean: number
      readonly sd: number
      readonly effect: number
      readonly percent: number | null
      readonly unit: string
    }

export const fewestWeeks = 8
const mostWeeks = 26

/** The whole weeks that are over and behind the shop's first order, 26 at most: days from `from` up to before `until`. */
export function pastWeeks(firstOrder: number | null, today: number): { readonly from: number; readonly until: number } {
  const until = mondayOf(today)
  // A shop that began on a Tuesday tells of its second week first.
  const first = firstOrder === null ? until : mondayOf(firstOrder + 6)
  return { from: Math.min(until, Math.max(first, until - mostWeeks * 7)), until }
}

/** `weekly`: what each past week brought, in `unit`, with the same days left out as in the weeks to come. */
export function judgeDetectable(
  weekly: readonly number[],
  { pairs, metric, currency }: { readonly pairs: number; readonly metric: Outcome; readonly currency: string },
): Detectable {
  const weeks = weekly.length
  if (weeks < fewestWeeks) return { known: false, weeks }
  const mean = weekly.reduce((sum, week) => sum + week, 0) / weeks
  const sd = Math.sqrt(weekly.reduce((sum, week) => sum + (week - mean) ** 2, 0) / (weeks - 1))
  const effect = detectableEffect({ sd, pairs })
  // Of under five orders no share is told.
  const isTellable = metric === 'net_revenue' || mean * weeks >= 5
  const percent = mean > 0 && isTellable ? (effect / mean) * 100 : null
  return { known: true, weeks, mean, sd, effect, percent, unit: unitOf(metric, currency) }
}

export function sayDetectable(detectable: Detectable): string {
  if (!detectable.known)
    return `Unknown: the shop has ${detectable.weeks} whole weeks of orders, and it takes ${fewestWeeks} to say what could be seen.`
  const { effect, percent, unit, weeks, mean } = detectable
  const share = percent === null ? '' : ` (${sayNumber(Math.ceil(percent))}%)`
  return `You could only see changes above ${sayNumber(effect)} ${unit} a week${share}, going by the last ${weeks} weeks, of ${sayNumber(mean)} on average.`
}

/** To a digit after the point where it is small. */
export function sayNumber(value: number): string {
  const digits = { maximumFractionDigits: Math.abs(value) < 100 ? 1 : 0 }
  return new Intl.NumberFormat('en', digits).format(value).replace('-', '−')
}
