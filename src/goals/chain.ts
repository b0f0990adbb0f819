import { isRate, type Metric } from '../platforms/catalog.ts'
import { wilson } from '../statistics/interval.ts'
import { type Estimate, multiply, poissonRange, type Range, z80, z95 } from '../statistics/rate.ts'

/** What a shop has seen of a goal's metric, and of what followed it, on the same days and the same channel. */
export type Evidence = {
  /** The metric's amount in those days, a stock's average; null where nobody told it. */
  readonly amount: number | null
  readonly days: number
  readonly clicks: number
  /** `dispersionOf` the weeks' clicks. */
  readonly dispersion: number
  /** Clicks of the last 90 days and those that led to a purchase; null where no order has ever been told. */
  readonly bought: { readonly clicks: number; readonly buyers: number } | null
}

export type ChainStep = {
  readonly metric: string
  readonly name: string
  readonly level: Metric['level']
  /** null: can't be told; `missing` says why. */
  readonly value: number | null
  readonly likely: Range | null
  readonly sure: Range | null
  /** What of the step before comes to one of this: `seen` of `of`. */
  readonly rate: { readonly seen: number; readonly of: number; readonly days: number } | null
  readonly missing: Missing | null
}

/** `metrics`: the numbers to type in. `page`: where the remedy is. */
export type Missing = {
  readonly reason: string
  readonly remedy: string
  readonly metrics: readonly string[]
  readonly page: 'numbers' | 'links' | 'install'
}

/** From a goal to the sale, in the shop's own numbers. */
export type Chain = { readonly steps: readonly ChainStep[]; readonly sentence: string; readonly days: number }

export type ChainGoal = {
  readonly metric: Metric
  /** null while it isn't said. */
  readonly target: number | null
  /** The goal's own, in days. */
  readonly length: number
  /** Where, such as `facebook`, in words. */
  readonly where: string
}

/** Days that own rates are taken from. */
export const chainDays = 90

/**
 * What a goal on level 1–4 comes to in clicks and orders, by what the same came to before. `likely` is the 80 %, `sure` the
 * 95 % range. null for goals on level 5, for what is to fall, and on level 4 for all but link clicks.
 */
export function chainGoal(goal: ChainGoal, evidence: Evidence): Chain | null {
  const { metric } = goal
  if (metric.level === 5 || metric.direction === 'down') return null
  if (metric.level === 4 && metric.id !== 'link_clicks') return null
  const first = { ...stepOf(metric), value: goal.target }
  const clicks = metric.id === 'link_clicks' ? exactly(goal.target) : estimateClicks(goal, evidence)
  const clickStep = showStep({ ...linkClicks, estimate: clicks, rate: rateOfClicks(goal, evidence) })
  const orderStep = showStep({ ...orders, ...estimateOrders(clicks, evidence) })
  const steps = metric.id === 'link_clicks' ? [first, orderStep] : [first, clickStep, orderStep]
  return { steps, sentence: steps.map(sayStep).join(' → '), days: evidence.days }
}

const linkClicks = { metric: 'link_clicks', name: 'Link clicks', level: 4 } as const
const orders = { metric: 'orders', name: 'Orders', level: 5 } as const

/** The value and both ranges go the same way, each with its own width. */
type Both = { readonly likely: Estimate; readonly sure: Estimate }
type Told = Both | Missing

function stepOf({ id, name, level }: Metric): ChainStep {
  return { metric: id, name, level, value: null, likely: null, sure: null, rate: null, missing: null }
}

function exactly(target: number | null): Told {
  if (target === null) return noTarget
  const exact = { value: target, range: [target, target] } as const
  return { likely: exact, sure: exact }
}

const noTarget: Missing = {
  reason: 'The goal has no target yet.',
  remedy: 'Give a target.',
  metrics: [],
  page: 'numbers',
}

