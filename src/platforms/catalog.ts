import { attention } from './metrics/attention.ts'
import { engagement } from './metrics/engagement.ts'
import { interaction } from './metrics/interaction.ts'
import { transaction } from './metrics/transaction.ts'
import { visibility } from './metrics/visibility.ts'

/** 1 visibility · 2 attention · 3 engagement · 4 interaction · 5 transaction. */
export type Level = 1 | 2 | 3 | 4 | 5

export type Objective = 'awareness' | 'engagement' | 'customer-service' | 'leads-and-sales'

/**
 * `count` and `money` add up over days; all others are rates (an average or a share of the period).
 * `money…` is in whole units of the shop's currency (499.5), as values and goals are; `percent` is 0–100.
 */
export type Unit =
  | 'count'
  | 'money'
  | 'percent'
  | 'seconds'
  | 'minutes'
  | 'per-person'
  | 'money-per-click'
  | 'money-per-follower'
  | 'money-per-link'
  | 'money-per-lead'
  | 'money-per-order'
  | 'money-per-customer'

export type Metric = {
  readonly id: string
  readonly name: string
  readonly level: Level
  readonly objective: Objective
  readonly unit: Unit
  /** stock: how many there are (followers) · running-total: a post's count so far · flow: per period. */
  readonly kind: 'stock' | 'running-total' | 'flow'
  /** Who tells us: the platform's own figures, our click log, checked conversions, or the snippet on the shop's pages. */
  readonly source: 'platform' | 'clicks' | 'conversions' | 'snippet'
  /** Which way is better. */
  readonly direction: 'up' | 'down'
  /** How it is reckoned, from other metrics where it is one of them divided by another. */
  readonly formula: string
  /** Where this shop gets it. */
  readonly comesFrom: string
  readonly says: string
  readonly doesNotSay: string
  /** The known way to be fooled by it. */
  readonly trap: string
  /** What is known to help it, where anything is. */
  readonly improve: string | null
}

/** The metric of that id, or undefined. */
export function findMetric(id: string): Metric | undefined {
  return byId.get(id)
}

/** Whether it is an average or a share of a period, so that days don't add up and there is no run rate. */
export function isRate(metric: Metric): boolean {
  return metric.unit !== 'count' && metric.unit !== 'money'
}

/** Every metric, by level. Ids are part of the contract: none is renamed or dropped. */
export const metrics: readonly Metric[] = [...visibility, ...attention, ...engagement, ...interaction, ...transaction]

const byId = new Map(metrics.map((metric) => [metric.id, metric]))
