import { isRate, type Metric } from '../platforms/catalog.ts'
import { dispersionOf, probabilityToReach } from '../statistics/forecast.ts'

/** A goal before it begins. `from` and `to` are days since 1970-01-01, inclusive; the target is in the metric's unit. */
export type GoalDraft = {
  readonly metric: Metric
  readonly target: number
  /** A stock's value now; for others the result of an earlier period of the same length. */
  readonly baseline?: number | null | undefined
  readonly from: number
  readonly to: number
  readonly scope?: GoalScope | null | undefined
  readonly effort?: Effort | null | undefined
}

export type GoalScope = {
  readonly channel?: string | undefined
  readonly campaignId?: string | undefined
  readonly postId?: string | undefined
  readonly place?: string | undefined
}

/** What is planned to be put in: hours, and money in the shop's currency. */
export type Effort = { readonly hours?: number; readonly money?: number }

export type History = {
  /** Past periods of the goal's length, oldest first. `opening`: a stock's value at its start. */
  readonly periods: readonly { readonly opening?: number; readonly result: number }[]
  /** What an hour, or one of the shop's currency, has brought in the metric's unit. */
  readonly perHour?: number
  readonly perMoney?: number
}

/** true: yes · false: no, and why · null: can't be told yet, and what would tell. */
export type Finding = { readonly ok: boolean | null; readonly why: string }

export type Smart = {
  readonly specific: Finding
  readonly measurable: Finding
  readonly achievable: Finding
  readonly realistic: Finding
  readonly timeBound: Finding
}

/** Whether a goal is SMART. Without enough history nothing is claimed about achievable and realistic but the absurd. */
export function judgeSmart(goal: GoalDraft, history?: History): Smart {
  return {
    specific: judgeSpecific(goal),
    measurable: judgeMeasurable(goal),
    achievable: judgeAchievable(goal, history),
    realistic: judgeRealistic(goal, history),
    timeBound: judgeTimeBound(goal),
  }
}

function judgeSpecific({ metric, scope }: GoalDraft): Finding {
  const where = [scope?.channel, scope?.campaignId && 'one campaign', scope?.postId && 'one post', scope?.place]
  const named = where.filter(Boolean).join(', ')
  if (named) return { ok: true, why: `It names what should change, ${metric.name.toLowerCase()}, and where: ${named}.` }
  if (metric.source !== 'platform') {
    return { ok: true, why: `It names what should change, ${metric.name.toLowerCase()}, for the whole shop.` }
  }
  return { ok: false, why: `${metric.name} of which channel? Choose a channel, campaign, post or place.` }
}

function judgeMeasurable({ metric, target, baseline }: GoalDraft): Finding {
  if (!Number.isFinite(target) || target < 0) return { ok: false, why: 'The target must be a number, zero or more.' }
  if (metric.unit === 'percent' && target > 100 && !isReturn(metric))
    return { ok: false, why: 'A share can’t exceed 100%.' }
  if (metric.source === 'snippet')
    return { ok: true, why: 'Measured on the shop’s pages, once the snippet is in place.' }
  if (metric.source !== 'platform') return { ok: true, why: 'Measured here, outside the platform.' }
  const start = metric.kind === 'stock' && isMissing(baseline) ? ' Enter today’s value as baseline.' : ''
  return { ok: true, why: `The platform shows it; type it in or import it regularly.${start}` }
}

/** What comes back of money isn't a share of it. */
function isReturn({ id }: Pick<Metric, 'id'>): boolean {
  return id === 'roi' || id === 'roas'
}

/** Longer goals are found missed too late to act on. */
const longestDays = 366

function judgeTimeBound({ from, to }: GoalDraft): Finding {
  const days = to - from + 1
  if (!(days >= 1)) return { ok: false, why: 'It ends before it begins.' }
  if (days > longestDays)
    return { ok: false, why: 'More than a year is too far off to steer by: split it into shorter goals.' }
  return { ok: true, why: days === 1 ? 'It is set for one day.' : `It has a beginning and an end, ${days} days.` }
}

const baselineAdvice =
  'There is no history of your own to judge by: measure for four weeks first and use that as baseline.'

const alreadyThere: Finding = { ok: true, why: 'The baseline already meets the target: ask for more.' }

const noTarget: Finding = { ok: null, why: 'Give a target first.' }

function judgeAchievable(goal: GoalDraft, history?: History): Finding {
  if (!Number.isFinite(goal.target)) return noTarget
  if (alreadyMet(goal)) return alreadyThere
  const chance = weighHistory(goal, history)
  return chance ? speakOfChance(chance) : { ok: null, why: baselineAdvice }
}

/** By the effort planned where its yield is known, else by chance, else by what no one can expect without a budget. */
function judgeRealistic(goal: GoalDraft, history?: History): Finding {
  if (!Number.isFinite(goal.target)) return noTarget
  if (alreadyMet(goal)) return alreadyThere
  const byEffort = weighEffort(goal, history)
  if (byEffort) return byEffort
  const chance = weighHistory(goal, history)
  if (chance) return speakOfChance(chance)
  return weighGrowth(goal)
}

type Chance = { readonly probability: number; readonly reached: number; readonly periods: number }

/** Fewer past periods say next to nothing. */
const fewestPeriods = 4

/** Stocks by the growth asked for, the rest by the result; counts also by a forecast, as reaching more than ever isn't impossible. */
function weighHistory(goal: GoalDraft, history?: History): Chance | null {
  const isStock = goal.metric.kind === 'stock'
  const usable = (history?.periods ?? []).filter(({ opening = 0 }) => !isStock || opening > 0)
  const asked = isStock ? growthAsked(goal) : goal.target
  if (usable.length < fewestPeriods || asked === null) return null
  const results = usable.map(({ opening = 1, result }) => (isStock ? result / opening : result))
  const reached = results.filter((result) =>
    goal.metric.direction === 'up' ? result >= asked : result <= asked,
  ).length
  const probability = Math.max(reached / results.length, forecastChance(goal, results))
  return { probability, reached, periods: results.length }
}