function estimateClicks(goal: ChainGoal, evidence: Evidence): Told {
  const { metric, target } = goal
  const of = exposureOf(goal, evidence)
  if (isRate(metric)) return noAmount(metric)
  if (of === null) return notTyped(goal)
  if (evidence.clicks === 0) return noClicks(goal)
  if (target === null) return noTarget
  const times = target / of
  const rangeOf = (z: number): Estimate => {
    const [low, high] = poissonRange(evidence.clicks, { z, dispersion: evidence.dispersion })
    return { value: evidence.clicks * times, range: [low * times, high * times] }
  }
  return { likely: rangeOf(z80), sure: rangeOf(z95) }
}

/** A stock brings clicks all the time: it counts once for every period of the goal's length. */
function exposureOf({ metric, length }: ChainGoal, { amount, days }: Evidence): number | null {
  if (amount === null || amount <= 0 || isRate(metric)) return null
  return metric.kind === 'stock' ? (amount * days) / length : amount
}

function rateOfClicks(goal: ChainGoal, evidence: Evidence): ChainStep['rate'] {
  if (exposureOf(goal, evidence) === null || evidence.clicks === 0 || evidence.amount === null) return null
  return { seen: evidence.clicks, of: evidence.amount, days: evidence.days }
}

function estimateOrders(clicks: Told, { bought }: Evidence): { estimate: Told; rate: ChainStep['rate'] } {
  if (bought === null) return { estimate: noOrders, rate: null }
  const rate = { seen: bought.buyers, of: bought.clicks, days: chainDays }
  if (bought.clicks === 0) return { estimate: noClicksAtAll, rate: null }
  if ('reason' in clicks) return { estimate: { ...clicks, reason: 'The clicks before it are not known.' }, rate }
  const at = (z: number) => {
    const { value, low, high } = wilson(Math.min(bought.buyers, bought.clicks), bought.clicks, z)
    return { value, range: [low, high] } as const
  }
  const likely = multiply(clicks.likely, at(z80))
  return { estimate: { likely, sure: multiply(clicks.sure, at(z95)) }, rate }
}

function showStep({
  estimate,
  ...step
}: Pick<ChainStep, 'metric' | 'name' | 'level' | 'rate'> & { readonly estimate: Told }): ChainStep {
  if ('reason' in estimate) return { ...step, value: null, likely: null, sure: null, missing: estimate }
  const { likely, sure } = estimate
  return { ...step, value: likely.value, likely: likely.range, sure: sure.range, missing: null }
}

function sayStep({ name, value, likely }: ChainStep): string {
  const what = name.toLowerCase()
  if (value === null) return `? ${what}`
  if (!likely || likely[0] === likely[1]) return `${tidy(value)} ${what}`
  return `about ${tidy(value)} ${what} (${tidy(likely[0])}–${tidy(likely[1])})`
}

function tidy(value: number): string {
  const rounded = value < 10 ? Math.round(value * 10) / 10 : Math.round(value)
  return rounded.toLocaleString('en-GB')
}

function noAmount({ name }: Metric): Missing {
  return {
    reason: `${name} is a share or an average: no number of clicks follows from it.`,
    remedy: 'Set the milestone on something that is counted, such as impressions or comments.',
    metrics: [],
    page: 'numbers',
  }
}

function notTyped({ metric: { id, name }, where }: ChainGoal): Missing {
  return {
    reason: `How many clicks come of ${name.toLowerCase()} isn’t known: nobody has told the number${where} in the last ${chainDays} days.`,
    remedy: `Type in ${name.toLowerCase()}${where} once a week, or import the platform’s file: the second week gives a first answer.`,
    metrics: [id],
    page: 'numbers',
  }
}

function noClicks({ where }: ChainGoal): Missing {
  return {
    reason: `No click${where} was counted on the days that the number is known for.`,
    remedy: 'Put a short link of Tilltrail into each post: its clicks are counted from then on.',
    metrics: [],
    page: 'links',
  }
}

const noClicksAtAll: Missing = {
  reason: `No click was counted there in the last ${chainDays} days.`,
  remedy: 'Put a short link of Tilltrail into each post: its clicks are counted from then on.',
  metrics: [],
  page: 'links',
}

const noOrders: Missing = {
  reason: 'How many clicks become orders isn’t known: no order has been told yet.',
  remedy: 'Install the snippet, connect the shop system, or write orders down by hand.',
  metrics: ['orders'],
  page: 'install',
}
