import { metrics } from '../platforms/catalog.ts'
import type { Level, Metric, Objective } from '../platforms/catalog.ts'
import { type LevelMeaning, levels } from '../platforms/levels.ts'

export type LevelVerdict = {
  readonly level: Level
  readonly verdict: { readonly suitedAsMain: boolean; readonly why: string }
}

/** On which level a goal on this metric stands, whether that suits a main goal, and why; a milestone is told what it is good for. */
export function judgeLevel(metric: Metric, { main }: { main: boolean }): LevelVerdict {
  const { level, name, doesNotSay, suitedAsMain, verdict } = meaningOf(metric.level)
  const base = `${metric.name} is level ${level}, ${name.toLowerCase()}. It says ${lowerFirst(metric.says)}`
  if (suitedAsMain) return { level, verdict: { suitedAsMain, why: `${verdict}. ${base}` } }
  const why = main
    ? `${verdict}. ${base} It does not say ${doesNotSay}.`
    : `Fits as a milestone on the way to a main goal. ${base} It does not say ${doesNotSay}.`
  return { level, verdict: { suitedAsMain, why } }
}

export type Suggestion = {
  readonly metric: string
  readonly name: string
  readonly level: Level
  readonly why: string
}

const mostSuggestions = 4

/**
 * Metrics nearer the transaction than this one, best first, out of those that can be measured here (their ids).
 * Level 4 and 5 when there are any; else whatever is above: level 3 is better than level 1. None for level 5. `own`: the
 * shop's own metrics.
 */
export function suggestNearer(
  metric: Metric,
  measurable: readonly string[],
  own: readonly Metric[] = [],
): Suggestion[] {
  const above = [...metrics, ...own].filter((one) => one.level > metric.level && measurable.includes(one.id))
  const nearSale = above.filter((one) => preferred[metric.objective].includes(one.id))
  const candidates = above.some((one) => one.level >= 4)
    ? inOrderOf(preferred[metric.objective], nearSale.length > 0 ? nearSale : above.filter((one) => one.level >= 4))
    : above.toSorted((one, other) => other.level - one.level)
  return candidates.slice(0, mostSuggestions).map((one) => ({
    metric: one.id,
    name: one.name,
    level: one.level,
    why: whyNearer(one),
  }))
}

export type GoalWarning = {
  readonly code: string
  readonly field: string
  readonly message: string
  readonly suggestion: string
}

export type GoalPlace = {
  readonly main: boolean
  /** The metric of the goal this one is a milestone to. */
  readonly parent?: Metric | null | undefined
  /** Why a level 1–3 metric was chosen as main goal all the same; answers that warning. */
  readonly reason?: string | null | undefined
  readonly businessGoal?: string | null | undefined
}

/** What to reconsider about a goal's place. Warnings explain; none of them blocks. */
export function findGoalWarnings(metric: Metric, { main, parent, reason, businessGoal }: GoalPlace): GoalWarning[] {
  const low = metric.level <= 3
  const warnings: GoalWarning[] = []
  if (low && main && !reason) warnings.push(lowMain(metric))
  if (low && !main && !parent) warnings.push(noParent(metric))
  if (low && parent && parent.level <= 3) warnings.push(lowParent(parent))
  if (main && !businessGoal) warnings.push(noBusinessGoal)
  return warnings
}

function lowMain(metric: Metric): GoalWarning {
  return {
    code: 'main-goal-far-from-sale',
    field: 'main',
    message: `${metric.name} is level ${metric.level}: useful on the way, but it does not say ${meaningOf(metric.level).doesNotSay}.`,
    suggestion: 'Make it a milestone of a goal on level 4 or 5, or write down the reason why it is the main goal.',
  }
}

function noParent(metric: Metric): GoalWarning {
  return {
    code: 'milestone-without-goal',
    field: 'parentId',
    message: `A goal on level ${metric.level} is a milestone on the way to another goal, and this one leads to none.`,
    suggestion: 'Name the main goal on level 4 or 5 that it leads to.',
  }
}

function lowParent(parent: Metric): GoalWarning {
  return {
    code: 'parent-far-from-sale',
    field: 'parentId',
    message: `The goal it leads to, ${parent.name}, is itself on level ${parent.level}.`,
    suggestion: 'Lead it to a goal on level 4 or 5.',
  }
}

const noBusinessGoal: GoalWarning = {
  code: 'no-business-goal',
  field: 'businessGoal',
  message: 'A main goal serves a goal of the business; this one names none.',
  suggestion: 'Say in a few words which goal of the business it serves, such as “10% more online sales this year”.',
}

/** The level 4 and 5 metrics that answer each objective's real question, best first. */
const preferred: Readonly<Record<Objective, readonly string[]>> = {
  awareness: ['link_clicks', 'new_customers', 'orders', 'sessions', 'leads', 'revenue'],
  engagement: ['link_clicks', 'orders', 'add_to_cart', 'leads', 'questions', 'sessions', 'revenue'],
  'customer-service': ['orders', 'questions', 'direct_messages', 'leads', 'revenue'],
  'leads-and-sales': ['orders', 'revenue', 'conversion_rate', 'new_customers', 'aov'],
}

function inOrderOf(order: readonly string[], found: readonly Metric[]): Metric[] {
  const place = (metric: Metric) => (order.includes(metric.id) ? order.indexOf(metric.id) : order.length)
  return found.toSorted((one, other) => place(one) - place(other))
}

function whyNearer(metric: Metric): string {
  const where = metric.source === 'platform' ? '' : ' Measured here, outside the platform.'
  return `It says ${lowerFirst(metric.says)}${where}`
}

function meaningOf(level: Level): LevelMeaning {
  const meaning = levels.find((one) => one.level === level)
  if (!meaning) throw new RangeError(`there is no level ${level}`)
  return meaning
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}