function forecastChance({ metric, target }: GoalDraft, results: readonly number[]): number {
  if (metric.kind !== 'flow' || metric.unit !== 'count' || metric.direction !== 'up') return 0
  const soFar = results.reduce((sum, result) => sum + result, 0)
  const pace = { soFar, elapsed: results.length, left: 1, dispersion: dispersionOf(results) }
  return probabilityToReach({ ...pace, target: soFar + target }) ?? 0
}

/** Even odds are realistic, one in five is a stretch, less is not realistic. */
function speakOfChance({ probability, reached, periods }: Chance): Finding {
  const odds = `By your own history the chance is about ${percent(probability)}; ${reached} of ${periods} past periods of this length got there`
  if (probability >= 0.5) return { ok: true, why: `${odds}: realistic.` }
  if (probability >= 0.2) return { ok: true, why: `${odds}: a stretch.` }
  return { ok: false, why: `${odds}: unrealistic as set.` }
}

function weighEffort(goal: GoalDraft, history?: History): Finding | null {
  const { hours = 0, money = 0 } = goal.effort ?? {}
  const { perHour = 0, perMoney = 0 } = history ?? {}
  const adds = goal.metric.direction === 'up' && !isRate(goal.metric)
  const brings = hours * perHour + money * perMoney
  const gap = goal.metric.kind === 'stock' ? goal.target - (goal.baseline ?? Number.NaN) : goal.target
  if (!adds || !(brings > 0) || Number.isNaN(gap)) return null
  const covered = `By your own history the effort planned brings about ${percent(brings / gap)} of what is asked for`
  if (brings >= gap) return { ok: true, why: `${covered}: realistic.` }
  const more = perHour > 0 ? ` About ${Math.ceil((gap - brings) / perHour)} more hours would be needed.` : ''
  return { ok: false, why: `${covered}.${more}` }
}

// Limits of our own choosing, wide on purpose: they stop the absurd and leave the rest to the shop's own history.
const steepGrowth = 3
const plausibleGrowth = 1.5
const smallBaseline = 30
/** So many more people a month don't come without a budget. */
const manyMore = 10_000
/** But to a great many they may: of 250,000 they are so little a month. */
const littleOfMany = 0.04

function weighGrowth(goal: GoalDraft): Finding {
  const isTooMany = isOutOfTheBlue(goal)
  const growth = monthlyGrowth(goal)
  const small = goal.metric.unit === 'count' && (goal.baseline ?? 0) < smallBaseline
  if (growth === null || small || goal.metric.direction === 'down')
    return isTooMany ? outOfTheBlue(goal) : { ok: null, why: baselineAdvice }
  const asked = `The target is ${percent(growth - 1)} more than the baseline${goal.metric.kind === 'stock' ? ', per month' : ''}`
  if (isTooMany && growth <= steepGrowth) return outOfTheBlue(goal)
  if (growth <= plausibleGrowth) return { ok: null, why: `${asked}: plausible. ${baselineAdvice}` }
  if (growth <= steepGrowth) return { ok: null, why: `${asked}: steep. ${baselineAdvice}` }
  if ((goal.effort?.money ?? 0) > 0) {
    return { ok: null, why: `${asked}: very steep, and what your budget brings is not known yet. ${baselineAdvice}` }
  }
  return { ok: false, why: `${asked}: unrealistic without a budget. Lower it, take longer, or plan money for it.` }
}

/** So many more followers, by their number or as new ones; what new ones were won before can be won again. */
function isOutOfTheBlue({ metric, target, baseline, effort, from, to }: GoalDraft): boolean {
  const isStock = metric.kind === 'stock' && metric.unit === 'count' && metric.direction === 'up'
  if ((!isStock && metric.id !== 'new_followers') || (effort?.money ?? 0) > 0) return false
  const start = baseline ?? 0
  const gain = (isStock ? target - start : target) / Math.max(1, (to - from + 1) / 30)
  return gain >= manyMore && (isStock ? gain > start * littleOfMany : target > start)
}

function outOfTheBlue({ metric, baseline }: GoalDraft): Finding {
  const isStartUnknown = metric.kind === 'stock' && isMissing(baseline)
  const unless = isStartUnknown ? ', unless most of them are there already. Type in today’s number, lower' : ': lower'
  const why = `So many in so short a time is unrealistic without a budget${unless} the target, take longer, or plan money for it.`
  return { ok: false, why }
}

/** A stock grows with time, so its factor is taken per 30 days; other baselines are of the same length already. */
function monthlyGrowth(goal: GoalDraft): number | null {
  const asked = growthAsked(goal)
  if (asked === null || goal.metric.kind !== 'stock') return asked
  const months = Math.max(1, goal.to - goal.from + 1) / 30
  return asked ** (1 / months)
}

function growthAsked({ target, baseline }: GoalDraft): number | null {
  return isMissing(baseline) || baseline <= 0 ? null : target / baseline
}

function alreadyMet({ metric, target, baseline }: GoalDraft): boolean {
  if (metric.kind !== 'stock' || isMissing(baseline)) return false
  return metric.direction === 'up' ? baseline >= target : baseline <= target
}

function isMissing(value: number | null | undefined): value is null | undefined {
  return value === null || value === undefined
}

function percent(share: number): string {
  if (share > 100) return 'more than 10,000%'
  return `${Math.round(share * 100)}%`
}
