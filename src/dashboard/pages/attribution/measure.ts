import type { AttributionRow } from '../../queries/attribution.ts'
import { type Model, models } from '../../queries/reports.ts'

export const measures = ['orders', 'revenue'] as const
export type Measure = (typeof measures)[number]

/** What a row has under a model: orders, or whole units of money. */
export function valueOf(row: Pick<AttributionRow, 'orders' | 'revenue'>, model: Model, measure: Measure): number {
  return measure === 'orders' ? row.orders[model] : Number(row.revenue[model])
}

export function rangeOf(row: Pick<AttributionRow, 'orders' | 'revenue'>, measure: Measure) {
  const values = models.map((model) => valueOf(row, model, measure))
  return { low: Math.min(...values), high: Math.max(...values) }
}
