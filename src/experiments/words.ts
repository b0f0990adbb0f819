import { countOf, type KeptWeek } from './adherence.ts'
import type { DayOutcome } from './outcome-store.ts'
import { sayNumber } from './detectable.ts'
import type { Experiment } from './experiment.ts'
import type { Verdict } from './judge.ts'
import { inHundred } from './plan.ts'

/** A verdict in one or two sentences. `unit` is for many: orders, new customers, NOK. */
export function sayVerdict(verdict: Verdict, unit: string): string {
  const { kind, mean, p, smallestP, sides, percent } = verdict
  const share = percent === null ? '' : ` (${percent < 0 ? '−' : '+'}${sayNumber(Math.abs(Math.round(percent)))}%)`
  const seen =
    Math.abs(mean) < 0.05
      ? `The weeks with posts brought as many ${unit} as those without`
      : `The weeks with posts had ${sayNumber(Math.abs(mean))} ${unit} ${mean > 0 ? 'more' : 'fewer'} a week${share}`
  const chance = `by chance alone ${sides === 2 ? 'a gap that wide' : 'that much or more'} comes up in ${inHundred(p)} of 100 draws`
  if (kind === 'shown')
    return `${seen}; ${chance}. That is good evidence that posting ${mean > 0 ? 'brings' : 'costs'} ${unit}.`
  if (smallestP > 0.05)
    return `${seen}; ${chance}; not enough to say so, and with ${countOf(verdict.pairs.length, 'pair')} no result could have been.`
  return `${seen}; ${chance}; not enough to say so.`
}

/** The interval as a sentence, with the level that so many pairs can give. */
export function sayInterval({ interval: { low, high, level } }: Verdict, unit: string): string {
  const percent = sayNumber(level * 100)
  return `The true difference lies between ${sayNumber(low)} and ${sayNumber(high)} ${unit} a week (${percent}% of such intervals hold it).`
}

type Told = {
  readonly experiment: Experiment
  readonly weeks: readonly KeptWeek[]
  readonly days: ReadonlyMap<number, DayOutcome>
  readonly isTold: boolean
}

/** What bends a verdict, of this experiment and of all such. */
export function cautionsOf({ experiment, weeks, days, isTold }: Told): string[] {
  const off = weeks.filter(({ isOn }) => !isOn)
  const slips = off.filter(({ posts }) => posts.length > 0).length
  const idle = weeks.filter(({ isOn, posts }) => isOn && posts.length === 0).length
  const carried = off.reduce((sum, week) => sum + Math.max(0, week.clicks - week.ownClicks), 0)
  const outcomes = [...days.values()]
  const unknown = outcomes.reduce((sum, day) => sum + day.unknownCustomers, 0)
  const unconverted = outcomes.reduce((sum, day) => sum + day.unconverted, 0)
  const { metric, firstMonday, pairs } = experiment
  return [
    `Posts go on working into the week after, which makes the difference smaller than it is: ${countOf(carried, 'click')} in off weeks came from earlier posts.`,
    ...(slips > 0
      ? [`Posts with links came out in ${countOf(slips, 'off week')}: the difference is smaller for it.`]
      : []),
    ...(idle > 0 ? [`Nothing was posted in ${countOf(idle, 'on week')}: the difference is smaller for it.`] : []),
    'Adjacent weeks even out slow and busy months. A holiday, payday or sale within one week of a pair they don’t: the lot alone sees to those.',
    ...(isInBusyTime(firstMonday, pairs)
      ? ['The weeks run through Black Week or Christmas, when weeks differ more than otherwise: chance has more to do.']
      : []),
    ...(metric === 'net_revenue' && isTold
      ? ['What is given back later still changes it.', ...sayUnconverted(unconverted)]
      : []),
    ...(metric === 'new_customers' && unknown > 0
      ? [`Of ${countOf(unknown, 'order')} nobody knows whether the customer was new: they aren’t in it.`]
      : []),
    'It says what posting does, not what a single post does, and nothing of what it brings after these weeks.',
  ]
}

/** 14 Dec 2026 */
export function sayDay(day: number): string {
  return days.format(new Date(day * 86_400_000))
}

const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

function sayUnconverted(orders: number): string[] {
  return orders > 0 ? [`${countOf(orders, 'order')} in other currencies without a rate aren’t in it.`] : []
}

/** 16 November to 5 January, in any year. */
function isInBusyTime(firstMonday: number, pairs: number): boolean {
  return Array.from({ length: pairs * 2 }, (_, week) => firstMonday + week * 7).some((day) => {
    const date = new Date(day * 86_400_000)
    const [month, dayOfMonth] = [date.getUTCMonth() + 1, date.getUTCDate()]
    return (month === 11 && dayOfMonth >= 16) || month === 12 || (month === 1 && dayOfMonth <= 5)
  })
}
