import { isRate } from '../platforms/catalog.ts'
import type { Metric } from '../platforms/catalog.ts'
import { likelyTotal, neededPerDay, probabilityToReach, runRate } from '../statistics/forecast.ts'

/**
 * A goal and what is measured. Days are whole days since 1970-01-01 in the shop's time zone, `from` and `to` inclusive;
 * `now` is such a day plus the fraction of it that has passed (20500.25: a quarter into day 20500).
 */
export type GoalReading = {
  readonly metric: Metric
  readonly target: number
  /** A stock's value when the goal began; not used for other kinds. */
  readonly baseline?: number | null | undefined
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
}

export type ProgressStatus =
  | 'not-started'
  | 'ahead'
  | 'on-track'
  | 'behind'
  | 'reached'
  | 'missed'
  | 'maturing'
  | 'unknown'

export type Progress = {
  readonly value: number | null
  readonly target: number
  /** 0–1. */
  readonly elapsedShare: number
  /** Where the value ends if the rest goes as so far; null for stocks, rates, and before anything has elapsed. */
  readonly runRate: number | null
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

type Time = { readonly length: number; readonly elapsed: number; readonly left: number }
type Outlook = Pick<Progress, 'runRate' | 'neededPerDay' | 'probability' | 'interval'>

const nothingToSay = { runRate: null, neededPerDay: null, probability: null, interval: null } as const

function measureTime({ from, to, now }: GoalReading): Time {
  const length = to + 1 - from
  const elapsed = Math.min(length, Math.max(0, now - from))
  return { length, elapsed, left: length - elapsed }
}

/** Under a minute nothing can be extrapolated. */
const shortestDays = 1 / 1440

function lookAhead(goal: GoalReading, value: number, { elapsed, left }: Time): Outlook {
  if (isRate(goal.metric)) return nothingToSay
  const towards = goal.metric.kind === 'stock' && goal.metric.direction === 'down' ? -1 : 1
  const needed = neededPerDay({ soFar: towards * value, left, target: towards * goal.target })
  if (goal.metric.kind === 'stock' || elapsed < shortestDays) return { ...nothingToSay, neededPerDay: needed }
  const pace = { soFar: value, elapsed, left }
  return { runRate: runRate(pace), neededPerDay: needed, ...weigh(goal, pace) }
}

/**
 * Independent events only: a post's views and likes come in bursts, for which a Poisson process would promise far too much.
 * Money is counted in orders of typical size Σ amount² ÷ Σ amount, which has the variance of a compound Poisson sum.
 */
function weigh(
  goal: GoalReading,
  { soFar, elapsed, left }: { soFar: number; elapsed: number; left: number },
): Pick<Outlook, 'probability' | 'interval'> {
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

const nothingLikely = { probability: null, interval: null } as const

type Judged = { readonly goal: GoalReading; readonly value: number; readonly time: Time; readonly outlook: Outlook }

/** Before a twentieth of the time has passed, chance alone decides how it looks. */
const tooEarlyShare = 0.05

function judgeStatus({ goal, value, time, outlook }: Judged): ProgressStatus {
  const { metric, target } = goal
  const met = metric.direction === 'up' ? value >= target : value <= target
  if (time.left === 0) return met ? 'reached' : isMaturing(goal) ? 'maturing' : 'missed'
  const onlyGrows = metric.kind !== 'stock' && !isRate(metric)
  if (onlyGrows && metric.direction === 'down' && !met) return 'missed'
  if (met && (metric.kind === 'stock' || (onlyGrows && metric.direction === 'up'))) return 'reached'
  if (time.elapsed / time.length < tooEarlyShare) return 'unknown'
  if (outlook.probability !== null) return fromProbability(outlook.probability)
  return fromPace(goal, value, { time, outlook })
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
    const asked = (target - baseline) * (time.elapsed / time.length)
    return fromHeading((value - baseline) / asked)
  }
  const expected = outlook.runRate ?? value
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
}
