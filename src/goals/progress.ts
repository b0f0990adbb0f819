import { isRate } from '../platforms/catalog.ts'
import type { Metric } from '../platforms/catalog.ts'
import { betaCdf, betaQuantile } from '../statistics/distribution.ts'
import { likelyTotal, neededPerDay, probabilityToReach, runRate } from '../statistics/forecast.ts'
import { exposureOf, type Rhythm } from '../statistics/weekday.ts'

/**
 * A goal and what is measured. Days are whole days since 1970-01-01 in the shop's time zone, `from` and `to` inclusive;
 * `now` is such a day plus the fraction of it that has passed (20500.25: a quarter into day 20500).
 */
export type GoalReading = {
  readonly metric: Metric
  readonly target: number
  /** A stock's value when the goal began; not used for other kinds. */
  readonly baseline?: number | null | undefined
  /** The goal's day at whose end the baseline was so; before the goal without it. */
  readonly baselineDay?: number | undefined
  readonly from: number
  readonly to: number
  readonly now: number
  /** A stock's or rate's latest value, else what came in between `from` and `now`; null when nothing is measured. */
  readonly value: number | null
  /** Days after its click in which an order still counts. */
  readonly clickWindowDays?: number | undefined
  /** `dispersionOf` the daily counts of the history; 1 without one. */
  readonly dispersion?: number | undefined
  /** For money: Σ amount² ÷ Σ amount of the orders so far, in the value's unit. Without it money gets no probability. */
  readonly eventSize?: number | undefined
  /** For shares in percent of things that happen one by one: how many of how many so far. */
  readonly share?: { readonly successes: number; readonly trials: number } | null | undefined
  /** How the shop's weekdays and months differ; all days are alike without it. */
  readonly rhythm?: Rhythm | null | undefined
  /** For numbers that somebody tells: of how many of the goal's days the value is; up to `now` without it. */
  readonly measuredDays?: number | undefined
}

export const progressStatuses = [
  'not-started',
  'ahead',
  'on-track',
  'behind',
  'reached',
  'missed',
  'maturing',
  'unknown',
] as const
export type ProgressStatus = (typeof progressStatuses)[number]

export type Progress = {
  readonly value: number | null
  readonly target: number
  /** 0–1. */
  readonly elapsedShare: number
  /** Where the value ends if the rest goes as so far; null for stocks, rates, and before anything has elapsed. */
  readonly runRate: number | null
  /** The same with busy and quiet weekdays (and months) weighed; null where too little is known of them. */
  readonly runRateAdjusted: number | null
  /** What has been added per day so far, comparable to `neededPerDay`; null for rates and a stock without a baseline. */
  readonly pacePerDay: number | null
  /** Per day from now on: what must be added (a stock that should fall: taken away; a count to be kept low: may still come). Null for rates. */
  readonly neededPerDay: number | null
  /** Of ending at the target or better, 0–1; null where no count of independent events stands behind the value. */
  readonly probability: number | null
  /** 80 % interval of the value at the end; null as `probability`. */
  readonly interval: readonly [low: number, high: number] | null
  readonly status: ProgressStatus
}

/** How a goal stands. Throws RangeError for days or numbers that can't be (an end before the start, NaN). */
export function judgeProgress(goal: GoalReading): Progress {
  requireReading(goal)
  const time = measureTime(goal)
  const { value, target } = goal
  const known = { value, target, elapsedShare: time.elapsed / time.length }
  if (goal.now < goal.from) return { ...known, ...nothingToSay, status: 'not-started' }
  if (value === null) return { ...known, ...nothingToSay, status: 'unknown' }
  const outlook = lookAhead(goal, value, time)
  return { ...known, ...outlook, status: judgeStatus({ goal, value, time, outlook }) }
}

type Time = {
  readonly length: number
  readonly elapsed: number
  readonly left: number
  /** Days that the value is of. */
  readonly measured: number
  /** The goal's days that were gone when a stock's baseline was read. */
  readonly before: number
}
type Outlook = Pick<
  Progress,
  'runRate' | 'runRateAdjusted' | 'pacePerDay' | 'neededPerDay' | 'probability' | 'interval'
>

const nothingToSay = {
  ...{ runRate: null, runRateAdjusted: null, pacePerDay: null },
  ...{ neededPerDay: null, probability: null, interval: null },
} as const

