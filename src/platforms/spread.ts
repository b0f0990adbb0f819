/** First and last day, inclusive. */
export type Days = { readonly from: number; readonly to: number }

/**
 * The part of a whole number, spent evenly over `spent`, that falls on `period`: what fell until its last day less what had
 * fallen before its first. However days are cut, the parts add up to the whole, and each day's is within one unit of an
 * exact even share. `total` must not be negative, and at most 9e15 ÷ days.
 */
export function partOn(total: number, spent: Days, period: Days): number {
  const days = spent.to - spent.from + 1
  const until = (day: number) => Math.floor((total * (Math.min(day, spent.to) - spent.from + 1)) / days)
  const [first, last] = [Math.max(spent.from, period.from), Math.min(spent.to, period.to)]
  return last < first ? 0 : until(last) - until(first - 1)
}

/** The days of `spent` within `period`, in order. */
export function daysWithin(spent: Days, period: Days): number[] {
  const [first, last] = [Math.max(spent.from, period.from), Math.min(spent.to, period.to)]
  return last < first ? [] : Array.from({ length: last - first + 1 }, (_, at) => first + at)
}