function measureTime({ from, to, now, measuredDays, metric, baselineDay = from - 1 }: GoalReading): Time {
  const length = to + 1 - from
  const elapsed = Math.min(length, Math.max(0, now - from))
  const measured = Math.min(elapsed, measuredDays ?? elapsed)
  const before = metric.kind === 'stock' ? baselineDay + 1 - from : 0
  return { length, elapsed, left: length - elapsed, measured, before }
}

/** Under a minute nothing can be extrapolated. */
const shortestDays = 1 / 1440

function lookAhead(goal: GoalReading, value: number, time: Time): Outlook {
  const { metric, target } = goal
  if (isRate(metric)) return isEarly(time) ? nothingToSay : { ...nothingToSay, ...weighShare(goal, value, time) }
  const { left, measured } = time
  const isStock = metric.kind === 'stock'
  const towards = isStock && metric.direction === 'down' ? -1 : 1
  // What nobody told yet of the days that are gone can't be caught up on these days any more.
  const needed = neededPerDay({ soFar: towards * value, left, target: towards * target })
  const went = measured - time.before
  if (isEarly(time) || went < shortestDays) return { ...nothingToSay, neededPerDay: needed }
  const start = isStock ? goal.baseline : 0
  const pacePerDay = start === null || start === undefined ? null : (towards * (value - start)) / went
  if (isStock) return { ...nothingToSay, neededPerDay: needed, pacePerDay }
  // From the last day told on, as the value is of that day.
  const pace = { soFar: value, elapsed: measured, left: left === 0 ? 0 : time.length - measured }
  const weighed = weighDays(goal, pace)
  return {
    ...{ runRate: runRate(pace), neededPerDay: needed, pacePerDay },
    runRateAdjusted: weighed && runRate(weighed),
    ...weigh(goal, weighed ?? pace),
  }
}

type Elapsing = { readonly soFar: number; readonly elapsed: number; readonly left: number }

/** The same pace in average days, by the shop's rhythm; null without one. */
function weighDays({ rhythm, from, to }: GoalReading, { soFar, elapsed, left }: Elapsing): Elapsing | null {
  if (!rhythm) return null
  const until = from + elapsed
  return { soFar, elapsed: exposureOf(rhythm, from, until), left: left === 0 ? 0 : exposureOf(rhythm, until, to + 1) }
}

/**
 * Independent events only: a post's views and likes come in bursts, for which a Poisson process would promise far too much.
 * Money is counted in orders of typical size Σ amount² ÷ Σ amount, which has the variance of a compound Poisson sum.
 */
function weigh(goal: GoalReading, { soFar, elapsed, left }: Elapsing): Pick<Outlook, 'probability' | 'interval'> {
  const { metric, target, dispersion = 1 } = goal
  const size = metric.unit === 'money' ? goal.eventSize : 1
  if (metric.kind !== 'flow' || size === undefined || soFar < 0) return nothingLikely
  const pace = { soFar: soFar / size, elapsed, left, dispersion }
  const total = likelyTotal(pace)
  const reach = (count: number) => probabilityToReach({ ...pace, target: count })
  // To stay at or under the target is not to reach the next count.
  const beyond = metric.direction === 'down' ? reach(Math.floor(target / size) + 1) : null
  return {
    probability: beyond === null ? reach(target / size) : 1 - beyond,
    interval: total && [total[0] * size, total[1] * size],
  }
}

/**
 * Of a share the true one by Jeffreys' posterior, Beta(successes + ½, failures + ½), in percent; one that is over is known.
 * @source Brown, Cai & DasGupta 2001, section 4.
 */
function weighShare({ metric, target, share }: GoalReading, value: number, { left }: Time): Likely {
  if (!share || !(share.trials > 0)) return nothingLikely
  if (left === 0) return { probability: isMet({ metric, target, value }) ? 1 : 0, interval: [value, value] }
  const { successes, trials } = share
  const [a, b] = [successes + 0.5, trials - successes + 0.5]
  const under = betaCdf(Math.min(1, Math.max(0, target / 100)), a, b)
  const low = successes === 0 ? 0 : betaQuantile(0.1, a, b)
  const high = successes === trials ? 1 : betaQuantile(0.9, a, b)
  return { probability: metric.direction === 'up' ? 1 - under : under, interval: [low * 100, high * 100] }
}

type Likely = Pick<Outlook, 'probability' | 'interval'>

/** Of fewer clicks, visits or baskets a share says nothing yet: one more would turn it around. */
export const fewestTrials = 30

const nothingLikely = { probability: null, interval: null } as const

/** Before a twentieth of the time has passed, chance alone decides how it looks. */
const tooEarlyShare = 0.05

function isEarly({ left, measured, before, length }: Time): boolean {
  return left > 0 && measured - before < Math.max(shortestDays, tooEarlyShare * (length - before))
}

type Judged = { readonly goal: GoalReading; readonly value: number; readonly time: Time; readonly outlook: Outlook }

function judgeStatus({ goal, value, time, outlook }: Judged): ProgressStatus {
  const { metric, target } = goal
  const met = isMet({ metric, target, value })
  if (time.left === 0)
    return met ? 'reached' : isMaturing(goal) ? 'maturing' : hasEnd(goal, time) ? 'missed' : 'unknown'
  const onlyGrows = metric.kind !== 'stock' && !isRate(metric)
  if (onlyGrows && metric.direction === 'down' && !met) return 'missed'
  if (met && (metric.kind === 'stock' || (onlyGrows && metric.direction === 'up'))) return 'reached'
  if (isEarly(time)) return 'unknown'
  if (goal.share && goal.share.trials < fewestTrials) return 'unknown'
  if (outlook.probability !== null) return fromProbability(outlook.probability)
  return fromPace(goal, value, { time, outlook })
}

function isMet({
  metric,
  target,
  value,
}: Pick<GoalReading, 'metric' | 'target'> & { readonly value: number }): boolean {
  return metric.direction === 'up' ? value >= target : value <= target
}

/** A stock read within the last week tells how it ended; what adds up must be told to the last day. */
function hasEnd({ metric }: GoalReading, { length, measured }: Time): boolean {
  return measured >= length - (metric.kind === 'stock' ? Math.min(7, length - 1) : 0)
}

/** Orders of the period's last clicks can still come in. */
function isMaturing({ metric, now, to, clickWindowDays = 0 }: GoalReading): boolean {
  return metric.source === 'conversions' && now < to + 1 + clickWindowDays
}

/** Ahead: even the lower end of the 80 % interval would do. */
function fromProbability(probability: number): ProgressStatus {
  if (probability >= 0.9) return 'ahead'
  return probability >= 0.5 ? 'on-track' : 'behind'
}

/** Ahead: a tenth better than the way from the start to the target asks for. A stock without a baseline has no such way. */
function fromPace(
  goal: GoalReading,
  value: number,
  { time, outlook }: Pick<Judged, 'time' | 'outlook'>,
): ProgressStatus {
  const { metric, target, baseline } = goal
  if (metric.kind === 'stock') {
    if (baseline === null || baseline === undefined) return 'unknown'
    const asked = ((target - baseline) * (time.measured - time.before)) / (time.length - time.before)
    return fromHeading((value - baseline) / asked)
  }
  const expected = outlook.runRateAdjusted ?? outlook.runRate ?? value
  if (target === 0) return (metric.direction === 'up' ? expected >= 0 : expected <= 0) ? 'on-track' : 'behind'
  const heading = expected / target
  return fromHeading(metric.direction === 'up' ? heading : 2 - heading)
}

function fromHeading(heading: number): ProgressStatus {
  if (heading >= 1.1) return 'ahead'
  return heading >= 1 - 1e-9 ? 'on-track' : 'behind'
}

function requireReading({ target, baseline, from, to, now, value, ...rest }: GoalReading): void {
  const numbers = [target, baseline ?? 0, from, to, now, value ?? 0, rest.clickWindowDays ?? 0]
  if (!numbers.every(Number.isFinite)) throw new RangeError('a goal is made of finite numbers')
  if (!Number.isInteger(from) || !Number.isInteger(to)) throw new RangeError('from and to are whole days')
  if (to < from) throw new RangeError(`the goal ends (day ${to}) before it begins (day ${from})`)
  if (rest.eventSize !== undefined && !(rest.eventSize > 0)) throw new RangeError('eventSize must be positive')
  if (rest.measuredDays !== undefined && !(rest.measuredDays >= 0)) throw new RangeError('measuredDays are 0 or more')
}
